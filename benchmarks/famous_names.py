"""Training examples of our own making: a well-known name alone in a sentence means its best-known bearer.

Annotated news cannot teach this: in a local paper's single sentence "Athens" is Georgia's, and nothing says so.
"""

import sqlite3
from collections.abc import Iterator
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

_NAMES = """
    SELECT n.key, n.match, -n.rank, n.name, p.id, p.lon, p.lat, p.class, p.code
    FROM names n JOIN places p ON p.n = n.place
    WHERE n.key IN (SELECT key FROM names WHERE match = 0 AND -rank >= 55) ORDER BY n.key, n.rank, n.place
"""


def famous_names(gazetteer: Path) -> Iterator[GoldArticle]:
    """One-sentence articles, each naming one place; their ids end in a number."""
    with closing(sqlite3.connect(f"file:{gazetteer}?mode=ro", uri=True)) as file:
        bearers: dict[str, list[tuple[Any, ...]]] = {}
        for key, *row in file.execute(_NAMES):
            bearers.setdefault(key, []).append(tuple(row))
    best = [clear for rows in bearers.values() if (clear := _clear_leader(rows))]
    best.sort(key=lambda row: (-row[0], row[2]))
    for number, (_prominence, name, place_id, point) in enumerate(best[:MOST]):
        sentence = SENTENCES[number % len(SENTENCES)]
        start = sentence.index("{")
        geoname = place_id.removeprefix("geonames:")
        gold = GoldToponym(
            span=Span(start, start + len(name)),
            name=name,
            point=point,
            geoname_id=int(geoname) if geoname.isdigit() else None,
        )
        yield GoldArticle(id=f"famous-{number}", text=sentence.format(name), toponyms=(gold,))


def _clear_leader(rows: list[tuple[Any, ...]]) -> tuple[int, str, str, Point] | None:
    """The first bearer of a name, if it bears it as its main name, is no division, and leads the next one clearly."""
    match, prominence, name, place_id, lon, lat, feature_class, code = rows[0]
    if match != 0 or (feature_class == "A" and not code.startswith("PCL")) or not name.isascii():
        return None
    point = Point(lon, lat)
    others = (row[1] for row in rows[1:] if distance_m(point, Point(row[4], row[5])) > SAME_M)
    return (prominence, name, place_id, point) if prominence - next(others, 0) >= LEAD else None
