"""`geomap parse`: what the articles name, as data."""

from pathlib import Path

import click

from geomap.cli.call import Call
from geomap.cli.options import corrections, finds, guesses, output_file, reads_articles
from geomap.cli.tools import Tools


@click.command()
@reads_articles(several=True)
@output_file("Where to write")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["jsonl", "geojson", "csv"]),
    default="jsonl",
    help="jsonl: an article a line (default). geojson: the places. csv: a mention a row.",
)
@finds
@guesses
@corrections
@click.pass_obj
def parse(
    tools: Tools,
    *,
    call: Call,
    output: str,
    format_: str,
    recogniser: str | None,
    home: str | None,
    online: bool | None,
    approximate: bool | None,
    judgements: Path | None,
    corrected: bool | None,
) -> int:
    """Find and resolve the places that articles name, as data.

    INPUT is a file (text, HTML, JSON, CSV, Parquet, a feed, WARC), a folder of such files, or - for standard input.
    Articles that fail are listed in FILE.errors.jsonl, or on standard error where there is no FILE.
    """
    from geomap.cli.documents import write_documents  # noqa: PLC0415 - --help stays quick without it

    settings = tools.settings(
        recogniser=recogniser,
        home=home,
        online=online,
        approximate=approximate,
        judgements=judgements,
        corrected=corrected,
    )
    return write_documents(tools, settings, call, output=output, format_=format_)
