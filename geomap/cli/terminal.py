"""What people see: text from articles escaped, lines on standard error, tables on standard output."""

import sys
import unicodedata
from collections.abc import Iterable, Sequence

import click

_JOINERS = "\u200c\u200d"  # invisible, harmless, and part of the spelling in Persian and Indic scripts
_TABLE_WIDTH = 200  # characters of a table that goes to a file or a pipe


def _hostile(character: str) -> bool:
    # Cc, Cf: controls, escapes, bidi marks; Zl, Zp: line ends; Cs: half characters
    return unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp", "Cs") and character not in _JOINERS


def escaped(text: str) -> str:
    r"""Text in which nothing steers a terminal: control characters as \x1b, \u202e and so on, all on one line."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        character.encode("unicode_escape").decode("ascii") if _hostile(character) else character for character in text
    )


def json_escaped(line: str) -> str:
    r"""A line of JSON with the same meaning in which nothing steers a terminal: as \u escapes of JSON."""
    if line.isascii() and line.isprintable():
        return line
    return "".join(_json_escape(character) if _hostile(character) else character for character in line)


def _json_escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[index]:02x}{units[index + 1]:02x}" for index in range(0, len(units), 2))


def say(text: str) -> None:
    """One line for people, on standard error."""
    click.echo(escaped(text), err=True)


class Warnings:
    """Warnings as lines on standard error, up to a number: a flood hides what matters."""

    def __init__(self, limit: int = 20) -> None:
        self._limit = limit
        self._count = 0

    def warn(self, text: str) -> None:
        """Say it, or only count it."""
        self._count += 1
        if self._count <= self._limit:
            say(f"geomap: warning: {text}")

    def finish(self) -> None:
        """Say how many were only counted."""
        if self._count > self._limit:
            say(f"geomap: {self._count - self._limit} more warnings of this kind were left out")


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[int] = ()) -> None:
    """A table on standard output.

    Args:
        columns: headings.
        rows: one text a column; escaped here.
        right: numbers of the columns that are set flush right.
    """
    from rich import box  # noqa: PLC0415 - rich takes longer to import than --help may take
    from rich.console import Console  # noqa: PLC0415 - same
    from rich.table import Table  # noqa: PLC0415 - same
    from rich.text import Text  # noqa: PLC0415 - same

    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for number, name in enumerate(columns):
        drawn.add_column(Text(name), justify="right" if number in right else "left", overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(escaped(cell)) for cell in row))
    width = None if sys.stdout.isatty() else _TABLE_WIDTH
    console = Console(file=sys.stdout, width=width, highlight=False)
    with console.capture() as text:
        console.print(drawn)
    click.echo("\n".join(line.rstrip() for line in text.get().splitlines()))
