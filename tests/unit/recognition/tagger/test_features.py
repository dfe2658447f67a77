import pytest

from geomap.recognition.tagger.features import features_of, shape_of

NOWHERE = (0, 0, 0)


@pytest.mark.parametrize(
    ("form", "shape"),
    [
        ("Oslo", "Xxxx"),
        ("BEIRUT", "XXX"),
        ("McDonald's", "XxXxxx'x"),
        ("A120", "Xddd"),
        ("12", "dd"),
        ("", ""),
        ("ñandú", "xxx"),
    ],
)
def test_shape(form, shape):
    assert shape_of(form) == shape


@pytest.mark.parametrize("form", ["Oslo", "", "\0", "\ud800", "x" * 10_000, "\n\n", "😀", "İ"])
def test_features_lie_in_the_table(form):
    assert all(0 <= row < 100 for row in features_of(form, NOWHERE, 100))


def test_long_forms_have_bounded_features():
    assert len(features_of("x" * 10_000, NOWHERE, 100)) < 70


def test_what_differs_in_nothing_looked_at_is_alike():
    assert features_of("1984", NOWHERE, 1000)[:2] == features_of("2026", NOWHERE, 1000)[:2]  # digits are all alike
    assert features_of("Oslo", NOWHERE, 10_000) != features_of("oslo", NOWHERE, 10_000)
    assert features_of("Oslo", NOWHERE, 10_000) != features_of("Oslo", (5, 0, 0), 10_000)


def test_the_same_form_has_the_same_features_in_every_process():
    assert features_of("Oslo", NOWHERE, 16_384)[:4] == [4423, 16041, 8758, 14997]
