"""Outlines made light enough for a page, and points inside them (shapely, loaded only when there is a shape)."""

from typing import Any

from geomap.export.page_shapes import extent, is_closed, near_meridian, parts
from geomap.records import Geometry, Point

_DETAIL = 900  # a shape keeps what is larger than this fraction of its own extent
_VERTICES = 700  # of one outline, at most: coarser, until it has no more
_ANTIMERIDIAN = 180.0
_VALLEY_DEG = 0.1  # half the width of a strip along a river: about 10 km


def planar(geometry: Geometry) -> Any:
    """The geometry as a shapely one; rings and lines too short to be any are left out. It may be invalid."""
    from shapely.geometry import shape  # noqa: PLC0415 - heavy: loaded where there is an outline

    sound = parts(geometry)
    if is_closed(geometry):
        return shape({"type": "MultiPolygon", "coordinates": sound})
    return shape({"type": "MultiLineString", "coordinates": [part[0] for part in sound]})


def generalised(geometry: Geometry) -> Geometry:
    """The shape without details that its whole would never show; it may change a little, never vanish."""
    box = extent(geometry, 0.0)
    if box is None:
        return geometry
    from shapely import get_num_coordinates  # noqa: PLC0415 - see above
    from shapely.geometry import mapping  # noqa: PLC0415 - see above

    whole = planar(geometry)
    tolerance = max(box[2] - box[0], box[3] - box[1]) / _DETAIL
    simple = _simplified(whole, tolerance)
    while get_num_coordinates(simple) > _VERTICES and tolerance < 1:
        tolerance *= 1.5
        simple = _simplified(whole, tolerance)
    return geometry if simple.is_empty else _as_geometry(mapping(simple))


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
    edges = [abs(lon) == _ANTIMERIDIAN for part in parts(geometry) for lon, _ in part[0]]
    if geometry.type != "MultiPolygon" or not any(edges):
        return geometry
    from shapely import make_valid, union_all  # noqa: PLC0415 - see above
    from shapely.geometry import Polygon, mapping  # noqa: PLC0415 - see above

    moved = []
    for part in geometry.coordinates:
        lons = [lon for lon, _ in part[0]]
        turn = near_meridian((min(lons) + max(lons)) / 2, middle) - (min(lons) + max(lons)) / 2
        rings = [[(lon + turn, lat) for lon, lat in ring] for ring in part]
        moved.append(make_valid(Polygon(rings[0], rings[1:])))
    joined = mapping(union_all(moved))
    return _as_geometry(joined) if joined["type"] in ("Polygon", "MultiPolygon") else geometry


def inner_point(geometry: Geometry) -> Point:
    """A point well inside the shape: its centroid, or another one where the centroid lies outside."""
    from shapely import make_valid  # noqa: PLC0415 - see above

    whole = make_valid(planar(geometry))
    centroid = whole.centroid
    chosen = centroid if whole.contains(centroid) else whole.representative_point()
    return Point(near_meridian(chosen.x, 0.0), min(90.0, max(-90.0, chosen.y)))


def _simplified(whole: Any, tolerance: float) -> Any:
    simple = whole.simplify(tolerance)
    if not hasattr(simple, "geoms"):
        return simple
    kept = [part for part in simple.geoms if _span(part) > 2 * tolerance]
    return type(simple)(kept) if kept else simple


def _span(part: Any) -> float:
    west, south, east, north = part.bounds
    return float(max(east - west, north - south))


def _as_geometry(found: Any) -> Geometry:
    return Geometry(found["type"], found["coordinates"])
