import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Call = Callable[..., Any]


def test_candidates_evidence_and_probabilities_are_shown(geomap: Call) -> None:
    Path("a.txt").write_text("It snows. Rain in Oslo over 4 sq km, they said. Hidden is dry.")
    outcome = geomap("explain", "a.txt")
    assert (outcome.status, outcome.err) == (0, "")
    for words in ("«Oslo»", "Minnesota", "90%", "10%", "+1.50", "population 700,000", "59.91°N 10.75°E", "4 sq km",
                  "Rain in «Oslo» over 4 sq km, they said.", "not found", "narrowed to “north of Oslo”"):  # fmt: skip
        assert words in outcome.out, words
    assert "It snows. Rain" not in outcome.out
    assert "\\n" not in outcome.out


def test_the_home_learned_from_a_publishers_articles_is_shown(geomap: Call) -> None:
    Path("a.jsonl").write_text('{"text": "Rain in Oslo.", "domain": "avisen.no"}\n' * 3)
    out = geomap("explain", "a.jsonl").out
    assert out.count("The publisher's home: Oslo, NO, learned from 3 articles of avisen.no (93% sure)") == 3


def test_one_name_can_be_asked_for(geomap: Call) -> None:
    Path("a.txt").write_text("Oslo and Hidden.")
    out = geomap("explain", "a.txt", "--mention", "oslo").out
    assert "population 700,000" in out
    assert "Hidden (" not in out


def test_a_name_that_is_not_there_is_one_line(geomap: Call) -> None:
    Path("a.txt").write_text("Oslo.")
    outcome = geomap("explain", "a.txt", "--mention", "Bergen")
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.line == "geomap: no mention reads 'Bergen'; leave --mention out to see those that were found"


def test_an_article_without_places_says_so(geomap: Call) -> None:
    Path("a.txt").write_text("Nothing.")
    outcome = geomap("explain", "a.txt")
    assert (outcome.status, "No place is named." in outcome.out) == (0, True)


def test_the_same_name_with_the_same_answer_is_explained_once(geomap: Call) -> None:
    Path("a.txt").write_text("Oslo, Oslo, Oslo.")
    out = geomap("explain", "a.txt").out
    assert out.count("population 250") == 1
    assert "Oslo (literal, 3 times): resolved" in out


def test_hostile_text_stays_text(geomap: Call) -> None:
    hostile = "\x1b[2J\u202e[bold]Oslo[/bold] :smile:"
    Path("a.json").write_text(json.dumps({"text": hostile, "title": hostile, "id": hostile}))
    out = geomap("explain", "a.json").out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert r"\x1b[2J\u202e[bold]«Oslo»[/bold] :smile:" in out
