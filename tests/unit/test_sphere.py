"""Distances as straight lines between points of the sphere."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.geodesy import RADIUS_M, distance_m
from geomap.records import Point
from geomap.sphere import chord, unit_vector

POINTS = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


@given(POINTS, POINTS)
def test_a_chord_says_the_distance_on_the_surface(here: tuple[float, float], there: tuple[float, float]) -> None:
    straight = math.dist(unit_vector(*here), unit_vector(*there))
    assert chord(distance_m(Point(*here), Point(*there))) == pytest.approx(straight, abs=1e-7)


def test_nothing_is_farther_than_the_other_side() -> None:
    assert chord(0.0) == 0.0
    assert chord(math.pi * RADIUS_M) == chord(1e9) == pytest.approx(2.0)
