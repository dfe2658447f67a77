"""Numbers as texts write them, and units of area."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.errors import RecordError
from geomap.units import DIGITS, area_units, parse_digits, parse_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("7", 7),
        ("2019", 2019),
        ("1,234", 1234),
        ("1,234,567.25", 1234567.25),
        ("1.234.567", 1234567),
        ("1.234,5", 1234.5),
        ("1.234", 1.234),
        ("7,5", 7.5),
        ("1 234", 1234),
        ("1\u00a0234", 1234),
        ("1\u202f234,5", 1234.5),
        ("½", 0.5),
        ("2½", 2.5),
        ("2 ¾", 2.75),
        ("1/2", 0.5),
        ("2 1/2", 2.5),
        ("3-1/4", 3.25),
        (".5", 0.5),
        ("0.04", 0.04),
    ],
)
def test_digits(text: str, value: float) -> None:
    assert parse_digits(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["", "a", "1,23,4", "12/0x", "1/0", "--", "1..2", "½½"])
def test_no_digits(text: str) -> None:
    assert parse_digits(text) is None


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("four", 4),
        ("twenty five", 25),
        ("a dozen", 12),
        ("two dozen", 24),
        ("half a dozen", 6),
        ("half", 0.5),
        ("half an", 0.5),
        ("half a million", 5e5),
        ("a quarter of a million", 2.5e5),
        ("three quarters of an", 0.75),
        ("two thirds", 2 / 3),
        ("one and a half", 1.5),
        ("one and a half million", 1.5e6),
        ("a million and a half", 1.5e6),
        ("two hundred", 200),
        ("one hundred and four", 104),
        ("two hundred and fifty thousand", 250e3),
        ("three million two hundred thousand", 3.2e6),
        ("a hundred", 100),
        ("2.5 million", 2.5e6),
        ("40 mn", 4e7),
        ("300 k", 3e5),
        ("five lakh", 5e5),
    ],
)
def test_words(words: str, value: float) -> None:
    assert parse_number(words.split()) == pytest.approx(value)


@pytest.mark.parametrize(
    "words",
    [
        "a",
        "an",
        "of",
        "and",
        "million",
        "2014 four",
        "300 and four",
        "four five",
        "1,000 300",
        "four a",
        "and four",
        "dozen",
        "a few",
        "river",
        "four and",
        "a a",
    ],
)
def test_no_number(words: str) -> None:
    assert parse_number(words.split()) is None


def test_no_words_are_no_number() -> None:
    assert parse_number([]) is None


@given(st.integers(0, 10**12))
def test_grouping_does_not_change_the_value(value: int) -> None:
    assert parse_digits(f"{value:,}") == value
    assert parse_digits(str(value)) == value


WORDS = (
    "a",
    "an",
    "half",
    "quarter",
    "of",
    "and",
    "one",
    "four",
    "twenty",
    "hundred",
    "million",
    "dozen",
    "3",
    "2.5",
    "½",
)


@given(st.lists(st.sampled_from(WORDS), max_size=9))
def test_any_words_give_a_number_or_none(words: list[str]) -> None:
    value = parse_number(words)
    assert value is None or (math.isfinite(value) and value >= 0)


def test_digits_pattern_is_one_group_free_pattern() -> None:
    assert "(?P<" not in DIGITS


def test_units_from_rows() -> None:
    row = {"unit": "hectare", "m2": "10000", "spellings": "hectares|hectare", "strict": "", "source": "SI brochure"}
    (unit,) = area_units([row])
    assert (unit.name, unit.m2, unit.spellings, unit.strict) == ("hectare", 10_000.0, ("hectares", "hectare"), False)
    for wrong in ({**row, "m2": "0"}, {**row, "spellings": ""}):
        with pytest.raises(RecordError, match="hectare"):
            area_units([wrong])
