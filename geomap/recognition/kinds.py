"""Metonyms: a place named for its government, its army or its team, told by the words around it."""

import re

from geomap.recognition.page import Draft, Page
from geomap.recognition.rules import RecognitionRules
from geomap.records import Kind

_PLAIN = frozenset({"dateline", "state", "list", "party"})  # patterns of which nobody speaks as of a government
# No government, army or team is behind these, whatever they do: "the Niger River reached", "Jasper National Park lost".
_NATURE = re.compile(
    r"\b(?:river|creek|mountains?|canyon|glacier|desert|volcano|national (?:park|forest|monument))$", re.IGNORECASE
)
_REACH = 60  # characters on either side that the cues may look at


def with_metonyms(page: Page, drafts: list[Draft]) -> list[Draft]:
    """The drafts, with those literal ones that stand for people marked as metonyms."""
    return [draft._replace(kind=Kind.METONYM) if _is_metonym(page, draft) else draft for draft in drafts]


def _is_metonym(page: Page, draft: Draft) -> bool:
    may_be = draft.kind is Kind.LITERAL and draft.source not in _PLAIN
    may_be = may_be and _NATURE.search(page.text[draft.start : draft.end]) is None
    return may_be and stands_for_people(page.text, draft.start, draft.end, page.rules)


def stands_for_people(text: str, start: int, end: int, rules: RecognitionRules) -> bool:
    """Whether the words around text[start:end] speak of the people behind the place."""
    if rules.metonym_after.match(text, end, end + _REACH):
        return True
    if rules.metonym_deed.match(text, end, end + _REACH):
        return rules.literal_before.search(text, max(0, start - _REACH), start) is None
    return rules.metonym_before.search(text, max(0, start - _REACH), start) is not None
