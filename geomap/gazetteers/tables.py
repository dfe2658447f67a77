"""Reading and writing the tables: plain or compressed TSV with a header line and "#" comments."""

import gzip
import io
import lzma
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, TypeVar

from geomap.errors import GazetteerError

Row = TypeVar("Row")

HARVESTED, CURATED = "harvested", "curated"  # the two folders of tables that the gazetteer is built from
RULES = "rules"  # the folder of those that every run reads anew
SUFFIXES = (".tsv", ".tsv.gz", ".tsv.xz")


def table_files(tables: Path, folders: Sequence[str] = (HARVESTED, CURATED)) -> list[Path]:
    """Every table of these sub-folders, in the order of their names."""
    return sorted(path for folder in folders for path in (tables / folder).glob("*") if path.name.endswith(SUFFIXES))


def read_table(path: Path, columns: Sequence[str], parse: Callable[[list[str]], Row]) -> Iterator[Row]:
    """The table's rows, each made by `parse` from its cells.

    Args:
        path: a .tsv file, or one packed as .tsv.gz or .tsv.xz.
        columns: the header that the table must have.
        parse: makes a row from its cells; a ValueError or GazetteerError of it is reported with file and line.

    Raises:
        GazetteerError: the file cannot be read, has another header or a line that cannot be used.
    """
    header: list[str] | None = None
    try:
        with _open(path) as lines:
            for number, line in enumerate(lines, 1):
                if line.startswith("#") or not line.strip():
                    continue
                cells = line.rstrip("\r\n").split("\t")
                if header is None:
                    header = _checked_header(path, number, cells, columns)
                    continue
                if len(cells) != len(header):
                    cells += [""] * (len(header) - len(cells))  # editors drop empty cells at the end
                try:
                    yield parse(cells)
                except (ValueError, GazetteerError) as error:
                    raise GazetteerError(f"{path.name}, line {number}: {error}; correct that line") from error
    except (OSError, EOFError, UnicodeDecodeError, lzma.LZMAError) as error:
        raise GazetteerError(f"cannot read the table {path}: {error}; restore it from the repository") from error
    if header is None:
        raise GazetteerError(f"the table {path} has no header line; it should begin with: {' '.join(columns)}")


def _checked_header(path: Path, number: int, cells: list[str], columns: Sequence[str]) -> list[str]:
    if cells != list(columns):
        raise GazetteerError(f"{path.name}, line {number}: the header is {cells}, expected {list(columns)}")
    return cells


def _open(path: Path) -> IO[str]:
    if path.name.endswith(".xz"):
        return lzma.open(path, "rt", encoding="utf-8", newline="\n")
    if path.name.endswith(".gz"):
        return gzip.open(path, "rt", encoding="utf-8", newline="\n")
    return path.open(encoding="utf-8", newline="\n")


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a table, packed as its name says; equal rows give equal bytes (no time stamp inside)."""
    text = io.StringIO(newline="")
    text.write("\t".join(columns) + "\n")
    for row in rows:
        if any(letter in cell for cell in row for letter in "\t\n\r"):
            raise GazetteerError(f"{path.name}: a cell holds a tab or a newline: {row!r}")
        text.write("\t".join(row) + "\n")
    data = text.getvalue().encode("utf-8")
    if path.name.endswith(".xz"):
        data = lzma.compress(data, preset=9 | lzma.PRESET_EXTREME)
    elif path.name.endswith(".gz"):
        data = gzip.compress(data, 9, mtime=0)
    path.write_bytes(data)
