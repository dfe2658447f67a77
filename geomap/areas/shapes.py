"""What is known of a place's own extent: its outline, its line, its box, or a circle of honest size about its point.

Shapes live in a plane of metres about an origin of their own (azimuthal equidistant), so that buffers and distances are
metres near a pole and across the antimeridian too. This module loads shapely: import it only where a region is
really drawn.
"""

import math
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geomap.areas.clipping import Box, in_box, mended
from geomap.areas.ground import Ground
from geomap.areas.parts import part_of
from geomap.areas.rings import Rings, flat, without_leaps
from geomap.areas.surroundings import Outlines, guessed_radius_m
from geomap.geodesy import Floats, centre, destinations, extent, from_plane, gap_deg, gaps_deg, to_plane, width_deg
from geomap.records import BBox, Geometry, Place, Point

_OUTLINE = "its outline"  # how notes call it
_LINES = frozenset({"LineString", "MultiLineString"})
_POLYGONS = frozenset({"Polygon", "MultiPolygon"})
_WIDEST_DEG = 60.0  # of a wider place (the Arctic, Russia) the coast is not told from the rest of the edge: too costly
_SEA_DEG = 1.5  # how far about a place water may matter: "100 km off"
_LEAST_M2 = 1e4  # a smaller area is that of an outline that crosses itself, or the rounding of one that has none
ROUND = 8  # segments to a quarter of a circle: its edge is right to half a per cent
_TURNS = np.linspace(360.0, 0.0, 4 * ROUND + 1)  # counter-clockwise, as GeoJSON asks of outer rings


class Told(NamedTuple):
    """A shape, or a part of it, as the output has it: which part, to go before "Syria", as GeoJSON, and its extent."""

    which: str
    geometry: Geometry
    box: BBox


@dataclass(frozen=True, eq=False)
class Shape:
    """An extent about an origin: a circle, an outline in degrees, or whatever was drawn in the plane.

    Equal to itself only, so that what is made of it can be kept. What it is in the plane and in degrees is made when
    that is asked for: a circle needs no plane to be told, and a part of a country none to be cut.

    Attributes:
        origin: the plane's middle.
        what: in words, for the region's note.
        radius_m: of a circle about the origin that stands for an unknown extent; 0 where the extent is known.
        outline: polygons in degrees.
        drawn: polygon, line or point in plane metres.
    """

    origin: Point
    what: str = ""
    radius_m: float = 0.0
    outline: Rings | None = None
    drawn: BaseGeometry | None = None
    _kept: dict[tuple[str, ...], Told | None] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def body(self) -> BaseGeometry:
        """Polygon, line or point in plane metres."""
        if self.drawn is not None:
            return self.drawn
        if self.outline is not None:
            return self.outline.flat(self.origin).shape()
        return shapely.Point(0.0, 0.0).buffer(self.radius_m, ROUND)

    @cached_property
    def degrees(self) -> BaseGeometry:
        """The polygons in (degrees east of the origin, latitude), in one run over the antimeridian; or nothing."""
        if self.radius_m:
            return shapely.Polygon() if self._circle is None else self._circle.shape()
        return shapely.Polygon() if self._polygons is None else self._polygons[1]

    @property
    def is_line(self) -> bool:
        """Whether this is a river or a road."""
        return self.drawn is not None and self.drawn.geom_type in _LINES

    @cached_property
    def size_m(self) -> float:
        """Radius of the circle that is as large."""
        if self.radius_m:
            return self.radius_m
        area_m2 = self.outline.area_m2 if self.outline is not None else 0.0
        return math.sqrt((area_m2 if area_m2 > _LEAST_M2 else self.body.area) / math.pi)

    def told(self, directions: tuple[str, ...] = ()) -> Told | None:
        """Which part of it lies in these directions, as GeoJSON; None when there is no polygon to tell. It is kept."""
        if directions not in self._kept:
            self._kept[directions] = self._tell(directions)
        return self._kept[directions]

    def _tell(self, directions: tuple[str, ...]) -> Told | None:
        if directions and self.degrees.area:
            part, which = part_of(self.degrees, directions)
            rings, which = Rings.within(part), f"{which} of "
        else:
            rings, which = self._rings, ""
        return None if rings is None else Told(which, *rings.geojson(self.origin))

    @property
    def _rings(self) -> Rings | None:
        """Those of `degrees`; None where there are none."""
        if self.radius_m:  # asked for without a shape: nothing is to mend in a circle
            return self._circle
        return None if self._polygons is None else self._polygons[0]

    @cached_property
    def _circle(self) -> Rings | None:
        """A circle in degrees; None about a pole."""
        points = np.column_stack(destinations(self.origin, _TURNS, self.radius_m))
        return Rings(points, [len(points)], [1]).east_of(self.origin)

    @cached_property
    def _polygons(self) -> tuple[Rings, BaseGeometry] | None:
        """What is no circle, in degrees, as rings and as a shape; None where there are no polygons."""
        outline = self.outline
        if outline is None:
            drawn = Rings.within(self.body)
            outline = None if drawn is None else drawn.round(self.origin)
        rings = None if outline is None else outline.east_of(self.origin)
        return None if rings is None else rings.mended()


def shape_of(place: Place, geometry: Geometry | None) -> Shape:
    """The place's extent from the best that is known of it."""
    if geometry is not None and geometry.type in _POLYGONS:
        outline = Rings.of([geometry.coordinates] if geometry.type == "Polygon" else geometry.coordinates)
        if outline is not None:
            shape = Shape(centre(extent(*outline.outer.T)), _OUTLINE, outline=outline)
            if shape.size_m > 0.0:
                return shape
    if geometry is not None and geometry.type in _LINES:
        given = [geometry.coordinates] if geometry.type == "LineString" else geometry.coordinates
        lines = [np.asarray(line, dtype=np.float64) for line in given if len(line) > 1]
        if lines:
            origin = centre(extent(*np.concatenate(lines).T))
            return Shape(origin, "its line", drawn=shapely.MultiLineString([flat(origin, line) for line in lines]))
    if place.bbox is not None and place.bbox.north > place.bbox.south and width_deg(place.bbox) > 0:
        return Shape(centre(place.bbox), "its box", outline=Rings.of([[_box_ring(place.bbox)]]))
    radius = guessed_radius_m(place)
    return Shape(place.point, f"a circle of {radius / 1000:.3g} km about its point", radius_m=radius)


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes of places; the last few hundred are kept, since articles name the same ones again and again.

    Attributes:
        outlines: what the gazetteer knows of their extents.
        ground: what else is known.
    """

    outlines: Outlines
    ground: Ground

    def of(self, place: Place) -> Shape:
        """The place's extent."""
        return _kept_shape(place, self.outlines)

    def outline(self, place: Place) -> Shape | None:
        """The extent of a place whose outline is known, None for all others."""
        shape = self.of(place)
        return shape if shape.what == _OUTLINE else None

    def landforms(self, relation: str, base: Shape) -> list[tuple[str, BaseGeometry]]:
        """Names and grounds, in the base's own plane, of the known landforms of a kind that reach into its extent."""
        within = _extent(base)
        rings = ((form.name, Rings.of([[form.ring]])) for form in self.ground.landforms.get(relation, ()))
        found = [
            (name, ring.flat(base.origin).shape())
            for name, ring in rings
            if ring is not None and gap_deg(extent(*ring.points.T), within) <= 0.0
        ]
        return sorted(found, key=lambda each: -each[1].intersection(base.body).area)

    def waters(self, base: Shape) -> tuple[BaseGeometry, str]:
        """The salt water about a place in its own plane (empty where none is known), and what seas that is."""
        return _kept_waters(base, self.outlines, self.ground)


@lru_cache(maxsize=256)
def _kept_shape(place: Place, outlines: Outlines) -> Shape:
    # of a town without an extent there is no outline either: it need not be looked for
    known = place.id is not None and (place.feature_class != "P" or place.bbox is not None)
    return shape_of(place, outlines(place.id) if known and place.id else None)


@lru_cache(maxsize=64)
def _kept_waters(base: Shape, outlines: Outlines, ground: Ground) -> tuple[BaseGeometry, str]:
    within = _extent(base)
    if width_deg(within) > _WIDEST_DEG:
        return shapely.Point(), ""
    half = width_deg(within) / 2 + _SEA_DEG
    window = (-half, within.south - _SEA_DEG, half, within.north + _SEA_DEG)
    east = centre(within).lon
    wet: list[BaseGeometry] = []
    sizes: dict[str, float] = {}
    for at in np.flatnonzero(gaps_deg(_sea_boxes(ground), within) <= _SEA_DEG / 2).tolist():
        sea = ground.seas[at]
        outline = outlines(sea.id)
        if outline is None or outline.type not in _POLYGONS:
            continue
        parts = [outline.coordinates] if outline.type == "Polygon" else outline.coordinates
        pieces = [_clipped_ring(part[0], east, window) for part in parts if len(part[0]) > 3]
        within_it = [piece for piece in pieces if piece is not None and not piece.is_empty]
        if within_it:
            wet += within_it
            sizes[sea.name] = sum(piece.area for piece in within_it)
    if not wet:
        return shapely.Point(), ""
    water = shapely.transform(shapely.union_all(wet), lambda points: flat(base.origin, points + np.array([east, 0.0])))
    names = sorted(sizes, key=lambda name: -sizes[name])[:3]
    return mended(water), "the " + ", the ".join(names)


@lru_cache(maxsize=8)
def _sea_boxes(ground: Ground) -> Floats:
    """West, south, east and north of every sea, shape (seas, 4)."""
    boxes = [(sea.box.west, sea.box.south, sea.box.east, sea.box.north) for sea in ground.seas]
    return np.array(boxes, dtype=np.float64).reshape(-1, 4)


def _clipped_ring(ring: Any, east: float, window: Box) -> BaseGeometry | None:
    """The part of a ring in a window, as degrees east of a meridian in one run; None where nothing of it lies there."""
    lon, lat = np.asarray(ring, dtype=np.float64).T
    if lat.min() > window[3] or lat.max() < window[1]:
        return None
    run = without_leaps((lon - east + 180.0) % 360.0 - 180.0)
    if run.min() > window[2] or run.max() < window[0]:
        return None
    return in_box(mended(shapely.Polygon(np.column_stack([run, lat]))), window)


def _extent(base: Shape) -> BBox:
    """A shape's extent in degrees."""
    west, south, east, north = base.body.bounds
    step = np.linspace(0.0, 1.0, 9)
    xs, ys = west + (east - west) * step, south + (north - south) * step
    x = np.concatenate([xs, xs, np.full(9, west), np.full(9, east)])
    y = np.concatenate([np.full(9, south), np.full(9, north), ys, ys])
    return extent(*from_plane(base.origin, x, y))


def plane(origin: Point, point: Point) -> tuple[float, float]:
    """One point in the plane."""
    x, y = to_plane(origin, np.array([point.lon]), np.array([point.lat]))
    return float(x[0]), float(y[0])


def _box_ring(box: BBox) -> list[tuple[float, float]]:
    """A box as a ring with points along its sides, since they are not straight in the plane."""
    width = width_deg(box)
    steps = max(2, min(24, int(width / 2) + 2))
    lons = [box.west + width * step / steps for step in range(steps + 1)]
    ring = [*((lon, box.south) for lon in lons), *((lon, box.north) for lon in reversed(lons))]
    return [*ring, ring[0]]
