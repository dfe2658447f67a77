"""Polygons as arrays: in a plane, in degrees, as GeoJSON."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geomap.areas.rings import Rings
from geomap.areas.shapes import Shape, shape_of
from geomap.geodesy import circle, equal_area_ring, geometry_area_m2
from geomap.records import BBox, Geometry, Place, Point

SQUARE = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)]
HOLE = [(1.0, 1.0), (1.0, 2.0), (2.0, 2.0), (2.0, 1.0), (1.0, 1.0)]
ISLE = [(9.0, 0.0), (10.0, 0.0), (10.0, 1.0), (9.0, 0.0)]
MIDDLE = Point(5.0, 2.0)


def rings(*polygons: list[list[tuple[float, float]]]) -> Rings:
    made = Rings.of(polygons)
    assert made is not None
    return made


def test_polygons_and_holes_come_out_as_they_went_in() -> None:
    east = rings([SQUARE, HOLE], [ISLE]).east_of(MIDDLE)
    assert east is not None
    geometry, box = east.geojson(MIDDLE)
    assert geometry == Geometry("MultiPolygon", ((tuple(SQUARE), tuple(HOLE)), (tuple(ISLE),)))
    assert box == BBox(0.0, 0.0, 10.0, 4.0)


def test_rings_that_enclose_nothing_are_left_out() -> None:
    assert Rings.of([[], [[(0.0, 0.0), (1.0, 1.0), (0.0, 0.0)]]]) is None
    assert rings([SQUARE, HOLE[:3]]).sizes == [5]


@pytest.mark.parametrize(
    "body",
    [
        shapely.Point(1, 1),
        shapely.Polygon(),
        shapely.LineString([(0, 0), (1, 1)]),
        shapely.GeometryCollection([shapely.Point(1, 1), shapely.LineString([(0, 0), (1, 1)])]),
    ],
)
def test_what_is_no_polygon_has_no_rings(body: shapely.Geometry) -> None:
    assert Rings.within(body) is None


def test_polygons_are_found_in_a_collection() -> None:
    held = shapely.Polygon(SQUARE, [HOLE])
    found = Rings.within(shapely.GeometryCollection([shapely.Point(9, 9), shapely.MultiPolygon([held])]))
    assert found is not None
    assert found.shape().equals(held)


@given(st.floats(-180, 180), st.floats(-70, 70), st.floats(6, 12.5))
def test_the_area_is_that_on_the_sphere(lon: float, lat: float, exponent: float) -> None:
    geometry = equal_area_ring(Point(lon, lat), 10.0**exponent)
    made = Rings.of([geometry.coordinates] if geometry.type == "Polygon" else geometry.coordinates)
    assert made is not None
    assert math.isclose(made.area_m2, geometry_area_m2(geometry), rel_tol=1e-3)


def test_a_ring_that_leaps_over_the_antimeridian_has_the_area_inside_it() -> None:
    leaping = rings([[(170.0, -20.0), (-170.0, -20.0), (-170.0, -10.0), (170.0, -10.0), (170.0, -20.0)]])
    plain = rings([[(0.0, -20.0), (20.0, -20.0), (20.0, -10.0), (0.0, -10.0), (0.0, -20.0)]])
    assert math.isclose(leaping.area_m2, plain.area_m2)


def test_an_open_ring_is_closed() -> None:
    assert rings([SQUARE[:-1]]).points.tolist() == [list(corner) for corner in SQUARE]


def test_a_hole_is_no_area() -> None:
    whole = geometry_area_m2(Geometry("MultiPolygon", ((SQUARE, HOLE), (ISLE,))))
    assert math.isclose(rings([SQUARE, HOLE], [ISLE]).area_m2, whole, rel_tol=1e-3)


def test_a_plane_and_back_is_the_same_place() -> None:
    there = rings([SQUARE, HOLE]).flat(MIDDLE)
    assert np.allclose(there.round(MIDDLE).points, [*SQUARE, *HOLE])


def test_rings_that_cross_themselves_are_mended() -> None:
    bow = rings([[(0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 2.0), (0.0, 0.0)]])
    mended = bow.mended()
    assert mended is not None
    rings_of_it, whole = mended
    assert whole.is_valid
    assert whole.area == pytest.approx(2.0)
    assert rings_of_it.shape().equals(whole)


@pytest.mark.parametrize("lon", [179.9, -179.9, 180.0])
def test_a_shape_over_the_antimeridian_is_cut_there(lon: float) -> None:
    told = Shape(Point(lon, -17.0), radius_m=100_000.0).told()
    assert told is not None
    assert told.geometry.type == "MultiPolygon"
    assert told.box.crosses_antimeridian
    assert math.isclose(geometry_area_m2(told.geometry), math.pi * 100_000.0**2, rel_tol=0.01)


def test_a_circle_is_that_of_geodesy() -> None:
    told = Shape(MIDDLE, radius_m=50_000.0).told()
    assert told is not None
    assert np.allclose(told.geometry.coordinates, circle(MIDDLE, 50_000.0, 32).coordinates, atol=1e-5)


def test_a_ring_round_a_pole_cannot_be_told() -> None:
    assert Shape(Point(0.0, 89.9), radius_m=100_000.0).told() is None


BROKEN = {
    "a spike": [(10, 10), (20, 10), (20, 20), (13, 20), (13, 24), (13, 20), (10, 20), (10, 10)],
    "a stretch twice": [(3.0, 68.8), (-7.0, 53.8), (3.0, 53.8), (3.0, 68.8), (-7.0, 53.8), (3.0, 68.8)],
    "a bow-tie": [(0, 0), (2, 2), (2, 0), (0, 2), (0, 0)],
    "there and back": [(-123.4, 10.3), (-113.4, 20.3), (-128.4, 5.3), (-123.4, 10.3)],
    "near a pole": [(10, 88), (20, 88), (20, 89.9), (13, 89.9), (13, 89.95), (13, 89.9), (10, 89.9), (10, 88)],
}


@pytest.mark.parametrize("word", ["north", "southwest", "central", "south-central", "upper"])
@pytest.mark.parametrize("outline", BROKEN)
def test_parts_of_broken_outlines_lie_inside_them(outline: str, word: str) -> None:
    ring = tuple((float(lon), float(lat)) for lon, lat in BROKEN[outline])
    place = Place(id="x:1", name="x", point=Point(*ring[0]), feature_class="A")
    told = shape_of(place, Geometry("MultiPolygon", ((ring,), (ring,)))).told((word,))
    if told is None:
        return
    lons, lats = zip(*ring, strict=True)
    if outline != "there and back":  # of which nothing is left but a circle about its point
        assert told.box.west >= min(lons) - 0.01
        assert told.box.east <= max(lons) + 0.01
        assert told.box.south >= min(lats) - 0.01
    assert geometry_area_m2(told.geometry) > 0
