"""Twice the text is about twice the work: counted in steps of the interpreter, not in seconds."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from geomap.areas.reader import AreaReader

BLOCKS = 60
# Runs of one kind of sentence, each with what could be searched for in the whole text.
TEXTS = {
    "areas by a name": "In [Aleppo] 5 sq km burned. ",
    "areas in one endless sentence": "in [Aleppo] 5 sq km burned ",
    "areas without a name": "5 sq km ",
    "units without a number": "sq km ",
    "pronouns": "It covers 5 sq km. See [Aleppo]. ",
    "definitions": "[Aleppo] is a city. The lake covers 5 sq km. ",
    "parts": "northern [Syria], ",
    "a river and its towns": "[Raqqa] near the [Euphrates]. ",
    "demonyms": "[Syrian|demonym] ",
    "pockets": '"[Hajin] pocket". ',
    "zones": 'the "security zone" in [Lebanon]. ',
    "abbreviations": "the U.S. Army in [Homs]. ",
    "news": 'Troops left [Homs] for the "[Hajin] pocket" in eastern [Syria]. They hold 5 sq km near [Raqqa]. ',
}


def steps(work: Callable[[], Any]) -> int:
    """How many instructions the interpreter runs."""
    count = 0

    def trace(frame: FrameType, event: str, _: object) -> Any:
        nonlocal count
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        count += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("kind", TEXTS)
def test_twice_the_text_is_about_twice_the_work(kind: str, reader: AreaReader, marked) -> None:  # type: ignore[no-untyped-def]  # a fixture
    small, large = marked(TEXTS[kind] * BLOCKS), marked(TEXTS[kind] * 2 * BLOCKS)
    for given in (small, large):  # what is kept from text to text is made before
        reader.read(given.text, given.resolutions, lambda _: None)
    once = steps(lambda: reader.read(small.text, small.resolutions, lambda _: None))
    twice = steps(lambda: reader.read(large.text, large.resolutions, lambda _: None))
    assert twice < 2.2 * once
