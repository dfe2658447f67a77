import numpy as np
import pytest

from geomap.recognition.tagger import vocabulary
from geomap.recognition.tagger.network import Network
from geomap.recognition.tagger.place_words import PlaceWords
from geomap.recognition.tagger.tensors import read_tensors
from geomap.recognition.tagger.vectors import FOLDER, WordVectors
from geomap.recognition.tagger.vocabulary import CAPACITY, MOST, Vocabulary

NETWORK = Network.of(read_tensors(FOLDER / "network.tensors").tensors)


@pytest.fixture
def words():
    return Vocabulary(NETWORK, WordVectors(), PlaceWords())


def test_blanks_are_left_out(words):
    encoded = words.encode(["Rain ", "  ", "in ", "\t", "Oslo"])
    assert encoded.given.tolist() == [0, 2, 4]
    assert encoded.rows.shape == (3, 64)


def test_the_same_form_has_the_same_row(words):
    rows = words.encode(["Oslo", "Oslo ", " Oslo", "oslo"]).rows
    assert np.array_equal(rows[0], rows[1])
    assert np.array_equal(rows[0], rows[2])
    assert not np.array_equal(rows[0], rows[3])


def test_rows_do_not_depend_on_what_came_before(words):
    before = words.encode(["Oslo", "Bergen"]).rows
    other = Vocabulary(NETWORK, WordVectors(), PlaceWords())
    other.encode([f"w{number}" for number in range(100)])
    assert np.allclose(other.encode(["Oslo", "Bergen"]).rows, before, atol=1e-5)


def test_it_forgets_when_it_is_full(words):
    first = words.encode(["Oslo"]).rows
    for start in range(0, 2 * CAPACITY, MOST):
        words.encode([f"w{number}" for number in range(start, start + MOST)])
    assert np.allclose(words.encode(["Oslo"]).rows, first, atol=1e-5)


def test_no_tokens(words):
    assert len(words.encode([]).rows) == 0


def test_capacity_holds_any_call():
    assert vocabulary.MOST < vocabulary.CAPACITY


def test_endless_tokens_are_not_kept(words):
    endless = ["x" * 1_000_000, " " * 1_000_000, "x" * 1_000_001]
    assert words.encode(endless).given.tolist() == [0, 2]
    assert not any(len(token) > vocabulary.KEPT for token in words._index)


def test_a_form_that_could_not_be_computed_is_not_kept():
    class Failing(WordVectors):
        def rows(self, forms):
            if "Oslo" in forms:
                raise MemoryError
            return super().rows(forms)

    words = Vocabulary(NETWORK, Failing(), PlaceWords())
    for _ in range(2):
        with pytest.raises(MemoryError):
            words.encode(["Bergen", "Oslo"])
    assert len(words.encode(["Bergen"]).rows) == 1
