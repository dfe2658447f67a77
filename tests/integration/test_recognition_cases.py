"""tests/cases/recognition.tsv: one text a line, read by the shipped tagger, gazetteer and rule tables."""

import re
from functools import cache
from pathlib import Path

import pytest

from geomap.recognition.corrected import CorrectedRecognizer
from geomap.recognition.rules import TABLES, RecognitionRules, recognition_rules
from geomap.recognition.tagger.model import TaggerModel
from geomap.records import Article
from geomap.settings import load
from geomap.wiring import Mapper

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "recognition.tsv"
MARK = re.compile(r"\{([^|{}]+)\|(\w+)\}")

Marked = tuple[int, int, str, str]  # start, end, name, kind


def rows(name: str) -> list[list[str]]:
    lines = (ROOT / "gazetteer" / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line.strip() and not line.startswith("#")][1:]


def shipped_rules() -> RecognitionRules:
    return recognition_rules(**{name: rows(path) for name, path in TABLES.items()})


@cache
def shipped_recognizer() -> CorrectedRecognizer:
    return CorrectedRecognizer(TaggerModel(), Mapper(load()).gazetteer, shipped_rules())


def unmarked(text: str) -> tuple[str, list[Marked]]:
    """The text without its marks, and what was marked."""
    plain, marks, end = "", [], 0
    for match in MARK.finditer(text):
        plain += text[end : match.start()]
        marks.append((len(plain), len(plain) + len(match[1]), match[1], match[2]))
        plain += match[1]
        end = match.end()
    return plain + text[end:], marks


def cases() -> list[pytest.param]:
    found = []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith(("#", "text\t")):
            text, _, note = line.partition("\t")
            marks = [pytest.mark.xfail(reason=note, strict=True)] if note.startswith("xfail:") else []
            found.append(pytest.param(text.replace("\\n", "\n"), id=text[:60], marks=marks))
    return found


def test_the_marks_are_read_as_offsets_into_the_text_without_them() -> None:
    assert unmarked("In {Oslo|literal}.") == ("In Oslo.", [(3, 7, "Oslo", "literal")])


@pytest.mark.xdist_group("recognition")
@pytest.mark.parametrize("marked", cases())
def test_a_text_names_the_places_that_a_reader_would_mark(marked: str) -> None:
    text, expected = unmarked(marked)
    found = shipped_recognizer().recognize(Article(id="case", text=text))
    assert [(m.span.start, m.span.end, m.text, m.kind.value) for m in found] == expected
