"""tests/cases/near.tsv: one sentence a line, resolved with the shipped tables and weights."""

from pathlib import Path

import pytest

from geomap.records import GIVEN, Article, Mention, Span, Status
from geomap.resolution.cues import parse_cues
from geomap.resolution.model import parse_model
from geomap.resolution.near import NearAnswer
from geomap.resolution.near_model import parse_near_model
from geomap.resolution.resolver import Resolver
from geomap.settings import load
from geomap.wiring import Mapper

ROOT = Path(__file__).parents[3]
CASES = ROOT / "tests" / "cases" / "near.tsv"


def cases() -> list[pytest.param]:
    lines = [
        line for line in CASES.read_text(encoding="utf-8").splitlines() if not line.startswith(("#", "sentence\t"))
    ]
    rows = (line.split("\t") for line in lines)
    return [pytest.param(sentence, name, expected, id=sentence[:60]) for sentence, name, expected, _ in rows]


def table(name: str) -> list[str]:
    return (ROOT / "gazetteer" / "rules" / f"resolution_{name}.tsv").read_text("utf-8").splitlines()


@pytest.fixture(scope="session")
def resolver() -> Resolver:
    near = NearAnswer(parse_near_model(table("near")), parse_cues(table("cues")))
    return Resolver(
        Mapper(load()).gazetteer, parse_model(table("weights"), table("trees")), parse_cues(table("cues")), near=near
    )


@pytest.mark.xdist_group("resolution")
@pytest.mark.parametrize(("sentence", "name", "expected"), cases())
def test_a_name_that_no_gazetteer_holds_lies_near_what_the_sentence_is_about(
    sentence: str, name: str, expected: str, resolver: Resolver
) -> None:
    start = sentence.index(name)
    span = Span(start, start + len(name))
    asked = Mention(span=span, text=name, recognizer=GIVEN)
    (answer,) = resolver.resolve(Article(id="case", text=sentence, toponyms=(span,)), (asked,))
    found = answer.place.name if answer.place is not None and answer.status is Status.APPROXIMATE else "none"
    assert found == expected
