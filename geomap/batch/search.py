"""Questions to a run's index: which articles name a place, or lie near it, and when."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from geomap.batch.index import VERSION
from geomap.batch.run import INDEX
from geomap.errors import InputError
from geomap.geodesy import distances_m
from geomap.names import cached_key
from geomap.records import Point

_DEGREE_M = 111_000.0  # of latitude, at least


# Both over the places in the table `wanted`, copies of articles left out.
_COUNT = """
SELECT count(*), count(DISTINCT m.article) FROM mentions m JOIN wanted w ON w.place = m.place
JOIN articles a ON a.number = m.article
WHERE a.same_as IS NULL AND (?1 IS NULL OR a.day >= ?1) AND (?2 IS NULL OR a.day <= ?2)
"""
_NEWEST = """
SELECT a.day, a.id, a.title, a.url, (SELECT count(*) FROM articles c WHERE c.same_as = a.number), m.start, m."end",
    p.name, p.id, p.lon, p.lat, m.probability, m.quote
FROM mentions m JOIN wanted w ON w.place = m.place JOIN articles a ON a.number = m.article
JOIN places p ON p.number = m.place
WHERE a.same_as IS NULL AND (?1 IS NULL OR a.day >= ?1) AND (?2 IS NULL OR a.day <= ?2)
ORDER BY a.day IS NULL, a.day DESC, a.number, m.start LIMIT ?3
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked for.

    Attributes:
        name: of the place, in any spelling of its key.
        first, last: days, YYYY-MM-DD, both included; None: no bound.
        within_m: places that lie so near the one named count too; None: only those of the name.
        around: where that is measured from; None: the place of this name that the run names most.
        limit: mentions at most.
    """

    name: str
    first: str | None = None
    last: str | None = None
    within_m: float | None = None
    around: Point | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Hit:
    """A mention that answers."""

    day: str | None
    article: str
    title: str | None
    url: str | None
    copies: int  # articles with the very same text
    start: int
    end: int
    place: str
    place_id: str | None
    lon: float
    lat: float
    probability: float | None
    quote: str


@dataclass(frozen=True, slots=True)
class Found:
    """An answer: how many mentions in how many articles, and the newest of them."""

    mentions: int
    articles: int
    hits: tuple[Hit, ...]


def search(folder: Path, question: Question) -> Found:
    """Ask a run's index. Copies of an article count as one.

    Raises:
        InputError: the folder holds no finished run, or the index is damaged or of another version.
    """
    path = folder / INDEX
    if not path.is_file():
        raise InputError(f"{folder} holds no finished run (there is no {INDEX}): give the folder that batch wrote")
    try:
        with closing(sqlite3.connect(f"file:{path.resolve()}?mode=ro", uri=True)) as index:
            (version,) = index.execute("PRAGMA user_version").fetchone()
            if version != VERSION:
                raise InputError(f"{path} was written by another version of geomap; run batch again with --resume")
            return _ask(index, question)
    except sqlite3.Error as error:
        raise InputError(f"{path} cannot be read: {error}; run batch again with --resume") from error


def _ask(index: sqlite3.Connection, question: Question) -> Found:
    places = _places(index, question)
    if not places:
        return Found(0, 0, ())
    index.execute("CREATE TEMP TABLE wanted (place INTEGER PRIMARY KEY)")
    index.executemany("INSERT INTO wanted VALUES (?)", [(number,) for number in places])
    bounds = (question.first, question.last)
    mentions, articles = index.execute(_COUNT, bounds).fetchone()
    rows = index.execute(_NEWEST, (*bounds, question.limit))
    return Found(mentions, articles, tuple(Hit(*row) for row in rows))


def _places(index: sqlite3.Connection, question: Question) -> list[int]:
    """Numbers of the places that answer."""
    key = cached_key(question.name)
    named = index.execute(
        "SELECT number, lon, lat FROM places WHERE key = ?1 OR number IN (SELECT place FROM mentions WHERE key = ?1 "
        "AND place IS NOT NULL) ORDER BY mentions DESC, number",
        (key,),
    ).fetchall()
    if question.within_m is None:
        return [number for number, _, _ in named]
    if question.around is not None:
        centre = question.around
    elif named:
        centre = Point(named[0][1], named[0][2])
    else:
        return []
    return list(_near(index, centre, question.within_m))


def _near(index: sqlite3.Connection, centre: Point, within_m: float) -> Iterator[int]:
    reach = within_m / _DEGREE_M
    rows = index.execute(
        "SELECT number, lon, lat FROM places WHERE lat BETWEEN ? AND ?", (centre.lat - reach, centre.lat + reach)
    ).fetchall()
    if rows:
        table = np.array(rows, dtype=float)
        lon, lat = np.full(len(table), centre.lon), np.full(len(table), centre.lat)
        near = distances_m(lon, lat, table[:, 1], table[:, 2]) <= within_m
        yield from table[near, 0].astype(int).tolist()
