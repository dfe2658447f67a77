"""Outlines and lines as shapely's planar geometries, made from whole arrays: vertex by vertex takes five times as long.

Loads shapely and numpy: import it only where there is a shape.
"""

from collections.abc import Sequence
from itertools import chain

import numpy as np
import shapely
from numpy.typing import NDArray

Line = Sequence[tuple[float, float]]


def multi_polygon(polygons: Sequence[Sequence[Line]]) -> shapely.MultiPolygon:
    """Polygons, each an outer ring and its holes, as one geometry. It may be invalid; open rings are closed.

    Args:
        polygons: at least one; every ring has three or more vertices, longitude first.
    """
    rings = list(chain.from_iterable(polygons))
    closed = shapely.linearrings(_vertices(rings), indices=_owners(rings))
    return shapely.multipolygons(shapely.polygons(closed, indices=_owners(polygons)))


def multi_line(lines: Sequence[Line]) -> shapely.MultiLineString:
    """Lines of two or more vertices as one geometry."""
    return shapely.multilinestrings(shapely.linestrings(_vertices(lines), indices=_owners(lines)))


def _vertices(lines: Sequence[Line]) -> NDArray[np.float64]:
    flat = np.fromiter(chain.from_iterable(chain.from_iterable(lines)), dtype=np.float64)
    return flat.reshape(-1, 2)


def _owners(groups: Sequence[Sequence[object]]) -> NDArray[np.intp]:
    """For each member of each group, the group's number."""
    return np.repeat(np.arange(len(groups)), [len(group) for group in groups])
