"""`geomap review`: check and correct in the browser."""

import webbrowser
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geomap.cli.call import Call
from geomap.cli.options import borders, maps_articles, reads_articles
from geomap.cli.tools import Tools
from geomap.records import MappedArticle
from geomap.settings import Settings

if TYPE_CHECKING:  # reads and maps articles; --help needs neither
    from geomap.cli.tools import Mapper
    from geomap.review.session import Session

_DATA, _PACKED = "articles.jsonl", "articles.jsonl.zst"  # of folders that `geomap map` and `geomap batch` wrote


@click.command()
@reads_articles(several=True, required=False)
@click.option("--reviewer", metavar="NAME", default="", help="Who corrects; kept with each correction.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port of the page (default: a free one).")
@click.option("--no-browser", is_flag=True, help="Only print the page's address.")
@click.option("-o", "--output", metavar="FILE", help="Write the page to FILE, to be opened without a server.")
@click.option(
    "--import", "downloaded", metavar="FILE", type=click.Path(path_type=Path), help="Keep what such a page offered."
)
@maps_articles()
@borders
@click.pass_obj
def review(
    tools: Tools,
    *,
    call: Call,
    reviewer: str,
    port: int,
    no_browser: bool,
    output: str | None,
    downloaded: Path | None,
    given: Mapping[str, Any],
    worldview: str | None,
) -> int:
    """Check which place each name was taken for, and correct it, in the browser.

    INPUT is what `geomap map` takes, or a folder that it wrote. The page is reachable from this machine only. Every
    correction is kept at once; the next map, parse or resolve uses it. Ctrl-C ends the review.
    """
    from geomap.cli.terminal import say  # noqa: PLC0415 - same
    from geomap.review.serving import serve  # noqa: PLC0415 - same
    from geomap.review.session import imported  # noqa: PLC0415 - same
    from geomap.wiring import judgements_path  # noqa: PLC0415 - same

    settings = tools.settings(**given, worldview=worldview)
    if downloaded is not None:
        count = imported(judgements_path(settings), downloaded)
        say(f"geomap: {count} new corrections kept in {judgements_path(settings)}")
        if not call.inputs:
            return 0
    if not call.inputs:
        raise click.UsageError("Missing argument 'INPUT...'.")
    session, status = _session(tools, settings, call, reviewer)
    if output is not None:
        _write_page(session, Path(output))
        return status
    serve(session, port, _opener(no_browser))
    return status


def _opener(no_browser: bool) -> Callable[[str], None]:
    from geomap.cli.terminal import say  # noqa: PLC0415 - see above

    def opened(address: str) -> None:
        click.echo(address)
        say("geomap: reviewing; Ctrl-C ends it")
        if not no_browser:
            webbrowser.open(address)

    return opened


def _session(tools: Tools, settings: Settings, call: Call, reviewer: str) -> "tuple[Session, int]":
    from geomap.cli.failures import FailureLog  # noqa: PLC0415 - see above
    from geomap.cli.map import result_name  # noqa: PLC0415 - same
    from geomap.cli.progress import ProgressBar  # noqa: PLC0415 - same
    from geomap.cli.running import Run  # noqa: PLC0415 - same
    from geomap.review.earlier_run import articles_of_run  # noqa: PLC0415 - same
    from geomap.review.session import Session  # noqa: PLC0415 - same
    from geomap.wiring import judgements_path  # noqa: PLC0415 - same

    folder = _folder_of_run(call.inputs)
    if folder is not None:
        mapped, status = articles_of_run(folder), 0
        mapper = tools.mapper(settings, None)
    else:
        folder = Path("output", result_name(call.inputs[0]))
        with FailureLog(None) as log, ProgressBar() as bar:
            run = Run(tools=tools, settings=settings, call=call, log=log, bar=bar)
            mapped, status, mapper = list(run.articles()), run.status, run.mapper
    again = _Again(tools, settings, mapped, folder)
    session = Session(
        mapped=mapped,
        gazetteer=mapper.gazetteer,
        file=judgements_path(settings),
        reviewer=reviewer,
        worldview=settings.worldview,
        remake=again.make,
    )
    return session, status


def _folder_of_run(inputs: tuple[str, ...]) -> Path | None:
    folder = Path(inputs[0]) if len(inputs) == 1 else None
    return folder if folder is not None and any((folder / name).is_file() for name in (_DATA, _PACKED)) else None


class _Again:
    """Maps the articles anew with the corrections kept so far, as `geomap map -o FOLDER` would."""

    def __init__(self, tools: Tools, settings: Settings, mapped: Sequence[MappedArticle], folder: Path) -> None:
        self._tools, self._settings, self._folder = tools, settings, folder
        self._articles = [replace(one.article, toponyms=None) for one in mapped]

    def make(self) -> str:
        """Write the folder's files and return the map's page."""
        from geomap.cli.map import write_run  # noqa: PLC0415 - see above
        from geomap.export.story_map import MapOptions  # noqa: PLC0415 - same

        mapper: Mapper = self._tools.mapper(self._settings, None)
        options = MapOptions(worldview=self._settings.worldview)
        return write_run(self._folder, mapper.map_many(self._articles), mapper.gazetteer, options)


def _write_page(session: "Session", path: Path) -> None:
    from geomap.cli.outputs import FileSink  # noqa: PLC0415 - see above
    from geomap.review.page import review_page  # noqa: PLC0415 - same

    with FileSink(path) as file:
        file.write(review_page(session)[0])
    click.echo(str(path))
