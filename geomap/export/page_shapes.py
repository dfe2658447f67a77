"""Geometries for the page: whole integers, each vertex as the step from the one before.

A ring or line becomes [x0, y0, dx1, dy1, ...] in units of 1/scale degrees, longitude first. Longitudes are unwrapped
around a middle meridian, so that a shape across the antimeridian is drawn in one piece.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from geomap.geodesy import centre, width_deg
from geomap.records import BBox, Geometry

MARK_SCALE = 1_000  # 0.001°: about 100 m, finer than any outline of the gazetteer
_CLOSED = ("Polygon", "MultiPolygon")

Vertices = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Window:
    """An extent in unwrapped degrees: `east` is never less than `west`, and may be over 180."""

    west: float
    south: float
    east: float
    north: float

    @property
    def size(self) -> float:
        """The larger of width and height."""
        return max(self.east - self.west, self.north - self.south)

    @property
    def middle(self) -> float:
        """The meridian in the middle."""
        return (self.west + self.east) / 2

    def joined(self, other: "Window") -> "Window":
        """The extent of both."""
        return Window(
            min(self.west, other.west), min(self.south, other.south),
            max(self.east, other.east), max(self.north, other.north),
        )  # fmt: skip

    def widened(self, degrees: float) -> "Window":
        """The extent with so much more on each side."""
        south, north = max(-84.0, self.south - degrees), min(84.0, self.north + degrees)
        return Window(self.west - degrees, south, self.east + degrees, north)

    def distance_deg(self, other: "Window") -> float:
        """Gap between the two, along the wider of both axes; 0 where they touch."""
        across = max(other.west - self.east, self.west - other.east, 0.0)
        return max(across, other.south - self.north, self.south - other.north)


def near_meridian(lon: float, middle: float) -> float:
    """The same longitude, within 180° of the middle one (so it may leave [-180, 180])."""
    return lon - 360.0 * round((lon - middle) / 360.0)


def is_closed(geometry: Geometry) -> bool:
    """Whether the geometry has an inside."""
    return geometry.type in _CLOSED


def parts(geometry: Geometry) -> tuple[tuple[Sequence[tuple[float, float]], ...], ...]:
    """Polygons as tuples of rings, lines as tuples of one; points, and what is too short to draw, give nothing."""
    found: tuple[Any, ...]
    match geometry.type:
        case "Polygon":
            found = (geometry.coordinates,)
        case "MultiPolygon":
            found = geometry.coordinates
        case "LineString":
            found = ((geometry.coordinates,),)
        case "MultiLineString":
            found = tuple((line,) for line in geometry.coordinates)
        case _:
            found = ()
    least = 4 if is_closed(geometry) else 2
    begun = (part for part in found if part and len(part[0]) >= least)
    return tuple(tuple(line for line in part if len(line) >= least) for part in begun)


def encoded(geometry: Geometry, middle: float, scale: int = MARK_SCALE) -> list[list[list[int]]]:
    """The geometry's parts, unwrapped, quantised and delta-coded. Rings that shrink to nothing are left out."""
    coded: list[list[list[int]]] = []
    for part in parts(geometry):
        shift = shift_of(part[0], middle)
        rings = [steps(unwrapped(ring, shift), scale) for ring in part]
        least = 6 if is_closed(geometry) else 4
        rings = [ring for ring in rings if len(ring) >= least]
        if rings:
            coded.append(rings)
    return coded


def unwrapped(line: Sequence[tuple[float, float]], shift: float) -> Vertices:
    """The line without jumps of 360°, then shifted."""
    lons = [lon for lon, _ in line]
    if not lons or max(lons) - min(lons) < 180.0:  # as nearly all: no jump to look for
        return [(lon + shift, lat) for lon, lat in line] if shift else list(line)
    out: Vertices = []
    for lon, lat in line:
        out.append((lon + shift if not out else near_meridian(lon, out[-1][0]), lat))
    return out


def steps(line: Iterable[tuple[float, float]], scale: int) -> list[int]:
    """Vertices to [x0, y0, dx1, dy1, ...]; vertices that fall together are one."""
    out: list[int] = []
    x0 = y0 = 0
    for lon, lat in line:
        x, y = round(lon * scale), round(lat * scale)
        if not out or (x, y) != (x0, y0):
            out += (x - x0, y - y0)
        x0, y0 = x, y
    return out


def extent(geometry: Geometry, middle: float) -> tuple[float, float, float, float] | None:
    """West, south, east and north of the unwrapped geometry; None when it is empty."""
    vertices = [
        vertex for part in parts(geometry) if part for vertex in unwrapped(part[0], shift_of(part[0], middle))
    ]  # fmt: skip
    if not vertices:
        return None
    lons, lats = [lon for lon, _ in vertices], [lat for _, lat in vertices]
    return min(lons), min(lats), max(lons), max(lats)


def rounded_box(box: BBox, vertices: int = 72, power: float = 4.0) -> Geometry:
    """A superellipse in the extent: a box without the corners that would claim more than is known."""
    middle, half_width, half_height = centre(box), width_deg(box) / 2, (box.north - box.south) / 2
    ring = []
    for index in range(vertices):
        turn = 2 * math.pi * index / vertices
        x, y = math.cos(turn), math.sin(turn)
        lon = middle.lon + half_width * math.copysign(abs(x) ** (2 / power), x)
        ring.append((lon, middle.lat + half_height * math.copysign(abs(y) ** (2 / power), y)))
    return Geometry("Polygon", ((*ring, ring[0]),))


def shift_of(line: Sequence[tuple[float, float]], middle: float) -> float:
    """What to add to the line's longitudes so that its middle is near that meridian."""
    lons = [lon for lon, _ in unwrapped(line, 0.0)]
    halfway = (min(lons) + max(lons)) / 2 if lons else 0.0
    return near_meridian(halfway, middle) - halfway
