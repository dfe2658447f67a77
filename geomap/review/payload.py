"""What the review page needs, as plain JSON values: the queue of every article, and one article at a time.

A text travels in pieces, a mention in a piece of its own, each with the code point where it begins: the page's script
counts in UTF-16 and never cuts by an offset.
"""

from collections.abc import Sequence
from typing import Any

from geomap.export.page_mark import place_where
from geomap.export.page_shapes import Window
from geomap.export.page_words import place_words
from geomap.judging.applying import text_id
from geomap.names import cached_key
from geomap.ports import Gazetteer
from geomap.records import Candidate, MappedArticle, Place, Resolution, ScoredCandidate

Json = dict[str, Any]

MOST_CANDIDATES = 9  # as many as there are keys to choose with
_REASONS = 6  # of each candidate, the weightiest
_MARGIN_DEG = 3.0  # around the chosen places, in the first view
_WORLD = Window(-180.0, -60.0, 180.0, 75.0)


class Countries:
    """Names of countries by code, looked up once."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._names: dict[str, str] = {}

    def of(self, place: Place) -> dict[str, str]:
        """The names known so far, with that of the place's country."""
        code = place.country_code
        if code and code not in self._names:
            found = self._gazetteer.referenced(code)
            self._names[code] = found.name if found else code
        return self._names


def queue(mapped: Sequence[MappedArticle]) -> list[Json]:
    """Every mention of every article: what the page sorts, counts and compares with judgements."""
    return [
        {
            "a": number,
            "m": index,
            "s": each.mention.span.start,
            "e": each.mention.span.end,
            "name": each.mention.text,
            "key": cached_key(each.mention.text) or each.mention.text,
            "p": round(each.probability or 0.0, 4),
            "status": each.status.value,
            "kind": each.mention.kind.value,
            "place": each.place.id if each.place else None,
            "shown": each.place.name if each.place else "",
        }
        for number, one in enumerate(mapped)
        for index, each in enumerate(one.resolutions)
    ]


def heads(mapped: Sequence[MappedArticle]) -> list[Json]:
    """Id, title and text of each article, told apart as judgements tell them."""
    return [
        {
            "id": one.article.id,
            "title": (one.article.title or one.article.id).strip(),
            "text_id": text_id(one.article.text),
        }
        for one in mapped
    ]


def article(one: MappedArticle, countries: Countries) -> Json:
    """The text in pieces, and the candidates of each mention."""
    return {
        "language": one.article.language,
        "pieces": _pieces(one),
        "candidates": [_candidates(each, countries) for each in one.resolutions],
    }


def found(candidates: Sequence[Candidate], countries: Countries) -> list[Json]:
    """Places that somebody searched for."""
    return [_place(each.place, countries) | {"called": each.matched_name} for each in candidates]


def view(mapped: Sequence[MappedArticle]) -> Window:
    """The surroundings of the places chosen; the world where they lie far apart or over the antimeridian."""
    points = [each.place.point for one in mapped for each in one.resolutions if each.place]
    if not points:
        return _WORLD
    lons, lats = [point.lon for point in points], [point.lat for point in points]
    near = Window(min(lons), min(lats), max(lons), max(lats)).widened(_MARGIN_DEG)
    return near if near.east - near.west < 90.0 else _WORLD


def _pieces(one: MappedArticle) -> list[list[Any]]:
    """[text, where it begins, number of the mention or null], in the order of the text."""
    text, position, made = one.article.text, 0, []
    for index, each in enumerate(one.resolutions):
        span = each.mention.span
        if span.start < position:
            continue  # a nested mention is reached through the queue
        if span.start > position:
            made.append([text[position : span.start], position, None])
        made.append([text[span.start : span.end], span.start, index])
        position = span.end
    if position < len(text):
        made.append([text[position:], position, None])
    return made


def _candidates(resolution: Resolution, countries: Countries) -> list[Json]:
    return [_candidate(each, countries) for each in resolution.ranked[:MOST_CANDIDATES]]


def _candidate(scored: ScoredCandidate, countries: Countries) -> Json:
    weighty = sorted(scored.evidence, key=lambda each: -abs(each.weight))[:_REASONS]
    return _place(scored.candidate.place, countries) | {
        "p": round(scored.probability, 4),
        "why": [[round(each.weight, 2), each.note] for each in weighty if each.note],
    }


def _place(place: Place, countries: Countries) -> Json:
    return {
        "id": place.id,
        "name": place.name,
        "what": place_words(place),
        "where": place_where(place, countries.of(place)),
        "people": place.population,
        "at": [round(place.point.lon, 4), round(place.point.lat, 4)],
    }
