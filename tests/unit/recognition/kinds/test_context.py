import pytest

from geomap.recognition.kinds.context import NOTHING, WINDOW, contexts


def around(text, name):
    start = text.index(name)
    (seen,) = contexts(text, [(start, start + len(name))], [False])
    before = [form for form in seen.forms[:WINDOW] if form != NOTHING]
    return before, [form for form in seen.forms[WINDOW:] if form != NOTHING]


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("They left Oslo's port.", ["They", "left"], ["'s", "port", "."]),
        ("Oslo -backed men", [], ["-", "backed", "men"]),
        ("Rain.\n\nOslo is dry.\n\nSnow.", [], ["is", "dry", "."]),
        ("Rain.\nOslo is dry.", ["Rain", "."], ["is", "dry", "."]),
        ("In 1,200 U.S. towns near Oslo", ["In", "1,200", "U.S.", "towns", "near"], []),
    ],
)
def test_the_forms_on_either_side_are_those_of_the_paragraph(text, before, after):
    assert around(text, "Oslo") == (before, after)


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("Officials in Rome, the Hague and Oslo agree.", ["Officials", "in"]),
        ("Ships from Rome and New York or Oslo.", ["Ships", "from"]),
        ("In Rome, Paris and Oslo it rains.", ["In"]),
        ("Rome-Oslo trains", []),
        ("He left, Oslo fell.", ["He", "left", ","]),
    ],
)
def test_what_stands_before_a_list_stands_before_each_of_its_names(text, before):
    assert around(text, "Oslo")[0] == before


def test_no_more_than_a_window_is_looked_at_and_no_cut_word():
    text = "w" * 200 + " " + "a b c d e f g h i Oslo " + "k " * 30 + "end"
    before, after = around(text, "Oslo")
    assert before == list("bcdefghi")
    assert after == ["k"] * WINDOW
    assert around("w" * 200 + " Oslo", "Oslo") == ([], [])


def test_the_name_itself_is_told_by_three_flags():
    (seen,) = contexts("NEW YORK", [(0, 8)], [True])
    assert seen.flags == (True, True, True)
    (seen,) = contexts("Oslo", [(0, 4)], [False])
    assert seen.flags == (False, False, False)
