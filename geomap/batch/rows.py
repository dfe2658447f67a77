"""An archive's articles as rows: what tables, index and map of a run are made of."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from geomap.codec import without_candidates
from geomap.geodesy import centre
from geomap.names import cached_key
from geomap.reading.dates import day_of
from geomap.records import BBox, Kind, Point, Relation

Json = Mapping[str, Any]

_AROUND = 90  # characters of text quoted on each side of a mention
_WORD = 24  # characters at most that a quotation is lengthened by so that it begins and ends with a whole word


@dataclass(frozen=True, slots=True)
class AreaRow:
    """A quoted area that is tied to a mention."""

    mention: int  # its number in the article
    words: str
    low_m2: float
    high_m2: float
    middle: Point | None  # of the region that the mention is narrowed to
    rough: bool  # the text does not say just where


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
    areas: tuple[AreaRow, ...] = ()


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
    quoted_from: int  # where it begins in the quote


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
    made: Json = json.loads(without_candidates(line))
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
        areas=tuple(_areas(made)),
    )
    return row, list(_mentions(made, text))


def _mentions(made: Json, text: str) -> Iterator[MentionRow]:
    for mention in made["mentions"]:
        start, end = mention["start"], mention["end"]
        quote, quoted_from = _quoted(text, start, end)
        yield MentionRow(
            start=start,
            end=end,
            text=mention["text"],
            key=cached_key(mention["text"]),
            kind=mention["kind"],
            status=mention["status"],
            probability=mention["probability"],
            place=mention["place"],
            quote=quote,
            quoted_from=quoted_from,
        )


def _quoted(text: str, start: int, end: int) -> tuple[str, int]:
    """The text around a mention in one line, from a whole word to a whole word, and where the mention is in it."""
    if not text:
        return "", 0
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    while first > max(0, start - _AROUND - _WORD) and not text[first - 1].isspace():
        first -= 1
    while last < min(len(text), end + _AROUND + _WORD) and not text[last].isspace():
        last += 1
    before = " ".join(text[first:start].split())
    if before and text[start - 1].isspace():
        before += " "
    return before + " ".join(text[start:last].split()), len(before)


def _areas(made: Json) -> Iterator[AreaRow]:
    """The article's quoted areas that are tied to a place; a demonym's country is not measured by its people."""
    for area in made["areas"]:
        sizes = [size for size in (area["low_m2"], area["high_m2"]) if size]
        mention = None if area["mention"] is None else made["mentions"][area["mention"]]
        if mention is None or mention["place"] is None or mention["kind"] == Kind.DEMONYM or not sizes:
            continue
        region = mention["region"]
        yield AreaRow(
            mention=area["mention"],
            words=area["text"],
            low_m2=min(sizes) if len(sizes) > 1 else 0.0,
            high_m2=max(sizes),
            middle=None if region is None else centre(BBox(*region["bbox"])),
            rough=not (area["relation"] == Relation.EXTENT and region is None and mention["place"]["id"]),
        )


def place_key(place: Json) -> str:
    """What tells a place from others: its id, or where it has none (near something, set by hand) its name and point."""
    return place["id"] or f"{place['name']}@{place['lon']:.4f},{place['lat']:.4f}"
