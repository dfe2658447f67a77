"""`geomap resolve`: toponym resolution alone, for spans that are given."""

from dataclasses import replace
from pathlib import Path

import click

from geomap.cli.call import Call
from geomap.cli.options import corrections, guesses, output_file, reads_articles
from geomap.cli.tools import Tools
from geomap.records import MappedArticle, Resolution, Status


@click.command()
@reads_articles(several=False)
@output_file("Where to write")
@click.option(
    "--no-approximate",
    is_flag=True,
    help="Leave out rough positions of names that no gazetteer knows (this version gives none).",
)
@guesses
@corrections
@click.pass_obj
def resolve(
    tools: Tools,
    *,
    call: Call,
    output: str,
    no_approximate: bool,
    home: str | None,
    online: bool | None,
    judgements: Path | None,
    corrected: bool | None,
) -> int:
    """Resolve mentions that are given: articles with `toponyms`.

    INPUT is .json or .jsonl (or a folder of them, or -): articles with `text` and `toponyms`, a list of objects with
    at least `start` and `end`, in characters. There is exactly one answer for each, in their order.
    """
    from geomap.cli.documents import write_documents  # noqa: PLC0415 - --help stays quick without it

    return write_documents(
        tools,
        tools.settings(home=home, online=online, judgements=judgements, corrected=corrected),
        call,
        output=output,
        given_spans=True,
        change=without_approximate if no_approximate else None,
    )


def without_approximate(one: MappedArticle) -> MappedArticle:
    """The article with its approximate mentions as not found."""
    return replace(one, resolutions=tuple(map(_exact_or_nothing, one.resolutions)))


def _exact_or_nothing(resolution: Resolution) -> Resolution:
    if resolution.status is not Status.APPROXIMATE:
        return resolution
    return Resolution(mention=resolution.mention, status=Status.NOT_FOUND)
