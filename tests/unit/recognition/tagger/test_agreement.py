import numpy as np

from geomap.recognition.tagger.agreement import agreed
from geomap.recognition.tagger.labels import COUNT, KINDS, B, L, U, tag_of
from geomap.recognition.tagger.model import TaggerModel

PLACE, EMBEDDED, PERSON = (KINDS.index(kind) for kind in ("PLACE", "EMBEDDED", "PERSON"))


def scores(*tags_and_values):
    found = np.zeros((len(tags_and_values), COUNT), dtype=np.float32)
    for row, (tag, value) in zip(found, tags_and_values, strict=True):
        row[tag] = value
    return found


def test_a_sure_occurrence_decides_an_unsure_one():
    before = scores((tag_of(PERSON, L), 9), (tag_of(PLACE, U), 1))
    before[1, tag_of(PERSON, U)] = 0.5
    after = agreed(before, np.array([7, 7]), share=0.8)
    assert after[1].argmax() == tag_of(PERSON, U)
    assert after[0].argmax() == tag_of(PERSON, L)


def test_other_words_stay_as_they_are():
    before = scores((tag_of(PERSON, U), 9), (tag_of(PLACE, U), 1))
    assert np.array_equal(agreed(before, np.array([7, 8])), before)


def test_a_place_in_a_name_and_a_place_are_one_sense():
    before = scores((tag_of(EMBEDDED, U), 5), (tag_of(PLACE, B), 5))
    assert agreed(before, np.array([7, 7])).argmax(axis=1).tolist() == [tag_of(EMBEDDED, U), tag_of(PLACE, B)]


def test_what_was_given_is_not_changed():
    before = scores((tag_of(PERSON, U), 9), (tag_of(PLACE, U), 1))
    kept = before.copy()
    agreed(before, np.array([7, 7]))
    assert np.array_equal(before, kept)


def test_no_tokens():
    assert agreed(np.zeros((0, COUNT), dtype=np.float32), np.zeros(0, dtype=np.int64)).shape == (0, COUNT)


def test_texts_are_apart():
    one, other = "Jackson won.", "Frank Jackson and Mary Jackson met. Jackson lost."
    assert TaggerModel().spans([one, other, other])[0] == TaggerModel().spans([one])[0]
