import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.recognition.tagger.tokens import BLANK, LINE, PARAGRAPH, form_of, pieces


def forms(text):
    return [form for form in map(form_of, pieces(text)) if form != BLANK]


@given(st.text(alphabet=st.characters(codec=None), max_size=80))
def test_pieces_leave_nothing_out(text):
    assert "".join(pieces(text)) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rain fell in Oslo.", ["Rain", "fell", "in", "Oslo", "."]),
        ("the U.S. and N.Y.", ["the", "U.S.", "and", "N.Y."]),
        ("in Charleston, W.Va. today", ["in", "Charleston", ",", "W.Va.", "today"]),
        ("St. Louis, Mo., and Mt. Airy", ["St.", "Louis", ",", "Mo.", ",", "and", "Mt.", "Airy"]),
        ("Iraq's army", ["Iraq", "'s", "army"]),
        ("Xi’an and N'Djamena", ["Xi’an", "and", "N'Djamena"]),
        ("Port-au-Prince", ["Port", "-", "au", "-", "Prince"]),
        ("John F. Kennedy", ["John", "F.", "Kennedy"]),
        ("1,200 men at 5:30", ["1,200", "men", "at", "5:30"]),
        ("so ... yes -- no", ["so", "...", "yes", "--", "no"]),
        ("one\ntwo\n \nthree\tfour", ["one", LINE, "two", PARAGRAPH, "three", "four"]),
        ("São Tomé e\u0301", ["São", "Tomé", "e\u0301"]),
        ("دمشق 😀", ["دمشق", "😀"]),
    ],
)
def test_forms(text, expected):
    assert forms(text) == expected


@pytest.mark.parametrize(
    "text", ["x" * 200_000, "." * 200_000, "1." * 100_000, " " * 200_000, "A." * 100_000, "'s" * 100_000]
)
def test_a_text_of_one_word_is_cut(text):
    found = pieces(text)
    assert "".join(found) == text
    assert text.isspace() or max(map(len, found)) <= 400
