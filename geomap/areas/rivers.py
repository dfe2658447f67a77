"""Reaches of rivers: by the places that the article names, upper and lower, and the ground beside them.

This module loads shapely.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geomap.areas.drawn import disk
from geomap.areas.shapes import Shape, plane
from geomap.geodesy import to_plane
from geomap.records import Place, Point

_NEAR_RIVER_M = 60_000.0  # a place this near a river says which reach of it is meant
_REACH_MARGIN_M = 40_000.0  # how far beyond those places the reach is drawn
_NAMES = 12  # of places that a note spells out


def course(base: Shape, word: str, mouth: Point) -> Shape:
    """The upper or lower half of a line: farther from its mouth or nearer than half of the way, as the crow flies."""
    middle = shapely.Point(plane(base.origin, mouth))
    corners = shapely.get_coordinates(base.body)
    farthest = float(np.max(np.hypot(corners[:, 0] - middle.x, corners[:, 1] - middle.y)))
    lower = disk(middle, farthest / 2)
    kept = base.body.intersection(lower) if word == "lower" else base.body.difference(lower)
    if kept.is_empty:
        return base
    lines = [one for one in getattr(kept, "geoms", [kept]) if one.geom_type == "LineString"]
    half = "the half nearer to its mouth" if word == "lower" else "the half farther from its mouth"
    return replace(base, drawn=shapely.MultiLineString(lines), what=half) if lines else base


def reach(base: Shape, nearby: Sequence[Place]) -> tuple[BaseGeometry, str]:
    """The part of a line by the article's other places, or all of it; and which that is."""
    whole = base.what if base.what.startswith("the half") else "all of its length"
    lon, lat = (
        np.array(column, dtype=np.float64)
        for column in ([one.point.lon for one in nearby], [one.point.lat for one in nearby])
    )
    points = np.column_stack(to_plane(base.origin, lon, lat))
    by_it = shapely.distance(base.body, shapely.points(points)) < _NEAR_RIVER_M
    if not by_it.any():
        return base.body, f"{whole}, since nothing else named lies by it"
    window = shapely.MultiPoint(points[by_it]).convex_hull.buffer(_REACH_MARGIN_M, 4)
    within = base.body.intersection(window)
    if within.is_empty:
        within = base.body.intersection(window.buffer(_NEAR_RIVER_M, 4))
    names = list(dict.fromkeys(place.name for place, near in zip(nearby, by_it, strict=True) if near))
    more = f" and {len(names) - _NAMES} more" if len(names) > _NAMES else ""
    return within, f"along the reach by {', '.join(names[:_NAMES])}{more}"


def swept(line: BaseGeometry, bearing: float, far: float) -> BaseGeometry:
    """The ground that a line sweeps when it is moved: every segment makes a parallelogram."""
    turn = math.radians(bearing)
    east, north = far * math.sin(turn), far * math.cos(turn)
    coarse = line.simplify(far / 20)
    pieces = [
        shapely.MultiPoint([a, b, (a[0] + east, a[1] + north), (b[0] + east, b[1] + north)]).convex_hull
        for one in getattr(coarse, "geoms", [coarse])
        for a, b in pairwise(one.coords)
    ]
    return shapely.union_all(pieces)
