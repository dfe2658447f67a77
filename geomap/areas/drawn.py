"""A phrase with all that helps to draw it, the shape that comes of it, and the ground within a distance of a shape.

This module loads shapely.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geomap.areas.phrase import Phrase
from geomap.areas.shapes import ROUND, Shape, Shapes
from geomap.areas.surroundings import Surroundings
from geomap.records import Place

_DROWNED = 0.2  # share of the doubt about a buffer's edge below which a corner of what it goes round does not show
KEPT = 64  # shapes made of the same place: news speaks of the same borders and coasts again and again


@dataclass(frozen=True, slots=True)
class Drawn:
    """A shape, and how it was made.

    Attributes:
        shape: the shape.
        relation: as it stands in the output.
        note: how it was made, without the full stop.
        doubt_m: how far its edge may well be off.
    """

    shape: Shape
    relation: str
    note: str
    doubt_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A phrase with its place and all that helps to draw it."""

    phrase: Phrase
    place: Place
    base: Shape
    shapes: Shapes
    around: Surroundings

    def drawn(self, body: BaseGeometry, relation: str, note: str, doubt_m: float) -> Drawn:
        """A shape in the base's own plane."""
        return Drawn(Shape(self.base.origin, drawn=body), relation, note, doubt_m)


def grown(base: Shape, metres: float, doubt_m: float | None = None) -> Shape:
    """A place's shape with so much about it, as `wide` draws it."""
    if base.radius_m:
        return Shape(base.origin, radius_m=base.radius_m + metres)
    return _grown(base, metres, doubt_m)


@lru_cache(maxsize=KEPT)
def _grown(base: Shape, metres: float, doubt_m: float | None) -> Shape:
    return Shape(base.origin, drawn=wide(base.body, metres, doubt_m=doubt_m))


def wide(body: BaseGeometry, metres: float, *, doubt_m: float | None = None, flat: bool = False) -> BaseGeometry:
    """All ground so near to a shape; corners that would drown in it are left out first, since buffers are costly.

    Args:
        body: the shape.
        metres: how near; below zero for the ground of polygons that is not so near to their edge.
        doubt_m: how far its edge may be off anyway; as much as `metres` unless told.
        flat: lines end where they end, without half a circle.
    """
    light = _without_drowned(body, doubt_m or abs(metres))
    return light.buffer(metres, ROUND // 2, cap_style="flat" if flat else "round")


def _without_drowned(body: BaseGeometry, doubt_m: float) -> BaseGeometry:
    return body.simplify(_DROWNED * doubt_m)


@lru_cache(maxsize=KEPT)
def both_sides(base: Shape, metres: float, doubt_m: float | None = None) -> Shape:
    """All ground so near to the edge of a place that is no line, as `wide` would draw it about that edge.

    What a buffer adds about it and what it cuts off inside: twice as quick as to go round the edge as a line.
    """
    if base.radius_m:
        middle = shapely.Point(0.0, 0.0)
        ring = disk(middle, base.radius_m + metres).difference(disk(middle, base.radius_m - metres))
        return Shape(base.origin, drawn=ring)
    light = _without_drowned(base.body, doubt_m or metres)
    strip = light.buffer(metres, ROUND // 2).difference(light.buffer(-metres, ROUND // 2))
    return Shape(base.origin, drawn=strip)


def disk(middle: BaseGeometry, radius_m: float) -> BaseGeometry:
    """A circle about a plane point; empty where the radius is not above zero."""
    return middle.buffer(max(0.0, radius_m), ROUND)


def sector(middle: BaseGeometry, bearing: float, half_deg: float, radius: float) -> BaseGeometry:
    """A slice of a circle about a plane point, `half_deg` to either side of the bearing."""
    turns = np.radians(np.linspace(bearing - half_deg, bearing + half_deg, 25))
    rim = np.column_stack([np.sin(turns), np.cos(turns)]) * radius
    centre = np.array([[middle.x, middle.y]])
    return shapely.Polygon(np.concatenate([centre, rim + centre]))
