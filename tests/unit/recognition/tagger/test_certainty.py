import numpy as np
import pytest

from geomap.recognition.tagger.certainty import chances
from geomap.recognition.tagger.labels import COUNT, KINDS, B, L, U, tag_of
from geomap.recognition.tagger.model import TaggerModel

PLACE, EMBEDDED, PERSON, ORG = (KINDS.index(kind) for kind in ("PLACE", "EMBEDDED", "PERSON", "ORG"))


def scores(*rows):
    """Rows of chances for some tags: {tag: chance}."""
    found = np.full((len(rows), COUNT), -50.0, dtype=np.float32)
    for row, told in zip(found, rows, strict=True):
        for tag, chance in told.items():
            row[tag] = np.log(chance)
    return found


def test_a_place_counts_in_whatever_name_and_at_whatever_spot():
    told = scores({tag_of(PLACE, U): 0.5, tag_of(EMBEDDED, B): 0.2, tag_of(PERSON, L): 0.2, tag_of(ORG, U): 0.1})
    [sure] = chances(np.array([4]), told, [(4, 4, PLACE)])
    assert sure == pytest.approx((0.7, 0.2), abs=1e-6)


def test_the_chance_of_a_name_is_the_mean_of_its_tokens():
    told = scores({0: 1.0}, {tag_of(PLACE, B): 0.9, 0: 0.1}, {tag_of(PLACE, L): 0.5, 0: 0.5}, {tag_of(PERSON, U): 1.0})
    sure = chances(np.array([2, 7, 8, 20]), told, [(7, 8, PLACE), (20, 20, PERSON)])
    assert sure[0] == pytest.approx((0.7, 0.0), abs=1e-6)
    assert sure[1] == pytest.approx((0.0, 1.0), abs=1e-6)


def test_no_names_no_chances():
    assert chances(np.array([1]), scores({0: 1.0}), []) == []


def test_the_shipped_tagger_is_surer_of_a_capital_than_of_a_surname():
    spans = TaggerModel().spans(["Talks in Paris ended. Ines Duarte left."])[0]
    paris, duarte = (span.chances for span in spans)
    assert paris.place > 0.9 > duarte.place
    assert duarte.person > 0.5
