"""Questions to a run's index: which articles name a place, or lie near it, and when.

A question is answered in some milliseconds, so this module loads neither numpy nor what made the index.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from geomap.batch.index import INDEX, VERSION, opened
from geomap.errors import InputError
from geomap.names import cached_key
from geomap.sphere import chord, unit_vector

_DEGREE_M = 111_000.0  # of latitude, at least

# Both over the places in the table `wanted`, and from the index of mentions alone. A join in place of the IN would make
# SQLite read every mention of the run first, for a Bloom filter.
_OF_WANTED = """
FROM mentions m WHERE m.place IN wanted AND (?1 IS NULL OR m.day >= ?1)
AND (?2 IS NULL OR m.day <= ?2)
"""
_COUNT = "SELECT count(*), count(DISTINCT m.article)" + _OF_WANTED
_NEWEST = """
SELECT a.day, a.id, a.title, a.url, (SELECT count(*) FROM articles c WHERE c.same_as = a.number), m.start, m."end",
    p.name, p.id, p.lon, p.lat, m.probability, m.quote
FROM (SELECT m.number (of wanted) ORDER BY m.day DESC, m.article, m.start LIMIT ?3) n
JOIN mentions m ON m.number = n.number JOIN articles a ON a.number = m.article JOIN places p ON p.number = m.place
ORDER BY m.day DESC, m.article, m.start
""".replace("(of wanted)", _OF_WANTED)
_NAMED = """
SELECT p.number, p.lon, p.lat FROM names n JOIN places p ON p.number = n.place WHERE n.key = ?
ORDER BY p.mentions DESC, p.number
"""
_NEAR = """
SELECT number FROM places WHERE lat BETWEEN ?1 AND ?2
AND (x - ?3) * (x - ?3) + (y - ?4) * (y - ?4) + (z - ?5) * (z - ?5) <= ?6
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked for.

    Attributes:
        name: of the place, in any spelling of its key.
        first, last: days, YYYY-MM-DD, both included; None: no bound.
        within_m: places that lie so near the one named count too; None: only those of the name.
        around: longitude and latitude where that is measured from; None: the place of this name that the run names
            most.
        limit: mentions at most.
    """

    name: str
    first: str | None = None
    last: str | None = None
    within_m: float | None = None
    around: tuple[float, float] | None = None
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
        with closing(opened(path)) as index:
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
    index.execute("PRAGMA temp_store = MEMORY")
    index.execute("CREATE TEMP TABLE wanted (place INTEGER PRIMARY KEY)")
    index.executemany("INSERT INTO wanted VALUES (?)", [(number,) for number in places])
    bounds = (question.first, question.last)
    mentions, articles = index.execute(_COUNT, bounds).fetchone()
    rows = index.execute(_NEWEST, (*bounds, question.limit))
    return Found(mentions, articles, tuple(Hit(*row) for row in rows))


def _places(index: sqlite3.Connection, question: Question) -> list[int]:
    """Numbers of the places that answer."""
    named = index.execute(_NAMED, (cached_key(question.name),)).fetchall()
    if question.within_m is None:
        return [number for number, _, _ in named]
    if question.around is not None:
        lon, lat = question.around
    elif named:
        _, lon, lat = named[0]
    else:
        return []
    reach = question.within_m / _DEGREE_M
    bounds = (lat - reach, lat + reach, *unit_vector(lon, lat), chord(question.within_m) ** 2)
    return [number for (number,) in index.execute(_NEAR, bounds)]
