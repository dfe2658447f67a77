"""Distances, bearings, rings and extents on the sphere; arrays in, arrays out where there may be many points.

The sphere has the earth's authalic radius (6,371,007.2 m: the IUGG 1980 sphere of equal area), so that areas are right;
distances are within 0.6 % of the ellipsoid's. Degrees WGS84, longitude first; metres; square metres.
"""

import math

import numpy as np
from numpy.typing import NDArray

from geomap.records import BBox, Point

RADIUS_M = 6_371_007.2
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
    lat = np.arcsin(np.clip(sine, -1.0, 1.0))
    lon = lon0 + np.arctan2(np.sin(turn) * math.sin(angle) * math.cos(lat0), math.cos(angle) - math.sin(lat0) * sine)
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
