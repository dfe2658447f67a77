import pytest

from geomap.recognition.tagger.place_words import PlaceWords, packed, size

WORDS = PlaceWords()


@pytest.mark.parametrize(
    ("population", "expected"), [(None, 0), (0, 1), (1, 2), (999, 2), (1_000, 3), (99_999, 4), (10**6, 6)]
)
def test_size(population, expected):
    assert size(population) == expected


def test_sizes_pack_without_loss():
    assert len({packed(*sizes) for sizes in [(a, b, c) for a in range(7) for b in range(7) for c in range(7)]}) == 343


def test_a_place_is_known_by_its_words():
    paris, burkina, faso, nothing = WORDS.sizes(["Paris", "Burkina", "Faso", "Qwrtzlplk"])
    assert paris[0] == 6
    assert burkina[1] == 6
    assert faso[2] == 6
    assert nothing == (0, 0, 0)


def test_capitals_are_read_as_a_name():
    assert WORDS.sizes(["PARIS"]) == WORDS.sizes(["Paris"])


def test_no_forms():
    assert WORDS.sizes([]) == []
