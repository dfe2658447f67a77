"""Outlines made light enough for a page, and points inside them (shapely, loaded only when there is a shape)."""

from itertools import groupby
from typing import Any

from geomap.export.page_shapes import (
    Vertices,
    Window,
    extent,
    is_closed,
    near_meridian,
    parts,
    shift_of,
    unwrapped,
)
from geomap.records import Geometry, Point

_DETAIL = 900  # near the view a shape keeps what is larger than this fraction of it, elsewhere of its own extent
_MARGIN = 0.8  # of the view's size: as far around it as the background has detail
_VERTICES = 1_200  # of one outline, at most: coarser, until it has no more
_CUT_AT = 179.89  # some outlines of countries stop at 179.9 on both sides instead of at 180
_FAR_FIRST = 5  # how often detail far from the view is halved before that near it has to give way
_VALLEY_DEG = 0.1  # half the width of a strip along a river: about 10 km


def planar(geometry: Geometry) -> Any:
    """The geometry as a shapely one; rings and lines too short to be any are left out. It may be invalid."""
    from geomap.export.planar import multi_line, multi_polygon  # noqa: PLC0415 - heavy: loaded where there is an outline

    sound = parts(geometry)
    return multi_polygon(sound) if is_closed(geometry) else multi_line([part[0] for part in sound])


def generalised(geometry: Geometry, view: Window) -> Geometry:
    """The shape with fine detail around the view and coarse detail elsewhere, in longitudes near the view's middle.

    Parts too small to be seen are left out, but never all of them.
    """
    whole = seamless(geometry, view.middle)
    box = extent(whole, view.middle)
    if box is None:
        return whole
    near = view.widened(_MARGIN * max(view.size, 1.0))
    fine, coarse = view.size / _DETAIL, max(box[2] - box[0], box[3] - box[1]) / _DETAIL
    everything = _near(whole, view.middle)
    largest = max(map(_span, everything))
    for attempt in range(14):
        least = {True: min(2 * fine, largest / 2), False: min(2 * coarse, largest / 2)}
        seen = [part for part in everything if _span(part) > least[_touches(part, near)]]
        kept = [_simplified(part, near, min(fine, coarse), coarse) for part in seen]
        if sum(len(ring) for part in kept for ring in part) <= _VERTICES:
            break
        fine, coarse = (fine, coarse * 2) if attempt < _FAR_FIRST else (fine * 1.5, coarse * 1.5)
    if is_closed(geometry):
        return Geometry("MultiPolygon", tuple(tuple(map(tuple, part)) for part in kept))
    return Geometry("MultiLineString", tuple(tuple(part[0]) for part in kept))


def _near(geometry: Geometry, middle: float) -> list[list[Vertices]]:
    """The parts' rings or lines in longitudes near the middle."""
    found = []
    for part in parts(geometry):
        shift = shift_of(part[0], middle)
        found.append([unwrapped(line, shift) for line in part])
    return found


def _simplified(part: list[Vertices], near: Window, fine: float, coarse: float) -> list[Vertices]:
    """Each ring or line in runs of vertices near the view and far from it, each with its own tolerance."""
    from shapely import LineString  # noqa: PLC0415 - see above

    found = []
    for line in part:
        simple: Vertices = []
        for inside, run in groupby(line, key=lambda vertex: _holds(near, vertex)):
            vertices = [*simple[-1:], *run]
            if len(vertices) > 2:
                vertices = list(LineString(vertices).simplify(fine if inside else coarse).coords)
            simple = [*simple[:-1], *vertices]
        if line[0] == line[-1] and len(simple) < 4:
            continue  # a ring that has shrunk to a line
        found.append(simple)
    return found or [part[0]]


def _holds(window: Window, vertex: tuple[float, float]) -> bool:
    return window.west <= vertex[0] <= window.east and window.south <= vertex[1] <= window.north


def _touches(part: list[Vertices], window: Window) -> bool:
    return any(_holds(window, vertex) for vertex in part[0])


def _span(part: list[Vertices]) -> float:
    lons, lats = [lon for lon, _ in part[0]], [lat for _, lat in part[0]]
    return max(max(lons) - min(lons), max(lats) - min(lats))


def clipped(extent_shape: Geometry, place: Geometry) -> Geometry | None:
    """The part of a rough extent that belongs to the place: inside its outline, or along its river.

    None when nothing of it does: then the extent has to stand alone.
    """
    from shapely import make_valid  # noqa: PLC0415 - see above
    from shapely.geometry import mapping  # noqa: PLC0415 - see above

    rough, whole = make_valid(planar(extent_shape)), make_valid(planar(place))
    common = whole.intersection(rough)
    if not is_closed(place):
        common = common.buffer(_VALLEY_DEG, quad_segs=4).simplify(_VALLEY_DEG / 10)
    polygons = [part for part in getattr(common, "geoms", [common]) if part.geom_type == "Polygon" and part.area]
    if not polygons:
        return None
    return Geometry("MultiPolygon", tuple(mapping(part)["coordinates"] for part in polygons))


def seamless(geometry: Geometry, middle: float) -> Geometry:
    """Polygons that were cut at the antimeridian in one piece again, in longitudes near the middle meridian.

    Any other geometry comes back as it is.
    """
    edges = [abs(lon) >= _CUT_AT for part in parts(geometry) for lon, _ in part[0]]
    if geometry.type != "MultiPolygon" or not any(edges):
        return geometry
    from shapely import make_valid, union_all  # noqa: PLC0415 - see above
    from shapely.geometry import Polygon, mapping  # noqa: PLC0415 - see above

    moved = []
    for part in geometry.coordinates:
        lons = [lon for lon, _ in part[0]]
        turn = near_meridian((min(lons) + max(lons)) / 2, middle) - (min(lons) + max(lons)) / 2
        rings = [[(_on_the_cut(lon) + turn, lat) for lon, lat in ring] for ring in part]
        moved.append(make_valid(Polygon(rings[0], rings[1:])))
    joined = mapping(union_all(moved))
    return _as_geometry(joined) if joined["type"] in ("Polygon", "MultiPolygon") else geometry


def _on_the_cut(lon: float) -> float:
    return lon if abs(lon) < _CUT_AT else 180.0 if lon > 0 else -180.0


def inner_point(geometry: Geometry) -> Point:
    """A point well inside the shape: its centroid, or another one where the centroid lies outside."""
    from shapely import make_valid  # noqa: PLC0415 - see above

    whole = make_valid(planar(geometry))
    centroid = whole.centroid
    chosen = centroid if whole.contains(centroid) else whole.representative_point()
    return Point(near_meridian(chosen.x, 0.0), min(90.0, max(-90.0, chosen.y)))


def _as_geometry(found: Any) -> Geometry:
    return Geometry(found["type"], found["coordinates"])
