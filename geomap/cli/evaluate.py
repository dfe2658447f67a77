"""`geomap evaluate`: the project's own accuracy report on annotated articles."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geomap.cli.tools import Tools

if TYPE_CHECKING:  # numpy; --help needs it not
    from geomap.cli.failures import FailureLog
    from geomap.cli.tools import Mapper
    from geomap.evaluation.gold import GoldArticle
    from geomap.reading.origin import Sourced
    from geomap.records import MappedArticle


@click.command()
@click.argument("gold", metavar="GOLD.jsonl...", nargs=-1, required=True)
@click.option("--given-spans", is_flag=True, help="Measure resolution alone: the mentions are given, not found.")
@click.pass_obj
def evaluate(tools: Tools, *, gold: tuple[str, ...], given_spans: bool) -> int:
    """Measure the accuracy on articles whose places are known.

    GOLD.jsonl holds an article a line: `id`, `text` and `toponyms`, a list of objects with `start`, `end` and, where
    the place is known, `lon` and `lat`. Each file is reported for itself, with its worst mistakes.
    """
    from geomap.cli.failures import FailureLog  # noqa: PLC0415 - --help stays quick without these
    from geomap.cli.progress import ProgressBar  # noqa: PLC0415 - same
    from geomap.cli.terminal import escaped  # noqa: PLC0415 - same
    from geomap.evaluation import metrics  # noqa: PLC0415 - same

    settings = tools.settings(corrected=False)  # the report is about the program, not about who corrected it
    with FailureLog(None) as log, ProgressBar() as bar:
        mapper: Mapper | None = None
        for path in gold:
            golds, sources = _read(path, log, given_spans=given_spans)
            if not golds:
                continue
            mapper = mapper or tools.mapper(settings, bar.stage)
            predicted = _predicted(sources, mapper, log, bar.article, given_spans=given_spans)
            report = metrics.evaluate(golds, predicted, tools.name_tables(settings), given_spans=given_spans)
            bar.clear()
            click.echo("\n".join(map(escaped, [path, *report.lines(), ""])))
        if mapper is None:
            raise log.nothing_read()
    return 1 if log.count else 0


def _read(path: str, log: "FailureLog", *, given_spans: bool) -> tuple[list["GoldArticle"], list["Sourced"]]:
    """The annotated articles of a file, and the same as they are mapped."""
    from geomap.cli.terminal import Warnings  # noqa: PLC0415 - see above
    from geomap.errors import GeomapError, InputError  # noqa: PLC0415 - same
    from geomap.evaluation.gold import gold_article  # noqa: PLC0415 - same
    from geomap.reading import fields, json_lines  # noqa: PLC0415 - same
    from geomap.reading.files import reason, shown  # noqa: PLC0415 - same
    from geomap.reading.origin import Origin, Sourced  # noqa: PLC0415 - same

    golds: list[GoldArticle] = []
    sources: list[Sourced] = []
    seen: set[str] = set()
    warnings = Warnings()
    whole = Origin(file=shown(path))
    try:
        with Path(path).open("rb") as stream:
            for number, line in json_lines.lines(stream, None):
                here = Origin(file=whole.file, line=number)
                try:
                    if isinstance(line, InputError):
                        raise line
                    document = fields.parse(line)
                    article = fields.article_of(document, str(number), with_toponyms=given_spans, warn=warnings.warn)
                    if article.id in seen:  # predictions are told apart by their ids
                        article = replace(article, id=f"{article.id} (line {number})")
                    seen.add(article.id)
                    golds.append(gold_article({**document, "id": article.id}))
                except GeomapError as error:
                    log.add(here.failure(str(error)))
                else:
                    sources.append(Sourced(article=article, origin=here))
    except OSError as error:
        log.add(whole.failure(reason(error)))
    except InputError as error:
        log.add(whole.failure(str(error)))
    else:
        if not golds and not log.count:
            log.add(whole.failure("is empty"))
    warnings.finish()
    return golds, sources


def _predicted(
    sources: list["Sourced"], mapper: "Mapper", log: "FailureLog", tick: Callable[[], None], *, given_spans: bool
) -> dict[str, "MappedArticle"]:
    from geomap.batch.guard import map_guarded  # noqa: PLC0415 - see above
    from geomap.records import Failure  # noqa: PLC0415 - same

    predicted: dict[str, MappedArticle] = {}
    for outcome in map_guarded(sources, mapper.resolve_many if given_spans else mapper.map_many):
        if isinstance(outcome, Failure):
            log.add(outcome)
            continue
        predicted[outcome.article.id] = outcome
        log.note_written()
        tick()
    return predicted
