"""`geomap resolve`: toponym resolution alone, for spans that are given."""

from collections.abc import Mapping
from typing import Any

import click

from geomap.cli.call import Call
from geomap.cli.options import maps_articles, output_file, reads_articles
from geomap.cli.tools import Tools


@click.command()
@reads_articles(several=False)
@output_file("Where to write")
@maps_articles(given_spans=True)
@click.pass_obj
def resolve(
    tools: Tools,
    *,
    call: Call,
    output: str,
    given: Mapping[str, Any],
) -> int:
    """Resolve mentions that are given: articles with `toponyms`.

    INPUT is .json or .jsonl (or a folder of them, or -): articles with `text` and `toponyms`, a list of objects with
    at least `start` and `end`, in characters. There is exactly one answer for each, in their order.
    """
    from geomap.cli.documents import write_documents  # noqa: PLC0415 - --help stays quick without it

    return write_documents(tools, tools.settings(**given), call, output=output, given_spans=True)
