"""Distances, bearings, rings and extents on the sphere; arrays in, arrays out where there may be many points.

The sphere has the earth's authalic radius (6,371,007.2 m: the IUGG 1980 sphere of equal area), so that areas are right;
distances are within 0.6 % of the ellipsoid's. Degrees WGS84, longitude first; metres; square metres.
"""

import itertools
import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from geomap.records import BBox, Geometry, Point
from geomap.sphere import SPHERE_RADIUS_M

RADIUS_M = SPHERE_RADIUS_M
SPHERE_M2 = 4 * math.pi * RADIUS_M**2

Floats = NDArray[np.float64]


def distances_m(lon1: Floats, lat1: Floats, lon2: Floats, lat2: Floats) -> Floats:
    """Great-circle distances in metres; the arrays broadcast against each other."""
    phi1, phi2 = np.radians(lat1), np.radians(lat2)
    half = np.sin((phi2 - phi1) / 2) ** 2 + np.cos(phi1) * np.cos(phi2) * np.sin(np.radians(lon2 - lon1) / 2) ** 2
    distances: Floats = 2 * RADIUS_M * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))
    return distances


def distance_m(a: Point, b: Point) -> float:
    """Great-circle distance of two points in metres."""
    phi1, phi2 = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((phi2 - phi1) / 2) ** 2
    half += math.cos(phi1) * math.cos(phi2) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * RADIUS_M * math.asin(math.sqrt(min(1.0, half)))


def destinations(origin: Point, bearings_deg: Floats, distance_m: float) -> tuple[Floats, Floats]:
    """Longitudes and latitudes reached from the origin, each in [-180, 180] and [-90, 90].

    Args:
        origin: where to start.
        bearings_deg: directions, clockwise from north, shape (n,).
        distance_m: how far to go.
    """
    turn, angle = np.radians(bearings_deg), distance_m / RADIUS_M
    lon0, lat0 = math.radians(origin.lon), math.radians(origin.lat)
    sine = math.sin(lat0) * math.cos(angle) + math.cos(lat0) * math.sin(angle) * np.cos(turn)
    ahead = math.cos(lat0) * math.cos(angle) - math.sin(lat0) * math.sin(angle) * np.cos(turn)
    aside = math.sin(angle) * np.sin(turn)
    lat = np.arctan2(sine, np.hypot(ahead, aside))  # arcsin would lose centimetres at a pole
    lon = lon0 + np.arctan2(aside, ahead)
    return (np.degrees(lon) + 180.0) % 360.0 - 180.0, np.degrees(lat)


def destination(origin: Point, bearing_deg: float, distance_m: float) -> Point:
    """The point at that bearing (clockwise from north) and distance from the origin."""
    lon, lat = destinations(origin, np.array([bearing_deg]), distance_m)
    return Point(float(lon[0]), float(lat[0]))


def cap_radius_m(area_m2: float) -> float:
    """Radius, along the surface, of the circle of this area (a spherical cap).

    Raises:
        ValueError: the area is not between 0 and that of the earth.
    """
    if not 0 < area_m2 < SPHERE_M2:
        raise ValueError(f"a circle's area must lie between 0 and {SPHERE_M2:.3g} m², got {area_m2!r}")
    # 1 - cos(r) = 2 sin²(r/2): exact for one square metre too, where 1 - cos(r) would cancel to zero
    return 2 * RADIUS_M * math.asin(math.sqrt(area_m2 / SPHERE_M2))


def centre(box: BBox) -> Point:
    """The middle of an extent, on the right side of the antimeridian."""
    east = box.east + 360.0 if box.crosses_antimeridian else box.east
    lon = (box.west + east) / 2
    return Point(lon - 360.0 if lon > 180.0 else lon, (box.south + box.north) / 2)


def width_deg(box: BBox) -> float:
    """West-to-east span in degrees of longitude, 0 to 360."""
    return box.east - box.west + (360.0 if box.crosses_antimeridian else 0.0)


def bbox_area_m2(box: BBox) -> float:
    """Area of an extent on the sphere."""
    band = math.sin(math.radians(box.north)) - math.sin(math.radians(box.south))
    return RADIUS_M**2 * math.radians(width_deg(box)) * band


def inside(box: BBox, point: Point) -> bool:
    """Whether the point lies in the extent or on its edge."""
    if not box.south <= point.lat <= box.north:
        return False
    if box.crosses_antimeridian:
        return point.lon >= box.west or point.lon <= box.east
    return box.west <= point.lon <= box.east


def gap_deg(a: BBox, b: BBox) -> float:
    """Degrees between two extents, 0 when they touch; on the side where they are nearer."""
    lat = max(0.0, a.south - b.north, b.south - a.north)
    apart = abs((centre(a).lon - centre(b).lon + 180.0) % 360.0 - 180.0)
    return max(lat, apart - (width_deg(a) + width_deg(b)) / 2)


def gaps_deg(boxes: Floats, box: BBox) -> Floats:
    """`gap_deg` of many extents, given as rows of west, south, east, north, and one."""
    west, south, east, north = boxes.T
    width = east - west + np.where(east < west, 360.0, 0.0)
    lat = np.maximum(0.0, np.maximum(south - box.north, box.south - north))
    apart = np.abs((west + width / 2 - centre(box).lon + 180.0) % 360.0 - 180.0)
    gaps: Floats = np.maximum(lat, apart - (width + width_deg(box)) / 2)
    return gaps


def bearing_deg(start: Point, end: Point) -> float:
    """Initial bearing of the great circle from one point to another, 0 to 360 clockwise from north."""
    phi1, phi2, turn = math.radians(start.lat), math.radians(end.lat), math.radians(end.lon - start.lon)
    east = math.sin(turn) * math.cos(phi2)
    north = math.cos(phi1) * math.sin(phi2) - math.sin(phi1) * math.cos(phi2) * math.cos(turn)
    return math.degrees(math.atan2(east, north)) % 360.0


def to_plane(origin: Point, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """Metres east and north of the origin (azimuthal equidistant: right in distance and bearing from the origin)."""
    phi0, phi, turn = math.radians(origin.lat), np.radians(lat), np.radians(lon - origin.lon)
    east = np.sin(turn) * np.cos(phi)
    north = math.cos(phi0) * np.sin(phi) - math.sin(phi0) * np.cos(phi) * np.cos(turn)
    far = distances_m(np.array(origin.lon), np.array(origin.lat), lon, lat)
    angle = np.arctan2(east, north)
    return far * np.sin(angle), far * np.cos(angle)


def from_plane(origin: Point, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Longitudes and latitudes of plane points: the inverse of `to_plane`."""
    angle, turn = np.hypot(x, y) / RADIUS_M, np.arctan2(x, y)
    phi0 = math.radians(origin.lat)
    sine = math.sin(phi0) * np.cos(angle) + math.cos(phi0) * np.sin(angle) * np.cos(turn)
    ahead = math.cos(phi0) * np.cos(angle) - math.sin(phi0) * np.sin(angle) * np.cos(turn)
    aside = np.sin(angle) * np.sin(turn)
    lat, lon = np.arctan2(sine, np.hypot(ahead, aside)), np.arctan2(aside, ahead)
    return (np.degrees(lon) + origin.lon + 180.0) % 360.0 - 180.0, np.degrees(lat)


def extent(lon: Floats, lat: Floats) -> BBox:
    """The smallest extent that holds all points, over the antimeridian where that is shorter."""
    lon = np.asarray(lon, dtype=np.float64)
    west, east = lon.min(), lon.max()
    if east - west > 180.0:
        west, east = _about_widest_gap(lon)
    return BBox(float(west), float(np.min(lat)), float(east), float(np.max(lat)))


def _about_widest_gap(lon: Floats) -> tuple[float, float]:
    """West and east of longitudes that may lie about the antimeridian."""
    ordered = np.sort(lon)
    gaps = np.diff(np.append(ordered, ordered[0] + 360.0))
    widest = int(np.argmax(gaps))
    if widest == len(ordered) - 1:  # the widest gap lies over the antimeridian: the extent does not
        return float(ordered[0]), float(ordered[-1])
    return float(ordered[widest + 1]), float(ordered[widest])


def ring_area_m2(ring: Sequence[tuple[float, float]] | Floats) -> float:
    """Area inside a closed ring whose edges are straight in longitude and latitude, as GeoJSON has them.

    Exact on the sphere for rings of a square metre and for continents; a ring round a pole has its corners there.
    """
    points = np.radians(np.asarray(ring, dtype=np.float64))
    lon, lat = points[:, 0], points[:, 1]
    reference = float(lat[0])
    middle, half = (lat[:-1] + lat[1:]) / 2, np.diff(lat) / 2
    # mean of sin(latitude) along an edge, less that of the reference: small rings must not cancel to nothing
    rise = 2 * np.cos((middle + reference) / 2) * np.sin((middle - reference) / 2)
    rise += np.sin(middle) * (np.sinc(half / np.pi) - 1)
    return abs(float(np.sum(np.diff(lon) * rise))) * RADIUS_M**2


def geometry_area_m2(geometry: Geometry) -> float:
    """Area of a Polygon or MultiPolygon on the sphere; 0 for points and lines."""
    if geometry.type == "Polygon":
        outer, *holes = geometry.coordinates
        return ring_area_m2(outer) - sum(ring_area_m2(hole) for hole in holes)
    if geometry.type == "MultiPolygon":
        return sum(geometry_area_m2(Geometry("Polygon", part)) for part in geometry.coordinates)
    return 0.0


def equal_area_ring(centre: Point, area_m2: float, points: int = 128) -> Geometry:
    """The circle about a point that holds this area: a Polygon, or a MultiPolygon where it crosses the antimeridian.

    The polygon itself (not only the circle it follows) has the area. Near a pole it gets more points than asked for,
    since there a straight edge in degrees strays from the circle; a circle round the pole runs along the map's edge.

    Raises:
        ValueError: the area is not between 0 and that of a hemisphere, or fewer than 8 points were asked for.
    """
    if not 0 < area_m2 < SPHERE_M2 / 2:
        raise ValueError(f"a ring's area must lie between 0 and {SPHERE_M2 / 2:.3g} m², got {area_m2!r}")
    if points < 8:
        raise ValueError(f"a ring needs at least 8 points, got {points}")
    ring = _circle(centre, cap_radius_m(area_m2), points)
    wanted = min(area_m2 * area_m2 / geometry_area_m2(ring), SPHERE_M2 / 2)
    return _circle(centre, cap_radius_m(wanted), points)


def circle(centre: Point, radius_m: float, points: int = 128) -> Geometry:
    """The circle of this radius about a point, as `equal_area_ring` draws it."""
    return _circle(centre, radius_m, points)


def _circle(centre: Point, radius_m: float, points: int) -> Geometry:
    bearings = np.linspace(360.0, 0.0, points + 1)  # counter-clockwise, as GeoJSON asks of outer rings
    lon, lat = destinations(centre, bearings, radius_m)
    for _ in range(10):
        jump = np.abs((np.diff(lon) + 180.0) % 360.0 - 180.0)
        wide = np.flatnonzero(jump > max(360.0 / points, 1.0) * 1.5)
        if not len(wide) or len(bearings) > 20 * points:
            break
        bearings = np.insert(bearings, wide + 1, (bearings[wide] + bearings[wide + 1]) / 2)
        lon, lat = destinations(centre, bearings, radius_m)
    lat[-1] = lat[0]
    steps = (np.diff(lon) + 180.0) % 360.0 - 180.0
    if radius_m > (90.0 - abs(centre.lat)) * math.pi / 180 * RADIUS_M:
        return _round_pole(lon, lat, math.copysign(90.0, centre.lat))
    run = lon[0] + np.concatenate([[0.0], np.cumsum(steps)])
    run[-1] = run[0]
    ring = list(zip(run.tolist(), lat.tolist(), strict=True))
    return wrapped([ring])


def _round_pole(lon: Floats, lat: Floats, pole: float) -> Geometry:
    """A ring about a pole: from edge to edge of the map, closed along the pole."""
    order = np.argsort(lon[:-1], kind="stable")
    lon, lat = lon[:-1][order], lat[:-1][order]
    over = 360.0 - lon[-1] + lon[0]
    seam = float(lat[-1] + (lat[0] - lat[-1]) * (180.0 - lon[-1]) / over) if over else float(lat[0])
    edge = [(-180.0, seam), *zip(lon.tolist(), lat.tolist(), strict=True), (180.0, seam)]
    ring = [*edge, (180.0, pole), (-180.0, pole), edge[0]]
    return Geometry("Polygon", (tuple(ring if pole > 0 else ring[::-1]),))


Ring = list[tuple[float, float]]


def wrapped(rings: Sequence[Ring]) -> Geometry:
    """Closed rings whose longitudes may run past 180, cut at the antimeridian and brought back to [-180, 180]."""
    parts: list[tuple[tuple[tuple[float, float], ...]]] = []
    for ring in rings:
        turns = (
            math.floor((min(lon for lon, _ in ring) + 180.0) / 360.0),
            math.floor((max(lon for lon, _ in ring) + 180.0) / 360.0),
        )
        for turn in range(turns[0], turns[1] + 1):
            west = turn * 360.0 - 180.0
            piece = ring if turns[0] == turns[1] else _cut(_cut(ring, west, 1.0), west + 360.0, -1.0)
            if len(piece) > 3:
                parts.append((tuple((min(180.0, max(-180.0, lon - turn * 360.0)), lat) for lon, lat in piece),))
    return Geometry("Polygon", parts[0]) if len(parts) == 1 else Geometry("MultiPolygon", tuple(parts))


def _cut(ring: Ring, meridian: float, side: float) -> Ring:
    """The part of a closed ring east (side 1) or west (side -1) of a meridian (Sutherland and Hodgman 1974)."""
    kept: Ring = []
    for (lon1, lat1), (lon2, lat2) in itertools.pairwise(ring):
        first, second = (lon1 - meridian) * side, (lon2 - meridian) * side
        if first >= 0:
            kept.append((lon1, lat1))
        if first * second < 0:
            kept.append((meridian, lat1 + (lat2 - lat1) * first / (first - second)))
    return [*kept, kept[0]] if kept else []
