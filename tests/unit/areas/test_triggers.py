"""Stretches of a text about the short strings without which a pattern cannot match."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from geomap.areas.triggers import windows


def test_stretches_that_touch_are_one() -> None:
    text = "." * 20 + "sq" + "." * 10 + "sq" + "." * 80 + "acre"
    assert windows(text, text, ("sq", "acre"), 5, 10) == [(15, 42), (109, 118)]


def test_without_a_stem_there_is_none() -> None:
    assert windows("nothing here", "nothing here", ("sq",), 5, 5) == []


def test_where_lower_case_has_another_length_all_of_the_text_counts() -> None:
    text = "İ" * 9 + " 4 SQ KM"
    assert windows(text, text.lower(), ("sq",), 2, 4) == [(0, len(text))]


@given(st.text("sqx ", max_size=60), st.integers(0, 9), st.integers(1, 9))
def test_every_stem_lies_in_a_stretch(text: str, before: int, after: int) -> None:
    found = windows(text, text.lower(), ("sq",), before, after)
    assert all(first[1] < second[0] for first, second in pairwise(found))
    at = text.find("sq")
    while at >= 0:
        assert any(start <= max(0, at - before) and min(len(text), at + after) <= end for start, end in found)
        at = text.find("sq", at + 1)
