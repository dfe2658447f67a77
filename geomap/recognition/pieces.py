"""Long texts in pieces that a tagger can hold in memory, cut where a reader would pause."""

import re
from collections.abc import Iterator

LONGEST = 20_000  # characters of a piece; articles of the usual length stay whole
_UNBROKEN = re.compile(r"\S{400,}")
_PAUSES = (re.compile(r"\n\s*\n"), re.compile(r"[.!?][\"”’)]*\s"), re.compile(r"\s"))  # best first


def pieces(text: str, longest: int = LONGEST) -> Iterator[tuple[int, str]]:
    """(offset, piece) for every piece of the text, in order.

    A piece ends at the last paragraph, else sentence, else word that ends in its second half. What is longer than any
    word is left out: it holds no names, and tokenisers take quadratic time over it.
    """
    start = 0
    for unbroken in _UNBROKEN.finditer(text):
        yield from _cut(text, start, unbroken.start(), longest)
        start = unbroken.end()
    yield from _cut(text, start, len(text), longest)


def _cut(text: str, start: int, stop: int, longest: int) -> Iterator[tuple[int, str]]:
    while stop - start > longest:
        end = _pause(text, start + longest // 2, start + longest)
        yield start, text[start:end]
        start = end
    if start < stop:
        yield start, text[start:stop]


def _pause(text: str, low: int, high: int) -> int:
    for pause in _PAUSES:
        ends = [match.end() for match in pause.finditer(text, low, high)]
        if ends:
            return ends[-1]
    return high
