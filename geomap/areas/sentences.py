"""Where a sentence and a clause begin and end, around a given place in the text.

Only what stands near an area is looked at, in windows of fixed width: a text without areas costs nothing, and one line
of five megabytes no more than a short one.
"""

import re

from geomap.records import Span

_REACH = 700  # characters to either side that a sentence may have
_END = re.compile(r"(?P<mark>[.!?…]+)[\"”’')\]»]*(?P<space>\s+)(?=[\"“‘'(\[«]?[A-Z0-9ÀÖØ-Þ])|\n\s*\n|\Z")
_SHORT = re.compile(
    r"(?:(?<![″′°”\"'\d\w])(?:[A-Z]|sq|St|Ste|Mt|Ft|Dr|Mr|Mrs|Ms|Gen|Lt|Col|Sgt|Gov|Sen|Rep|Rev|Prof|Inc|Ltd|Co|Corp|No|vs|approx|ca|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|[A-Z]\.[A-Z]))\Z"
)
_CLAUSE = re.compile(r"[;:]\s|\s[–—-]\s|,\s(?=(?:but|while|whereas|and then|although|though|so|yet)\s)")


def sentence_about(text: str, at: int, kept: tuple[Span, ...] = ()) -> Span:
    """The sentence that holds position `at`; full stops inside `kept` spans (names such as "U.S.") end none."""
    floor, ceiling = max(0, at - _REACH), min(len(text), at + _REACH)
    start = floor
    for hit in _END.finditer(text, floor, ceiling):
        end = hit.end()
        if hit["mark"] == "." and _abbreviated(text, hit.start(), kept):
            continue
        if end > at or end >= ceiling:
            return Span(start, max(start + 1, hit.start() + len(hit["mark"] or "")))
        start = end
    return Span(start, max(start + 1, ceiling))


def sentence_before(text: str, sentence: Span, kept: tuple[Span, ...] = ()) -> Span | None:
    """The sentence before this one, None at the start of the text."""
    end = len(text[: sentence.start].rstrip())
    return sentence_about(text, end - 1, kept) if end > 0 else None


def clause_about(text: str, sentence: Span, span: Span) -> Span:
    """The part of the sentence about a span that no semicolon, dash or contrast cuts off."""
    start, end = sentence.start, sentence.end
    for cut in _CLAUSE.finditer(text, sentence.start, sentence.end):
        if cut.end() <= span.start:
            start = cut.end()
        elif cut.start() >= span.end:
            end = cut.start()
            break
    return Span(start, end)


def _abbreviated(text: str, stop: int, kept: tuple[Span, ...]) -> bool:
    if any(span.start <= stop < span.end for span in kept):
        following = text[stop + 1 : stop + 40].split(maxsplit=1)
        return not following or following[0] not in {"The", "In", "It", "A", "An", "He", "She", "They", "But", "This"}
    return _SHORT.search(text, max(0, stop - 8), stop) is not None
