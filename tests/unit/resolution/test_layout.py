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
        (", in the far north of ", [Link.INSIDE]),
        (", a small town in northern ", [Link.INSIDE]),
        (", which lies in ", [Link.INSIDE]),
        (" in talks with ", [Link.APART]),
        (" for a camp in ", []),
        (" to ", []),
        ("'s ", [Link.POSSESSIVE]),
        ("'s second city, ", [Link.POSSESSIVE]),
        ("'s war against ", []),
        (" port city of ", [Link.POSSESSIVE]),
        (" invasion of ", []),
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
    ("text", "links"),
    [
        ("She flew from Aaaa to Bbbb.", [Link.APART]),
        ("She left Aaaa for talks in Bbbb.", [Link.APART]),
        ("We see Aaaa at war with Bbbb.", [Link.APART]),
        ("The road to Aaaa for Bbbb.", []),
        ("Letters in Aaaa to Bbbb.", []),
    ],
)
def test_journeys_tell_two_names_apart(text: str, links: list[Link]) -> None:
    left, right = (
        Occurrence(start=text.index(name), end=text.index(name) + 4, name=name, mention=0) for name in ("Aaaa", "Bbbb")
    )
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
