"""Polygons as arrays: in a plane, in degrees, as GeoJSON."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geomap.areas.rings import Rings
from geomap.areas.shapes import Shape
from geomap.geodesy import circle, equal_area_ring, geometry_area_m2
from geomap.records import BBox, Geometry, Point

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
    assert mended.shape().is_valid
    assert mended.shape().area == pytest.approx(2.0)


@pytest.mark.parametrize("lon", [179.9, -179.9, 180.0])
def test_a_shape_over_the_antimeridian_is_cut_there(lon: float) -> None:
    told = Shape(Point(lon, -17.0), radius_m=100_000.0).told()
    assert told is not None
    geometry, box = told
    assert geometry.type == "MultiPolygon"
    assert box.crosses_antimeridian
    assert math.isclose(geometry_area_m2(geometry), math.pi * 100_000.0**2, rel_tol=0.01)


def test_a_circle_is_that_of_geodesy() -> None:
    told = Shape(MIDDLE, radius_m=50_000.0).told()
    assert told is not None
    assert np.allclose(told[0].coordinates, circle(MIDDLE, 50_000.0, 32).coordinates, atol=1e-5)


def test_a_ring_round_a_pole_cannot_be_told() -> None:
    assert Shape(Point(0.0, 89.9), radius_m=100_000.0).told() is None
