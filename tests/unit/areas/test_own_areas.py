"""How large places themselves are, and what is made of it."""

from collections.abc import Callable

import pytest

from geomap.areas.ground import Ground
from geomap.areas.own_areas import OwnArea, OwnAreas
from geomap.areas.reader import AreaReading
from geomap.errors import RecordError
from geomap.geodesy import equal_area_ring
from geomap.records import Action, Basis, Place, Point

WALES = Place(id="x:wales", name="Wales", point=Point(-3.7, 52.3))
LARGE = equal_area_ring(WALES.point, 2e10)
SMALL = equal_area_ring(WALES.point, 1e9)


def test_the_table_comes_before_the_outline() -> None:
    own = OwnAreas({"x:wales": OwnArea(2.08e10, "a table")}, lambda _: LARGE)
    assert own.of(WALES) == OwnArea(2.08e10, "a table")


def test_a_large_outline_will_do_and_a_small_one_will_not() -> None:
    found = OwnAreas({}, lambda _: LARGE).of(WALES)
    assert found is not None
    assert found.m2 == pytest.approx(2e10, rel=0.001)
    assert OwnAreas({}, lambda _: SMALL).of(WALES) is None
    assert OwnAreas({}, lambda _: None).of(WALES) is None
    assert OwnAreas({}, lambda _: LARGE).of(None) is None


def test_shares_and_comparisons_are_marked(read: Callable[[str], AreaReading]) -> None:
    (share,) = read("After losing a third of [Syria], they fled.").areas
    assert (share.basis, share.yardstick, share.mention, share.action) == (Basis.SHARE, 0, 0, Action.LOSS)
    assert share.text == "a third of Syria"
    (other,) = read("A fire twice the size of [Malta] burns in [Libya].").areas
    assert (other.basis, other.yardstick, other.mention) == (Basis.COMPARISON, 0, 1)
    (plain,) = read("They retook 40 sq km near [Homs].").areas
    assert (plain.basis, plain.yardstick, plain.action) == (Basis.MEASURE, None, Action.GAIN)


def test_a_place_of_unknown_size_measures_nothing(read: Callable[[str], AreaReading]) -> None:
    assert not read("Rebels control a third of [Homs].").areas
    assert not read("A fire the size of [Homs] burns in [Libya].").areas


def test_a_landform_needs_three_corners() -> None:
    with pytest.raises(RecordError, match="Gobi"):
        Ground.from_rows([{"relation": "desert", "name": "Gobi", "outline": "1 2, 3 4"}], [], [])
