"""Which drafts stand for people: the network's word, but for what no government, army or team can be behind."""

import re
from collections.abc import Sequence
from typing import Protocol

from geomap.recognition.kinds.context import Context, contexts
from geomap.recognition.kinds.network import KINDS, Floats
from geomap.recognition.page import Draft, Page
from geomap.records import Kind

# How much likelier a metonym has to be than the place itself. A mention that is wrongly a metonym is missing from the
# map's first view, one that is wrongly literal can only widen it; benchmarks/README.md says what this costs and gives.
METONYM_FROM = 0.5

_PLAIN = frozenset({"dateline", "state", "list", "party"})  # patterns of which nobody speaks as of a government
# No government, army or team is behind these, whatever they do: "the Niger River reached", "Jasper National Park lost".
_NATURE = re.compile(
    r"\b(?:river|creek|mountains?|canyon|glacier|desert|volcano|national (?:park|forest|monument))$", re.IGNORECASE
)
# What befalls a place, and nobody who governs it: "Rafah burned", "as Sudan starves".
_BEFALLS = re.compile(
    r" (?:burn(?:s|ed|t)?|starve[sd]?|l(?:ies|ay) in (?:ruins|ashes))\b(?! (?:down )?(?:the|its|a)\b)"
)
# "KYIV, Ukraine (AP) —", "Mae Sot, Thailand —", "ROME/TUNIS —": where a story was written, whoever sits there.
_NAME = r"[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,3}"
_DATELINE_BEFORE = re.compile(rf"(?:^|\n)[ \t]*(?:{_NAME}[,/] ?)+$")
_DATELINE_AFTER = re.compile(rf"(?:[,/] ?{_NAME})?(?: \({_NAME}\))? ?[—–-]{{1,2}} ")
_LITERAL, _METONYM = KINDS.index(Kind.LITERAL), KINDS.index(Kind.METONYM)


class KindModel(Protocol):
    """Tells kinds by the words around a mention. Safe to call from several threads."""

    def probabilities(self, seen: Sequence[Context]) -> Floats:
        """One row a mention, one column for each of KINDS."""
        ...


def with_metonyms(found: Sequence[tuple[Page, list[Draft]]], model: KindModel) -> list[list[Draft]]:
    """The drafts of each page, with those literal ones that stand for people marked as metonyms."""
    asked = [[draft for draft in drafts if _may_be_metonym(page, draft)] for page, drafts in found]
    told = model.probabilities(
        [context for (page, _), drafts in zip(found, asked, strict=True) for context in _contexts(page, drafts)]
    )
    shares = iter((told[:, _METONYM] / (told[:, _LITERAL] + told[:, _METONYM])).tolist())
    metonyms = [{draft for draft in drafts if next(shares) >= METONYM_FROM} for drafts in asked]
    return [
        [draft._replace(kind=Kind.METONYM) if draft in these else draft for draft in drafts]
        for (_, drafts), these in zip(found, metonyms, strict=True)
    ]


def _contexts(page: Page, drafts: list[Draft]) -> list[Context]:
    spans = [(draft.start, draft.end) for draft in drafts]
    return contexts(page.text, spans, [page.is_demonym(page.text[start:end]) for start, end in spans])


def _may_be_metonym(page: Page, draft: Draft) -> bool:
    may_be = draft.kind is Kind.LITERAL and draft.source not in _PLAIN and not _in_dateline(page.text, draft)
    if not may_be or _BEFALLS.match(page.text, draft.end):
        return False
    return _NATURE.search(page.text[draft.start : draft.end]) is None


def _in_dateline(text: str, draft: Draft) -> bool:
    before = text[max(0, draft.start - 70) : draft.start]
    return _DATELINE_AFTER.match(text, draft.end) is not None and _DATELINE_BEFORE.search(before) is not None
