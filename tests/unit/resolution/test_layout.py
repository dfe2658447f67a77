"""What stands between and beside names."""

import pytest

from geomap.resolution.cues import Cues, Sense
from geomap.resolution.layout import Link, Occurrence, cue_beside, dateline_end, link_between


@pytest.mark.parametrize(
    ("gap", "links"),
    [
        (", ", [Link.COMMA]),
        (" (", [Link.COMMA]),
        (" in northwestern ", [Link.INSIDE]),
        ("'s ", [Link.POSSESSIVE]),
        (" and ", [Link.AND]),
        (" met the mayor of ", []),
        (". ", []),
    ],
)
def test_words_between_names(gap: str, links: list[Link]) -> None:
    text = f"Aaaa{gap}Bbbb"
    left = Occurrence(start=0, end=4, name="Aaaa", mention=0)
    right = Occurrence(start=4 + len(gap), end=8 + len(gap), name="Bbbb", mention=1)
    assert link_between(text, left, right) == links


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("the city of Idlib fell", Sense.CITY),
        ("in Idlib province today", Sense.STATE),
        ("they invaded Idlib today", Sense.THEATRE),
        ("the Idlib countryside", Sense.DIVISION),
        ("we like Idlib today", None),
    ],
)
def test_words_beside_a_name(cues: Cues, text: str, sense: Sense | None) -> None:
    start = text.index("Idlib")
    assert cue_beside(text, start, start + 5, cues)[0] is sense


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("BEIRUT (AP) — Shops closed.", "BEIRUT (AP) —"),
        ("PARIS, Texas -- It rained.", "PARIS, Texas --"),
        ("Plain.", ""),
    ],
)
def test_datelines(text: str, found: str) -> None:
    assert text[: dateline_end(text)] == found
