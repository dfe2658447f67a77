"""tests/cases/resolution.tsv: one sentence a line, resolved with the shipped tables and weights."""

from pathlib import Path

import pytest

from geomap.geodesy import distance_m
from geomap.records import Article, Mention, Point, Span
from geomap.resolution.cues import parse_cues
from geomap.resolution.model import parse_model
from geomap.resolution.resolver import Resolver
from geomap.settings import load
from geomap.wiring import Mapper

ROOT = Path(__file__).parents[3]
RULES = ROOT / "gazetteer" / "rules"
CASES = ROOT / "tests" / "cases" / "resolution.tsv"


def cases() -> list[pytest.param]:
    rows = []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith(("#", "sentence\t")):
            sentence, name, expected, note = line.split("\t")
            marks = [pytest.mark.xfail(reason=note, strict=True)] if note.startswith("xfail:") else []
            rows.append(pytest.param(sentence, name, expected, id=f"{name}: {sentence[:50]}", marks=marks))
    return rows


@pytest.fixture(scope="session")
def resolver() -> Resolver:
    lines = {
        name: (RULES / f"resolution_{name}.tsv").read_text("utf-8").splitlines()
        for name in ("weights", "trees", "cues")
    }
    return Resolver(Mapper(load()).gazetteer, parse_model(lines["weights"], lines["trees"]), parse_cues(lines["cues"]))


@pytest.mark.xdist_group("resolution")
@pytest.mark.parametrize(("sentence", "name", "expected"), cases())
def test_a_name_means_the_place_that_a_reader_would_say(
    sentence: str, name: str, expected: str, resolver: Resolver
) -> None:
    text, _, number = name.partition("#")
    start = -1
    for _occurrence in range(int(number or 1)):
        start = sentence.index(text, start + 1)
    span = Span(start, start + len(text))
    article = Article(id="case", text=sentence, toponyms=(span,))
    (answer,) = resolver.resolve(article, (Mention(span=span, text=text),))
    place = answer.place
    if expected == "none":
        assert place is None
        return
    assert place is not None, "not found"
    described = f"{place.name}, {place.admin1}, {place.country_code}, {place.feature_code}, {place.id}"
    if ":" in expected:
        assert place.id == expected, described
    else:
        lon, lat, km = map(float, expected.split(","))
        assert distance_m(place.point, Point(lon, lat)) <= km * 1000, described
