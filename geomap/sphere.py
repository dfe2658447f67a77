"""The earth as a sphere, without arrays: what programs need that must start quickly and never load numpy."""

import math

SPHERE_RADIUS_M = 6_371_007.2  # authalic: that of the IUGG 1980 sphere of equal area


def unit_vector(lon: float, lat: float) -> tuple[float, float, float]:
    """A point as x, y, z on the sphere of radius 1: straight lines between such points know no antimeridian."""
    cosine = math.cos(math.radians(lat))
    return cosine * math.cos(math.radians(lon)), cosine * math.sin(math.radians(lon)), math.sin(math.radians(lat))


def chord(distance_m: float) -> float:
    """The straight line, in radii, between two points so far apart on the surface."""
    return 2 * math.sin(min(distance_m / SPHERE_RADIUS_M, math.pi) / 2)
