"""Training examples of our own making: a well-known name alone in a sentence means its best-known bearer.

Annotated news cannot teach this: in a local paper's single sentence "Athens" is Georgia's, and nothing says so.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from geomap.evaluation.gold import GoldArticle, GoldToponym
from geomap.geodesy import distance_m
from geomap.records import Point, Span

MOST = 2500  # names, the most prominent first
LEAD = 10  # how much more prominent than its next namesake a place must be, in the gazetteer's own measure
SAME_M = 161_000.0  # namesakes nearer than this are one place to the scorer
SENTENCES = (
    "A fire broke out in {} on Monday.",
    "Reports from {} came in late.",
    "She was born in {}.",
    "Storms hit {}.",
)

ABROAD = (
    "Oil firms in {state} sell gas to {name}.",
    "A student from {state} spent a year in {name}.",
    "Farmers in {state} fear a trade war with {name}.",
)

_NAMES = """
    SELECT n.key, n.match, -n.rank, n.name, p.id, p.lon, p.lat, p.class, p.code,
        CASE p.country WHEN 'US' THEN d.name END
    FROM names n JOIN places p ON p.n = n.place LEFT JOIN divisions d ON d.code = p.admin1
    WHERE n.key IN (SELECT key FROM names WHERE match = 0 AND -rank >= 55) ORDER BY n.key, n.rank, n.place
"""


def famous_names(gazetteer: Path) -> Iterator[GoldArticle]:
    """One-sentence articles, each naming one place; their ids end in a number."""
    with closing(sqlite3.connect(f"file:{gazetteer}?mode=ro", uri=True)) as file:
        bearers: dict[str, list[tuple[Any, ...]]] = {}
        for key, *row in file.execute(_NAMES):
            bearers.setdefault(key, []).append(tuple(row))
    yield from _countries_abroad(bearers)
    best = [clear for rows in bearers.values() if (clear := _clear_leader(rows))]
    best.sort(key=lambda row: (-row[0], row[2]))
    for number, (_prominence, name, place_id, point) in enumerate(best[:MOST]):
        sentence = SENTENCES[number % len(SENTENCES)].format(name)
        yield _article(f"famous-{number}", sentence, name, place_id, point)


def _countries_abroad(bearers: Mapping[str, Sequence[tuple[Any, ...]]]) -> Iterator[GoldArticle]:
    """Countries named beside an American state that holds a namesake: there is a China in Texas, too."""
    number = 0
    for _key, rows in sorted(bearers.items()):
        match, _, name, place_id, lon, lat, _, code, _ = rows[0]
        state = next((row[-1] for row in rows[1:] if row[-1] and row[0] == 0 and row[6] == "P"), None)
        if match == 0 and code.startswith("PCL") and state:
            sentence = ABROAD[number % len(ABROAD)].format(state=state, name=name)
            yield _article(f"abroad-{number}", sentence, name, place_id, Point(lon, lat))
            number += 1


def _article(article_id: str, sentence: str, name: str, place_id: str, point: Point) -> GoldArticle:
    start = sentence.rindex(name)
    geoname = place_id.removeprefix("geonames:")
    gold = GoldToponym(
        span=Span(start, start + len(name)),
        name=name,
        point=point,
        geoname_id=int(geoname) if geoname.isdigit() else None,
    )
    return GoldArticle(id=article_id, text=sentence, toponyms=(gold,))


def _clear_leader(rows: list[tuple[Any, ...]]) -> tuple[int, str, str, Point] | None:
    """The first bearer of a name, if it bears it as its main name, is no division, and leads the next one clearly."""
    match, prominence, name, place_id, lon, lat, feature_class, code, _ = rows[0]
    if match != 0 or (feature_class == "A" and not code.startswith("PCL")) or not name.isascii():
        return None
    point = Point(lon, lat)
    others = (row[1] for row in rows[1:] if distance_m(point, Point(row[4], row[5])) > SAME_M)
    return (prominence, name, place_id, point) if prominence - next(others, 0) >= LEAD else None
