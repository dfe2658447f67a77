"""Arguments and options that several commands share."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from geomap.cli.call import Call
from geomap.reading.origin import without_surrogates
from geomap.settings import RECOGNISERS

Command = TypeVar("Command", bound=Callable[..., Any])


def reads_articles(*, several: bool, required: bool = True) -> Callable[[Command], Command]:
    """INPUT and how to read it; the command gets them as `call`, a Call.

    Args:
        several: whether more than one INPUT is taken.
        required: whether there must be one.
    """

    def add(command: Command) -> Command:
        @wraps(command)
        def with_call(
            *arguments: Any,
            inputs: str | tuple[str, ...],
            encoding: str | None,
            input_format: str | None,
            columns: tuple[str, ...],
            **options: Any,
        ) -> Any:
            from geomap.reading.columns import read_told  # noqa: PLC0415 - --help stays quick without it

            given = (inputs,) if isinstance(inputs, str) else inputs
            call = Call(inputs=given, encoding=encoding, input_format=input_format, columns=read_told(columns))
            return command(*arguments, call=call, **options)

        made: Any = with_call
        for decorate in (
            click.option(
                "--input-format",
                type=click.Choice(["text", "html", "json", "jsonl", "csv", "parquet", "xml", "warc"]),
                help="Format of standard input (default: text) and of files whose names do not tell it.",
            ),
            click.option(
                "--encoding", metavar="NAME", help="Encoding of files that are neither UTF-8 nor UTF-16 with its mark."
            ),
            click.option(
                "--column",
                "columns",
                metavar="FIELD=NAME",
                multiple=True,
                help="Column of a table that holds text, id, title, url, date, language, home or domain.",
            ),
            click.argument(
                "inputs", metavar="INPUT..." if several else "INPUT", nargs=-1 if several else 1, required=required
            ),
        ):
            made = decorate(made)
        return cast("Command", made)

    return add


def maps_articles(*, given_spans: bool = False) -> Callable[[Command], Command]:
    """How articles are mapped; the command gets it as `given`: settings by name, as `Tools.settings` takes them.

    Args:
        given_spans: whether the mentions are given, so that nothing needs to find them.
    """
    names = ("home", "online", "approximate", "judgements", "corrected", *(() if given_spans else ("recogniser",)))

    def add(command: Command) -> Command:
        @wraps(command)
        def with_given(*arguments: Any, **options: Any) -> Any:
            return command(*arguments, given={name: options.pop(name) for name in names}, **options)

        made = _guesses(_corrections(cast("Command", with_given)))
        return made if given_spans else finds(made)

    return add


def finds(command: Command) -> Command:
    """The option that says what finds the names: --recogniser."""
    return click.option(
        "--recogniser",
        type=click.Choice(RECOGNISERS),
        help="What finds names: geomap's own tagger (default), or spaCy's en_core_web_md (needs geomap[md]).",
    )(command)


def _guesses(command: Command) -> Command:
    """Options that change what is found: --home, --online and --no-approximate."""
    home = click.option(
        "--home", metavar="PLACE", callback=_readable, help='Where the publisher sits, e.g. "Paris, Texas".'
    )
    online = click.option(
        "--online", is_flag=True, default=None, help="Ask the geocoding service for names that the gazetteer lacks."
    )
    exact = click.option(
        "--no-approximate",
        "approximate",
        is_flag=True,
        flag_value=False,
        default=None,
        help="Give names that no gazetteer knows no rough position.",
    )
    return home(online(exact(command)))


def _corrections(command: Command) -> Command:
    """Options about people's corrections: --judgements and --no-judgements."""
    file = click.option(
        "--judgements",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="File of people's corrections (default: judgements.jsonl in the data folder).",
    )
    without = click.option(
        "--no-judgements", "corrected", is_flag=True, flag_value=False, default=None, help="Use no corrections."
    )
    return file(without(command))


def borders(command: Command) -> Command:
    """The option about the background of maps: --worldview."""
    return click.option(
        "--worldview",
        metavar="XX",
        help="Draw borders as this country sees them: IN, PK ... (default: neutral, disputed borders dashed).",
    )(command)


def _readable(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """An argument as valid Unicode: bytes that the terminal's encoding does not know become U+FFFD."""
    return None if value is None else without_surrogates(value)[0]


def output_file(what: str) -> Callable[[Command], Command]:
    """-o FILE."""
    return click.option("-o", "--output", metavar="FILE", default="-", help=f"{what} (default: standard output).")
