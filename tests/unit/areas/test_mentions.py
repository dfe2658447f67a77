"""Mentions looked up by position: the same answers as by looking at every one of them."""

import random

import pytest

from geomap.areas.mentions import MentionIndex
from geomap.records import Mention, Resolution, Span, Status


def resolutions(spans: list[tuple[int, int]]) -> list[Resolution]:
    return [
        Resolution(mention=Mention(span=Span(*span), text="x" * (span[1] - span[0])), status=Status.NOT_FOUND)
        for span in spans
    ]


def test_a_text_without_mentions_holds_none() -> None:
    index = MentionIndex([])
    assert index.inside(Span(0, 9)) == []
    assert index.over(3) == []
    assert not index.holds(3)
    assert index.next_from(0) is None
    assert index.last_until(9) is None


@pytest.mark.parametrize("seed", range(20))
def test_overlapping_mentions_in_any_order_are_found(seed: int) -> None:
    chance = random.Random(seed)
    starts = [chance.randrange(60) for _ in range(15)]
    spans = [(start, start + chance.randint(1, 12)) for start in starts]
    index = MentionIndex(resolutions(spans))
    for start in range(70):
        window = Span(start, start + chance.randint(1, 30))
        inside = [at for at, span in enumerate(spans) if window.contains(Span(*span))]
        assert sorted(index.inside(window)) == inside
        over = {at for at, span in enumerate(spans) if span[0] <= start < span[1]}
        assert set(index.over(start)) == over
        assert index.holds(start) == bool(over)


def test_neighbours_are_the_nearest_on_either_side() -> None:
    index = MentionIndex(resolutions([(20, 25), (0, 5), (10, 15)]))
    assert [index.next_from(at) for at in (0, 1, 10, 11, 21)] == [1, 2, 2, 0, None]
    assert [index.last_until(at) for at in (4, 5, 14, 15, 30)] == [None, 1, 1, 2, 0]
    assert index.inside(Span(0, 30)) == [1, 2, 0]
