"""Where in a text a pattern is worth trying: about the short strings without which it cannot match.

All such strings are looked for at once, by three characters of each, in a few array operations: forty of them cost less
than ten calls of `str.find`.
"""

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

import numpy as np

_TAKEN = 3
_HASH_BITS = 18  # of a table that is nearly empty (chance hits are one in a thousand) and yet small enough for a cache
_SHIFT = 32 - _HASH_BITS
# Odd times 256: in a product of 32 bits the low three bytes alone then decide about the upper bits (the golden ratio
# of Knuth's multiplicative hashing).
_FACTOR = (0x9E3779B1 << 8) & 0xFFFFFFFF
_BETWEEN = "\0\0\0"  # texts, so that no string is found in two of them
_FREQUENT = " etaoinshrdlcumwfgypbvkjxqz"  # English letters, the most frequent first; everything else is rarer
# Latin-1 in lower case, a byte a letter, and all of its white space as spaces.
_PLAIN = bytes(
    ord(" ") if chr(code).isspace() else ord(low) if len(low := chr(code).lower()) == 1 and ord(low) < 256 else code
    for code in range(256)
)


class Triggers:
    """Finds many short strings in one pass over a text. Immutable after construction: safe across threads."""

    def __init__(self, groups: Mapping[str, Iterable[str]]) -> None:
        """The strings to look for, by the group under which they are found.

        Args:
            groups: strings, in any case but for those of one character; a space also stands for a line break, and "?"
                for any character beyond Latin-1.
        """
        self._letters: list[tuple[str, str]] = []  # strings of one character and their groups
        self._known = np.zeros(1 << _HASH_BITS, dtype=np.bool_)
        self._stems: dict[
            bytes, list[tuple[int, bytes, str]]
        ] = {}  # three bytes → (their place in the stem, stem, group)
        for group, stems in groups.items():
            for stem in stems:
                self._take(stem, group)

    def _take(self, stem: str, group: str) -> None:
        if len(stem) == 1:
            self._letters.append((stem, group))
            return
        coded = _coded(stem)
        if len(stem) < _TAKEN:
            offset, keys = 0, [coded + bytes([following]) for following in range(256)]
        else:
            offset = min(range(len(stem) - _TAKEN + 1), key=lambda at: _frequency(stem[at : at + _TAKEN]))
            keys = [coded[offset : offset + _TAKEN]]
        for key in keys:
            self._stems.setdefault(key, []).append((offset, coded, group))
            self._known[(int.from_bytes(key, "little") * _FACTOR & 0xFFFFFFFF) >> _SHIFT] = True

    def found(self, texts: Sequence[str]) -> list[dict[str, list[int]]]:
        """For each text, by group, where its strings start in it, in order and in either case; no group without any."""
        coded = _coded(_BETWEEN.join([*texts, ""]))
        # every four bytes in a row as one number, the first byte the lowest
        codes = np.ndarray((max(0, len(coded) - _TAKEN),), "<u4", coded, 0, (1,))
        hits = self._known.take((codes * np.uint32(_FACTOR)) >> np.uint32(_SHIFT)).nonzero()[0]
        ends = list(accumulate(len(text) + len(_BETWEEN) for text in texts))
        found: list[dict[str, list[int]]] = [{} for _ in texts]
        for at in hits.tolist():
            for offset, stem, group in self._stems.get(coded[at : at + _TAKEN], ()):
                if at >= offset and coded.startswith(stem, at - offset):
                    of = bisect_right(ends, at)
                    start = at - offset - ends[of] + len(texts[of]) + len(_BETWEEN)
                    found[of].setdefault(group, []).append(start)
        for letter, group in self._letters:
            for groups, text in zip(found, texts, strict=True):
                at = text.find(letter)
                while at >= 0:
                    groups.setdefault(group, []).append(at)
                    at = text.find(letter, at + 1)
        for groups in found:
            for positions in groups.values():
                positions.sort()
        return found


def windows(text: str, at: Sequence[int], before: int, after: int) -> list[tuple[int, int]]:
    """Stretches [start, end) of the text about some positions, in order and apart from each other.

    Args:
        text: the text.
        at: positions in it, in order.
        before: characters that a match may start before a position.
        after: characters that it may run on behind one.
    """
    found: list[tuple[int, int]] = []
    for position in at:
        start, end = max(0, position - before), min(position + after, len(text))
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found


def _coded(text: str) -> bytes:
    """The text in lower case with a byte a character, so that positions stay; "?" for what is not of Latin-1."""
    return text.encode("latin-1", "replace").translate(_PLAIN)


def _frequency(letters: str) -> float:
    """How frequent the letters together are, roughly: by Zipf's law over their ranks."""
    ranks = (_FREQUENT.find(letter) for letter in letters)
    return math.prod(1.0 / (rank + 1) if rank >= 0 else 0.01 for rank in ranks)
