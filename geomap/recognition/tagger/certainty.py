"""How sure the tagger is of a name: the chance of each sense over its tokens, whatever place in the name they take."""

from collections.abc import Sequence

import numpy as np

from geomap.recognition.spans import EMBEDDED_PLACE, PERSON, Chances
from geomap.recognition.tagger.activity import Positions
from geomap.recognition.tagger.labels import KINDS, tag_of
from geomap.recognition.tagger.network import Floats

_PLACE = slice(1, tag_of(KINDS.index(EMBEDDED_PLACE) + 1, 0))  # the first kinds are those of places
DIGITS = 3  # more differ by which texts are computed together
_PERSON = slice(tag_of(KINDS.index(PERSON), 0), tag_of(KINDS.index(PERSON) + 1, 0))


def chances(positions: Positions, scores: Floats, names: Sequence[tuple[int, int, int]]) -> list[Chances]:
    """For each name the mean chances of its tokens.

    Args:
        positions: the asked tokens, ascending.
        scores: theirs [asked, COUNT].
        names: first token, last token and kind; a name's tokens were all asked.
    """
    if not names:
        return []
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    raised /= raised.sum(axis=1, keepdims=True)
    sums = np.zeros((len(scores) + 1, 2))
    np.cumsum(np.stack([raised[:, _PLACE].sum(axis=1), raised[:, _PERSON].sum(axis=1)], axis=1), axis=0, out=sums[1:])
    firsts = np.searchsorted(positions, [name[0] for name in names])
    ends = np.searchsorted(positions, [name[1] for name in names], side="right")
    means = (sums[ends] - sums[firsts]) / (ends - firsts)[:, None]
    return [Chances(place, person) for place, person in means.round(DIGITS).tolist()]
