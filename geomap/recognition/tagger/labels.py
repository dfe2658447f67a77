"""The tags that the network tells apart: five kinds of names, each in the four places of the BILUO scheme, and O.

Tag 0 is O, outside of any name; tag 1 + 4 * kind + place is that place of a name of that kind: B for its first token, I
for one inside, L for its last, U for the only one.
"""

from collections.abc import Iterable

import numpy as np

from geomap.recognition.spans import EMBEDDED_PLACE, ORGANISATION, PEOPLES, PERSON, PLACE

KINDS = (PLACE, EMBEDDED_PLACE, PEOPLES, PERSON, ORGANISATION)
B, I, L, U = range(4)  # noqa: E741 - the scheme's own letters
COUNT = 1 + 4 * len(KINDS)


def tag_of(kind: int, place: int) -> int:
    """The tag of a token in that place of a name of that kind."""
    return 1 + 4 * kind + place


def tags_of(names: Iterable[tuple[int, int, int]], tokens: int) -> "np.ndarray[tuple[int], np.dtype[np.uint8]]":
    """The tags of a text's tokens from its names: (first token, token after the last, kind)."""
    tags = np.zeros(tokens, dtype=np.uint8)
    for first, end, kind in names:
        if end - first == 1:
            tags[first] = tag_of(kind, U)
            continue
        tags[first + 1 : end - 1] = tag_of(kind, I)
        tags[first] = tag_of(kind, B)
        tags[end - 1] = tag_of(kind, L)
    return tags


def _legal() -> "np.ndarray[tuple[int, int], np.dtype[np.bool_]]":
    """Whether a tag (column) may follow another (row)."""
    inside = np.zeros(COUNT, dtype=np.int64)  # which kind's name goes on after the tag, 0 for none
    goes_on = np.zeros(COUNT, dtype=np.int64)  # which kind's name the tag goes on with, 0 for none
    for kind in range(len(KINDS)):
        inside[[tag_of(kind, B), tag_of(kind, I)]] = kind + 1
        goes_on[[tag_of(kind, I), tag_of(kind, L)]] = kind + 1
    return np.asarray(inside[:, None] == goes_on[None, :])


LEGAL = _legal()
