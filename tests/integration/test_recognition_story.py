"""The model story: what a careful editor marked in it, against what is recognised."""

import json
from pathlib import Path

import pytest

from geomap.recognition.corrected import CorrectedRecognizer
from geomap.recognition.rules import TABLES, recognition_rules
from geomap.recognition.tagger.model import TaggerModel
from geomap.records import Article, Mention
from geomap.settings import load
from geomap.wiring import Mapper, Tables, tables_folder

STORY = Path(__file__).parents[3] / "shared" / "story"


@pytest.fixture(scope="module")
def gold():
    if not (STORY / "story.gold.json").is_file():
        pytest.skip("the model story lies in the shared folder, which is not here")
    return json.loads((STORY / "story.gold.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def mentions(gold) -> tuple[Mention, ...]:
    settings = load()
    tables = Tables(tables_folder(settings))
    rules = recognition_rules(**{name: tables.cells(path) for name, path in TABLES.items()})
    text = (STORY / "story.txt").read_bytes().decode()
    recognizer = CorrectedRecognizer(TaggerModel(), Mapper(settings).gazetteer, rules)
    return recognizer.recognize(Article(id="story", text=text))


def test_every_literal_mention_is_found(gold, mentions):
    found = {(m.span.start, m.span.end): m.kind.value for m in mentions}
    literal = [(g["start"], g["end"]) for g in gold["mentions"] if g["kind"] == "literal"]
    assert [span for span in literal if found.get(span) != "literal"] == []


def test_demonyms_and_metonyms_are_marked_as_such(gold, mentions):
    found = {(m.span.start, m.span.end): m.kind.value for m in mentions}
    wrong = [
        (g["text"], g["start"], g["kind"], found.get((g["start"], g["end"])))
        for g in gold["mentions"]
        if g["kind"] in ("demonym", "metonym") and found.get((g["start"], g["end"])) != g["kind"]
    ]
    assert wrong == []


def test_nothing_else_is_a_mention(gold, mentions):
    marked = {(g["start"], g["end"]) for g in gold["mentions"]}
    assert [m.text for m in mentions if (m.span.start, m.span.end) not in marked] == []


def test_nothing_overlaps_what_is_no_place(gold, mentions):
    no_places = [(n["start"], n["end"]) for n in gold["not_places"] if "start" in n]
    assert no_places
    assert [m.text for m in mentions if any(s < m.span.end and m.span.start < e for s, e in no_places)] == []
