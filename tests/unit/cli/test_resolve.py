import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Call = Callable[..., Any]


def test_there_is_one_answer_for_each_span_in_their_order(geomap: Call) -> None:
    spans = [{"start": 9, "end": 13}, {"start": 0, "end": 6}, {"start": 9, "end": 13}]
    Path("a.jsonl").write_text(json.dumps({"id": "x", "text": "Hidden / Oslo", "toponyms": spans}))
    outcome = geomap("resolve", "a.jsonl")
    row = json.loads(outcome.out)
    assert outcome.status == 0
    assert [(mention["start"], mention["status"]) for mention in row["mentions"]] == [
        (9, "resolved"),
        (0, "not_found"),
        (9, "resolved"),
    ]


def test_an_article_with_an_impossible_span_fails_alone(geomap: Call) -> None:
    rows = [
        {"id": "1", "text": "Oslo", "toponyms": [{"start": 0, "end": 4}]},
        {"id": "2", "text": "Oslo", "toponyms": [{"start": 0, "end": 4}, {"start": 2, "end": 40}]},
        {"id": "3", "text": "Oslo"},
        {"id": "4", "text": "Oslo", "toponyms": []},
    ]
    Path("a.json").write_text(json.dumps(rows))
    outcome = geomap("resolve", "a.json")
    assert outcome.status == 1
    assert [json.loads(line)["id"] for line in outcome.out.splitlines()] == ["1", "4"]
    first, second = (json.loads(line) for line in outcome.err.splitlines())
    assert (first["id"], first["record"], "toponym 1" in first["reason"]) == ("2", 1, True)
    assert "no `toponyms`" in second["reason"]


def test_plain_text_has_nothing_to_resolve(geomap: Call) -> None:
    Path("a.txt").write_text("Oslo")
    assert "holds no `toponyms`" in geomap("resolve", "a.txt").line


def test_rough_positions_can_be_left_out(geomap: Call) -> None:
    Path("a.json").write_text(json.dumps({"text": "Roughly", "toponyms": [{"start": 0, "end": 7}]}))
    (with_,) = json.loads(geomap("resolve", "a.json").out)["mentions"]
    (without,) = json.loads(geomap("resolve", "a.json", "--no-approximate").out)["mentions"]
    assert (with_["status"], with_["place"]["radius_m"]) == ("approximate", 5000.0)
    assert (without["status"], without["place"], without["candidates"]) == ("not_found", None, [])
