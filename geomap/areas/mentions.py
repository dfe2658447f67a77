"""Which mentions lie where: the spans of an article's resolutions, looked up by position in logarithmic time."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

from geomap.records import Resolution, Span


class MentionIndex:
    """Mentions by position; answers are indices into the resolutions. Any order of the resolutions will do.

    They are sorted when they are first asked for, which few articles need.
    """

    def __init__(self, resolutions: Sequence[Resolution]) -> None:
        self._resolutions = resolutions

    @cached_property
    def _order(self) -> list[int]:
        return sorted(range(len(self._resolutions)), key=lambda index: self._resolutions[index].mention.span)

    @cached_property
    def _spans(self) -> list[Span]:
        return [self._resolutions[index].mention.span for index in self._order]

    @cached_property
    def _starts(self) -> list[int]:
        return [span.start for span in self._spans]

    @cached_property
    def _reach(self) -> list[int]:
        """The farthest end so far."""
        return list(accumulate((span.end for span in self._spans), max))

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
