import numpy as np
import pytest

from geomap.recognition.tagger.activity import GAP, kind_of, reach, taking_part, without_capitals


def kinds(text):
    return np.array([kind_of(form) for form in text.split(" ")], dtype=np.uint8)


@pytest.mark.parametrize(
    ("text", "active"),
    [
        ("they met in Oslo today", "Oslo"),
        ("the Bank of the West said", "Bank of the West"),
        ("Oslo one two three Bergen", "Oslo Bergen"),
        ("in al - Bab today", "al - Bab"),
        ("in Port - au - Prince today", "Port - au - Prince"),
        ("on Highway 19 with 3 cars", "Highway 19"),
        ("iPhone and eBay", "iPhone and eBay"),
        ("nothing here", ""),
        ("Oslo", "Oslo"),
    ],
)
def test_tokens_that_take_part(text, active):
    found = [word for word, part in zip(text.split(" "), taking_part(kinds(text)), strict=True) if part]
    assert " ".join(found) == active


@pytest.mark.parametrize("length", range(6))
def test_short_texts(length):
    assert taking_part(kinds(" ".join(["Oslo"] * length))[:length]).tolist() == [True] * length


def test_a_line_end_parts_names():
    forms = ["Bank", "\n\n", "West"]
    assert taking_part(np.array([kind_of(form) for form in forms], dtype=np.uint8)).tolist() == [True, False, True]


def test_without_capitals_every_small_word_takes_part():
    assert without_capitals(kinds("rain fell in oslo , 19 times")).tolist() == [True] * 4 + [False] * 2 + [True]
    assert without_capitals(kinds("rain fell in Oslo")) is None


@pytest.mark.parametrize("form", ["دمشق", "北京", "x" * 1_000, "12", "-", "😀"])
def test_what_has_no_small_letters_takes_no_part_there(form):
    assert without_capitals(np.array([kind_of("rain"), kind_of(form)], dtype=np.uint8)).tolist() == [True, False]


def test_each_layer_reaches_one_token_further():
    active = np.zeros(20, dtype=np.bool_)
    active[10] = True
    assert [positions.tolist() for positions in reach(active)] == [
        [7, 8, 9, 10, 11, 12, 13],
        [8, 9, 10, 11, 12],
        [9, 10, 11],
        [10],
    ]
    assert len(reach(active)) == len(GAP)
