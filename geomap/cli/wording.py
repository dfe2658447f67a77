"""Short words for tables: where a place lies, how sure a choice is, the sentence around a mention."""

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a search says percentages and needs no records
    from geomap.ports import Gazetteer
    from geomap.records import Place, Span

_LONGEST = 240  # characters of a sentence in a table
_END = re.compile(r"[.!?][\"'”’)\]]*\s+|\n\s*\n")  # after a sentence; abbreviations only make it shorter


def whereabouts(gazetteer: "Gazetteer") -> "Callable[[Place], str]":
    """What names the divisions and the country of a place: "Travis County, Texas, United States"."""

    @cache
    def country(code: str) -> str:
        place = gazetteer.referenced(code)
        return code if place is None else place.name

    def where(place: "Place") -> str:
        parts = (place.admin2, place.admin1, place.country_code and country(place.country_code))
        return ", ".join(part for part in parts if part and part != place.name)

    return where


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 article", "1,200 articles"."""
    return f"{number:,} {noun}{'s' * (number != 1)}"


def percent(probability: float | None) -> str:
    """A probability as a whole percentage; nothing where there is none."""
    return "" if probability is None else f"{probability:.0%}"


def coordinates(place: "Place") -> str:
    """Longitude and latitude with their directions, to 0.01 degrees."""
    lon, lat = place.point.lon, place.point.lat
    return f"{abs(lat):.2f}°{'N' if lat >= 0 else 'S'} {abs(lon):.2f}°{'E' if lon >= 0 else 'W'}"


def sentence_around(text: str, span: "Span") -> str:
    """The sentence that holds the span, the span in angle quotes, on one line; cut to a readable length."""
    start = max((end.end() for end in _END.finditer(text, max(0, span.start - 2000), span.start)), default=0)
    if start == 0:
        start = max(0, span.start - _LONGEST)
    following = _END.search(text, span.end)
    end = following.start() + 1 if following else len(text)
    room = max(0, (_LONGEST - (span.end - span.start)) // 2)
    left, right = max(start, span.start - room), min(end, span.end + room)
    before = ("… " if left > start else "") + text[left : span.start]
    after = text[span.end : right] + (" …" if right < end else "")
    return " ".join(f"{before}«{text[span.start : span.end]}»{after}".split())
