"""Which mentions lie where: the spans of an article's resolutions, looked up by position in logarithmic time."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from geomap.records import Resolution, Span


class MentionIndex:
    """Mentions by position; answers are indices into the resolutions. Any order of the resolutions will do."""

    def __init__(self, resolutions: Sequence[Resolution]) -> None:
        self._order = sorted(range(len(resolutions)), key=lambda index: resolutions[index].mention.span)
        self._spans = [resolutions[index].mention.span for index in self._order]
        self._starts = [span.start for span in self._spans]
        self._reach = list(accumulate((span.end for span in self._spans), max))  # the farthest end so far

    def inside(self, span: Span) -> list[int]:
        """Mentions that lie wholly in the span, in the order of the text."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return [self._order[at] for at in range(first, last) if self._spans[at].end <= span.end]

    def over(self, position: int) -> list[int]:
        """Mentions that hold this position, in the order of the text."""
        found: list[int] = []
        at = bisect_right(self._starts, position) - 1
        while at >= 0 and self._reach[at] > position:
            if self._spans[at].end > position:
                found.append(self._order[at])
            at -= 1
        return found[::-1]

    def holds(self, position: int) -> bool:
        """Whether any mention holds this position."""
        at = bisect_right(self._starts, position) - 1
        return at >= 0 and self._reach[at] > position

    def next_from(self, position: int) -> int | None:
        """The first mention that starts here or later."""
        at = bisect_left(self._starts, position)
        return self._order[at] if at < len(self._order) else None

    def last_until(self, position: int) -> int | None:
        """The last mention that ends here or earlier."""
        at = bisect_left(self._starts, position) - 1
        while at >= 0 and self._spans[at].end > position:  # only mentions that overlap make this more than a step
            at -= 1
        return self._order[at] if at >= 0 else None
