"""Every line of tests/cases/areas.tsv: which areas a sentence holds, and which place they belong to."""

from collections.abc import Callable
from pathlib import Path

import pytest

from geomap.areas.reader import AreaReading
from geomap.records import QuotedArea, Resolution

UNITS = {
    "km2": 1e6,
    "mi2": 2_589_988.110336,
    "ha": 1e4,
    "ac": 4046.8564224,
    "m2": 1.0,
    "ft2": 0.09290304,
    "yd2": 0.83612736,
    "nmi2": 3_429_904.0,
    "dunam": 1000.0,
    "feddan": 4200.833,
    "mu": 666.6667,
    "rai": 1600.0,
    "jerib": 2000.0,
    "stremma": 1000.0,
    "manzana": 7000.0,
    "bigha": 1337.803776,
}


def cases() -> list[tuple[str, str]]:
    path = Path(__file__).resolve().parents[2] / "cases" / "areas.tsv"
    found, sentence = [], ""
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        if line.startswith("# ") and not sentence:
            continue
        sentence += line
        if "\t" in line:  # a sentence may run over a line break
            marked, expected = sentence.split("\t")
            found.append((marked, expected))
            sentence = ""
        else:
            sentence += "\n"
    return found


KNOWN = "known failure: "
CASES = cases()
MARKED = [
    pytest.param(
        sentence,
        expected.removeprefix(KNOWN),
        marks=[pytest.mark.xfail(strict=True)] if expected.startswith(KNOWN) else [],
    )
    for sentence, expected in CASES
]


def told(area: QuotedArea, resolutions: tuple[Resolution, ...]) -> tuple[float | None, float | None, str, str, str]:
    place = "-" if area.mention is None else resolutions[area.mention].mention.text
    return area.low_m2, area.high_m2, area.bound.value, place, area.relation.value


def wanted(expected: str) -> list[tuple[float | None, float | None, str, str, str]]:
    made = []
    for one in expected.split(" ; ") if expected != "-" else []:
        value, unit, bound, *place, relation = one.split(" ")
        low, _, high = value.partition("..") if ".." in value else (value, "", value)
        made.append(
            (
                float(low) * UNITS[unit] if low else None,
                float(high) * UNITS[unit] if high else None,
                bound,
                " ".join(place),
                relation,
            )
        )
    return made


@pytest.mark.parametrize(("sentence", "expected"), MARKED)
def test_sentence(sentence: str, expected: str, read: Callable[[str], AreaReading]) -> None:
    reading = read(sentence)
    assert [told(area, reading.resolutions) for area in reading.areas] == [
        (pytest.approx(low) if low is not None else None, pytest.approx(high) if high is not None else None, *rest)
        for low, high, *rest in wanted(expected)
    ]


@pytest.mark.parametrize(("sentence", "expected"), CASES)
def test_spans_slice_to_their_text(sentence: str, expected: str, read: Callable[[str], AreaReading], marked) -> None:  # type: ignore[no-untyped-def]  # a fixture
    text = marked(sentence).text
    for area in read(sentence).areas:
        assert text[area.span.start : area.span.end] == area.text
        assert area.note
        assert (area.probability is None) == (area.mention is None)


def test_the_table_is_large_enough() -> None:
    assert len(CASES) >= 300
    assert sum(expected == "-" for _, expected in CASES) >= 60
