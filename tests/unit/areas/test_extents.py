"""Regions of any place on the globe: nothing crashes, parts lie inside their place, notes tell how."""

import pytest
from area_readings import region_of
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.areas.rules import AreaRules
from geomap.areas.shapes import shape_of
from geomap.areas.surroundings import guessed_radius_m
from geomap.geodesy import bbox_area_m2, bearing_deg, distance_m, equal_area_ring, geometry_area_m2, width_deg
from geomap.records import (
    BBox,
    Geometry,
    Place,
    Point,
)

LEADS = [
    "northern ",
    "southwestern ",
    "central ",
    "the desert in eastern ",
    "near ",
    "the outskirts of ",
    "30 km south of ",
    "east of ",
    "20 miles off the coast of ",
    "the border with ",
    "within 5 km of ",
    "along the ",
    "the south of ",
    "900 km north of ",
]
TAILS = ["", " valley", " countryside", " border", "'s northwest", " coast"]


@st.composite
def boxes(draw: st.DrawFn) -> BBox:
    south = draw(st.floats(-88, 85))
    north = south + draw(st.floats(0.01, min(30.0, 89.0 - south)))
    west = draw(st.floats(-180, 179.9))
    east = west + draw(st.floats(0.01, 60))
    return BBox(west, south, east - 360 if east > 180 else east, north)


def boxed(box: BBox, kind: str = "A") -> Place:
    width = width_deg(box)
    lon = (box.west + width / 2 + 180) % 360 - 180
    return Place(id="x:1", name="Xanadu", point=Point(lon, (box.south + box.north) / 2), feature_class=kind, bbox=box)


@given(
    boxes(),
    st.sampled_from(["northern", "southeast", "western", "central", "far north-western", "south-central", "lower"]),
)
@settings(max_examples=40, deadline=None)
def test_parts_lie_inside_their_place(rules: AreaRules, box: BBox, word: str) -> None:
    region = region_of(rules, f"{word} ", boxed(box))
    assert region is not None
    assert region.geometry is not None
    assert geometry_area_m2(region.geometry) <= bbox_area_m2(box) * 1.01
    assert region.bbox.south >= box.south - 0.01
    assert region.bbox.north <= box.north + 0.3  # a parallel is no straight line in the plane
    assert width_deg(region.bbox) <= width_deg(box) + 0.01


@given(st.floats(-180, 180), st.floats(-90, 90), st.sampled_from(LEADS), st.sampled_from(TAILS), st.integers(0, 10**7))
@settings(max_examples=50, deadline=None)
def test_no_point_crashes(rules: AreaRules, lon: float, lat: float, lead: str, tail: str, population: int) -> None:
    place = Place(id=None, name="Xanadu", point=Point(lon, lat), feature_class="P", population=population)
    region = region_of(rules, lead, place, tail)
    if region is not None:
        assert region.note
        assert region.geometry is not None


@given(st.floats(-180, 180), st.floats(-75, 75), st.floats(8, 12.5), st.sampled_from(LEADS), st.sampled_from(TAILS))
@settings(max_examples=50, deadline=None)
def test_no_outline_crashes(rules: AreaRules, lon: float, lat: float, exponent: float, lead: str, tail: str) -> None:
    outline = equal_area_ring(Point(lon, lat), 10.0**exponent)
    place = Place(id="x:1", name="Xanadu", point=Point(lon, lat), feature_class="A", feature_code="PCLI")
    region = region_of(rules, lead, place, tail, outline)
    if region is not None:
        assert region.note


@pytest.mark.parametrize(
    "geometry",
    [
        Geometry("Polygon", ((),)),
        Geometry("Polygon", (((0.0, 0.0), (1.0, 0.0), (0.0, 0.0)),)),
        Geometry("LineString", ((0.0, 0.0),)),
        Geometry("Point", (1.0, 1.0)),
        Geometry("Polygon", (((0.0, 0.0), (0.0, 0.0), (0.0, 0.0), (0.0, 0.0)),)),
        Geometry("MultiPolygon", ()),
        Geometry("Polygon", (((0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 2.0), (0.0, 0.0)),)),
        Geometry("MultiLineString", ()),
    ],
)
def test_broken_outlines_fall_back(rules: AreaRules, geometry: Geometry) -> None:
    place = Place(id="x:1", name="Xanadu", point=Point(1.0, 1.0), feature_class="A", bbox=BBox(0.0, 0.0, 2.0, 2.0))
    region = region_of(rules, "northern ", place, geometry=geometry)
    assert region is not None
    assert 0.0 <= region.bbox.west < region.bbox.east <= 2.01


@pytest.mark.parametrize(
    ("bearing", "word"), [(0, "north"), (45, "northeast"), (90, "east"), (180, "south"), (315, "northwest")]
)
@pytest.mark.parametrize("start", [Point(39.0, 35.9), Point(179.8, -17.0), Point(20.0, 78.0)])
def test_distance_is_drawn_about_the_right_point(rules: AreaRules, start: Point, bearing: int, word: str) -> None:
    place = Place(id="x:1", name="Xanadu", point=start, feature_class="P")
    region = region_of(rules, f"100 km {word} of ", place)
    assert region is not None
    assert region.geometry is not None
    parts = [region.geometry.coordinates] if region.geometry.type == "Polygon" else region.geometry.coordinates
    far = [distance_m(start, Point(*point)) for part in parts for point in part[0] if abs(point[0]) < 180]
    assert min(far) == pytest.approx(85_000, rel=0.01)
    assert max(far) == pytest.approx(115_000, rel=0.01)
    for part in parts:
        for lon, lat in part[0]:
            turn = (bearing_deg(start, Point(lon, lat)) - bearing + 180) % 360 - 180
            assert abs(turn) < 15.2 or abs(lon) == 180


def test_radius_grows_with_the_town() -> None:
    small, large = (
        Place(id=None, name="x", point=Point(0, 0), feature_class="P", population=many) for many in (500, 9_000_000)
    )
    assert guessed_radius_m(small) == 1_500
    assert guessed_radius_m(large) == 25_000
    assert guessed_radius_m(Place(id=None, name="x", point=Point(0, 0), radius_m=7.0)) == 7.0


def test_shape_tells_where_it_comes_from() -> None:
    place = Place(id="x:1", name="x", point=Point(1, 1), feature_class="P")
    assert shape_of(place, None).what.startswith("a circle")
    assert shape_of(place, Geometry("LineString", ((0.0, 0.0), (1.0, 1.0)))).is_line
