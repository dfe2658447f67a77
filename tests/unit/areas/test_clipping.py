"""Valid polygons, and what of them lies in a box."""

import pytest
import shapely

from geomap.areas.clipping import in_box, mended

BOW_TIE = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
SQUARE = shapely.box(0, 0, 4, 4)
#: GEOS cannot clip it by a rectangle: too little is left for a ring.
SLIVER = shapely.Polygon([(112.53340855121348, 33.049950553781024), (112.46648848882984, 33.011456690972125),
                          (112.4547138149843, 33.004683644691454), (112.4725336583457, 33.01493400282318)])  # fmt: skip


def test_crossing_rings_are_mended_and_others_are_left() -> None:
    assert mended(BOW_TIE).is_valid
    assert mended(BOW_TIE).area == pytest.approx(2.0)
    assert mended(SQUARE) is SQUARE


@pytest.mark.parametrize("body", [SQUARE, SQUARE.difference(shapely.box(1, 1, 2, 2)), mended(BOW_TIE), SLIVER])
@pytest.mark.parametrize("share", [0.25, 0.5])
def test_what_lies_in_a_box_is_the_intersection(body: shapely.Geometry, share: float) -> None:
    west, south, east, north = body.bounds
    across, up = share * (east - west) / 2, share * (north - south) / 2
    box = (west + across, south + up, east - across, north - up)
    assert in_box(body, box).symmetric_difference(body.intersection(shapely.box(*box))).area <= 1e-9 * body.area


def test_geos_still_fails_on_the_sliver() -> None:
    """Otherwise the fallback is no longer needed."""
    west, south, east, north = SLIVER.bounds
    across, up = (east - west) / 4, (north - south) / 4
    with pytest.raises(shapely.errors.GEOSException):
        shapely.clip_by_rect(SLIVER, west + across, south + up, east - across, north - up)
