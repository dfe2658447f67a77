import pytest


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Damascus warned them.", "metonym"),
        ("the protest from Damascus came", "metonym"),
        ("Damascus's government fell", "metonym"),
        ("Damascus’s sovereignty", "metonym"),
        ("Damascus-backed men", "metonym"),
        ("Damascus -backed men", "metonym"),
        ("He lives in Damascus now", "literal"),
        ("men in Damascus warned them", "literal"),
    ],
)
def test_the_words_around_say_whether_the_place_stands_for_its_government(found, text, kind):
    assert found(text, {"Damascus": "GPE"}) == [("Damascus", kind)]


def test_the_place_of_a_dateline_decides_nothing(found):
    assert found("DAMASCUS warned - He left. HUME -- So it is.")[-1] == ("HUME", "literal")
