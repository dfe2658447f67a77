"""The archive map's data: columns of small numbers, names once, and as many sentences as the budget allows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from geomap.export.archive_columns import KINDS, NO_DAY, ArchiveColumns, ArchivePlace, ArchiveTexts
from geomap.export.page_safety import clean, web_address

MOST_ROWS = 200_000  # of mentions; of a larger archive the newest articles are shown
LON_LAT_SCALE = 1_000  # per degree: some 100 m
_QUOTES_PER_ROW, _LEAST_QUOTES, _MOST_QUOTES = 70, 300_000, 1_500_000  # characters of sentences in the page
_MOST_TITLES = 2_400_000  # characters of titles and addresses
_SURE = 16  # steps of sureness, 80 %: among surer ones the newest is quoted
_TITLE, _ADDRESS, _NAME, _WORDS = 110, 240, 80, 60  # longest ones
_WIDE_CLASSES = ("A", "L")  # divisions; regions and continents
_WIDE_CODES = ("OCN", "SEA", "GULF", "RGN", "MTS", "PEN", "DSRT")

Ints = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the page shows, in its order: articles from the newest to the oldest, places by their mentions."""

    articles: Ints  # numbers in the archive
    rows: Ints  # numbers of the columns' rows, article by article
    article_of: Ints  # by row, number in the page
    place_of: Ints  # by row, number in the page
    places: Ints  # numbers in the archive
    mentions: Ints  # by place


def chosen(columns: ArchiveColumns) -> Chosen:
    """Articles with mentions, the newest first and those without a date last, up to MOST_ROWS rows."""
    article, place = _ints(columns.articles), _ints(columns.places)
    days = _ints(columns.days)
    every = np.lexsort((np.arange(len(article)), article, -days[article]))
    order = every[:MOST_ROWS]
    cut = article[every[MOST_ROWS]] if len(every) > MOST_ROWS else -1
    if len(order) and article[order[0]] != cut:
        order = order[article[order] != cut]  # no half articles
    articles, article_of = _in_order(article[order])
    weights = _ints(columns.counts)[order] * (_ints(columns.kinds)[order] == 0)
    known, inverse = np.unique(place[order], return_inverse=True)
    mentions = np.bincount(inverse, weights=weights, minlength=len(known)).astype(np.int64)
    rank = np.lexsort((known, -mentions))
    number = np.empty(len(rank), dtype=np.int64)
    number[rank] = np.arange(len(rank))
    return Chosen(articles, order, article_of, number[inverse], known[rank], mentions[rank])


def payload(
    columns: ArchiveColumns, shown: Chosen, places: Sequence[ArchivePlace], texts: ArchiveTexts
) -> dict[str, Any]:
    """Everything that the page's script needs of the archive, as plain JSON values."""
    return {
        "kinds": [str(kind) for kind in KINDS],
        "places": _places([places[number] for number in shown.places.tolist()]),
        "articles": _articles(columns, shown, texts),
        "mentions": _mentions(columns, shown),
        "quotes": _quotes(columns, shown, texts),
        "areas": _areas(columns, shown, places),
        "lonLatScale": LON_LAT_SCALE,
    }


def place_family(place: ArchivePlace) -> str:
    """How the map draws it: c a country, a something else that is too wide for a point, p anything else."""
    if (place.feature_code or "").startswith("PCL"):
        return "c"
    wide = place.feature_class in _WIDE_CLASSES or place.feature_code in _WIDE_CODES
    return "a" if wide and not place.radius_m else "p"


def bounded(text: str, most: int) -> str:
    """The text in one line, cut where it is too long."""
    text = clean(" ".join(text.split()))
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _places(shown: list[ArchivePlace]) -> dict[str, Any]:
    countries, country = _named(each.country_code or "" for each in shown)
    divisions, division = _named(bounded(each.admin1 or "", _NAME) for each in shown)
    return {
        "name": [bounded(each.name, _NAME) for each in shown],
        "lon": [round(each.point.lon * LON_LAT_SCALE) for each in shown],
        "lat": [round(each.point.lat * LON_LAT_SCALE) for each in shown],
        "family": "".join(place_family(each) for each in shown),
        "country": country,
        "division": division,
        "countries": countries,
        "divisions": divisions,
        "radius": _sparse(each.radius_m or 0 for each in shown),
    }


def _articles(columns: ArchiveColumns, shown: Chosen, texts: ArchiveTexts) -> dict[str, Any]:
    numbers = shown.articles.tolist()
    names = list(columns.domains)
    domains, domain = _named(names[each] if (each := columns.publishers[number]) >= 0 else "" for number in numbers)
    titles, addresses, room = [], [], _MOST_TITLES
    for number in numbers:
        title, address = texts.article(number) if room > 0 else ("", None)
        address = web_address(address)
        titles.append(bounded(title, _TITLE))
        addresses.append(clean(address) if address and len(address) <= _ADDRESS else "")
        room -= len(titles[-1]) + len(addresses[-1])
    days = _ints(columns.days)[shown.articles]
    dated = days[days != NO_DAY]  # the first ones
    return {
        "title": titles,
        "url": addresses,
        "domain": domain,
        "domains": [bounded(each, _NAME) for each in domains],
        "day": np.diff(dated, prepend=0).tolist(),
        "rows": np.bincount(shown.article_of, minlength=len(numbers)).tolist(),
        "copies": _sparse(columns.copies[number] for number in numbers),
    }


def _mentions(columns: ArchiveColumns, shown: Chosen) -> dict[str, Any]:
    """One character each for kind and sureness: a string takes a byte where a list of numbers takes two or three."""
    rows = shown.rows
    sure = _ints(columns.sure)[rows]
    return {
        "place": shown.place_of.tolist(),
        "kind": bytes((_ints(columns.kinds)[rows] + ord("0")).astype(np.uint8)).decode(),
        "sure": bytes((sure + ord("A")).astype(np.uint8)).decode(),
        "more": _sparse((_ints(columns.counts)[rows] - 1).tolist()),
    }


def _quotes(columns: ArchiveColumns, shown: Chosen, texts: ArchiveTexts) -> dict[str, Any]:
    """Sentences: the best of every place, then the second best of every place, until there is no more room."""
    room = min(max(len(shown.rows) * _QUOTES_PER_ROW, _LEAST_QUOTES), _MOST_QUOTES)
    found: dict[int, str] = {}
    surest = _ints(columns.surest)[shown.rows]
    for row in _best_first(columns, shown).tolist():
        if room <= 0:
            break
        before, words, after = texts.quote(int(surest[row]))
        if words:
            found[row] = "\t".join(clean(part.replace("\t", " ")) for part in (before, words, after))
            room -= len(found[row])
    rows = sorted(found)
    return {"row": np.diff(np.array(rows, dtype=np.int64), prepend=0).tolist(), "text": [found[row] for row in rows]}


def _best_first(columns: ArchiveColumns, shown: Chosen) -> Ints:
    """Rows by their rank within their place: literal before others, the surer first, of sure ones the newest."""
    count = len(shown.rows)
    associative = _ints(columns.kinds)[shown.rows] != 0
    sure = np.minimum(_ints(columns.sure)[shown.rows], _SURE)
    within = np.lexsort((np.arange(count), -sure, associative, shown.place_of))
    begins = np.searchsorted(shown.place_of[within], np.arange(len(shown.places)))
    rank = np.arange(count) - begins[shown.place_of[within]]
    return within[np.lexsort((shown.place_of[within], rank))]


def _areas(columns: ArchiveColumns, shown: Chosen, places: Sequence[ArchivePlace]) -> list[list[Any]]:
    """[article, place, lon, lat, low, high (whole square metres), rough, words], numbers as in the page."""
    articles = {number: index for index, number in enumerate(shown.articles.tolist())}
    numbers = {number: index for index, number in enumerate(shown.places.tolist())}
    rows = []
    for area in columns.areas:
        if area.article in articles and area.place in numbers:
            at = area.middle or places[area.place].point
            where = [round(at.lon * LON_LAT_SCALE), round(at.lat * LON_LAT_SCALE)]
            sizes = [round(area.low_m2), round(area.high_m2)]
            words = bounded(area.words, _WORDS)
            rows.append([articles[area.article], numbers[area.place], *where, *sizes, int(area.rough), words])
    return rows


def _named(values: Iterable[str]) -> tuple[list[str], list[int]]:
    """Each different value once, and the number of each."""
    found: dict[str, int] = {}
    numbers = [found.setdefault(value, len(found)) for value in values]
    return list(found), numbers


def _sparse(values: Iterable[float]) -> list[int]:
    """[steps to the next that is not zero, its value, ...]."""
    out, last = [], 0
    for index, value in enumerate(values):
        if value:
            out += [index - last, round(value)]
            last = index
    return out


def _in_order(values: Ints) -> tuple[Ints, Ints]:
    """The different values in the order in which they come in runs, and each one's number in it."""
    begins = np.flatnonzero(np.diff(values, prepend=-1))
    return values[begins], np.cumsum(np.diff(values, prepend=-1) != 0) - 1


def _ints(values: Any) -> Ints:
    return np.asarray(values, dtype=np.int64)
