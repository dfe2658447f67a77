"""What the network is told about a word form: rows of one hashed table of embeddings.

>>> shape_of("McDonald's")
"XxXxxx'x"
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple, TypeAlias
from zlib import crc32

import numpy as np

Integers: TypeAlias = "np.ndarray[Any, np.dtype[np.int64]]"

NAMED, SIZES = 8, 3  # features of every form: by its text, and by its places
_FIRST, _LAST = 20, 4  # characters at either end of a long form that are looked at
_DIGIT = re.compile(r"\d")
_RUN = re.compile(r"(.)\1{3,}")


class _Shapes(dict[int, str]):
    """What each character looks like, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character.isdigit():
            shape = "d"
        elif character.isalpha():
            shape = "X" if character != character.lower() else "x"
        else:
            shape = character
        if len(self) < 10_000:  # more than the characters of all alphabets
            self[code] = shape
        return shape


_SHAPES = _Shapes()


def shape_of(form: str) -> str:
    """The form with X for a capital, x for another letter and d for a digit, runs cut to three."""
    return _RUN.sub(_three, form.translate(_SHAPES))


def _three(run: re.Match[str]) -> str:
    return run[1] * 3


class Features(NamedTuple):
    """The table's rows that the embeddings of some forms are the sums of."""

    rows: Integers  # of all forms, one after the other
    starts: Integers  # where each form's begin


def features_of(forms: Sequence[str], sizes: Sequence[tuple[int, int, int]], buckets: int) -> Features:
    """What the network is told of some forms: 11 rows for each form, and two for each of its bytes but one.

    Args:
        forms: tokens' texts without white space around them; line ends as they come from `tokens.form_of`.
        sizes: of the places called so, starting so and going on so, from `PlaceWords`.
        buckets: how many rows the table has.
    """
    named, framed = [], []
    for form in forms:
        if len(form) > _FIRST + _LAST:
            form = form[:_FIRST] + form[-_LAST:]  # noqa: PLW2901 - the form as it is looked at
        lower = form.lower() if form.isalpha() else _DIGIT.sub("0", form.lower())
        parts = (lower, lower, form[:1], lower[:3], lower[-2:], lower[-3:], lower[-4:], shape_of(form))
        # crc32's second argument sets the kinds of features apart.
        named.append([crc32(part.encode(errors="surrogatepass"), kind) for kind, part in enumerate(parts, 1)])
        framed.append(f"<{lower}>".encode(errors="surrogatepass"))
    lengths = np.fromiter(map(len, framed), dtype=np.int64, count=len(framed))
    threes, fours = np.maximum(lengths - 2, 0), np.maximum(lengths - 3, 0)  # runs of three and of four bytes
    sizes_at = NAMED + threes
    counts = sizes_at + SIZES + fours
    starts = np.cumsum(counts) - counts
    rows = np.empty(int(counts.sum()), dtype=np.int64)
    rows[starts[:, None] + np.arange(NAMED)] = np.array(named, dtype=np.int64).reshape(-1, NAMED)
    kinds = 7 * np.arange(1, SIZES + 1) + np.array(sizes, dtype=np.int64).reshape(-1, SIZES)
    rows[(starts + sizes_at)[:, None] + np.arange(SIZES)] = 7919 * kinds
    letters = np.frombuffer(b"".join(framed), dtype=np.uint8)
    first = np.cumsum(lengths) - lengths  # of each form among all letters
    for width, kind, runs, to in ((3, 9, threes, starts + NAMED), (4, 10, fours, starts + sizes_at + SIZES)):
        step = np.arange(runs.sum()) - np.repeat(np.cumsum(runs) - runs, runs)
        rows[np.repeat(to, runs) + step] = _crc32s(letters, np.repeat(first, runs) + step, width, kind)
    return Features(rows % buckets, starts)


def _crc32s(letters: "np.ndarray[Any, np.dtype[np.uint8]]", at: Integers, width: int, value: int) -> Integers:
    """`crc32(letters[i : i + width], value)` for each i in `at`."""
    table, state = _crc_table(), np.full(len(at), value ^ 0xFFFFFFFF, dtype=np.uint32)
    for step in range(width):
        state = table[(state ^ letters[at + step]) & 0xFF] ^ (state >> np.uint32(8))
    return (state ^ np.uint32(0xFFFFFFFF)).astype(np.int64)


@cache
def _crc_table() -> "np.ndarray[Any, np.dtype[np.uint32]]":
    """What a byte does to the checksum, taken from zlib itself: crc32 of one byte undone by its own shift."""
    alone = np.array([crc32(bytes([byte])) for byte in range(256)], dtype=np.uint32)
    table: np.ndarray[Any, np.dtype[np.uint32]] = (alone ^ np.uint32(0xFF000000))[np.arange(256) ^ 0xFF]
    return table
