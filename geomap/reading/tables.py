"""Rows of CSV and Parquet tables, streaming: one article a row."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from geomap.errors import InputError
from geomap.reading.columns import article_fields, columns_of
from geomap.reading.decoding import HEAD, detect

LONGEST_CELL = 20_000_000  # characters: a quotation mark that is never closed must not fill the memory
_DELIMITERS = ",;\t|"
_BATCH = 64  # rows of a Parquet file in memory

Row = tuple[int, dict[str, Any] | InputError]


def csv_rows(stream: io.BufferedReader, named: str | None, told: Mapping[str, str]) -> Iterator[Row]:
    """The articles of a CSV file as JSON objects would be, with the line that each row ends in.

    Args:
        stream: its bytes.
        named: its encoding; None: UTF-8, or UTF-16 by its mark.
        told: field to column, where the user says so.

    Raises:
        InputError: it is no text, has no columns, or not the ones that are needed.
    """
    head = stream.peek(HEAD)[:HEAD]
    encoding, mark = detect(head, named)
    stream.read(mark)
    # a byte that does not fit must fail its row only: it comes as a lone surrogate, which no text holds
    wrapper = io.TextIOWrapper(stream, encoding=encoding, errors="surrogateescape", newline="")
    old = csv.field_size_limit(LONGEST_CELL)
    try:
        rows = csv.reader(wrapper, delimiter=_delimiter(head[mark:].decode(encoding, "replace")), strict=True)
        yield from _csv_articles(rows, encoding, told)
    finally:
        csv.field_size_limit(old)
        wrapper.detach()  # whoever opened the stream closes it


def _csv_articles(rows: Any, encoding: str, told: Mapping[str, str]) -> Iterator[Row]:
    try:
        names = next(rows, None)
        if not names:
            raise InputError("is empty")
        columns = columns_of(names, told)
        for cells in rows:
            if cells:
                yield rows.line_num, _csv_article(names, cells, columns, encoding)
    except csv.Error as error:
        yield rows.line_num, InputError(f"is not CSV from here on: {error}")


def _csv_article(
    names: list[str], cells: list[str], columns: Mapping[str, str], encoding: str
) -> dict[str, Any] | InputError:
    if len(cells) > len(names):
        return InputError(f"has {len(cells)} cells under {len(names)} columns: a quotation mark or delimiter is wrong")
    broken = next((cell for cell in cells if any("\udc80" <= letter <= "\udcff" for letter in cell)), None)
    if broken is not None:
        byte = next(ord(letter) - 0xDC00 for letter in broken if "\udc80" <= letter <= "\udcff")
        return InputError(f"byte 0x{byte:02x} is not {encoding}; name the right encoding with --encoding")
    return article_fields(dict(zip(names, cells, strict=False)), columns)


def _delimiter(head: str) -> str:
    """The delimiter that the first line, the columns' names, holds most of; a comma where it holds none."""
    first = head.split("\n", 1)[0]
    return max(_DELIMITERS, key=first.count)


def parquet_rows(stream: BinaryIO, told: Mapping[str, str]) -> Iterator[Row]:
    """The articles of a Parquet file as JSON objects would be, with their numbers from 0.

    Raises:
        InputError: it is no Parquet file, cannot be sought in, or lacks the columns.
    """
    import pyarrow  # noqa: PLC0415 - large, and rarely needed
    from pyarrow import parquet  # noqa: PLC0415 - same

    if not stream.seekable():
        raise InputError("is a Parquet file that cannot be sought in: save it to a file and give that")
    number = 0
    try:
        table = parquet.ParquetFile(stream)
        columns = columns_of(table.schema_arrow.names, told)
        for batch in table.iter_batches(batch_size=_BATCH, columns=sorted(set(columns.values()))):
            for row in batch.to_pylist():
                yield number, article_fields(row, columns)
                number += 1
    except (pyarrow.ArrowException, OSError, ValueError, OverflowError) as error:
        raise InputError(f"is a Parquet file that cannot be read after row {number}: {error}") from error
