"""What else the article and the gazetteer know that helps to draw a region (no shapes yet: cheap to import)."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from geomap.records import Geometry, Place

#: A place's line or outline by its id; None where only its point is known.
Outlines = Callable[[str], Geometry | None]

# Radii in metres for a place of which only the point is known, by GeoNames feature code, then class. Guesses of ours,
# rough and generous: the size of such places is spread over two orders of magnitude.
_CODE_M = {
    "PCLI": 300_000.0,
    "PCLD": 100_000.0,
    "PCLS": 20_000.0,
    "ADM1": 80_000.0,
    "ADM2": 25_000.0,
    "ADM3": 10_000.0,
    "ADM4": 5_000.0,
    "CONT": 2_000_000.0,
    "RGN": 100_000.0,
    "ISL": 10_000.0,
    "MTS": 50_000.0,
    "DSRT": 100_000.0,
    "SEA": 300_000.0,
    "OCN": 2_000_000.0,
    "LK": 10_000.0,
    "STM": 30_000.0,
    "PPLX": 2_000.0,
}
_CLASS_M = {"A": 30_000.0, "H": 20_000.0, "L": 20_000.0, "T": 10_000.0, "V": 20_000.0}
_PEOPLE_PER_M2 = 2_500 / 1e6  # a town's density, to guess its radius
_TOWN_M = (1_500.0, 25_000.0)  # least and largest radius of a town


SMALL_M = 30_000.0  # places up to this radius say which reach of a river, or which side of a pocket, is meant


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What else the article names that helps to draw a region.

    Attributes:
        nearby: small places named anywhere in the article.
        sentence: small places named in the same sentence.
        countries: places of countries in the article.
        other: the second place of "between A and B".
    """

    nearby: tuple[Place, ...] = ()
    sentence: tuple[Place, ...] = ()
    countries: tuple[Place, ...] = ()
    other: Place | None = None


def guessed_radius_m(place: Place) -> float:
    """How far a place may reach from its point, when only the point is known."""
    if place.radius_m is not None:
        return place.radius_m
    if place.feature_code in _CODE_M:
        return _CODE_M[place.feature_code]
    if place.feature_class in _CLASS_M:
        return _CLASS_M[place.feature_class]
    town = math.sqrt(max(0, place.population) / (math.pi * _PEOPLE_PER_M2))
    return min(_TOWN_M[1], max(_TOWN_M[0], town))
