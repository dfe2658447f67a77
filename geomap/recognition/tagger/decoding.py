"""Scores to names: the best tag of each token, and the best sequence of tags where those do not fit together."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from geomap.recognition.tagger.activity import Positions
from geomap.recognition.tagger.labels import COUNT, LEGAL, B, L, U, tag_of
from geomap.recognition.tagger.network import Floats

_NOT = np.float32(-1e9)
_STEPS = np.where(LEGAL, np.float32(0), _NOT)
_STARTS = np.isin(np.arange(COUNT), [tag_of(kind, place) for kind in range(COUNT // 4) for place in (B, U)])
_ENDS = np.isin(np.arange(COUNT), [tag_of(kind, place) for kind in range(COUNT // 4) for place in (L, U)])

Tags = np.ndarray[Any, np.dtype[np.int64]]


def best_tags(positions: Positions, scores: Floats) -> Tags:
    """One tag a token; tokens between those asked are O, and no name spans them.

    Args:
        positions: the asked tokens, ascending.
        scores: theirs [asked, COUNT].
    """
    tags: Tags = scores.argmax(axis=1)
    if not len(tags):
        return tags
    apart = np.flatnonzero(np.diff(positions) > 1) + 1
    previous = np.concatenate([[0], tags[:-1]])
    following = np.concatenate([tags[1:], [0]])
    previous[apart] = 0
    following[apart - 1] = 0
    wrong = ~(LEGAL[previous, tags] & LEGAL[tags, following])
    if wrong.any():
        starts = np.concatenate([[0], apart])
        runs = np.searchsorted(starts, np.flatnonzero(wrong), side="right") - 1
        for run in dict.fromkeys(runs.tolist()):  # plain np.unique would import numpy.ma, which takes its time
            start = int(starts[run])
            end = int(starts[run + 1]) if run + 1 < len(starts) else len(tags)
            tags[start:end] = _viterbi(scores[start:end])
    return tags


def names_in(positions: Positions, tags: Tags) -> Iterator[tuple[int, int, int]]:
    """The names that legal tags spell: first token, last token, index of the kind."""
    firsts = np.flatnonzero(_STARTS[tags])
    lasts = np.flatnonzero(_ENDS[tags])
    return zip(positions[firsts].tolist(), positions[lasts].tolist(), ((tags[firsts] - 1) // 4).tolist(), strict=True)


def _viterbi(scores: Floats) -> Tags:
    """The best legal sequence of a run of tokens with O on either side."""
    total: Floats = scores[0] + _STEPS[0]
    came: list[Tags] = []
    for row in scores[1:]:
        paths = total[:, None] + _STEPS
        came.append(paths.argmax(axis=0))
        total = paths.max(axis=0) + row
    tag = int((total + _STEPS[:, 0]).argmax())
    tags = [tag]
    for before in reversed(came):
        tag = int(before[tag])
        tags.append(tag)
    return np.array(tags[::-1], dtype=np.int64)
