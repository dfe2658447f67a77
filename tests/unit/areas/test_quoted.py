"""Which quotations name an area, and which place they are tied to."""

from collections.abc import Callable

import pytest

from geomap.areas.reader import AreaReading

# sentence, then for each quoted name: its text, the place it is tied to ("-": none), its region's relation ("-": none)
CASES = [
    ('They left the "[Hajin] pocket" at dawn.', [("Hajin pocket", "Hajin", "pocket")]),
    ("They left the “[Hajin] pocket” at dawn.", [("Hajin pocket", "Hajin", "pocket")]),
    ("They left the «[Hajin] pocket» at dawn.", [("Hajin pocket", "Hajin", "pocket")]),
    ("They left the ‘[Hajin] pocket’ at dawn.", [("Hajin pocket", "Hajin", "pocket")]),
    ("They left the '[Hajin] pocket' at dawn.", [("Hajin pocket", "Hajin", "pocket")]),
    ('The "security zone" in southern [Lebanon] fell.', [("security zone", "Lebanon", "south")]),
    ('Talks on a "safe zone" went nowhere.', [("safe zone", "-", "-")]),
    ('The "no-fly zone," he said, is dead.', [("no-fly zone", "-", "-")]),
    ('Fighters of the "caliphate" fled.', [("caliphate", "-", "-")]),
    ('The last of the "caliphate" in eastern [Syria] fell.', [("caliphate", "-", "east")]),
    ('The "[Homs] People\'s Republic" has a flag.', [("Homs People's Republic", "Homs", "republic")]),
    ('[Iraq]\'s "green belt" dried up.', [("green belt", "Iraq", "-")]),
    (
        'Rockets hit the "[Kirkuk] corridor" and the "[Mosul] line".',
        [("Kirkuk corridor", "Kirkuk", "corridor"), ("Mosul line", "Mosul", "line")],
    ),
    ('They call it "Little [Aleppo]" now.', [("Little Aleppo", "Aleppo", "-")]),
    ('"The last fight," he said of [Homs].', []),
    ('He called it a "red line" for [Iraq].', []),
    ('She left her "comfort zone" in [Paris].', []),
    ('"We will hold this line," said a man in [Homs].', []),
    ('The budget is "in line".', []),
    ('He saw "Stars Over [Homs]" on stage.', []),
    ('It is a "war on [Homs]" and more.', []),
    ('He said "mostly over" and "every day".', []),
    ("The men's and the women's zone in [Homs] opened.", []),
    ('A "hot zone" was fenced.', []),
    ('A 6" pipe and a 7" pipe burst in [Homs].', []),
    ('An unclosed "[Hajin] pocket was shelled.', []),
]


@pytest.mark.parametrize(("sentence", "expected"), CASES)
def test_quoted_names(
    sentence: str, expected: list[tuple[str, str, str]], read: Callable[[str], AreaReading], marked
) -> None:  # type: ignore[no-untyped-def]  # a fixture
    reading, text = read(sentence), marked(sentence).text
    found = []
    for name in reading.quoted_names:
        assert text[name.span.start : name.span.end] == name.text
        tied = "-" if name.mention is None else reading.resolutions[name.mention].mention.text
        found.append((name.text, tied, name.region.relation if name.region else "-"))
    assert found == expected


def test_a_pocket_alone_is_a_circle_and_says_why(read: Callable[[str], AreaReading]) -> None:
    region = read('They left the "[Hajin] pocket" at dawn.').resolutions[0].region
    assert region is not None
    assert "for want of anything better" in region.note
    assert region.bbox.east - region.bbox.west == pytest.approx(2 * 15 / (111.2 * 0.822), rel=0.02)


def test_many_quotation_marks_cost_little(reader) -> None:  # type: ignore[no-untyped-def]  # a fixture
    assert reader.read('"' * 200_000 + " “" * 100_000, (), lambda _: None).quoted_names == ()
