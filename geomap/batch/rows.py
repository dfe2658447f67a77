"""An archive's articles as rows: what tables, index and map of a run are made of."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from geomap.names import cached_key
from geomap.reading.dates import day_of

Json = Mapping[str, Any]

_AROUND = 90  # characters of text quoted on each side of a mention


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article without its mentions."""

    number: int  # in the run, from 0
    id: str
    title: str | None
    url: str | None
    date: str | None  # as the source gave it
    day: str | None  # YYYY-MM-DD
    domain: str | None
    language: str | None
    same_as: int | None  # number of the first article with this very text


@dataclass(frozen=True, slots=True)
class MentionRow:
    """A mention with the place that was chosen."""

    start: int
    end: int
    text: str
    key: str  # under which it is searched for
    kind: str
    status: str
    probability: float | None
    place: Json | None
    quote: str  # the text around it; "" where the run keeps no text


@dataclass(slots=True)
class Texts:
    """Which texts came before: syndicated copies are one story."""

    _first: dict[bytes, int] = field(default_factory=dict)

    def same_as(self, number: int, text: str) -> int | None:
        """The number of the first article with this text, white space aside; None where this is it, or has no text."""
        if not text:
            return None
        digest = hashlib.blake2b(" ".join(text.split()).encode("utf-8", "surrogatepass"), digest_size=16).digest()
        first = self._first.setdefault(digest, number)
        return None if first == number else first


def article_row(line: str, number: int, texts: Texts) -> tuple[ArticleRow, list[MentionRow]]:
    """A line of the run's articles as rows."""
    made: Json = json.loads(line)
    text = made.get("text", "")
    row = ArticleRow(
        number=number,
        id=made["id"],
        title=made.get("title"),
        url=made.get("url"),
        date=made.get("date"),
        day=day_of(made.get("date")),
        domain=made.get("domain"),
        language=made.get("language"),
        same_as=texts.same_as(number, text),
    )
    return row, list(_mentions(made, text))


def _mentions(made: Json, text: str) -> Iterator[MentionRow]:
    for mention in made["mentions"]:
        start, end = mention["start"], mention["end"]
        yield MentionRow(
            start=start,
            end=end,
            text=mention["text"],
            key=cached_key(mention["text"]),
            kind=mention["kind"],
            status=mention["status"],
            probability=mention["probability"],
            place=mention["place"],
            quote=" ".join(text[max(0, start - _AROUND) : end + _AROUND].split()),
        )


def place_key(place: Json) -> str:
    """What tells a place from others: its id, or where it has none (near something, set by hand) its name and point."""
    return place["id"] or f"{place['name']}@{place['lon']:.4f},{place['lat']:.4f}"
