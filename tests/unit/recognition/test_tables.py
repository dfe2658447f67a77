"""The rule tables that ship: each line is understood, and says its thing once."""

from collections import Counter
from pathlib import Path

import pytest

from geomap.recognition.rules import TABLES, recognition_rules

FOLDER = Path(__file__).parents[3] / "gazetteer"


def rows(name):
    lines = (FOLDER / name).read_text(encoding="utf-8").rstrip("\n").split("\n")
    return [line.split("\t") for line in lines if line and not line.startswith("#")][1:]


@pytest.fixture(scope="module")
def shipped():
    return recognition_rules(**{name: rows(path) for name, path in TABLES.items()})


def test_no_rule_is_empty(shipped):
    assert all(getattr(shipped, name) for name in shipped.__dataclass_fields__)


@pytest.mark.parametrize(
    ("table", "columns"),
    [("words", 3), ("common_words", 2), ("boilerplate", 4)],
)
def test_every_line_has_its_columns(table, columns):
    assert [row for row in rows(f"rules/recognition_{table}.tsv") if len(row) != columns] == []


def test_no_word_stands_twice_in_a_role():
    counted = Counter((role, word.casefold()) for role, word, _ in rows("rules/recognition_words.tsv"))
    assert [pair for pair, times in counted.items() if times > 1] == []


def test_a_common_word_stands_in_one_table_only():
    mild = {row[0].casefold() for row in rows("curated/never_places.tsv") if row[1] == "common_word"}
    assert [word for word, _ in rows("rules/recognition_common_words.tsv") if word in mild] == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Rain.\n[an error occurred while processing the directive]", "Rain.\n"),
        ("Rain.\nCopyright 2018 The Post", "Rain.\n"),
        ("Rain.\n© 2018 The Post", "Rain.\n"),
        ("See https://example.org/paris now", "See  now"),
        ("Write to anna@berlin.example now", "Write to  now"),
        ("Rain.\nRelated news\nFire in Rome\nSnow in Oslo", "Rain.\n"),
        ("Rain.\nSign up for our London letter\nSnow.", "Rain.\n\nSnow."),
        ("The related news was bad.", "The related news was bad."),
        ("He had the right to copyright it in Rome.", "He had the right to copyright it in Rome."),
    ],
)
def test_boilerplate_is_told_from_the_story(shipped, text, left):
    matches = [pattern for trigger, pattern in shipped.boilerplate_inline if trigger in text.lower()]
    kept = text
    for pattern in matches:
        kept = pattern.sub("", kept)
    lines = shipped.boilerplate_lines
    starts = [0] + [at + 1 for at, letter in enumerate(kept) if letter == "\n"]
    for start in reversed(starts):
        match = lines.match(kept, start)
        kept = kept[:start] + kept[match.end() :] if match else kept
    assert kept == left
