"""`geomap parse`: what the articles name, as data."""

from collections.abc import Mapping
from typing import Any

import click

from geomap.cli.call import Call
from geomap.cli.options import maps_articles, output_file, reads_articles
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
@maps_articles()
@click.pass_obj
def parse(
    tools: Tools,
    *,
    call: Call,
    output: str,
    format_: str,
    given: Mapping[str, Any],
) -> int:
    """Find and resolve the places that articles name, as data.

    INPUT is a file (text, HTML, JSON, CSV, Parquet, a feed, WARC), a folder of such files, or - for standard input.
    Articles that fail are listed in FILE.errors.jsonl, or on standard error where there is no FILE.
    """
    from geomap.cli.documents import write_documents  # noqa: PLC0415 - --help stays quick without it

    return write_documents(tools, tools.settings(**given), call, output=output, format_=format_)
