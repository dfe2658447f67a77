"""Shapes of any place: rings have their area, parts lie in their place, distances and bearings hold."""

import math

import shapely
from area_readings import region_of
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geomap.areas.rules import AreaRules
from geomap.geodesy import bearing_deg, distance_m, equal_area_ring, geometry_area_m2
from geomap.records import Geometry, Place, Point, Region

LATITUDES = st.floats(-90, 90)
LONGITUDES = st.floats(-180, 180)
WINDS = {"north": 0, "northeast": 45, "east": 90, "southeast": 135, "south": 180, "southwest": 225, "west": 270}
PARTS = ("northern", "southeast", "western", "central", "far north-western", "south-central", "northern and eastern")


@given(LONGITUDES, LATITUDES, st.floats(0, 13))
@settings(max_examples=300, deadline=None)
def test_a_ring_has_its_area(lon: float, lat: float, exponent: float) -> None:
    """From a square metre to ten million square kilometres, at any latitude."""
    area = 10.0**exponent
    assert math.isclose(geometry_area_m2(equal_area_ring(Point(lon, lat), area)), area, rel_tol=0.005)


def rough_outline(lon: float, lat: float, radii: list[float]) -> Geometry:
    """A star-shaped outline: its corners lie so many degrees of arc from the middle."""
    ring = []
    for index, radius in enumerate(radii):
        turn = 2 * math.pi * index / len(radii)
        ring.append((lon + radius * math.sin(turn) / math.cos(math.radians(lat)), lat + radius * math.cos(turn)))
    return Geometry("Polygon", ((*ring, ring[0]),))


RADII = st.lists(st.floats(1.0, 4.0), min_size=6, max_size=14)


@given(st.floats(-150, 150), st.floats(-60, 60), RADII, st.sampled_from(PARTS))
@settings(max_examples=120, deadline=None)
def test_a_part_lies_inside_its_place(rules: AreaRules, lon: float, lat: float, radii: list[float], word: str) -> None:
    outline = rough_outline(lon, lat, radii)
    region = drawn(rules, f"{word} ", Place(id="x:1", name="Xanadu", point=Point(lon, lat), feature_class="A"), outline)
    whole, part = polygon(outline), polygon(region.geometry)
    edge = 0.02 * math.sqrt(whole.area)  # outlines are drawn with fewer corners than they have
    assert part.difference(whole.buffer(edge)).area <= 1e-6 * part.area
    assert 0 < part.area < (0.96 if word != "northern and eastern" else 1.0) * whole.area


@given(LONGITUDES, st.floats(-85, 85), st.floats(1, 1500), st.sampled_from(sorted(WINDS)))
@settings(max_examples=120, deadline=None)
def test_distance_and_bearing_hold(rules: AreaRules, lon: float, lat: float, far_km: float, wind: str) -> None:
    """All of the slice lies within 15 % and 15 degrees; its middle is right to one per cent of the distance."""
    assume(abs(lat) + far_km / 80 < 88)  # over a pole there is no slice on a map of longitudes and latitudes
    start, far = Point(lon, lat), round(far_km, 1)
    region = drawn(rules, f"{far} km {wind} of ", Place(id="x:1", name="Xanadu", point=start, feature_class="P"), None)
    slack = max(500.0, 0.15 * far * 1000)
    corners = [Point(*corner) for corner in shapely.get_coordinates(polygon(region.geometry)).tolist()]
    seen = [corner for corner in corners if abs(corner.lon) < 179.999 and abs(corner.lat) < 89.9]
    away = [distance_m(start, corner) for corner in seen]
    assert max(away) <= (far * 1000 + slack) * 1.01
    assert min(away) >= max(0.0, far * 1000 - slack) * 0.99 - 2.0
    if seen == corners:
        assert math.isclose((min(away) + max(away)) / 2, far * 1000, rel_tol=0.01, abs_tol=260.0)
        for corner, distance in zip(seen, away, strict=True):
            turn = (bearing_deg(start, corner) - WINDS[wind] + 180) % 360 - 180
            assert abs(turn) <= 15.3 or distance < 50.0


@given(LONGITUDES, st.floats(-80, 80), st.floats(1, 500))
@settings(max_examples=60, deadline=None)
def test_within_is_a_whole_circle(rules: AreaRules, lon: float, lat: float, far_km: float) -> None:
    place = Place(id="x:1", name="Xanadu", point=Point(lon, lat), feature_class="P")
    region = drawn(rules, f"within {round(far_km, 1)} km of ", place, None)
    radius = round(far_km, 1) * 1000 + max(500.0, 150.0 * round(far_km, 1))
    assert math.isclose(geometry_area_m2(region.geometry), math.pi * radius**2, rel_tol=0.02)


def drawn(rules: AreaRules, lead: str, place: Place, outline: Geometry | None) -> Region:
    region = region_of(rules, lead, place, geometry=outline)
    assert region is not None
    assert region.geometry is not None
    return region


def polygon(geometry: Geometry | None) -> shapely.MultiPolygon:
    assert geometry is not None
    parts = [geometry.coordinates] if geometry.type == "Polygon" else geometry.coordinates
    return shapely.MultiPolygon([(part[0], part[1:]) for part in parts])
