"""Coarse kinds of place, from GeoNames feature classes and codes."""

from enum import IntEnum

from geomap.records import Place


class PlaceType(IntEnum):
    """What a ranker needs to know of a feature code."""

    COUNTRY = 0
    FIRST = 1  # first-level division: state, governorate
    SECOND = 2  # second-level division: county, district
    LOWER = 3  # other divisions
    CAPITAL = 4
    SEAT = 5  # seat of a first-level division
    LOWER_SEAT = 6
    TOWN = 7
    QUARTER = 8  # section of a town
    WATER = 9
    RELIEF = 10  # mountains, islands, deserts
    REGION = 11
    CONTINENT = 12
    SPOT = 13  # buildings, roads, parks, and what has no code


PLAIN = {
    PlaceType.COUNTRY: "country",
    PlaceType.FIRST: "first-level division",
    PlaceType.SECOND: "second-level division",
    PlaceType.LOWER: "small division",
    PlaceType.CAPITAL: "capital",
    PlaceType.SEAT: "seat of a first-level division",
    PlaceType.LOWER_SEAT: "seat of a small division",
    PlaceType.TOWN: "town or village",
    PlaceType.QUARTER: "quarter of a town",
    PlaceType.WATER: "river, lake or sea",
    PlaceType.RELIEF: "mountain, island or desert",
    PlaceType.REGION: "region",
    PlaceType.CONTINENT: "continent",
    PlaceType.SPOT: "building, road or field",
}

_CODES = {
    "PPLC": PlaceType.CAPITAL,
    "PPLA": PlaceType.SEAT,
    "PPLX": PlaceType.QUARTER,
    "CONT": PlaceType.CONTINENT,
    "ADM1": PlaceType.FIRST,
    "ADM1H": PlaceType.FIRST,
    "ADM2": PlaceType.SECOND,
    "ADM2H": PlaceType.SECOND,
    "PPLA2": PlaceType.LOWER_SEAT,
    "PPLA3": PlaceType.LOWER_SEAT,
    "PPLA4": PlaceType.LOWER_SEAT,
    "PPLA5": PlaceType.LOWER_SEAT,
}
_CLASSES = {
    "A": PlaceType.LOWER,
    "P": PlaceType.TOWN,
    "H": PlaceType.WATER,
    "U": PlaceType.WATER,
    "T": PlaceType.RELIEF,
    "L": PlaceType.REGION,
    "V": PlaceType.RELIEF,
}
SETTLEMENTS = frozenset({PlaceType.CAPITAL, PlaceType.SEAT, PlaceType.LOWER_SEAT, PlaceType.TOWN, PlaceType.QUARTER})
DIVISIONS = frozenset({PlaceType.FIRST, PlaceType.SECOND, PlaceType.LOWER})
WIDE = frozenset({PlaceType.COUNTRY, PlaceType.FIRST, PlaceType.CONTINENT})  # their points say little of where


def place_type(place: Place) -> PlaceType:
    """The coarse kind of a place; SPOT where the gazetteer says nothing."""
    code = place.feature_code or ""
    if code.startswith("PCL"):
        return PlaceType.COUNTRY
    return _CODES.get(code) or _CLASSES.get(place.feature_class or "", PlaceType.SPOT)
