"""The gazetteer in one SQLite file: satisfies ports.Gazetteer."""

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from geomap.lookup.sqlite_file import SqliteFile
from geomap.lookup.sqlite_rows import (
    MATCHES,
    PLACE_COLUMNS,
    PLACE_JOIN,
    array_geometry_of,
    geometry_of,
    place_of,
    shape_of,
)
from geomap.names import key, may_be_key
from geomap.records import BasemapShape, BBox, Candidate, Geometry, Match, Place

MOST = 250  # candidates of one name; the most common ones (San José, Victoria) have about so many
NAMES_KEPT = 20_000  # answers kept; about 40 MB when all are in use
PLACES_KEPT = 50_000
SEARCHED = 200  # names looked through for a prefix

_CANDIDATES = (
    f"SELECT n.match, n.name, n.cased, {PLACE_COLUMNS} FROM names n JOIN places p ON p.n = n.place {PLACE_JOIN} "  # noqa: S608 - constants
    "WHERE n.key = ? ORDER BY n.rank, n.place, n.match LIMIT ?"
)
_PREFIX = (
    f"SELECT n.match, n.name, n.cased, {PLACE_COLUMNS} FROM "  # noqa: S608 - constants
    "(SELECT * FROM names WHERE key > ? AND key < ? ORDER BY rank, place, match LIMIT ?) n "
    f"JOIN places p ON p.n = n.place {PLACE_JOIN} ORDER BY n.rank, n.place, n.match"
)
_BY_ID = f"SELECT {PLACE_COLUMNS} FROM places p {PLACE_JOIN} WHERE p.id = ?"  # noqa: S608 - constants
_BY_CODE = f"SELECT {PLACE_COLUMNS} FROM divisions d JOIN places p ON p.n = d.place {PLACE_JOIN} WHERE d.code = ?"  # noqa: S608 - constants
_SHAPE = "SELECT s.type, s.lines FROM shapes s JOIN places p ON p.n = s.place WHERE p.id = ?"
_COARSE = "SELECT s.type, coalesce(s.coarse, s.lines) FROM shapes s JOIN places p ON p.n = s.place WHERE p.id = ?"
_BASEMAP = (
    "SELECT layer, name, rank, views, type, lines FROM basemap WHERE detail = ? AND south <= ? AND north >= ? "
    "AND west <= ? AND east >= ? ORDER BY n"
)

# "Hasakah province", "province of Hasakah", "Raqqa city": what the word says of the place, as feature class
_KIND_OF = dict.fromkeys(
    ("province", "governorate", "state", "region", "oblast", "prefecture", "department", "district", "county"), "A"
) | dict.fromkeys(("city", "town", "village"), "P")
_KIND_BEFORE = re.compile(rf"(?:the )?({'|'.join(_KIND_OF)}) of (.+)")

Row = tuple[Any, ...]


class SqliteGazetteer:
    """Names to places, from a file that geomap.gazetteers.build made. Safe to call from several threads.

    Args:
        path: the built file.

    Raises:
        GazetteerError: the file is missing, damaged or of another form; also by every method.
    """

    def __init__(self, path: Path) -> None:
        self._file = SqliteFile(path)
        ((self._keys,),) = self._file.ask("SELECT bits FROM key_filter")
        # caches of this object, not of the class: another file gives other answers
        self._named = lru_cache(maxsize=NAMES_KEPT)(self._find_named)
        self._candidates = lru_cache(maxsize=NAMES_KEPT)(self._find_candidates)
        self._place = lru_cache(maxsize=PLACES_KEPT)(self._find_place)
        self._referenced = lru_cache(maxsize=NAMES_KEPT)(self._find_referenced)
        self._geometry = lru_cache(maxsize=256)(self._find_geometry)
        self._coarse_geometry = lru_cache(maxsize=256)(self._find_coarse_geometry)

    @property
    def fingerprint(self) -> str:
        """Hash of the tables it was built from."""
        return self._file.meta["fingerprint"]

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        """Every place that bears the name, most prominent first; empty when none does.

        A name with commas ("Paris, Texas", "Springfield, Ill.") also finds the places called like its head that lie in
        a place called like each part of its tail. Where nothing bears the whole name, a word for a kind of place is
        set aside: "Hasakah province" finds the divisions called Hasakah, "Raqqa city" the towns.
        """
        return self._candidates(name)

    def _find_candidates(self, name: str) -> tuple[Candidate, ...]:
        found = self._named(name)
        head, comma, tail = name.partition(",")
        if comma and head.strip() and tail.strip():
            held = {candidate.place.id for candidate in found}
            found += tuple(
                candidate for candidate in self._inside(head.strip(), tail) if candidate.place.id not in held
            )
        return found[:MOST] if found else self._of_kind(key(name))

    def _find_named(self, name: str) -> tuple[Candidate, ...]:
        """Candidates that bear the very name."""
        return tuple(_distinct(self._rows(key(name)), name))

    def _rows(self, folded: str) -> list[Row]:
        return self._file.ask(_CANDIDATES, (folded, 2 * MOST)) if may_be_key(folded, self._keys) else []

    def _of_kind(self, folded: str) -> tuple[Candidate, ...]:
        """Candidates of a name without its word for a kind of place, of that kind only."""
        name, _, kind = folded.rpartition(" ")
        if not name or kind not in _KIND_OF:
            before = _KIND_BEFORE.fullmatch(folded) if " of " in folded else None
            if before is None:
                return ()
            kind, name = before.groups()
        rows = self._rows(name)
        found = _distinct([row for row in rows if MATCHES[row[0]] is not Match.DEMONYM and not row[2]], None)
        return tuple(candidate for candidate in found if candidate.place.feature_class == _KIND_OF[kind])

    def _inside(self, head: str, tail: str) -> Iterable[Candidate]:
        """Candidates of the head whose ancestors bear each of the tail's names."""
        candidates: Iterable[Candidate] = self.candidates(head)
        for part in filter(None, map(str.strip, tail.split(","))):
            # what stands behind a comma is known to be a place: "ill" and "IL" both may mean Illinois there
            rows = self._rows(key(part))
            outer = {row[3] for row in rows if MATCHES[row[0]] is not Match.DEMONYM}
            candidates = [candidate for candidate in candidates if not outer.isdisjoint(candidate.place.ancestors)]
        return candidates

    def max_population(self, name: str) -> int:
        """Largest population among the name's places, -1 when there is none."""
        return max((candidate.place.population for candidate in self._named(name)), default=-1)

    def place(self, place_id: str) -> Place | None:
        """The place with this id, or None."""
        return self._place(place_id)

    def _find_place(self, place_id: str) -> Place | None:
        rows = self._file.ask(_BY_ID, (place_id,))
        return place_of(rows[0]) if rows else None

    def referenced(self, reference: str) -> Place | None:
        """The place of "SY" (country), "US.TX" (first-level division), "US.TX.453" or a place id."""
        return self._referenced(reference)

    def _find_referenced(self, reference: str) -> Place | None:
        rows = self._file.ask(_BY_CODE, (reference,))
        return place_of(rows[0]) if rows else self.place(reference)

    def geometry(self, place_id: str) -> Geometry | None:
        """Line or outline of the place, generalised for maps; None when only its point is known."""
        return self._geometry(place_id)

    def _find_geometry(self, place_id: str) -> Geometry | None:
        rows = self._file.ask(_SHAPE, (place_id,))
        return geometry_of(*rows[0]) if rows else None

    def coarse_geometry(self, place_id: str) -> Geometry | None:
        """The same as `geometry` to reckon with: lines are arrays of degrees [points, 2], longitude first.

        Of an outline it has the main parts only and no small corners, enough to cut a part from.
        """
        return self._coarse_geometry(place_id)

    def _find_coarse_geometry(self, place_id: str) -> Geometry | None:
        rows = self._file.ask(_COARSE, (place_id,))
        return array_geometry_of(*rows[0]) if rows else None

    def basemap(self, window: BBox, detail: str) -> tuple[BasemapShape, ...]:
        """Shapes of the background map that touch the window, whole; `detail` is "world" or "region"."""
        west, east = window.west, window.east
        spans = [(west, 180.0), (-180.0, east)] if window.crosses_antimeridian else [(west, east)]
        rows: dict[Row, None] = {}
        for start, end in spans:
            asked = (detail, window.north, window.south, end, start)
            rows.update(dict.fromkeys(self._file.ask(_BASEMAP, asked)))
        return tuple(map(shape_of, rows))

    def search(self, text: str, limit: int = 20) -> tuple[Candidate, ...]:
        """Candidates of the name, then places with a name that begins with the text, most prominent first."""
        found = list(self.candidates(text))
        folded = key(text)
        if folded and len(found) < limit:
            held = {candidate.place.id for candidate in found}
            rows = self._file.ask(_PREFIX, (folded, folded + "\U0010ffff", SEARCHED))
            found += [candidate for candidate in _distinct(rows, None) if candidate.place.id not in held]
        return tuple(found[:limit])


def _distinct(rows: list[Row], name: str | None) -> list[Candidate]:
    """One candidate for each place, by its best match; a name given as None meets every spelling."""
    found: dict[str, Candidate] = {}
    for match, written, cased, *place in rows:
        if place[0] not in found and (name is None or _meets(name, written, cased)):
            found[place[0]] = Candidate(place=place_of(tuple(place)), matched_name=written, match=MATCHES[match])
    return list(found.values())


def _meets(name: str, written: str, cased: int) -> bool:
    """Whether a name in the text is the written one; an abbreviation has to stand there in the same case.

    "US" and "U.S." are the same, for capitals need no full stops; "Ill" and "Ill." are not.
    """
    if not cased or name == written:
        return True
    return name.isupper() and written.isupper() and name.replace(".", "") == written.replace(".", "")
