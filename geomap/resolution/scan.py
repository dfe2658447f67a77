"""A quick search for names in a text: runs of capitalised words that the gazetteer knows.

Only context: when a caller gives the spans to resolve, the other names of the article are found here. It would rather
miss a name than invent one: a run counts whole ("Third Presbyterian Church" is never "Third"), single small words need
a place of some size, and persons' and institutions' names are left out.
"""

import re
from collections.abc import Sequence

from geomap.ports import Gazetteer
from geomap.records import Span
from geomap.resolution.cues import Cues

# U.S., St., or a word with inner hyphens and apostrophes; a full stop or a possessive ends the run.
_WORD = r"(?:(?:[A-Z]\.){2,}|(?:St|Ste|Mt|Ft)\.|[A-ZÀ-ÖØ-Þ]\w*(?:['’-](?!s\b)\w+)*)"
_RUN = re.compile(rf"\b{_WORD}(?:[ \t]+(?:(?:of|the|de|del|la|el|al|and|upon|on|ez|es)[ \t]+){{0,2}}{_WORD}){{0,5}}")
_PIECE = re.compile(r"\S+")
_BEFORE = re.compile(r"([\w.]+)[ \t]+$")

MIN_POPULATION = 1_000  # of a single word: below that, ordinary words and surnames are likelier
MAX_NAMES = 2_000  # per article: enough context for any text, and a bound on the work


def _is_context(name: str, words: int, gazetteer: Gazetteer, cues: Cues) -> bool:
    if words == 1 and (cues.stops(name) or len(name) < 2):
        return False
    population = gazetteer.max_population(name)
    return population >= (MIN_POPULATION if words == 1 else 0)


def _names_in(start: int, run: str, gazetteer: Gazetteer, cues: Cues) -> list[tuple[Span, str]]:
    """The names of one run: all of it, or what is left without the words at its front that belong to no name."""
    pieces = [(match.start(), match.group()) for match in _PIECE.finditer(run)]
    while pieces and (cues.stops(pieces[0][1]) or not pieces[0][1][0].isupper()):
        pieces.pop(0)
    if not pieces or cues.is_title(pieces[0][1]):
        return []
    first, last = pieces[0][0], pieces[-1]
    name = run[first : last[0] + len(last[1])]
    if len(pieces) > 1 and cues.is_generic(pieces[-1][1]) and gazetteer.max_population(name) < 0:
        return []
    if _is_context(name, len(pieces), gazetteer, cues):
        return [(Span(start + first, start + first + len(name)), name)]
    if " and " not in name:
        return []
    left, right = name.split(" and ", 1)  # "Iraq and Syria" is one run of two names
    offset = start + first
    return _names_in(offset, left, gazetteer, cues) + _names_in(offset + len(left) + 5, right, gazetteer, cues)


def find_names(text: str, gazetteer: Gazetteer, cues: Cues, taken: Sequence[Span] = ()) -> list[tuple[Span, str]]:
    """Names of the text that are no part of a taken span, in the order of the text.

    Args:
        text: the article's text; offsets are its code points.
        gazetteer: decides what is a name.
        cues: words that are no names, titles of persons, endings of institutions' names.
        taken: spans that are known already.
    """
    covered = bytearray(len(text) + 1)
    for span in taken:
        covered[span.start : span.end] = b"\x01" * (min(span.end, len(text)) - span.start)
    found: list[tuple[Span, str]] = []
    for match in _RUN.finditer(text):
        start, end = match.span()
        if any(covered[start:end]):
            continue
        before = _BEFORE.search(text, max(0, start - 20), start)
        if before and cues.is_title(before[1]) and before[1][0].isupper():
            continue
        found.extend(_names_in(start, match.group(), gazetteer, cues))
        if len(found) >= MAX_NAMES:
            break
    return found
