"""What is known of a name before any text: its candidates as arrays, made once a name and kept."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geomap.names import cached_key
from geomap.records import Candidate, Match
from geomap.resolution.placetypes import DIVISIONS, SETTLEMENTS, PlaceType, place_type

Floats = NDArray[np.float64]

MAX_CANDIDATES = 120  # the most prominent of a name's places; San Jose has 600 in a large gazetteer

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
    *(f"match_{match.value}" for match in Match if match is not Match.EXACT),
    "division_population",
)
_COLUMN = {name: index for index, name in enumerate(STATIC)}
_TYPE0 = _COLUMN["type_country"]
_MATCH = {match: _COLUMN[f"match_{match.value}"] for match in Match if match is not Match.EXACT}


@dataclass(frozen=True, slots=True, kw_only=True)
class NameBlock:
    """The candidates of one name, in the gazetteer's order; every array has one row a candidate.

    Attributes:
        candidates: at most MAX_CANDIDATES.
        static: features that no text changes, columns as in STATIC, shape (n, len(STATIC)).
        xyz: unit vectors of the points, shape (n, 3).
        types: PlaceType of each, shape (n,).
        country, first, second: codes of country and divisions; "" where there is none.
        container: the code that other places lie in ("SY", "US.TX", "US.TX.453"); "" for places that contain none.
        sibling: what a place in the same list would share, such as "first:US".
        inside: all codes that some candidate lies in.
        contains: all containers.
        wide_kinds: the siblings among its countries and first-level divisions: what a list of such may list.
    """

    candidates: tuple[Candidate, ...]
    static: Floats
    xyz: Floats
    types: NDArray[np.int64]
    country: tuple[str, ...]
    first: tuple[str, ...]
    second: tuple[str, ...]
    container: tuple[str, ...]
    sibling: tuple[str, ...]
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


def _population_columns(row: Floats, population: int, all_populations: list[int], kind: PlaceType) -> None:
    largest, total = max(all_populations), sum(all_populations)
    rivals = min(math.log2(1 + len(all_populations)), 5.0)
    # Half steps of the logarithm: exact figures would be fingerprints of single places.
    size = round(2 * math.log10(population + 1)) / 2
    row[_COLUMN["population_small"]] = min(size, 4.0)
    row[_COLUMN["population_middle"]] = min(max(size - 4.0, 0.0), 1.5)
    row[_COLUMN["population_large"]] = max(size - 5.5, 0.0)
    row[_COLUMN["population_unknown"]] = float(population == 0)
    row[_COLUMN["population_share"]] = population / total if total else 0.0
    row[_COLUMN["most_populous"]] = float(population == largest and largest > 0)
    row[_COLUMN["population_rivals"]] = size * rivals
    row[_COLUMN["division_population"]] = size if kind in DIVISIONS else 0.0


def make_block(name: str, found: tuple[Candidate, ...]) -> NameBlock:
    """The arrays for a name's candidates, as the gazetteer (or the geocoder) gave them."""
    candidates = found[:MAX_CANDIDATES]
    places = [candidate.place for candidate in candidates]
    types = [place_type(place) for place in places]
    country = tuple(place.country_code or "" for place in places)
    first = tuple(place.admin1_code or "" for place in places)
    second = tuple(place.admin2_code or "" for place in places)
    populations = [place.population for place in places]
    town_firsts = {first[i] for i, kind in enumerate(types) if kind in SETTLEMENTS and first[i]}
    division_firsts = {first[i] for i, kind in enumerate(types) if kind in DIVISIONS and first[i]}
    static = np.zeros((len(places), len(STATIC)))
    points = np.radians(np.array([(place.point.lon, place.point.lat) for place in places]).reshape(-1, 2))
    for i, (candidate, kind) in enumerate(zip(candidates, types, strict=True)):
        row, place = static[i], candidate.place
        _population_columns(row, place.population, populations, kind)
        row[_COLUMN["names"]] = round(math.log2(1 + min(place.names, 255)))
        row[_COLUMN["same_spelling"]] = float(name in (candidate.matched_name, place.name))
        row[_COLUMN["short_alternate"]] = float(candidate.match is Match.ALTERNATE and len(cached_key(name)) <= 3)
        row[_COLUMN["twin_division"]] = float(kind in DIVISIONS and first[i] in town_firsts)
        row[_COLUMN["twin_town"]] = float(kind in SETTLEMENTS and first[i] in division_firsts)
        row[_TYPE0 + kind] = 1.0
        if candidate.match is not Match.EXACT:
            row[_MATCH[candidate.match]] = 1.0
    lon, lat = points[:, 0], points[:, 1]
    container = tuple(map(_container, types, country, first, second))
    sibling = tuple(map(_sibling, types, country, first))
    return NameBlock(
        candidates=candidates,
        static=static,
        xyz=np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1),
        types=np.array(types, dtype=np.int64),
        country=country,
        first=first,
        second=second,
        container=container,
        sibling=sibling,
        inside=frozenset(code for codes in (country, first, second) for code in codes if code),
        contains=frozenset(code for code in container if code),
        wide_kinds=frozenset(each for each in sibling if each == "country" or each.startswith("first:")),
    )
