from typing import ClassVar

import numpy as np
import pytest

from geomap.recognition.tagger import vocabulary
from geomap.recognition.tagger.network import Network
from geomap.recognition.tagger.place_words import PlaceWords
from geomap.recognition.tagger.tensors import read_tensors
from geomap.recognition.tagger.vectors import FOLDER, WordVectors
from geomap.recognition.tagger.vocabulary import CAPACITY, MOST, Vocabulary

NETWORK = Network.of(read_tensors(FOLDER / "network.tensors").tensors)


def rows(words, tokens):
    encoded = words.encode(tokens)
    return words.rows(encoded, np.arange(len(encoded.forms)))


@pytest.fixture
def words():
    return Vocabulary(NETWORK, WordVectors(), PlaceWords())


def test_blanks_are_left_out(words):
    encoded = words.encode(["Rain ", "  ", "in ", "\t", "Oslo"])
    assert encoded.given.tolist() == [0, 2, 4]
    assert words.rows(encoded, np.array([0, 2])).shape == (2, 64)


def test_the_same_form_has_the_same_row(words):
    found = rows(words, ["Oslo", "Oslo ", " Oslo", "oslo"])
    assert np.array_equal(found[0], found[1])
    assert np.array_equal(found[0], found[2])
    assert not np.array_equal(found[0], found[3])


def test_rows_do_not_depend_on_what_came_before(words):
    before = rows(words, ["Oslo", "Bergen"])
    other = Vocabulary(NETWORK, WordVectors(), PlaceWords())
    rows(other, [f"w{number}" for number in range(100)])
    assert np.allclose(rows(other, ["Oslo", "Bergen"]), before, atol=1e-5)


def test_only_the_rows_that_are_asked_for_are_computed():
    class Asked(WordVectors):
        words: ClassVar[list[str]] = []

        def rows(self, forms):
            self.words.extend(forms)
            return super().rows(forms)

    words = Vocabulary(NETWORK, Asked(), PlaceWords())
    encoded = words.encode(["Rain", "in", "Oslo", "in", "May"])
    for _ in range(2):
        words.rows(encoded, np.array([2, 3]))
    assert sorted(Asked.words) == ["Oslo", "in"]


def test_it_forgets_when_it_is_full(words):
    first, early = rows(words, ["Oslo"]), words.encode(["Bergen", "Oslo"])
    for start in range(0, 2 * CAPACITY, MOST):
        words.encode([f"w{number}" for number in range(start, start + MOST)])
    assert np.allclose(rows(words, ["Oslo"]), first, atol=1e-5)
    assert np.allclose(words.rows(early, np.array([1])), first, atol=1e-5)  # another thread's may be older


def test_no_tokens(words):
    assert len(rows(words, [])) == 0


def test_capacity_holds_any_call():
    assert vocabulary.MOST < vocabulary.CAPACITY


def test_endless_tokens_are_not_kept(words):
    endless = ["x" * 1_000_000, " " * 1_000_000, "x" * 1_000_001]
    assert words.encode(endless).given.tolist() == [0, 2]
    assert not any(len(token) > vocabulary.KEPT for token in words._forms.index)


def test_a_form_that_could_not_be_computed_is_not_kept():
    class Failing(WordVectors):
        def rows(self, forms):
            if "Oslo" in forms:
                raise MemoryError
            return super().rows(forms)

    words = Vocabulary(NETWORK, Failing(), PlaceWords())
    for _ in range(2):
        with pytest.raises(MemoryError):
            rows(words, ["Bergen", "Oslo"])
    assert len(rows(words, ["Bergen"])) == 1
