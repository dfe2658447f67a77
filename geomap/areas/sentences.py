"""Where a sentence and a clause begin and end, around a given place in the text.

The ends of all sentences are found once, by one pass over the text, when the first of them is asked for: a text without
areas costs nothing, and one line of five megabytes no more for each of its areas than a short one.
"""

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from geomap.areas.mentions import MentionIndex
from geomap.records import Span

_REACH = 700  # characters to either side that a sentence may have
# Where a sentence may end: looked for first, since to try the whole pattern everywhere takes ten times as long.
_STOP = re.compile(r"[.!?…\n]")
# Nothing here is ever given back ("++"), and marks are read from the first of a run only: linear in any text.
_END = re.compile(r"(?<![.!?…])(?P<mark>[.!?…]++)[\"”’')\]»]*+\s++(?=[\"“‘'(\[«]?[A-Z0-9ÀÖØ-Þ])|\n\s*\n")
_SHORT = re.compile(
    r"(?:(?<![″′°”\"'\d\w])(?:[A-Z]|sq|St|Ste|Mt|Ft|Dr|Mr|Mrs|Ms|Gen|Lt|Col|Sgt|Gov|Sen|Rep|Rev|Prof|Inc|Ltd|Co|Corp|No|vs|approx|ca|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|[A-Z]\.[A-Z]))\Z"
)
_CLAUSE = re.compile(r"[;:]\s|\s[–—-]\s|,\s(?=(?:but|while|whereas|and then|although|though|so|yet)\s)")
_OPENERS = frozenset({"The", "In", "It", "A", "An", "He", "She", "They", "But", "This"})


class Sentences:
    """One text's sentences; full stops inside mentions (names such as "U.S.") end none."""

    def __init__(self, text: str, mentions: MentionIndex) -> None:
        self._text = text
        self._mentions = mentions

    def about(self, at: int) -> Span:
        """The sentence that holds position `at`, as far as 700 characters to either side."""
        floor, ceiling = max(0, at - _REACH), min(len(self._text), at + _REACH)
        stops, starts = self._ends
        following = bisect_right(starts, at)
        start = max(floor, starts[following - 1]) if following else floor
        end = min(ceiling, stops[following]) if following < len(stops) else ceiling
        return Span(start, max(start + 1, end))

    def before(self, position: int) -> Span | None:
        """The sentence that ends before this position, None at the start of the text."""
        while position > 0 and self._text[position - 1].isspace():
            position -= 1
        return self.about(position - 1) if position > 0 else None

    def clause(self, sentence: Span, span: Span) -> Span:
        """The part of the sentence about a span that no semicolon, dash or contrast cuts off."""
        starts, ends = self._cuts
        start, end = sentence.start, sentence.end
        earlier, later = bisect_right(ends, span.start) - 1, bisect_left(starts, span.end)
        if earlier >= 0 and starts[earlier] >= sentence.start:
            start = ends[earlier]
        if later < len(starts) and ends[later] <= sentence.end:
            end = starts[later]
        return Span(start, end)

    @cached_property
    def _ends(self) -> tuple[list[int], list[int]]:
        """Where each sentence stops, and where the next one starts."""
        stops, starts = [], []
        end = 0
        for stop in _STOP.finditer(self._text):
            hit = _END.match(self._text, stop.start()) if stop.start() >= end else None
            if hit is None:
                continue
            end, mark = hit.end(), hit["mark"] or ""
            if mark != "." or not self._abbreviated(hit.start()):
                stops.append(hit.start() + len(mark))
                starts.append(end)
        return [*stops, len(self._text)], [*starts, len(self._text)]

    @cached_property
    def _cuts(self) -> tuple[list[int], list[int]]:
        """Where the words between clauses start and end."""
        cuts = [hit.span() for hit in _CLAUSE.finditer(self._text)]
        return [start for start, _ in cuts], [end for _, end in cuts]

    def _abbreviated(self, stop: int) -> bool:
        if self._mentions.holds(stop):
            following = self._text[stop + 1 : stop + 40].split(maxsplit=1)
            return not following or following[0] not in _OPENERS
        return _SHORT.search(self._text, max(0, stop - 8), stop) is not None
