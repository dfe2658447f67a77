"""Places that the article has named already: the tagger often sees only one of several occurrences."""

import re
from collections.abc import Callable, Iterator, Sequence

from geomap.recognition import cues
from geomap.recognition.page import Draft, Page
from geomap.recognition.spans import PERSON, PLACES
from geomap.recognition.standing import KNOWN, PROMINENT
from geomap.records import Kind

Free = Callable[[int, int], bool]  # whether no mention was found in [start, end) yet

_SHORTEST = 3  # letters of a name that is worth carrying on
_GAP = re.compile(r"[ \n-]")


def again(page: Page, found: Sequence[Draft], free: Free) -> Iterator[Draft]:
    """Further occurrences of the places found."""
    names = _by_first_word(page, found)
    for index, word in enumerate(page.words if names else ()):
        for name in names.get(word.text, ()):
            start, end = word.start, word.start + len(name)
            if page.text.startswith(name, start) and not page.text[end : end + 1].isalnum() and free(start, end):
                kind = _kind(page, index, start, end)
                if kind is not None:
                    yield Draft(start, end, kind, None, "again")


def _by_first_word(page: Page, found: Sequence[Draft]) -> dict[str, list[str]]:
    """First word -> the names to look for, the longest first."""
    names: dict[str, set[str]] = {}
    for draft in found:
        name = page.text[draft.start : draft.end]
        if draft.kind is Kind.LITERAL and len(name) >= _SHORTEST and _is_sure(page, draft, name):
            names.setdefault(_GAP.split(name)[0], set()).add(name)
            if name.isupper() and len(name) > _SHORTEST:  # of a dateline
                small = name.title()
                names.setdefault(_GAP.split(small)[0], set()).add(small)
    return {first: sorted(rest, key=lambda name: (-len(name), name)) for first, rest in names.items()}


def _is_sure(page: Page, draft: Draft, name: str) -> bool:
    """Whether one sight of the name is enough to read it as a place elsewhere."""
    if not page.may_carry(name) or (name in page.others and page.population(name) < PROMINENT):
        return False
    return page.population(name) >= KNOWN or draft.label is None  # what the patterns find needs no gazetteer


def _kind(page: Page, index: int, start: int, end: int) -> Kind | None:
    """What the name is here; None where it is a part of somebody's or something's name."""
    span = page.span_at(start)
    longer = span is not None and " " in page.text[span.start : span.end]
    if longer and span is not None and span.label == PERSON:
        return Kind.EMBEDDED if page.office_follows(end) else None
    if _goes_before(page, index) or cues.titled(page, start) or cues.told(page, start):
        return None
    if page.text[end : end + 1] == "-" and _is_place(page, end + 1):
        return Kind.LITERAL  # "the DPRK-Cuba talks"
    if page.text[end : end + 1] in (" ", "-") and page.next_word(end)[:1].isupper():
        return Kind.EMBEDDED if page.office_follows(end) else None
    return Kind.EMBEDDED if longer else Kind.LITERAL


def _is_place(page: Page, start: int) -> bool:
    """Whether the tagger sees a place start there."""
    span = page.span_at(start)
    return span is not None and span.start == start and span.label in PLACES


def _goes_before(page: Page, index: int) -> bool:
    """Whether the word before belongs to the name, unlike "In" of "In Mansfield" and "South" of "South Paris"."""
    if index == 0:
        return False
    before = page.words[index - 1]
    if page.text[before.end : page.words[index].start] not in (" ", "-") or page.opens_sentence(before.start):
        return False
    ordinary = page.is_never_place(before.text) or page.is_common(before.text)
    return not ordinary and before.text.casefold() not in page.rules.directions
