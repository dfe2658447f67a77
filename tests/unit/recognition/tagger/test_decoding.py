from itertools import product

import numpy as np
import pytest

from geomap.recognition.tagger.decoding import best_tags, names_in
from geomap.recognition.tagger.labels import COUNT, LEGAL, B, I, L, U, tag_of, tags_of

RANDOM = np.random.default_rng(7)


def decoded(scores, positions=None):
    positions = np.arange(len(scores)) if positions is None else np.array(positions)
    return best_tags(positions, np.asarray(scores, dtype=np.float32))


def scores_for(*tags):
    scores = np.zeros((len(tags), COUNT), dtype=np.float32)
    scores[np.arange(len(tags)), tags] = 5
    return scores


def test_tags_and_names_are_inverse():
    names = [(0, 0, 3), (2, 4, 0), (5, 6, 1), (9, 9, 4)]
    tags = tags_of([(first, last + 1, kind) for first, last, kind in names], 11)
    assert list(names_in(np.arange(11), tags.astype(np.int64))) == names


def test_legal_tags_are_left_alone():
    tags = [tag_of(0, B), tag_of(0, I), tag_of(0, L), tag_of(1, U), 0]
    assert decoded(scores_for(*tags)).tolist() == tags


def test_no_tokens():
    assert decoded(np.zeros((0, COUNT))).tolist() == []


def test_no_name_goes_over_a_gap():
    tags = decoded(scores_for(tag_of(0, B), tag_of(0, L)), positions=[3, 5])
    assert not {tag_of(0, B), tag_of(0, L)} & set(tags.tolist())


def is_legal(tags):
    return all(LEGAL[one, other] for one, other in zip([0, *tags], [*tags, 0], strict=True))


@pytest.mark.parametrize("length", [1, 2, 3])
def test_it_finds_the_best_legal_tags(length):
    few = [0, *(tag_of(kind, place) for kind in (0, 3) for place in (B, I, L, U))]
    for _ in range(30):
        scores = np.full((length, COUNT), -100.0, dtype=np.float32)
        scores[:, few] = RANDOM.normal(size=(length, len(few)))
        found = decoded(scores)
        assert is_legal(found.tolist())
        if not is_legal(scores.argmax(axis=1).tolist()):
            best = max(
                (tags for tags in product(few, repeat=length) if is_legal(tags)),
                key=lambda tags: sum(scores[at, tag] for at, tag in enumerate(tags)),
            )
            assert found.tolist() == list(best)


def test_any_scores_give_legal_tags():
    scores = RANDOM.normal(size=(500, COUNT))
    assert is_legal(decoded(scores).tolist())
