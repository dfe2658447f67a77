import dataclasses
import inspect

import pytest

from geomap import records
from geomap.errors import RecordError
from geomap.records import BBox, Bound, Mention, Place, Point, QuotedArea, Resolution, Span, Status

CLASSES = [item for _, item in inspect.getmembers(records, dataclasses.is_dataclass)]


@pytest.mark.parametrize("record", CLASSES, ids=lambda record: record.__name__)
def test_records_are_frozen_and_slotted(record):
    assert record.__dataclass_params__.frozen
    assert hasattr(record, "__slots__")


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (4, 2)])
def test_a_span_holds_at_least_one_character(start, end):
    with pytest.raises(RecordError, match="0 <= start < end"):
        Span(start, end)


@pytest.mark.parametrize(
    ("a", "b", "shared"), [((0, 2), (2, 4), False), ((0, 3), (2, 4), True), ((0, 9), (2, 4), True)]
)
def test_spans_are_half_open(a, b, shared):
    assert Span(*a).overlaps(Span(*b)) is shared
    assert Span(*b).overlaps(Span(*a)) is shared


@pytest.mark.parametrize(("lon", "lat"), [(181.0, 0.0), (0.0, 90.1), (float("nan"), 0.0), (0.0, float("inf"))])
def test_a_point_refuses_what_is_not_on_the_globe(lon, lat):
    with pytest.raises(RecordError, match=r"Point\.l"):
        Point(lon, lat)


def test_an_extent_may_cross_the_antimeridian_but_not_stand_on_its_head():
    assert BBox(177.0, -20.0, -178.0, -15.0).crosses_antimeridian
    with pytest.raises(RecordError, match="south <= north"):
        BBox(0.0, 10.0, 5.0, 5.0)


def test_not_found_is_the_status_without_candidates():
    mention = Mention(span=Span(0, 4), text="Ruha")
    assert Resolution(mention=mention, status=Status.NOT_FOUND).place is None
    with pytest.raises(RecordError, match="0 candidates"):
        Resolution(mention=mention, status=Status.RESOLVED)


def test_an_area_has_a_value_at_one_end_at_least():
    with pytest.raises(RecordError, match="lower or an upper"):
        QuotedArea(span=Span(0, 4), text="none", unit="km2", bound=Bound.VAGUE, low_m2=None, high_m2=None)


def test_an_approximate_place_refuses_a_radius_wider_than_the_globe():
    with pytest.raises(RecordError, match="radius_m"):
        Place(id=None, name="near Arlington, Texas", point=Point(-97.1, 32.7), radius_m=9e7)
