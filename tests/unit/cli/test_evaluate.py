import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]

OSLO = {
    "id": "1",
    "text": "Rain in Oslo.",
    "toponyms": [{"start": 8, "end": 12, "name": "Oslo", "lon": 10.7, "lat": 59.9}],
}
BERGEN = {"id": "2", "text": "Rain in Bergen.", "toponyms": [{"start": 8, "end": 14, "lon": 5.3, "lat": 60.4}]}


def write(name: str, *rows: dict[str, Any]) -> None:
    Path(name).write_text("".join(json.dumps(row) + "\n" for row in rows))


def failures(err: str) -> list[dict[str, Any]]:
    """The failed articles; the other lines say how fast the run was."""
    return [json.loads(line) for line in err.splitlines() if line.startswith("{")]


def test_each_file_is_reported(geomap: Call) -> None:
    write("one.jsonl", OSLO)
    write("two.jsonl", OSLO, BERGEN)
    outcome = geomap("evaluate", "one.jsonl", "two.jsonl")
    first, second = outcome.out.split("two.jsonl")
    assert (outcome.status, failures(outcome.err)) == (0, [])
    assert "same span                                 1.0000    1.0000    1.0000" in first
    assert "same span                                 1.0000    0.5000    0.6667" in second
    assert "right within 161 km                       0.5000" in second
    assert "[Bergen]" in second


def test_how_fast_it_was_is_no_part_of_the_report(geomap: Call) -> None:
    write("gold.jsonl", OSLO, BERGEN)
    outcome = geomap("evaluate", "gold.jsonl")
    assert "2 articles read in" in outcome.err
    assert "second" not in outcome.out
    assert outcome.out == geomap("evaluate", "gold.jsonl").out


def test_resolution_alone_can_be_measured(geomap: Call) -> None:
    write("gold.jsonl", OSLO, BERGEN)
    out = geomap("evaluate", "gold.jsonl", "--given-spans").out
    assert "right within 161 km                       0.5000" in out
    assert "same span" not in out


def test_what_made_the_figures_is_said(geomap: Call) -> None:
    write("gold.jsonl", OSLO)
    assert "  gazetteer fake\n  recogniser fake\n" in geomap("evaluate", "gold.jsonl").out


def test_figures_for_programs(geomap: Call) -> None:
    write("gold.jsonl", OSLO, BERGEN)
    assert "same span" in geomap("evaluate", "gold.jsonl", "--json", "out.json").out
    (line,) = Path("out.json").read_text().splitlines()
    piped = geomap("evaluate", "gold.jsonl", "--json", "-").out
    assert piped == line + "\n"
    figures = json.loads(line)
    assert (figures["docs"], figures["gold_with_coordinates"], figures["resolution"]["answered"]) == (2, 2, 0.5)


def test_mistakes_may_be_left_out(geomap: Call) -> None:
    write("gold.jsonl", BERGEN)
    assert "[Bergen]" not in geomap("evaluate", "gold.jsonl", "--worst", "0").out


def test_folds_show_pairs_that_are_new(geomap: Call) -> None:
    write("gold.jsonl", {**OSLO, "corpus": "north"}, BERGEN, {**OSLO, "id": "3"})
    Path("folds.tsv").write_text("north\t1\t0\nnorth\t2\t0\nnorth\t3\t1\n")
    out = geomap("evaluate", "gold.jsonl", "--folds", "folds.tsv").out
    assert "pairs that no other fold has                   0" in out  # no candidate for Bergen is right
    rows = [line.split()[:2] for line in out.splitlines() if line.startswith(("seen", "new"))]
    assert rows == [["seen", "2"], ["new", "1"], ["seen", "2"]]  # all, then those in reach


@pytest.mark.parametrize("rows", ["north\t1\t0\n", "gold\t1\n", None])
def test_folds_that_are_of_no_use_are_one_line(geomap: Call, rows: str | None) -> None:
    write("gold.jsonl", OSLO)
    if rows is not None:
        Path("folds.tsv").write_text(rows)
    outcome = geomap("evaluate", "gold.jsonl", "--folds", "folds.tsv")
    assert outcome.status == 2
    assert "folds" in outcome.line


def test_names_to_judge_by_may_be_handed_in(geomap: Call) -> None:
    write("gold.jsonl", OSLO)
    Path("country_names.tsv").write_text("# a comment\nNorway\tNO\n")
    Path("demonyms.tsv").write_text("Oslo\t\n")
    out = geomap("evaluate", "gold.jsonl", "--names", ".").out
    assert "same span                                 0.0000" in out  # Oslo is a demonym now, and left out
    assert "same span, demonyms counted in            1.0000" in out
    Path("demonyms.tsv").write_text("Oslo\n")
    assert "line 1" in geomap("evaluate", "gold.jsonl", "--names", ".").line


def test_broken_lines_do_not_stop_the_report(geomap: Call) -> None:
    bad = {"id": "3", "text": "Oslo", "toponyms": [{"start": 0, "end": 40}]}
    write("gold.jsonl", OSLO, bad, {"id": "4", "text": "crash", "toponyms": []}, {"id": "5", "text": "no toponyms"})
    outcome = geomap("evaluate", "gold.jsonl", "gone.jsonl")
    assert outcome.status == 1
    assert "gold.jsonl: 2 articles" in outcome.out  # the one that crashed counts as unanswered
    assert [failure.get("line") for failure in failures(outcome.err)] == [2, 4, 3, None]
    assert "toponym 0" in failures(outcome.err)[0]["reason"]


def test_a_coordinate_that_is_none_names_line_toponym_and_field(geomap: Call) -> None:
    write("gold.jsonl", {**OSLO, "toponyms": [{"start": 8, "end": 12, "lon": 10.7, "lat": "north"}]})
    line = geomap("evaluate", "gold.jsonl").line
    assert "gold.jsonl, line 1" in line
    assert "toponym 0 (counted from 0): `lat` is 'north'" in line


def test_articles_with_one_id_or_none_are_each_compared_with_their_own_answer(geomap: Call) -> None:
    later = {"id": "1", "text": "Oslo had rain.", "toponyms": [{"start": 0, "end": 4, "lon": 10.7, "lat": 59.9}]}
    write("gold.jsonl", OSLO, later, {**OSLO, "id": None}, {**later, "id": None})
    outcome = geomap("evaluate", "gold.jsonl")
    assert (outcome.status, failures(outcome.err)) == (0, [])
    assert "gold.jsonl: 4 articles" in outcome.out
    assert "same span                                 1.0000    1.0000" in outcome.out


def test_an_output_never_overwrites_the_gold(geomap: Call) -> None:
    write("gold.jsonl", OSLO)
    assert "input of this call" in geomap("evaluate", "gold.jsonl", "--json", "gold.jsonl").line


def test_nothing_to_evaluate_is_one_line(geomap: Call) -> None:
    Path("empty.jsonl").write_text("\n")
    assert geomap("evaluate", "empty.jsonl").line == "geomap: empty.jsonl: is empty"
    assert "no such file" in geomap("evaluate", "gone.jsonl").line
    assert geomap("evaluate").status == 2


def test_homes_that_were_learned_are_counted(geomap: Call) -> None:
    paper = [{**OSLO, "id": str(number), "meta": {"domain": "oslo.example"}} for number in range(8)]
    write("gold.jsonl", *paper, BERGEN)
    assert "homes learned 1, for 8 articles" in geomap("evaluate", "gold.jsonl").out
