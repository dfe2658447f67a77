"""Coasts: where a place's edge meets salt water, and the water off it. This module loads shapely."""

from functools import lru_cache

import shapely
from shapely.geometry.base import BaseGeometry

from geomap.areas.drawn import KEPT, Drawn, Setting, both_sides, grown, sector, wide
from geomap.areas.shapes import Shape, Shapes, plane

_MEETS_M = 15_000.0  # generalised outlines of land and sea lie this far apart
_OFF_SIDE_DEG = 50.0  # "off the eastern coast": to either side of the bearing
_FARTHEST_M = 4e6


def coast(setting: Setting, relation: str, far_m: float) -> Drawn:
    """A strip along the place's edge where that meets the sea; along all of it where no sea is known."""
    base, name = setting.base, setting.place.name
    far = f"{far_m / 1000:.3g} km"
    found = _by_the_sea(base, setting.shapes, far_m) if relation != "bank" else None
    if found is not None:
        strip, seas = found
        note = f"a strip of {far} along the edge of {name}, from {base.what}, where it meets {seas}"
        return Drawn(strip, relation, note, far_m / 2)
    note = f"a strip of {far} along the edge of {name}, from {base.what}; which part of it is {relation} is not known"
    return Drawn(both_sides(base, far_m), relation, note, far_m / 2)


@lru_cache(maxsize=KEPT)
def _by_the_sea(base: Shape, shapes: Shapes, far_m: float) -> tuple[Shape, str] | None:
    """A strip along the edge where a place meets the sea, and which that is; None where no sea is known."""
    water, seas = shapes.waters(base)
    edge = base.body.boundary.intersection(wide(water, _MEETS_M, doubt_m=2 * _MEETS_M))
    return None if edge.is_empty else (Shape(base.origin, drawn=wide(edge, far_m)), seas)


def off_coast(setting: Setting, bearing: float | None, distance: tuple[float, float]) -> Drawn:
    """The water so far off the place, as far as seas are known; else all ground outside it."""
    base, (away, slack) = setting.base, distance
    body = grown(base, away + slack, slack).body.difference(_land(setting))
    inner = away - slack
    if not base.radius_m and inner > _MEETS_M:
        body = body.difference(wide(base.body, inner, doubt_m=slack))
    water, seas = setting.shapes.waters(base)
    told = f"the {away / 1000:.3g} km outside {setting.place.name}, from {base.what}"
    wet = body.intersection(wide(water, _MEETS_M)) if not water.is_empty else water
    if not wet.is_empty:
        body, told = wet, f"{told}, in {seas}"
    if bearing is not None:
        middle = base.body.centroid if not base.radius_m else shapely.Point(plane(base.origin, setting.place.point))
        side = body.intersection(sector(middle, bearing, _OFF_SIDE_DEG, _FARTHEST_M))
        body = body if side.is_empty else side
    return setting.drawn(body, "off coast", told, slack)


def _land(setting: Setting) -> BaseGeometry:
    """The place itself; of a town nothing, since its own extent is only guessed."""
    return shapely.Point() if setting.base.radius_m else setting.base.body
