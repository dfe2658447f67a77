"""Place names that go on before or behind what the tagger marked: "Rio Grande" of "Rio Grande do Sul"."""

import re

from geomap.recognition.page import Page
from geomap.recognition.spans import EMBEDDED_PLACE, PEOPLES, PLACE, PLACES, ModelSpan
from geomap.recognition.standing import KNOWN

_SMALL = "of|and|the|upon|on|do|da|de|dos|das|di|del|della|du|des|la|las|los|el|al|es|ez|ed|sur|en"
_JOINT = re.compile(rf"[ -]| & |['’]s |(?:[ -](?:{_SMALL})){{1,2}}[ -]")
_WIDEST_GAP = 12  # characters of " upon the "
_FARTHEST = 3  # words to either side


def lengthened(page: Page) -> list[ModelSpan]:
    """The tagger's spans, places as long as the gazetteer knows them; what a longer one holds then is left out."""
    found: list[ModelSpan] = []
    for span in page.spans:
        if not found or found[-1].end <= span.start:
            found.append(_longest(page, span))
    return found


def _longest(page: Page, span: ModelSpan) -> ModelSpan:
    """The span of the longest name that holds the tagger's place and that the gazetteer knows; else the span itself.

    A people's name may begin a place's: "Tamil Nadu", "the Persian Gulf".
    """
    if span.label not in PLACES and span.label not in (PEOPLES, EMBEDDED_PLACE):
        return span
    label = span.label if span.label in PLACES else PLACE
    longer = [(start, span.end) for start in _starts(page, span.start)]
    longer += [(span.start, end) for end in _ends(page, span.end)]
    for start, end in sorted(longer, key=lambda each: each[0] - each[1]):
        name = page.text[start:end]
        if page.population(name) >= KNOWN and not page.is_demonym(name) and not page.office_follows(end):
            return ModelSpan(start, end, label, span.chances)
    return span


def _ends(page: Page, end: int) -> list[int]:
    """Where the name may end, words on."""
    found = [end]
    first = page.index_from(end)
    for word in page.words[first : first + _FARTHEST]:
        if not _joins(page, found[-1], word.start):
            break
        found.append(word.end)
    return found[1:]


def _starts(page: Page, start: int) -> list[int]:
    """Where it may start, words before."""
    found = [start]
    first = page.index_from(start)
    for word in page.words[max(0, first - _FARTHEST) : first][::-1]:
        lowered = word.text.casefold()
        if lowered in page.rules.offices or lowered in page.rules.locators or not _joins(page, word.end, found[-1]):
            break  # "University of Cincinnati" is no place, and "In" no part of one
        found.append(word.start)
    return found[1:]


def _joins(page: Page, end: int, start: int) -> bool:
    if not end < start <= end + _WIDEST_GAP:
        return False
    return _JOINT.fullmatch(page.text, end, start) is not None or page.text.startswith(", D.C.", end)
