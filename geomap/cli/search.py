"""`geomap search`: which articles of an archive name a place, or lie near it."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geomap.cli.tools import Tools

if TYPE_CHECKING:  # numpy; --help needs it not
    from geomap.batch.search import Found, Question


@click.command()
@click.argument("run", type=click.Path(path_type=Path))
@click.argument("name")
@click.option("--from", "first", metavar="DATE", help="From this day on: 2018-01-31, 2018-01 or 2018.")
@click.option("--to", "last", metavar="DATE", help="Up to this day, month or year, which counts too.")
@click.option("--within", metavar="KM", type=click.FloatRange(0, 20_000), help="Places so near count too.")
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, help="Mentions shown, the newest first."
)
@click.option("--format", "format_", type=click.Choice(["text", "jsonl"]), default="text", help="How to show them.")
@click.pass_obj
def search(
    tools: Tools,
    *,
    run: Path,
    name: str,
    first: str | None,
    last: str | None,
    within: float | None,
    limit: int,
    format_: str,
) -> int:
    """Find the articles of RUN, a folder that `geomap batch` wrote, that name a place, or places near it."""
    from geomap.batch.search import Question  # noqa: PLC0415 - --help stays quick without it
    from geomap.batch.search import search as ask  # noqa: PLC0415 - same

    question = Question(
        name=name,
        first=_day(first, "--from", "-01-01", "-01"),
        last=_day(last, "--to", "-12-31", "-31"),
        within_m=None if within is None else within * 1000.0,
        limit=limit,
    )
    found = ask(run, question)
    if not found.hits and within is not None:
        found = _around_the_gazetteers_place(tools, run, question)
    (_rows if format_ == "jsonl" else _lines)(found)
    return 0


def _around_the_gazetteers_place(tools: Tools, run: Path, asked: "Question") -> "Found":
    """The answer for a place that the run itself never names."""
    from geomap.batch.search import search as ask  # noqa: PLC0415 - same
    from geomap.errors import InputError  # noqa: PLC0415 - same

    places = tools.mapper(tools.settings(), None).gazetteer.candidates(asked.name)
    if not places:
        raise InputError(f"{asked.name!r} is named neither in {run} nor in the gazetteer; check its spelling")
    centre = places[0].place.point
    return ask(run, replace(asked, around=(centre.lon, centre.lat)))


def _day(given: str | None, option: str, of_year: str, of_month: str) -> str | None:
    import re  # noqa: PLC0415 - see above

    from geomap.errors import InputError  # noqa: PLC0415 - same

    if given is None:
        return None
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", given):
        raise InputError(f"{option} {given!r} is no date; write 2018-01-31, 2018-01 or 2018")
    return given + {4: of_year, 7: of_month, 10: ""}[len(given)]


def _rows(found: "Found") -> None:
    from geomap.cli.terminal import json_escaped  # noqa: PLC0415 - see above
    from geomap.codec import dumps  # noqa: PLC0415 - same

    for hit in found.hits:
        click.echo(json_escaped(dumps(asdict(hit))))


def _lines(found: "Found") -> None:
    """A mention on two lines, as plain text: drawing a table would take as long as all the rest."""
    from geomap.cli.terminal import escaped  # noqa: PLC0415 - see above
    from geomap.cli.wording import counted, percent  # noqa: PLC0415 - same

    if not found.hits:
        click.echo("No article names it.")
        return
    for hit in found.hits:
        day = hit.day or " " * len("2018-01-31")
        title = (hit.title or hit.article) + (f" (and {hit.copies:,} more like it)" if hit.copies else "")
        click.echo(escaped(f"{day}  {title}"))
        click.echo(escaped(f"            {hit.place}, {percent(hit.probability)}: {hit.quote}".rstrip(": ")))
    shown = "" if found.mentions == len(found.hits) else f", the newest {len(found.hits)} shown"
    click.echo(f"\n{counted(found.mentions, 'mention')} in {counted(found.articles, 'article')}{shown}")
