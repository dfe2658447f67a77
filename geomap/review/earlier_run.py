"""The articles of a folder that `geomap map` or `geomap batch` wrote, with what was found in them then."""

import heapq
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import zstandard

from geomap.codec import from_dict
from geomap.errors import InputError, RecordError
from geomap.records import MappedArticle

MOST = 2_000  # articles in one review: those with the least certain mentions
_PLAIN, _PACKED = "articles.jsonl", "articles.jsonl.zst"


def articles_of_run(folder: Path, most: int = MOST) -> list[MappedArticle]:
    """The run's articles in its order; of more than `most`, those that want a look most.

    Raises:
        InputError: the file cannot be read, or holds no text.
    """
    path = folder / _PLAIN if (folder / _PLAIN).is_file() else folder / _PACKED
    try:
        wanted = {number for _, number in heapq.nsmallest(most, _doubts(path))}
        rows = [row for number, row in enumerate(_rows(path)) if number in wanted]
        mapped = [from_dict(row) for row in rows]
    except (OSError, ValueError, KeyError, TypeError, RecordError, zstandard.ZstdError) as error:
        raise InputError(f"cannot review {path}: {error}; map the articles again") from error
    if not mapped:
        raise InputError(f"{path} holds no article; map the articles again")
    if any(not one.article.text for one in mapped):
        raise InputError(f"{path} was written with --no-text: a review needs the text; give the articles instead")
    return mapped


def _doubts(path: Path) -> Iterator[tuple[float, int]]:
    """How sure an article's least certain mention is, and the article's number."""
    for number, row in enumerate(_rows(path)):
        yield min((mention["probability"] or 0.0 for mention in row["mentions"]), default=1.0), number


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with _lines(path) as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


@contextmanager
def _lines(path: Path) -> Iterator[IO[str]]:
    with path.open("rb") as stream:
        if path.suffix != ".zst":
            yield io.TextIOWrapper(stream, encoding="utf-8", newline="\n")
            return
        reader = zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True)
        yield io.TextIOWrapper(io.BufferedReader(reader), encoding="utf-8", newline="\n")
