"""What is known of a name before any text: its candidates as arrays, made once a name and kept."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from geomap.names import cached_key
from geomap.records import Candidate, Match
from geomap.resolution.placetypes import DIVISIONS, SETTLEMENTS, PlaceType, place_type

Floats = NDArray[np.float64]

TWIN_COSINE = math.cos(100.0 / 6371.0)  # within 100 km of each other; New York's two are 280 km apart: no twins
_OPEN_WATER = frozenset({"OCN", "SEA", "GULF"})
_KNOWN = 15_000  # people of a place that readers may be thought to know
CODES_KEPT = 100_000  # the codes of all divisions are about half as many
MAX_CANDIDATES = 120  # the most prominent of a name's places; San Jose has 600 in a large gazetteer

# How names met that are a feature: not the main name, and not the near answer, which is no candidate of the gazetteer.
MATCHES: tuple[Match, ...] = tuple(match for match in Match if match not in (Match.EXACT, Match.NEAR))

STATIC = (
    "population_small",
    "population_middle",
    "population_large",
    "population_unknown",
    "population_share",
    "most_populous",
    "population_rivals",
    "names",
    "same_spelling",
    "short_alternate",
    "twin_division",
    "twin_town",
    *(f"type_{kind.name.lower()}" for kind in PlaceType),
    *(f"match_{match.value}" for match in MATCHES),
    "division_population",
    "kind_in_name",
    "open_water",
    "outnamed",
)
_COLUMN = {name: index for index, name in enumerate(STATIC)}
_TYPE0 = _COLUMN["type_country"]
_MATCH: Mapping[Match, int] = {match: _COLUMN[f"match_{match.value}"] for match in MATCHES}


@dataclass(frozen=True, slots=True, kw_only=True)
class NameBlock:
    """The candidates of one name, in the gazetteer's order; every array has one row a candidate.

    Attributes:
        candidates: at most MAX_CANDIDATES.
        static: features that no text changes, columns as in STATIC, shape (n, len(STATIC)).
        xyz: unit vectors of the points, shape (n, 3).
        types: PlaceType of each, shape (n,).
        codes: numbers of the codes of country, first- and second-level division, of what it contains ("SY", "US.TX",
            "US.TX.453") and of what a place in the same list would share ("first:US"); 0 for none; shape (5, n).
        seat: for a first-level division the most prominent town of the name in it, -1 for others, shape (n,).
        twins: the most prominent town with divisions of the name around it, then these; () where there is none.
        told_apart: the same, were the divisions' middles far from the town, too.
        inside: all codes that some candidate lies in.
        contains: all containers.
        wide_kinds: the siblings among its countries and first-level divisions: what a list of such may list.
    """

    candidates: tuple[Candidate, ...]
    static: Floats
    xyz: Floats
    types: NDArray[np.int64]
    codes: NDArray[np.int64]
    seat: NDArray[np.int64]
    twins: tuple[int, ...]
    told_apart: tuple[int, ...]
    inside: frozenset[str]
    contains: frozenset[str]
    wide_kinds: frozenset[str]


def _container(kind: PlaceType, country: str, first: str, second: str) -> str:
    if kind is PlaceType.COUNTRY:
        return country
    if kind is PlaceType.FIRST:
        return first
    return second if kind is PlaceType.SECOND else ""


def _sibling(kind: PlaceType, country: str, first: str) -> str:
    if kind in (PlaceType.COUNTRY, PlaceType.CONTINENT):
        return "country"
    if kind is PlaceType.CAPITAL:
        return "capital"
    if kind is PlaceType.FIRST:
        return "first:" + country
    if kind is PlaceType.SECOND:
        return "second:" + first
    return ("settlement:" if kind in SETTLEMENTS else "other:") + country


class _People(NamedTuple):
    """What the candidates of a name have in common as to people."""

    largest: int
    total: int
    rivals: float

    @classmethod
    def of(cls, populations: Sequence[int]) -> Self:
        return cls(max(populations, default=0), sum(populations), min(math.log2(1 + len(populations)), 5.0))


def _population_columns(row: list[float], population: int, people: _People, kind: PlaceType) -> None:
    # Half steps of the logarithm: exact figures would be fingerprints of single places.
    size = round(2 * math.log10(population + 1)) / 2
    row[_COLUMN["population_small"]] = min(size, 4.0)
    row[_COLUMN["population_middle"]] = min(max(size - 4.0, 0.0), 1.5)
    row[_COLUMN["population_large"]] = max(size - 5.5, 0.0)
    row[_COLUMN["population_unknown"]] = float(population == 0)
    row[_COLUMN["population_share"]] = population / people.total if people.total else 0.0
    row[_COLUMN["most_populous"]] = float(population == people.largest and people.largest > 0)
    row[_COLUMN["population_rivals"]] = size * people.rivals
    row[_COLUMN["division_population"]] = size if kind in DIVISIONS else 0.0


@lru_cache(maxsize=CODES_KEPT)
def code_number(code: str) -> int:
    """A number for a code, the same in every block; 0 for ""."""
    return int.from_bytes(blake2b(code.encode(), digest_size=7).digest(), "big") if code else 0


def _seats(types: Sequence[PlaceType], first: Sequence[str]) -> list[int]:
    towns: dict[str, int] = {}
    for row, kind in enumerate(types):
        if kind in SETTLEMENTS and first[row]:
            towns.setdefault(first[row], row)
    return [towns.get(code, -1) if kind is PlaceType.FIRST else -1 for kind, code in zip(types, first, strict=True)]


def _twins(
    name: str, candidates: Sequence[Candidate], types: Sequence[PlaceType], xyz: Floats, least_cosine: float
) -> tuple[int, ...]:
    if not any(kind in DIVISIONS for kind in types):
        return ()
    said = cached_key(name)
    keys = [cached_key(candidate.place.name) for candidate in candidates]
    for town, kind in enumerate(types):
        place = candidates[town].place
        if kind not in SETTLEMENTS:
            continue
        # "Bihar" is the state, though some call Bihar Sharif so
        around = [
            row
            for row, other in enumerate(types)
            if other in DIVISIONS
            and (other is PlaceType.FIRST or keys[row] == keys[town])
            and (keys[town] == said or keys[row] != said)
            and candidates[row].place.country_code == place.country_code
            and candidates[row].place.admin1_code == place.admin1_code
            and float(xyz[row] @ xyz[town]) > least_cosine
        ]
        if around:
            return (town, *around)
    return ()


def _bare(name: str, candidate: Candidate, types: Sequence[PlaceType]) -> bool:
    """Whether it is called by its main name but for its kind: "New York", "Atlantic"; but "Mexico" is the country."""
    if candidate.match is not Match.ALTERNATE or PlaceType.COUNTRY in types:
        return False
    return cached_key(candidate.place.name) in (f"{cached_key(name)} city", f"{cached_key(name)} ocean")


def make_block(name: str, found: tuple[Candidate, ...], kinds: frozenset[PlaceType] = frozenset()) -> NameBlock:
    """The arrays for a name's candidates, as the gazetteer (or the geocoder) gave them.

    Args:
        name: as in the text.
        found: the candidates.
        kinds: what a word within the name says that it is: "Red Sea" is a water.
    """
    candidates = found[:MAX_CANDIDATES]
    places = [candidate.place for candidate in candidates]
    types = [place_type(place) for place in places]
    country = tuple(place.country_code or "" for place in places)
    first = tuple(place.admin1_code or "" for place in places)
    second = tuple(place.admin2_code or "" for place in places)
    people = _People.of([place.population for place in places])
    town_firsts = {first[i] for i, kind in enumerate(types) if kind in SETTLEMENTS and first[i]}
    division_firsts = {first[i] for i, kind in enumerate(types) if kind in DIVISIONS and first[i]}
    well_named = {
        one.place.country_code
        for one in candidates
        if one.match is Match.EXACT and one.place.population >= _KNOWN and one.place.country_code
    }
    short = len(cached_key(name)) <= 3
    static = [[0.0] * len(STATIC) for _ in places]  # cells of lists: three times as fast as those of an array
    points = np.radians(np.array([(place.point.lon, place.point.lat) for place in places]).reshape(-1, 2))
    for i, (candidate, kind) in enumerate(zip(candidates, types, strict=True)):
        row, place = static[i], candidate.place
        _population_columns(row, place.population, people, kind)
        row[_COLUMN["open_water"]] = float(place.feature_code in _OPEN_WATER)
        row[_COLUMN["outnamed"]] = float(candidate.match is not Match.EXACT and place.country_code in well_named)
        row[_COLUMN["names"]] = round(math.log2(1 + min(place.names, 255)))
        row[_COLUMN["same_spelling"]] = float(name in (candidate.matched_name, place.name))
        row[_COLUMN["short_alternate"]] = float(candidate.match is Match.ALTERNATE and short)
        row[_COLUMN["twin_division"]] = float(kind in DIVISIONS and first[i] in town_firsts)
        row[_COLUMN["twin_town"]] = float(kind in SETTLEMENTS and first[i] in division_firsts)
        row[_COLUMN["kind_in_name"]] = float(kind in kinds)
        row[_TYPE0 + kind] = 1.0
        if candidate.match is not Match.EXACT and not _bare(name, candidate, types):
            row[_MATCH[candidate.match]] = 1.0
    lon, lat = points[:, 0], points[:, 1]
    container = tuple(map(_container, types, country, first, second))
    sibling = tuple(map(_sibling, types, country, first))
    xyz = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    codes = [[code_number(code) for code in column] for column in (country, first, second, container, sibling)]
    return NameBlock(
        candidates=candidates,
        static=np.array(static).reshape(len(places), len(STATIC)),
        xyz=xyz,
        types=np.array(types, dtype=np.int64),
        codes=np.array(codes, dtype=np.int64),
        seat=np.array(_seats(types, first), dtype=np.int64),
        twins=_twins(name, candidates, types, xyz, TWIN_COSINE),
        told_apart=_twins(name, candidates, types, xyz, -2.0),
        inside=frozenset(code for codes in (country, first, second) for code in codes if code),
        contains=frozenset(code for code in container if code),
        wide_kinds=frozenset(each for each in sibling if each == "country" or each.startswith("first:")),
    )
