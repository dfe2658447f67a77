"""Polygons as arrays of all their corners at once, in degrees or in a plane, and as GeoJSON. This module loads shapely.

Corner by corner, or ring by ring, a country's outline would take ten times as long.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain, islice, pairwise
from typing import Any, TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geomap.areas.clipping import mended
from geomap.geodesy import RADIUS_M, Floats, from_plane, to_plane, wrapped
from geomap.records import BBox, Geometry, Point

Ring = TypeVar("Ring")

_DIGITS = 5  # of a degree in what is told: a metre
_NO_LEAP_DEG = 90.0  # a ring whose corners are all this near in longitude neither leaps nor goes round a pole
_POLYGON = 3  # shapely's type id


@dataclass(frozen=True, eq=False)
class Rings:
    """Polygons.

    Attributes:
        points: corners of all rings, closed, one ring behind the other, shape (corners, 2).
        sizes: how many corners each ring has.
        counts: how many rings each polygon has, the outer one first.
    """

    points: Floats
    sizes: Sequence[int]
    counts: Sequence[int]

    @classmethod
    def of(cls, polygons: Sequence[Sequence[Any]]) -> "Rings | None":
        """From nested rings (arrays or sequences of points); None where none encloses anything."""
        kept = [[ring for ring in part if len(ring) > 3] for part in polygons if part and len(part[0]) > 3]
        rings = [_closed(np.asarray(ring, dtype=np.float64)) for ring in chain.from_iterable(kept)]
        if not rings:
            return None
        return cls(
            np.concatenate(rings),
            [len(ring) for ring in rings],
            [len(part) for part in kept],
        )

    @classmethod
    def within(cls, body: BaseGeometry) -> "Rings | None":
        """The polygons of any shape; None where it has none."""
        if body.is_empty:
            return None
        if body.geom_type == "Polygon" and not len(body.interiors):
            points = shapely.get_coordinates(body)
            return cls(points, [len(points)], [1])
        parts = shapely.get_parts(body)
        if body.geom_type == "GeometryCollection":
            parts = shapely.get_parts(parts)  # a member may have parts itself
            parts = parts[shapely.get_type_id(parts) == _POLYGON]
        elif body.geom_type not in {"Polygon", "MultiPolygon"}:
            return None
        if not len(parts):
            return None
        rings, owners = shapely.get_rings(parts, return_index=True)
        sizes = shapely.get_num_coordinates(rings).tolist()
        return cls(shapely.get_coordinates(rings), sizes, np.bincount(owners).tolist())

    def at(self, points: Floats) -> "Rings":
        """The same rings with other corners."""
        return Rings(points, self.sizes, self.counts)

    @cached_property
    def bounds(self) -> list[int]:
        """Where in `points` each ring starts, and behind them all the end."""
        return [0, *accumulate(self.sizes)]

    @property
    def outer(self) -> Floats:
        """The corners of all outer rings, shape (corners, 2)."""
        if len(self.sizes) == len(self.counts):
            return self.points
        first = np.zeros(len(self.sizes), dtype=np.bool_)
        first[np.cumsum([0, *self.counts[:-1]])] = True
        return self.points[np.repeat(first, self.sizes)]

    @cached_property
    def area_m2(self) -> float:
        """Area on the sphere, the corners being longitudes and latitudes: that of a cylindrical equal-area map.

        Of a ring that crosses itself what lies on one side of it is taken from what lies on the other.
        """
        lon = self.points[:, 0]
        if np.abs(np.diff(lon)).max() > 180.0:
            lon = np.concatenate([without_leaps(lon[start:end]) for start, end in pairwise(self.bounds)])
        across = np.radians(lon - lon[0])
        up = np.sin(np.radians(self.points[:, 1]))
        swept = np.empty(len(across))
        swept[:-1] = across[:-1] * up[1:] - across[1:] * up[:-1]
        swept[np.array(self.bounds[1:]) - 1] = 0.0  # from one ring to the next there is no edge
        areas = np.abs(np.add.reduceat(swept, self.bounds[:-1])).tolist()
        outer = sum(areas[first] for first in accumulate([0, *self.counts[:-1]]))
        return float(2 * outer - sum(areas)) / 2 * RADIUS_M**2

    def shape(self) -> BaseGeometry:
        """The polygons as a shape, mended where rings cross themselves or each other."""
        return mended(self._as_they_are())

    def mended(self) -> "tuple[Rings, BaseGeometry] | None":
        """The rings of `shape`, these themselves where they cross nowhere, and it; None where nothing is left of it."""
        given = self._as_they_are()
        whole = mended(given)
        rings = self if whole is given else Rings.within(whole)
        return None if rings is None else (rings, whole)

    def _as_they_are(self) -> BaseGeometry:
        if len(self.sizes) == 1:
            return shapely.Polygon(self.points)
        rings = shapely.linearrings(self.points, indices=_owners(self.sizes))
        whole_rings = len(self.sizes) == len(self.counts)
        parts = shapely.polygons(rings) if whole_rings else shapely.polygons(rings, indices=_owners(self.counts))
        return shapely.multipolygons(parts) if len(parts) > 1 else parts[0]

    def flat(self, origin: Point) -> "Rings":
        """Degrees as plane metres about a point."""
        return self.at(flat(origin, self.points))

    def round(self, origin: Point) -> "Rings":
        """Plane metres about a point as degrees."""
        return self.at(np.column_stack(from_plane(origin, self.points[:, 0], self.points[:, 1])))

    def east_of(self, origin: Point) -> "Rings | None":
        """Degrees as (degrees east of a point, latitude), each ring in one run over the antimeridian.

        Polygons round a pole cannot be drawn so and are left out; None where there are no others.
        """
        east = (self.points[:, 0] - origin.lon + 180.0) % 360.0 - 180.0
        if np.abs(east).max() > _NO_LEAP_DEG:
            return self._unrolled(east)
        return self.at(np.column_stack([east, self.points[:, 1]]))

    def _unrolled(self, east: Floats) -> "Rings | None":
        polygons = self._nested(
            np.column_stack([without_leaps(east[start:end]), self.points[start:end, 1]])
            for start, end in pairwise(self.bounds)
        )
        return Rings.of([part for part in polygons if all(abs(ring[0, 0] - ring[-1, 0]) <= 1.0 for ring in part)])

    def _nested(self, rings: Iterable[Ring]) -> list[list[Ring]]:
        """All rings, in whatever form, by polygon."""
        following = iter(rings)
        return [list(islice(following, count)) for count in self.counts]

    def geojson(self, origin: Point) -> tuple[Geometry, BBox]:
        """Rings of `east_of` as GeoJSON, cut at the antimeridian, and their extent."""
        points = (self.points + np.array([origin.lon, 0.0])).round(_DIGITS)
        pairs = list(zip(*points.T.tolist(), strict=True))
        (west, south), (east, north) = np.minimum.reduce(points).tolist(), np.maximum.reduce(points).tolist()
        polygons = self._nested(pairs[start:end] for start, end in pairwise(self.bounds))
        parts: list[Any] = []
        over = west < -180.0 or east > 180.0
        for outer, *holes in polygons:
            if not over or all(-180.0 <= lon <= 180.0 for lon, _ in outer):
                parts.append((tuple(outer), *map(tuple, holes)))
            else:  # holes of a shape over the antimeridian are filled: it is a soft area
                cut = wrapped([outer])
                parts.extend([cut.coordinates] if cut.type == "Polygon" else cut.coordinates)
        whole = Geometry("Polygon", parts[0]) if len(parts) == 1 else Geometry("MultiPolygon", tuple(parts))
        return whole, _box(west, south, east, north)


def flat(origin: Point, points: Floats) -> Floats:
    """Degrees as plane metres about a point, shape (points, 2)."""
    return np.column_stack(to_plane(origin, points[:, 0], points[:, 1]))


def _closed(ring: Floats) -> Floats:
    return ring if ring[0, 0] == ring[-1, 0] and ring[0, 1] == ring[-1, 1] else np.concatenate([ring, ring[:1]])


def without_leaps(lon: Floats) -> Floats:
    """Longitudes of one line in one run, where they leap from one side of the map to the other."""
    leaps = np.round(np.diff(lon) / 360.0)
    return np.concatenate([lon[:1], lon[1:] - 360.0 * np.cumsum(leaps)]) if leaps.any() else lon


def _box(west: float, south: float, east: float, north: float) -> BBox:
    """The extent of longitudes that may run past 180."""
    if east - west >= 360.0:
        return BBox(-180.0, south, 180.0, north)
    return BBox(_home(west), south, _home(east), north)


def _home(lon: float) -> float:
    return round(lon - 360.0, _DIGITS) if lon > 180.0 else round(lon + 360.0, _DIGITS) if lon < -180.0 else lon


def _owners(sizes: Sequence[int]) -> NDArray[np.intp]:
    """For each member of each group, the group's number."""
    return np.repeat(np.arange(len(sizes)), sizes)
