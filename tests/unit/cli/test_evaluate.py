import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Call = Callable[..., Any]

OSLO = {
    "id": "1",
    "text": "Rain in Oslo.",
    "toponyms": [{"start": 8, "end": 12, "name": "Oslo", "lon": 10.7, "lat": 59.9}],
}
BERGEN = {"id": "2", "text": "Rain in Bergen.", "toponyms": [{"start": 8, "end": 14, "lon": 5.3, "lat": 60.4}]}


def write(name: str, *rows: dict[str, Any]) -> None:
    Path(name).write_text("".join(json.dumps(row) + "\n" for row in rows))


def test_each_file_is_reported(geomap: Call) -> None:
    write("one.jsonl", OSLO)
    write("two.jsonl", OSLO, BERGEN)
    outcome = geomap("evaluate", "one.jsonl", "two.jsonl")
    first, second = outcome.out.split("two.jsonl")
    assert (outcome.status, outcome.err) == (0, "")
    assert "F1 1.0000" in first
    assert "P 1.0000  R 0.5000" in second
    assert "[Bergen]" in second


def test_resolution_alone_can_be_measured(geomap: Call) -> None:
    write("gold.jsonl", OSLO, BERGEN)
    out = geomap("evaluate", "gold.jsonl", "--given-spans").out
    assert "right within 161 km     0.5000" in out
    assert "recognition" not in out


def test_broken_lines_do_not_stop_the_report(geomap: Call) -> None:
    bad = {"id": "3", "text": "Oslo", "toponyms": [{"start": 0, "end": 40}]}
    write("gold.jsonl", OSLO, bad, {"id": "4", "text": "crash", "toponyms": []}, {"id": "5", "text": "no toponyms"})
    outcome = geomap("evaluate", "gold.jsonl", "gone.jsonl")
    failures = [json.loads(line) for line in outcome.err.splitlines()]
    assert outcome.status == 1
    assert "articles                2" in outcome.out  # the one that crashed counts as unanswered
    assert [failure.get("line") for failure in failures] == [2, 4, 3, None]


def test_articles_with_one_id_or_none_are_each_compared_with_their_own_answer(geomap: Call) -> None:
    later = {"id": "1", "text": "Oslo had rain.", "toponyms": [{"start": 0, "end": 4, "lon": 10.7, "lat": 59.9}]}
    write("gold.jsonl", OSLO, later, {**OSLO, "id": None}, {**later, "id": None})
    outcome = geomap("evaluate", "gold.jsonl")
    assert (outcome.status, outcome.err) == (0, "")
    assert "articles                4" in outcome.out
    assert "recognition             P 1.0000  R 1.0000" in outcome.out


def test_nothing_to_evaluate_is_one_line(geomap: Call) -> None:
    Path("empty.jsonl").write_text("\n")
    assert geomap("evaluate", "empty.jsonl").line == "geomap: empty.jsonl: is empty"
    assert "no such file" in geomap("evaluate", "gone.jsonl").line
    assert geomap("evaluate").status == 2
