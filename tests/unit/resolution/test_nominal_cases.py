"""tests/cases/nominal.tsv: what phrases without a name stand for, one text a line."""

import re
from pathlib import Path

import pytest

from geomap.records import (
    Candidate,
    Kind,
    Mention,
    Place,
    Point,
    Resolution,
    ScoredCandidate,
    Span,
    Status,
)
from geomap.resolution.antecedents import Antecedents, parse_weights
from geomap.resolution.nominal_phrases import parse_nominals

ROOT = Path(__file__).parents[3]
MARK = re.compile(
    r"\{(?P<name>[^|{}]+)\|(?P<type>[A-Z]\.[A-Z0-9]+)(?:\|(?P<kind>\w+))?\}|\[(?P<phrase>[^|\]]+)\|(?P<of>[^\]]+)\]"
)


def lines(name: str) -> list[str]:
    text = (ROOT / "gazetteer" / "rules" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@pytest.fixture(scope="module")
def antecedents() -> Antecedents:
    return Antecedents(parse_nominals(lines("nominals.tsv")), parse_weights(lines("nominal_weights.tsv")))


def named(start: int, name: str, type_: str, kind: str | None, known: dict[str, Place]) -> Resolution:
    feature_class, _, code = type_.partition(".")
    alike = (old for key, old in known.items() if feature_class == "A" and key[:4] == name[:4])  # Syria and Syrian
    place = known.get(name) or next(alike, None)
    if place is None:
        where = Point(float(len(known)), 0.0)
        place = Place(id=f"geonames:{name}", name=name, point=where, feature_class=feature_class, feature_code=code)
    known[name] = place
    mention = Mention(span=Span(start, start + len(name)), text=name, kind=Kind(kind or "literal"))
    candidate = ScoredCandidate(candidate=Candidate(place=place, matched_name=name), probability=0.95)
    return Resolution(mention=mention, status=Status.RESOLVED, ranked=(candidate,))


def read(marked: str) -> tuple[str, list[Resolution], list[tuple[int, str, str]]]:
    """The text without its marks, the names in it, and (start, phrase, antecedent) of what should be found."""
    text, end = "", 0
    resolutions: list[Resolution] = []
    wanted: list[tuple[int, str, str]] = []
    known: dict[str, Place] = {}
    for mark in MARK.finditer(marked):
        text += marked[end : mark.start()]
        end = mark.end()
        if mark["name"]:
            resolutions.append(named(len(text), mark["name"], mark["type"], mark["kind"], known))
            text += mark["name"]
        else:
            wanted.append((len(text), mark["phrase"], known[mark["of"]].name))
            text += mark["phrase"]
    text += marked[end:]
    types = {one.place.name: one for one in resolutions if one.place}
    for name, first in types.items():  # a name that comes back is the same place
        for again in re.finditer(rf"\b{re.escape(name)}\b", text):
            span = Span(again.start(), again.end())
            if not any(one.mention.span.overlaps(span) for one in resolutions):
                mention = Mention(span=span, text=name)
                resolutions.append(Resolution(mention=mention, status=Status.RESOLVED, ranked=first.ranked))
    return text, sorted(resolutions, key=lambda one: one.mention.span), wanted


def cases() -> list[object]:
    found = []
    for line in (ROOT / "tests" / "cases" / "nominal.tsv").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith(("#", "text\t")):
            text, _, note = line.partition("\t")
            marks = [pytest.mark.xfail(reason=note, strict=True)] if note.startswith("xfail:") else []
            found.append(pytest.param(text.replace("\\n", "\n"), id=text[:70], marks=marks))
    return found


def test_the_marks_are_read() -> None:
    text, resolutions, wanted = read("{Homs|P.PPLA} fell. Homs burned. [The city|Homs] is empty.")
    assert text == "Homs fell. Homs burned. The city is empty."
    assert [one.mention.span for one in resolutions] == [Span(0, 4), Span(11, 15)]
    assert wanted == [(24, "The city", "Homs")]


@pytest.mark.parametrize("marked", cases())
def test_a_phrase_stands_for_what_a_reader_takes_it_for(antecedents: Antecedents, marked: str) -> None:
    text, resolutions, wanted = read(marked)
    found = [
        (one.mention.span.start, one.mention.text, one.place.name if one.place else "")
        for one in antecedents.read(text, resolutions)
    ]
    assert found == wanted
