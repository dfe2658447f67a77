"""Checking a built gazetteer, and telling what is in it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from geomap.errors import GazetteerError
from geomap.gazetteers.fingerprint import FORM

SHOWN = 5  # examples named in a problem

# what must not be found: a sentence for people, and the ids (or names) of the rows that break the rule
_RULES = (
    (
        "places outside the globe",
        "SELECT id FROM places WHERE NOT (lon BETWEEN -180 AND 180 AND lat BETWEEN -90 AND 90)",
    ),
    ("places without a name", "SELECT id FROM places WHERE trim(name) = ''"),
    ("places with a negative population", "SELECT id FROM places WHERE population < 0"),
    ("places that no name leads to", "SELECT id FROM places WHERE n NOT IN (SELECT place FROM names)"),
    ("places without a source", "SELECT id FROM places WHERE source = ''"),
    (
        "extents that are upside down or half empty",
        """SELECT id FROM places WHERE south > north
        OR (west IS NULL) + (south IS NULL) + (east IS NULL) + (north IS NULL) NOT IN (0, 4)""",
    ),
    (
        "ids without a scheme",
        "SELECT id FROM places WHERE instr(id, ':') < 2 OR instr(id, ' ') > 0",
    ),
    ("names of no place", "SELECT key FROM names WHERE place NOT IN (SELECT n FROM places)"),
    ("names with a key of one letter", "SELECT key FROM names WHERE length(key) < 2"),
    ("divisions of no place", "SELECT code FROM divisions WHERE place NOT IN (SELECT n FROM places)"),
    ("shapes of no place", "SELECT place FROM shapes WHERE place NOT IN (SELECT n FROM places)"),
    (
        "countries whose feature code is not PCL...",
        """SELECT d.code FROM divisions d JOIN places p ON p.n = d.place
        WHERE length(d.code) = 2 AND p.code NOT LIKE 'PCL%'""",
    ),
    (
        "places in a country that is no place",
        "SELECT id FROM places WHERE country IS NOT NULL AND country NOT IN (SELECT code FROM divisions)",
    ),
)


@dataclass(frozen=True, slots=True)
class GazetteerInfo:
    """What is in a built gazetteer."""

    path: Path
    size_bytes: int
    fingerprint: str
    attribution: str
    places: int
    names: int
    shapes: int
    by_class: dict[str, int]  # number of places by GeoNames feature class, largest first
    by_source: dict[str, int]  # number of places by source package, largest first
    sources: dict[str, str]  # package: version | registry | licence | origin


def verify(path: Path) -> list[str]:
    """Problems found in a built gazetteer, a sentence each; empty when it is sound.

    Raises:
        GazetteerError: the file is missing or cannot be opened at all.
    """
    with _opened(path) as file:
        problems = [f"SQLite: {row[0]}" for row in file.execute("PRAGMA integrity_check") if row[0] != "ok"]
        meta = dict(file.execute("SELECT name, value FROM meta"))
        if meta.get("form") != str(FORM):
            return [*problems, f"the file has form {meta.get('form')}, this version makes {FORM}: build it again"]
        for what, query in _RULES:
            found = [str(row[0]) for row in file.execute(query)]
            if found:
                problems.append(f"{len(found)} {what}: {_some(found)}")
        problems += _lost_ancestors(file)
        places = file.execute("SELECT count(*) FROM places").fetchone()[0]
        if str(places) != meta.get("places"):
            problems.append(f"{places} places, but {meta.get('places')} were written: build it again")
    return problems


def _lost_ancestors(file: sqlite3.Connection) -> Iterator[str]:
    known = {row[0] for row in file.execute("SELECT id FROM places")}
    lost = sorted(
        {
            ancestor
            for row in file.execute("SELECT DISTINCT ancestors FROM places")
            for ancestor in row[0].split()
            if ancestor not in known
        }
    )
    if lost:
        yield f"{len(lost)} ancestors that are no places: {_some(lost)}"


def _some(found: list[str]) -> str:
    return ", ".join(found[:SHOWN]) + (" ..." if len(found) > SHOWN else "")


def info(path: Path) -> GazetteerInfo:
    """Counts, sources, licences and fingerprint of a built gazetteer.

    Raises:
        GazetteerError: the file is missing or is no gazetteer.
    """
    with _opened(path) as file:
        meta = dict(file.execute("SELECT name, value FROM meta"))
        return GazetteerInfo(
            path=path,
            size_bytes=path.stat().st_size,
            fingerprint=meta["fingerprint"],
            attribution=meta["attribution"],
            places=_count(file, "places"),
            names=_count(file, "names"),
            shapes=_count(file, "shapes"),
            by_class=_counts(file, "coalesce(class, '')"),
            by_source=_counts(file, "source"),
            sources={name.removeprefix("source "): meta[name] for name in sorted(meta) if name.startswith("source ")},
        )


def _count(file: sqlite3.Connection, table: str) -> int:
    return int(file.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - our own table names


def _counts(file: sqlite3.Connection, column: str) -> dict[str, int]:
    query = f"SELECT {column}, count(*) FROM places GROUP BY 1 ORDER BY 2 DESC, 1"  # noqa: S608 - our own columns
    return dict(file.execute(query))


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A read-only connection that turns SQLite's errors into ours."""
    if not path.is_file():
        raise GazetteerError(f"no gazetteer at {path}; run `geomap gazetteer build`")
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as file:
            yield file
    except (sqlite3.Error, KeyError) as error:
        raise GazetteerError(f"{path} is no gazetteer: {error}; run `geomap gazetteer build`") from error
