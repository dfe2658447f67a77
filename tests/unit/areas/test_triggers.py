"""Where short strings stand in a text, and the stretches about them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.areas.triggers import Triggers, windows

STEMS = {"unit": ("sq", "acre", "dönüm"), "size": ("size of", "acre")}


@pytest.fixture(scope="module")
def triggers() -> Triggers:
    return Triggers(STEMS)


def test_strings_are_found_by_group_in_either_case(triggers: Triggers) -> None:
    assert triggers.found(["The SIZE OF 40 acres, 9 DÖNÜM"]) == [{"unit": [15, 24], "size": [4, 15]}]


def test_a_text_without_any_has_no_group(triggers: Triggers) -> None:
    assert triggers.found(["nothing here"]) == triggers.found([""]) == [{}]
    assert triggers.found([]) == []


def test_each_text_has_its_own_positions(triggers: Triggers) -> None:
    assert triggers.found(["an ac", "re or an acre", "", "acres"]) == [
        {},
        {"unit": [9], "size": [9]},
        {},
        {"unit": [0], "size": [0]},
    ]


@pytest.mark.parametrize("before", ["İstanbul ", "١٢٣ ", "\U0001f30d ", "ß "])
def test_positions_hold_behind_letters_of_any_alphabet(triggers: Triggers, before: str) -> None:
    assert triggers.found([f"{before}4 SQ KM"]) == [{"unit": [len(before) + 2]}]


def test_a_question_mark_stands_for_what_is_beyond_latin_1() -> None:
    assert Triggers({"short": ("5?ha",)}).found(["5\u2009ha, 5 ha"]) == [{"short": [0]}]


def test_a_string_of_one_character_is_found_as_it_is() -> None:
    assert Triggers({"unit": ("㎢", "km")}).found(["5 ㎢, 5 km"]) == [{"unit": [2, 7]}]


def test_a_space_stands_for_a_line_break(triggers: Triggers) -> None:
    assert triggers.found(["the size\nof it"]) == [{"size": [4]}]


@given(st.text("sqizeofacr SQİé…", max_size=60))
def test_what_find_finds_is_found(triggers: Triggers, text: str) -> None:
    plain = "".join(low if len(low := letter.lower()) == 1 else "?" for letter in text)
    wanted = {
        group: sorted(at for stem in stems for at in range(len(plain)) if plain.startswith(stem, at))
        for group, stems in STEMS.items()
    }
    assert triggers.found(["acre", text])[1] == {group: at for group, at in wanted.items() if at}


def test_stretches_that_touch_are_one() -> None:
    assert windows("." * 121, [20, 32, 114], 5, 10) == [(15, 42), (109, 121)]


def test_without_a_position_there_is_none() -> None:
    assert windows("nothing here", [], 5, 5) == []


@given(st.sets(st.integers(0, 59)), st.integers(0, 9), st.integers(1, 9))
def test_every_position_lies_in_a_stretch(positions: set[int], before: int, after: int) -> None:
    text = "." * 60
    found = windows(text, sorted(positions), before, after)
    assert all(first[1] < second[0] for first, second in pairwise(found))
    for at in positions:
        assert any(start <= max(0, at - before) and min(len(text), at + after) <= end for start, end in found)
