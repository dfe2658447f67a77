"""Areas, distances, bearings and rings on the sphere."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from geomap.geodesy import (
    RADIUS_M,
    SPHERE_M2,
    bbox_area_m2,
    bearing_deg,
    cap_radius_m,
    centre,
    circle,
    destination,
    destinations,
    distance_m,
    distances_m,
    equal_area_ring,
    extent,
    from_plane,
    gap_deg,
    gaps_deg,
    geometry_area_m2,
    inside,
    ring_area_m2,
    to_plane,
    width_deg,
    wrapped,
)
from geomap.records import BBox, Geometry, Point

LONS = st.floats(-180, 180)
LATS = st.floats(-90, 90)
MILD = st.floats(-89, 89)


def rings(geometry: Geometry) -> list[tuple[tuple[float, float], ...]]:
    parts = [geometry.coordinates] if geometry.type == "Polygon" else geometry.coordinates
    return [ring for part in parts for ring in part]


def test_known_distance_and_bearing() -> None:
    damascus, baghdad = Point(36.29, 33.51), Point(44.36, 33.31)
    assert distance_m(damascus, baghdad) == pytest.approx(750_000, rel=0.01)
    assert bearing_deg(damascus, baghdad) == pytest.approx(89.5, abs=1.5)
    assert bearing_deg(Point(0, 0), Point(0, 1)) == 0.0
    assert bearing_deg(Point(0, 0), Point(-1, 0)) == 270.0


@given(LONS, MILD, st.floats(0, 359.9), st.floats(1.0, 5e6))
def test_destination_is_at_its_distance_and_bearing(lon: float, lat: float, bearing: float, away: float) -> None:
    start = Point(lon, lat)
    end = destination(start, bearing, away)
    assert distance_m(start, end) == pytest.approx(away, rel=0.01)
    if away > 1000 and abs(end.lat) < 89:
        turn = (bearing_deg(start, end) - bearing + 180) % 360 - 180
        assert abs(turn) < 0.01


def test_arrays_agree_with_single_points() -> None:
    lon, lat = destinations(Point(178.0, 60.0), np.array([0.0, 90.0, 200.0]), 400_000.0)
    far = distances_m(np.array([178.0]), np.array([60.0]), lon, lat)
    assert far == pytest.approx([400_000.0] * 3)
    assert np.abs(lon).max() <= 180.0


@given(LONS, LATS, st.floats(0, 13))
def test_ring_has_its_area_everywhere(lon: float, lat: float, exponent: float) -> None:
    """From 1 m² to 10 million km², poles and antimeridian included."""
    area = 10.0**exponent
    ring = equal_area_ring(Point(lon, lat), area)
    assert geometry_area_m2(ring) == pytest.approx(area, rel=0.005)


@pytest.mark.parametrize("lat", [-90.0, -89.99, -66.0, 0.0, 34.5, 85.0, 89.9, 90.0])
@pytest.mark.parametrize("lon", [-180.0, -179.99, 0.0, 120.0, 180.0])
@pytest.mark.parametrize("area", [1.0, 4e9, 1e13])
def test_ring_is_drawable(lon: float, lat: float, area: float) -> None:
    ring = equal_area_ring(Point(lon, lat), area)
    assert geometry_area_m2(ring) == pytest.approx(area, rel=0.005)
    for line in rings(ring):
        assert line[0] == line[-1]
        assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in line)
        assert all(abs(a[0] - b[0]) < 90 or abs(a[1]) == abs(b[1]) for a, b in pairwise(line))


def test_ring_at_the_antimeridian_comes_in_two_parts() -> None:
    ring = equal_area_ring(Point(179.9, -17.0), 4e9)
    assert ring.type == "MultiPolygon"
    sides = sorted({round(part[0][0][0] / abs(part[0][0][0])) for part in ring.coordinates})
    assert sides == [-1, 1]


def test_ring_about_a_pole_runs_along_the_edge_of_the_map() -> None:
    ring = equal_area_ring(Point(0.0, 90.0), 1e12)
    assert ring.type == "Polygon"
    assert {-180.0, 180.0} <= {x for x, _ in ring.coordinates[0]}
    assert max(y for _, y in ring.coordinates[0]) == 90.0


def test_ring_of_4000_square_kilometres_has_a_radius_of_35_7_kilometres() -> None:
    middle = Point(39.6, 34.6)
    ring = equal_area_ring(middle, 4e9)
    far = [distance_m(middle, Point(x, y)) for x, y in ring.coordinates[0]]
    assert min(far) == pytest.approx(35_682, rel=0.001)
    assert max(far) == pytest.approx(35_682, rel=0.001)
    assert len(ring.coordinates[0]) == 129


def test_ring_turns_counter_clockwise() -> None:
    line = equal_area_ring(Point(10.0, 50.0), 1e9).coordinates[0]
    assert sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(line)) > 0


@pytest.mark.parametrize("area", [0.0, -5.0, math.nan, math.inf, SPHERE_M2])
def test_impossible_areas_are_refused(area: float) -> None:
    with pytest.raises(ValueError, match="area"):
        equal_area_ring(Point(0.0, 0.0), area)


def test_too_few_points_are_refused() -> None:
    with pytest.raises(ValueError, match="points"):
        equal_area_ring(Point(0.0, 0.0), 1.0, points=3)


def test_cap_radius_refuses_what_is_no_cap() -> None:
    with pytest.raises(ValueError, match="between 0"):
        cap_radius_m(-1.0)
    assert cap_radius_m(1.0) == pytest.approx(math.sqrt(1 / math.pi), rel=1e-6)


@given(LONS, MILD, st.floats(-2e6, 2e6), st.floats(-2e6, 2e6))
def test_plane_and_back(lon: float, lat: float, x: float, y: float) -> None:
    origin = Point(lon, lat)
    there = from_plane(origin, np.array([x]), np.array([y]))
    back = to_plane(origin, *there)
    assert back[0][0] == pytest.approx(x, abs=1.0)
    assert back[1][0] == pytest.approx(y, abs=1.0)


def test_plane_keeps_distance_and_bearing_from_its_origin() -> None:
    origin, aim = Point(-150.0, 70.0), destination(Point(-150.0, 70.0), 30.0, 100_000.0)
    x, y = to_plane(origin, np.array([aim.lon]), np.array([aim.lat]))
    assert math.hypot(x[0], y[0]) == pytest.approx(100_000.0)
    assert math.degrees(math.atan2(x[0], y[0])) == pytest.approx(30.0)


def test_extent_takes_the_short_way_round() -> None:
    assert extent(np.array([178.0, -179.0]), np.array([-18.0, -16.0])) == BBox(178.0, -18.0, -179.0, -16.0)
    assert extent(np.array([-10.0, 20.0, 5.0]), np.array([1.0, 2.0, 3.0])) == BBox(-10.0, 1.0, 20.0, 3.0)
    assert extent(np.array([7.0]), np.array([1.0])) == BBox(7.0, 1.0, 7.0, 1.0)


@given(st.lists(st.tuples(LONS, LATS), min_size=1, max_size=8))
def test_extent_holds_all_its_points(points: list[tuple[float, float]]) -> None:
    box = extent(np.array([x for x, _ in points]), np.array([y for _, y in points]))
    assert all(inside(box, Point(x, y)) for x, y in points)


@given(st.floats(-170, 170), st.floats(-80, 70), st.floats(0.001, 9), st.floats(0.001, 9))
def test_area_of_a_box_as_ring(west: float, south: float, width: float, height: float) -> None:
    east, north = west + width, south + height
    ring = ((west, south), (east, south), (east, north), (west, north), (west, south))
    assert ring_area_m2(ring) == pytest.approx(bbox_area_m2(BBox(west, south, east, north)), rel=1e-6)


def test_holes_are_taken_out() -> None:
    outer = ((0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0), (0.0, 0.0))
    hole = ((0.5, 0.5), (1.5, 0.5), (1.5, 1.5), (0.5, 1.5), (0.5, 0.5))
    assert geometry_area_m2(Geometry("Polygon", (outer, hole))) == pytest.approx(
        ring_area_m2(outer) - ring_area_m2(hole)
    )
    assert geometry_area_m2(Geometry("Point", (1.0, 1.0))) == 0.0


@given(st.floats(-179, 179), st.floats(-60, 60), st.floats(1e3, 2e6))
def test_wrapping_keeps_the_area(lon: float, lat: float, radius: float) -> None:
    assume(abs(lat) + math.degrees(radius / RADIUS_M) < 85)
    there = geometry_area_m2(circle(Point(lon, lat), radius))
    shifted = geometry_area_m2(circle(Point(-lon, lat), radius))
    assert there == pytest.approx(shifted, rel=1e-6)


def test_wrapping_brings_far_turns_back() -> None:
    ring = [(370.0, 0.0), (380.0, 0.0), (380.0, 5.0), (370.0, 0.0)]
    assert wrapped([ring]).coordinates[0][0] == (10.0, 0.0)


def test_boxes_over_the_antimeridian() -> None:
    box = BBox(170.0, -10.0, -170.0, 10.0)
    assert width_deg(box) == 20.0
    assert centre(box).lon == 180.0
    assert inside(box, Point(-175.0, 0.0))
    assert not inside(box, Point(0.0, 0.0))


@st.composite
def boxes(draw: st.DrawFn) -> BBox:
    south, north = sorted((draw(LATS), draw(LATS)))
    return BBox(draw(LONS), south, draw(LONS), north)


@given(st.lists(boxes(), min_size=1, max_size=5), boxes())
def test_gaps_to_many_extents_are_those_to_each(many: list[BBox], one: BBox) -> None:
    rows = np.array([(box.west, box.south, box.east, box.north) for box in many])
    assert gaps_deg(rows, one) == pytest.approx([gap_deg(box, one) for box in many], abs=1e-9)


def test_extents_over_the_antimeridian_touch() -> None:
    assert gap_deg(BBox(170.0, 0.0, -175.0, 5.0), BBox(-176.0, 4.0, -170.0, 9.0)) == 0.0
    assert gap_deg(BBox(170.0, 0.0, 178.0, 5.0), BBox(-176.0, 4.0, -170.0, 9.0)) == pytest.approx(6.0)
