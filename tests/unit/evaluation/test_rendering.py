"""A report as a terminal and as a program get it."""

import json

from gold_stories import FAR, GOLD, ROUGH, SYRIA, TABLES, WEST, Names, answer, mapped

from geomap.evaluation.rendering import given_json, given_lines, text_json, text_lines
from geomap.evaluation.report import Protocol, given_report, text_report

PROTOCOL = Protocol(tables=TABLES, gazetteer=Names(WEST, FAR, SYRIA), is_new=lambda *_: True)
ANSWERS = mapped(GOLD, [answer("Westham", ROUGH), answer("Farham", WEST, FAR), answer("Ghostham", FAR)])


def test_lines_fit_a_terminal_of_80_columns() -> None:
    text = text_lines(text_report([GOLD], {"a": ANSWERS}, PROTOCOL))
    given = given_lines(given_report([GOLD], {"a": ANSWERS}, PROTOCOL))
    assert max(map(len, [*text, *given])) <= 80
    assert "same span                                 0.6667    0.6667    0.6667" in text
    assert "right within 161 km                       0.2500    0.0000" in given


def test_figures_are_json_by_the_protocols_names() -> None:
    figures = text_json(text_report([GOLD], {"a": ANSWERS}, PROTOCOL))
    figures |= given_json(given_report([GOLD], {"a": ANSWERS}, PROTOCOL))
    again = json.loads(json.dumps(figures, allow_nan=False))
    assert again["recognition"] == {"p": 0.6667, "r": 0.6667, "f1": 0.6667}
    assert again["resolution"]["acc@161"] == 0.25
    assert again["resolution_without_approximate"]["acc@161"] == 0.0
    assert {one["by"] for one in again["slices"]} >= {"country", "class of place"}
    assert again["coverage"][0] == {"probability": 0.0, "answered": 0.5, "right": 0.5}


def test_a_corpus_without_points_says_so() -> None:
    assert "cannot be measured" in "\n".join(given_lines(given_report([], {}, PROTOCOL)))
    assert given_json(given_report([], {}, PROTOCOL)) == {}
