"""One sense a text: what a word is in one place of a text speaks for what it is in another.

"Jackson lives alone" leaves open whether a town or a man does; "Frank Jackson" some lines on does not. So each token's
scores for what it can be are moved towards the mean of all tokens of the text with the same form.
"""

from typing import Any

import numpy as np

from geomap.recognition.tagger.labels import COUNT
from geomap.recognition.tagger.network import Floats

SHARE = 0.8  # how far: 0 leaves scores alone, 1 takes the mean; chosen on unseen folds of LGL and GeoWebNews
# What each tag says a token is: nothing (0), a place in whatever name (1), or in a name of another kind (2, 3, 4).
_KIND = (np.arange(COUNT) + 3) // 4
_SENSE = np.where(_KIND > 1, _KIND - 1, _KIND)
_STARTS = np.searchsorted(_SENSE, np.arange(_SENSE[-1] + 1))


def agreed(scores: Floats, words: "np.ndarray[Any, np.dtype[np.int64]]", share: float = SHARE) -> Floats:
    """The scores, those of tokens of the same word moved towards each other.

    Args:
        scores: of tokens [tokens, COUNT].
        words: a number for each token's text and form [tokens]: the same for the same form in the same text.
        share: see SHARE.
    """
    _, group, sizes = np.unique(words, return_inverse=True, return_counts=True)
    again = np.flatnonzero(sizes[group] > 1)
    if not len(again):
        return scores
    senses = np.maximum.reduceat(scores[again], _STARTS, axis=1)
    means = np.zeros((len(sizes), senses.shape[1]), dtype=np.float32)
    np.add.at(means, group[again], senses)
    means /= sizes[:, None]
    moved = scores.copy()
    moved[again] += np.float32(share) * (means[group[again]] - senses)[:, _SENSE]
    return moved
