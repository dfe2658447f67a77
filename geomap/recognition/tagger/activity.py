"""Which tokens can be in a name at all: only they, and what the network sees around them, are computed.

In English a name has a capital. So the tokens that take part are those with one, up to two small words between two of
them ("Bank of the West"), a hyphened small word before ("al-Bab") or between ("Port-au-Prince"), and a number after
("Highway 19"). All others are outside of names. Where a text has next to no capitals, every word takes part.
"""

from typing import Any, TypeAlias

import numpy as np

from geomap.recognition.tagger.tokens import PARAGRAPH

Mask: TypeAlias = np.ndarray[Any, np.dtype[np.bool_]]
Positions: TypeAlias = np.ndarray[Any, np.dtype[np.int64]]

# What a form is, as bits that a token's form carries.
CAPITAL, HYPHEN, NUMBER, WORD, BREAK, SMALL = 1, 2, 4, 8, 16, 32
LONGEST = 40  # characters of a word that can be in a name
SHARE_OF_CAPITALS = 0.01  # of a text's words; below, its capitals tell nothing
LAYERS = ("layer0", "layer1", "layer2")  # of the network; each sees one token further to both sides
GAP = (PARAGRAPH,) * (len(LAYERS) + 1)  # tokens around a text, so that none sees another


def kind_of(form: str) -> int:
    """The bits of a word form."""
    if form.isspace():
        return BREAK
    if len(form) > LONGEST:
        return 0
    bits = WORD if form[:1].isalnum() else 0
    lower = form.lower()
    if form != lower:
        bits |= CAPITAL
    elif lower != lower.upper():
        bits |= SMALL
    elif form == "-":
        bits |= HYPHEN
    elif form[:1].isdigit():
        bits |= NUMBER
    return bits


def taking_part(kinds: "np.ndarray[Any, np.dtype[np.uint8]]") -> Mask:
    """Which tokens of one text, or of several with breaks between them, can be in a name.

    Args:
        kinds: `kind_of` each token's form.
    """
    capital = (kinds & CAPITAL) != 0
    hyphen = (kinds & HYPHEN) != 0
    small = (kinds & (CAPITAL | BREAK)) == 0
    active: Mask = capital.copy()
    if len(kinds) > 2:
        between = small[1:-1] & capital[:-2] & capital[2:]
        active[1:-1] |= between
        active[1:] |= ((kinds[1:] & NUMBER) != 0) & capital[:-1]
        before = small[:-2] & ((kinds[:-2] & WORD) != 0) & hyphen[1:-1] & capital[2:]
        active[:-2] |= before
        active[1:-1] |= before
    if len(kinds) > 3:
        two = capital[:-3] & small[1:-2] & small[2:-1] & capital[3:]
        active[1:-2] |= two
        active[2:-1] |= two
    if len(kinds) > 4:
        three = capital[:-4] & hyphen[1:-3] & small[2:-2] & hyphen[3:-1] & capital[4:]
        for start in (1, 2, 3):
            active[start : start + len(three)] |= three
    return active


def without_capitals(kinds: "np.ndarray[Any, np.dtype[np.uint8]]") -> Mask | None:
    """Which tokens of one text take part if its capitals tell nothing, since there are next to none; else None."""
    small = (kinds & SMALL) != 0
    few = np.count_nonzero(kinds & CAPITAL) < SHARE_OF_CAPITALS * np.count_nonzero(small)
    return small if few else None


def reach(active: Mask) -> list[Positions]:
    """The tokens whose rows each layer has to compute, the input first: one more than LAYERS, of ascending positions.

    Args:
        active: whose tags are asked; nothing within a GAP of either end.
    """
    found = [np.flatnonzero(active)]
    wide = active
    for _ in LAYERS:
        grown = wide.copy()
        grown[1:] |= wide[:-1]
        grown[:-1] |= wide[1:]
        wide = grown
        found.append(np.flatnonzero(wide))
    return found[::-1]
