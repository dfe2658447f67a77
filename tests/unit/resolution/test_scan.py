"""The scan for context: capitalised runs that are places."""

import pytest

from geomap.records import Span
from geomap.resolution.cues import Cues
from geomap.resolution.scan import find_names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He flew from Dallas to Paris.", ["Dallas", "Paris"]),
        ("Talks in Iraq and Syria failed.", ["Iraq", "Syria"]),
        ("A barn near Lamar County burned.", ["Lamar County"]),
        ("Syria's army left.", ["Syria"]),
        ("The Third Presbyterian Church burned.", []),
        ("Mr. Dallas spoke.", []),
        ("They met John Paris. Later Paris left.", []),
        ("A town in Tenn. was hit.", ["Tenn"]),
        ("", []),
    ],
)
def test_finds_places_and_leaves_persons_and_institutions(few, cues: Cues, text: str, expected: list[str]) -> None:
    found = find_names(text, few, cues)
    assert [name for _, name in found] == expected
    assert all(text[span.start : span.end] == name for span, name in found)


def test_taken_spans_are_left_out_but_not_their_neighbours(few, cues: Cues) -> None:
    text = "Farmers in Texas and Tennessee waited."
    found = find_names(text, few, cues, [Span(11, 16)])
    assert [name for _, name in found] == ["Tennessee"]
