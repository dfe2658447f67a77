"""Mapped articles to one stream: JSON lines, GeoJSON or CSV."""

from collections.abc import Callable, Iterable
from pathlib import Path

from geomap.cli.call import Call
from geomap.cli.failures import FailureLog
from geomap.cli.outputs import FileSink, Sink, refuse_overwriting
from geomap.cli.progress import ProgressBar
from geomap.cli.running import Run
from geomap.cli.standard_output import StandardOutput
from geomap.cli.tools import Tools
from geomap.codec import dumps, to_json
from geomap.records import MappedArticle
from geomap.settings import Settings


def write_documents(
    tools: Tools,
    settings: Settings,
    call: Call,
    *,
    output: str,
    format_: str = "jsonl",
    given_spans: bool = False,
) -> int:
    """Map the articles of a call and write them; the exit status.

    Args:
        tools: the parts.
        settings: of the mapper.
        call: the inputs.
        output: a file, or "-".
        format_: "jsonl", "geojson" or "csv".
        given_spans: resolve the spans that the articles bring.
    """
    path = None if output == "-" else Path(output)
    if path is not None:
        refuse_overwriting(path, call.inputs)
    # nothing is put beside a device or a pipe
    beside = path is not None and (path.is_file() or not path.exists())
    errors = path.with_name(path.name + ".errors.jsonl") if path is not None and beside else None
    with FailureLog(errors) as log, ProgressBar(shares_terminal=path is None) as bar:
        run = Run(tools=tools, settings=settings, call=call, log=log, bar=bar, given_spans=given_spans)
        with StandardOutput() if path is None else FileSink(path) as sink:
            _WRITERS[format_](run.articles(), run, sink)
    return run.status


def _json_lines(articles: Iterable[MappedArticle], _: Run, sink: Sink) -> None:
    for one in articles:
        sink.write(to_json(one, with_text=False) + "\n")


def _geojson(articles: Iterable[MappedArticle], run: Run, sink: Sink) -> None:
    from geomap.export.geojson import places_geojson  # noqa: PLC0415 - numpy; JSON lines need it not

    everything = list(articles)
    sink.write(dumps(places_geojson(everything, run.mapper.gazetteer.geometry)) + "\n")


def _csv(articles: Iterable[MappedArticle], _: Run, sink: Sink) -> None:
    from geomap.export.tables import write_csv  # noqa: PLC0415 - only where it is asked for

    write_csv(articles, sink)


_WRITERS: dict[str, Callable[[Iterable[MappedArticle], Run, Sink], None]] = {
    "jsonl": _json_lines,
    "geojson": _geojson,
    "csv": _csv,
}
