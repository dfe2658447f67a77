import itertools
import math

import pytest
from map_stories import PLACES, box_ring, told, with_area

from geomap.export.page_areas import area_geometry
from geomap.export.page_outline import clipped, generalised, inner_point, seamless
from geomap.export.page_shapes import Window, encoded, extent, near_meridian, rounded_box, steps
from geomap.geodesy import RADIUS_M, equal_area_ring
from geomap.records import BBox, Geometry, Point


def area_m2(ring: list[tuple[float, float]]) -> float:
    """Spherical excess of a ring whose edges are geodesics, by triangles from its first vertex."""

    def vector(lon: float, lat: float) -> tuple[float, float, float]:
        lam, phi = math.radians(lon), math.radians(lat)
        return math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi)

    def dot(a: tuple[float, ...], b: tuple[float, ...]) -> float:
        return sum(x * y for x, y in zip(a, b, strict=True))

    total = 0.0
    a = vector(*ring[0])
    for one, two in itertools.pairwise(ring[1:-1]):
        b, c = vector(*one), vector(*two)
        cross = (b[1] * c[2] - b[2] * c[1], b[2] * c[0] - b[0] * c[2], b[0] * c[1] - b[1] * c[0])
        total += 2 * math.atan2(dot(a, cross), 1 + dot(a, b) + dot(b, c) + dot(c, a))
    return abs(total) * RADIUS_M**2


def test_the_ring_of_an_area_has_the_quoted_area() -> None:
    one = with_area(told("Near {Verun} 4,000 sq km burned."), "4,000 sq km", 4e9, 4e9, 0)
    ring, inner, middle = area_geometry(one.areas[0], PLACES["verun"], None)
    assert inner is None
    assert (middle.lon, middle.lat) == (12.25, 44.5)
    assert area_m2(list(ring.coordinates[0])) == pytest.approx(4e9, rel=1e-3)


def test_a_ring_over_the_antimeridian_is_one_piece_again() -> None:
    cut = equal_area_ring(Point(179.9, -18.0), 4e9)
    assert cut.type == "MultiPolygon"
    whole = seamless(cut, 179.0)
    assert whole.type == "Polygon"
    west, _, east, _ = extent(whole, 179.0) or (0, 0, 0, 0)
    assert west < 179.9 < 180.0 < east


def test_coordinates_become_steps_longitude_first() -> None:
    assert steps([(10.0, 50.0), (10.01, 50.02), (10.01, 50.02), (9.99, 50.0)], 100) == [1000, 5000, 1, 2, -2, -2]


def test_a_shape_over_the_antimeridian_stays_in_one_piece() -> None:
    line = Geometry("LineString", ((179.0, 10.0), (-179.0, 11.0)))
    assert encoded(line, 180.0, 10) == [[[1790, 100, 20, 10]]]
    assert encoded(line, -170.0, 10) == [[[-1810, 100, 20, 10]]]
    assert extent(line, 180.0) == (179.0, 10.0, 181.0, 11.0)


def test_rings_too_small_to_see_are_left_out() -> None:
    assert encoded(box_ring(10.0, 50.0, 10.001, 50.001), 10.0, 10) == []


@pytest.mark.parametrize(
    ("lon", "middle", "expected"), [(-179.0, 178.0, 181.0), (179.0, -178.0, -181.0), (5.0, 0.0, 5.0)]
)
def test_near_meridian(lon: float, middle: float, expected: float) -> None:
    assert near_meridian(lon, middle) == expected


def test_a_rounded_box_stays_in_its_extent_and_nearly_fills_it() -> None:
    assert extent(rounded_box(BBox(10.0, 40.0, 14.0, 42.0)), 12.0) == pytest.approx((10.0, 40.0, 14.0, 42.0))
    assert extent(rounded_box(BBox(179.0, -20.0, -179.0, -18.0)), 180.0) == pytest.approx((179.0, -20.0, 181.0, -18.0))


def test_a_generalised_outline_keeps_its_extent_and_loses_specks() -> None:
    coast = tuple((10 + 5 * math.cos(a / 500), 45 + 5 * math.sin(a / 500)) for a in range(3142))
    speck = box_ring(0.0, 45.0, 0.001, 45.001).coordinates
    view = Window(5.0, 40.0, 15.0, 50.0)
    simple = generalised(Geometry("MultiPolygon", (((*coast, coast[0]),), speck)), view)
    assert len(simple.coordinates) == 1
    assert sum(len(ring) for part in simple.coordinates for ring in part) <= 1_200
    assert extent(simple, 10.0) == pytest.approx((5.0, 40.0, 15.0, 50.0), abs=0.05)


def test_an_outline_is_fine_in_the_view_and_coarse_elsewhere() -> None:
    coast = [(lon / 1000, 45 + 0.02 * math.sin(lon / 5)) for lon in range(0, 100_000, 5)]
    ring = ((*coast, (100.0, 20.0), (0.0, 20.0), coast[0]),)
    simple = generalised(Geometry("Polygon", ring), Window(49.0, 44.0, 51.0, 46.0))
    lons = [lon for lon, _ in simple.coordinates[0][0]]
    assert sum(49 < lon < 51 for lon in lons) > 100
    assert sum(lon < 40 for lon in lons) < 10


@pytest.mark.parametrize("edge", [180.0, 179.9])
def test_an_outline_cut_at_the_antimeridian_keeps_its_detail(edge: float) -> None:
    islands = Geometry(
        "MultiPolygon",
        (
            box_ring(177.0, -18.3, 178.7, -17.3).coordinates,
            box_ring(178.5, -16.9, edge, -16.2).coordinates,
            box_ring(-edge, -16.9, -179.8, -16.2).coordinates,
        ),
    )
    simple = generalised(islands, Window(177.0, -19.0, 181.0, -16.0))
    assert len(simple.coordinates) == 2
    assert extent(simple, 179.0) == (177.0, -18.3, 180.2, -16.2)


def test_a_region_is_cut_to_its_place() -> None:
    inside = clipped(box_ring(8.0, 44.0, 12.0, 48.0), box_ring(10.0, 40.0, 16.0, 46.0))
    assert inside is not None
    assert extent(inside, 12.0) == (10.0, 44.0, 12.0, 46.0)


def test_a_region_of_a_river_follows_the_river() -> None:
    river = Geometry("LineString", ((10.0, 45.0), (20.0, 45.0)))
    valley = clipped(box_ring(12.0, 40.0, 14.0, 50.0), river)
    assert valley is not None
    assert extent(valley, 12.0) == pytest.approx((11.9, 44.9, 14.1, 45.1), abs=0.01)


def test_a_region_beside_its_place_cannot_be_cut() -> None:
    assert clipped(box_ring(30.0, 44.0, 32.0, 48.0), box_ring(10.0, 40.0, 16.0, 46.0)) is None


def test_the_inner_point_of_a_horseshoe_lies_on_it() -> None:
    ring = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (8.0, 9.0), (8.0, 1.0), (1.0, 1.0), (1.0, 9.0), (0.0, 9.0), (0.0, 0.0))
    point = inner_point(Geometry("Polygon", (ring,)))
    assert point.lon <= 1.0 or point.lon >= 8.0 or point.lat <= 1.0
