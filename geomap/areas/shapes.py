"""What is known of a place's own extent: its outline, its line, its box, or a circle of honest size about its point.

Shapes live in a plane of metres about an origin of their own (azimuthal equidistant), so that buffers and distances are
metres near a pole and across the antimeridian too. This module loads shapely: import it only where a region is
really drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geomap.areas.ground import Ground
from geomap.areas.surroundings import Outlines, guessed_radius_m
from geomap.geodesy import Floats, centre, extent, from_plane, gap_deg, to_plane, width_deg, wrapped
from geomap.records import BBox, Geometry, Place, Point

_OUTLINE = "its outline"  # how notes call it
_LINES = frozenset({"LineString", "MultiLineString"})
_WIDEST_DEG = 60.0  # of a wider place (the Arctic, Russia) the coast is not told from the rest of the edge: too costly
_SEA_DEG = 1.5  # how far about a place water may matter: "100 km off"


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A place's extent in plane metres about `origin`; equal to itself only, so that what is made of it can be kept.

    Attributes:
        origin: the plane's middle.
        body: polygon, line or point.
        what: in words, for the region's note.
        radius_m: of a circle that stands for an unknown extent; 0 where the extent is known.
        parts: the polygons in degrees that the body was made of, where it came so.
    """

    origin: Point
    body: BaseGeometry
    what: str
    radius_m: float = 0.0
    parts: Sequence[Sequence[Any]] = ()

    @property
    def is_line(self) -> bool:
        """Whether this is a river or a road."""
        return bool(self.body.geom_type in _LINES)


def shape_of(place: Place, geometry: Geometry | None) -> Shape:
    """The place's extent from the best that is known of it."""
    if geometry is not None and geometry.type in {"Polygon", "MultiPolygon"}:
        parts = [geometry.coordinates] if geometry.type == "Polygon" else geometry.coordinates
        parts = [part for part in parts if part and len(part[0]) > 3]  # a ring of fewer points encloses nothing
        if parts:
            origin = centre(extent(*_columns([point for part in parts for point in part[0]])))
            body = polygon(origin, parts)
            if body.area > 0:
                return Shape(origin, body, _OUTLINE, parts=parts)
    if geometry is not None and geometry.type in _LINES:
        lines = [geometry.coordinates] if geometry.type == "LineString" else list(geometry.coordinates)
        lines = [line for line in lines if len(line) > 1]
        if lines:
            origin = centre(extent(*_columns([point for line in lines for point in line])))
            return Shape(origin, shapely.MultiLineString([_flat(origin, line) for line in lines]), "its line")
    if place.bbox is not None and place.bbox.north > place.bbox.south and width_deg(place.bbox) > 0:
        origin = centre(place.bbox)
        return Shape(origin, polygon(origin, [[_box_ring(place.bbox)]]), "its box")
    radius = guessed_radius_m(place)
    body = shapely.Point(0.0, 0.0).buffer(radius, 8)
    return Shape(place.point, body, f"a circle of {radius / 1000:.3g} km about its point", radius)


class Shapes:
    """The shapes of places; the last few hundred are kept, since articles name the same ones again and again."""

    def __init__(self, outlines: Outlines, ground: Ground) -> None:
        self._outlines = outlines
        self.ground = ground

    def of(self, place: Place) -> Shape:
        """The place's extent."""
        return _kept_shape(place, self._outlines)

    def outline(self, place: Place) -> Shape | None:
        """The extent of a place whose outline is known, None for all others."""
        shape = self.of(place)
        return shape if shape.what == _OUTLINE else None

    def landforms(self, relation: str, base: Shape) -> list[tuple[str, BaseGeometry]]:
        """Names and grounds, in the base's own plane, of the known landforms of a kind that reach into its extent."""
        within = _extent(base)
        found = [
            (form.name, polygon(base.origin, [[list(form.ring)]]))
            for form in self.ground.landforms.get(relation, ())
            if gap_deg(extent(*_columns(form.ring)), within) <= 0.0
        ]
        return sorted(found, key=lambda each: -each[1].intersection(base.body).area)

    def waters(self, base: Shape) -> tuple[BaseGeometry, str]:
        """The salt water about a place in its own plane (empty where none is known), and what seas that is."""
        return _kept_waters(base, self._outlines, self.ground)


@lru_cache(maxsize=256)
def _kept_shape(place: Place, outlines: Outlines) -> Shape:
    return shape_of(place, outlines(place.id) if place.id else None)


@lru_cache(maxsize=64)
def _kept_waters(base: Shape, outlines: Outlines, ground: Ground) -> tuple[BaseGeometry, str]:
    within = _extent(base)
    if width_deg(within) > _WIDEST_DEG:
        return shapely.Point(), ""
    window = shapely.box(
        -width_deg(within) / 2 - _SEA_DEG,
        within.south - _SEA_DEG,
        width_deg(within) / 2 + _SEA_DEG,
        within.north + _SEA_DEG,
    )
    east = centre(within).lon
    found: list[tuple[str, BaseGeometry]] = []
    for sea in ground.seas:
        outline = outlines(sea.id) if gap_deg(sea.box, within) <= _SEA_DEG / 2 else None
        if outline is None or outline.type not in {"Polygon", "MultiPolygon"}:
            continue
        parts = [outline.coordinates] if outline.type == "Polygon" else outline.coordinates
        pieces = [_clipped_ring(part[0], east, window.bounds) for part in parts if len(part[0]) > 3]
        wet = shapely.union_all([piece for piece in pieces if piece is not None])
        if not wet.is_empty:
            found.append((sea.name, wet))
    if not found:
        return shapely.Point(), ""
    whole = shapely.union_all([wet for _, wet in found])
    names = [name for name, wet in sorted(found, key=lambda each: -each[1].area)][:3]
    flat = shapely.transform(
        whole, lambda points: np.column_stack(to_plane(base.origin, points[:, 0] + east, points[:, 1]))
    )
    return shapely.make_valid(flat), "the " + ", the ".join(names)


def _clipped_ring(ring: Any, east: float, window: tuple[float, float, float, float]) -> BaseGeometry | None:
    """The part of a ring in a window, as degrees east of a meridian in one run; None where nothing of it lies there."""
    lon, lat = _columns(ring)
    if lat.min() > window[3] or lat.max() < window[1]:
        return None
    points = _run(Point(east, 0.0), lon, lat)
    run = points[:, 0]
    if run.min() > window[2] or run.max() < window[0]:
        return None
    piece = shapely.clip_by_rect(shapely.Polygon(points), *window)
    return piece if piece.is_valid else shapely.make_valid(piece)


def _extent(base: Shape) -> BBox:
    """A shape's extent in degrees."""
    west, south, east, north = base.body.bounds
    step = np.linspace(0.0, 1.0, 9)
    xs, ys = west + (east - west) * step, south + (north - south) * step
    x = np.concatenate([xs, xs, np.full(9, west), np.full(9, east)])
    y = np.concatenate([np.full(9, south), np.full(9, north), ys, ys])
    return extent(*from_plane(base.origin, x, y))


@lru_cache(maxsize=256)
def degrees_of(shape: Shape) -> BaseGeometry:
    """A place's extent as `in_degrees` gives it."""
    told = _run_degrees(shape.origin, shape.parts) if shape.parts else None
    return in_degrees(shape.origin, shape.body) if told is None else told


def polygon(origin: Point, parts: Sequence[Sequence[Any]]) -> BaseGeometry:
    """Polygons in the plane, mended where their rings cross themselves.

    Args:
        origin: the plane's middle.
        parts: polygons as sequences of rings, the outer one first.
    """
    whole = _polygons([[_flat(origin, ring) for ring in part] for part in parts])
    return whole if whole.is_valid else shapely.make_valid(whole).buffer(0)


def _run_degrees(origin: Point, parts: Sequence[Sequence[Any]]) -> BaseGeometry | None:
    """Polygons given in degrees as `in_degrees` gives them; None for what it would have to mend or leave out."""
    rings = [[_run(origin, *_columns(ring)) for ring in part] for part in parts]
    if any(abs(ring[0, 0] - ring[-1, 0]) > 1.0 for part in rings for ring in part):
        return None
    whole = _polygons(rings)
    return whole if whole.is_valid else None


def _polygons(parts: Sequence[Sequence[Floats]]) -> BaseGeometry:
    bodies = [
        shapely.Polygon(part[0], [hole for hole in part[1:] if len(hole) > 3]) for part in parts if len(part[0]) > 3
    ]
    return shapely.MultiPolygon(bodies) if len(bodies) > 1 else bodies[0]


def in_degrees(origin: Point, body: BaseGeometry) -> BaseGeometry:
    """The polygons of a plane shape in (degrees east of the origin, latitude), in one piece over the antimeridian."""
    kept = []
    for one in getattr(body, "geoms", [body]):
        if one.geom_type != "Polygon" or one.is_empty:
            continue
        rings = [_degrees(origin, ring) for ring in (one.exterior, *one.interiors)]
        if any(abs(ring[0, 0] - ring[-1, 0]) > 1.0 for ring in rings):
            continue  # a ring about a pole cannot be drawn so
        kept.append(shapely.Polygon(rings[0], rings[1:]))
    whole = shapely.MultiPolygon(kept)
    return whole if whole.is_valid else shapely.make_valid(whole)


def to_geometry(origin: Point, body: BaseGeometry) -> Geometry | None:
    """A shape of `in_degrees` as GeoJSON, cut at the antimeridian; None when nothing is left of it."""
    parts: list[Any] = []
    east = np.array([origin.lon, 0.0])
    for one in getattr(body, "geoms", [body]):
        if one.geom_type != "Polygon" or one.is_empty:
            continue
        rings = [
            [(lon, lat) for lon, lat in np.round(shapely.get_coordinates(ring) + east, 5).tolist()]
            for ring in (one.exterior, *one.interiors)
        ]
        if max(lon for lon, _ in rings[0]) > 180.0 or min(lon for lon, _ in rings[0]) < -180.0:
            cut = wrapped(rings[:1])  # holes of a shape over the antimeridian are filled: it is a soft area
            parts.extend([cut.coordinates] if cut.type == "Polygon" else cut.coordinates)
        else:
            parts.append(tuple(tuple(ring) for ring in rings))
    if not parts:
        return None
    return Geometry("Polygon", parts[0]) if len(parts) == 1 else Geometry("MultiPolygon", tuple(parts))


def box_of(geometry: Geometry) -> BBox:
    """The extent of a Polygon or MultiPolygon."""
    parts = [geometry.coordinates] if geometry.type == "Polygon" else geometry.coordinates
    lon, lat = _columns([point for part in parts for point in part[0]])
    if abs(float(lon.min()) + 180.0) < 1e-9 and abs(float(lon.max()) - 180.0) < 1e-9:  # cut at the antimeridian
        inner = lon[np.abs(np.abs(lon) - 180.0) > 1e-9]
        if not len(inner) or float(np.abs(lat).max()) > 89.999:
            return BBox(-180.0, float(lat.min()), 180.0, float(lat.max()))
        box = extent(inner, lat)
        return BBox(box.west, float(lat.min()), box.east, float(lat.max()))
    return extent(lon, lat)


def plane(origin: Point, point: Point) -> tuple[float, float]:
    """One point in the plane."""
    x, y = to_plane(origin, np.array([point.lon]), np.array([point.lat]))
    return float(x[0]), float(y[0])


def _columns(points: Any) -> tuple[Floats, Floats]:
    flat = np.fromiter(chain.from_iterable(points), dtype=np.float64)  # point by point takes five times as long
    return flat[::2], flat[1::2]


def _flat(origin: Point, ring: Any) -> Floats:
    return np.column_stack(to_plane(origin, *_columns(ring)))


def _degrees(origin: Point, ring: BaseGeometry) -> Floats:
    """Degrees east of the origin, in one run, and latitudes; shape (n, 2)."""
    points = shapely.get_coordinates(ring)
    return _run(origin, *from_plane(origin, points[:, 0], points[:, 1]))


def _run(origin: Point, lon: Floats, lat: Floats) -> Floats:
    """Degrees east of the origin without leaps, and latitudes; shape (n, 2)."""
    east = (lon - origin.lon + 180.0) % 360.0 - 180.0
    leaps = np.round(np.diff(east) / 360.0)
    if leaps.any():
        east[1:] -= 360.0 * np.cumsum(leaps)
    return np.column_stack([east, lat])


def _box_ring(box: BBox) -> list[tuple[float, float]]:
    """A box as a ring with points along its sides, since they are not straight in the plane."""
    width = width_deg(box)
    steps = max(2, min(24, int(width / 2) + 2))
    lons = [box.west + width * step / steps for step in range(steps + 1)]
    ring = [*((lon, box.south) for lon in lons), *((lon, box.north) for lon in reversed(lons))]
    return [*ring, ring[0]]
