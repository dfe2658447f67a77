"""Measures apart from any place: hostile text, long lines, offsets."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.areas.grammar import AreaGrammar
from geomap.areas.rules import AreaRules
from geomap.areas.triggers import Triggers
from geomap.records import Bound

PIECES = [
    "4",
    "1,000",
    "½",
    "a few",
    "about",
    "more than",
    "between",
    "and",
    "to",
    "-",
    "sq km",
    "km²",
    "acres",
    "hectares",
    "square",
    "miles",
    "(",
    ")",
    "$",
    "per",
    "four",
    "million",
    "\n",
    ".",
    "é",
    "\u00a0",
    "of",
    "9" * 400,
    "-5",
    "0",
    "NaN",
    "1e400",
    "/",
]


@pytest.fixture(scope="module")
def grammar(rules: AreaRules) -> AreaGrammar:
    return AreaGrammar(rules)


@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(["", " "]))
@settings(max_examples=150)
def test_any_text_gives_sound_measures(grammar: AreaGrammar, pieces: list[str], glue: str) -> None:
    text = glue.join(pieces)
    measures = grammar.measures(text)
    end = 0
    for measure in measures:
        assert text[measure.span.start : measure.span.end] == measure.text
        assert end <= measure.span.start
        end = measure.span.end
        for value in (measure.low_m2, measure.high_m2):
            assert value is None or 0 < value <= 5.2e14
        if measure.bound in {Bound.EXACT, Bound.ABOUT}:
            assert measure.low_m2 == measure.high_m2


@pytest.mark.parametrize(
    ("piece", "tail"),
    [
        ("9", " sq km"),
        ("1,000,", "5 sq km"),
        ("four and ", "four sq km"),
        ("- ", "5 ha"),
        (" ", "5 acres"),
        ("1 1/2 ", "acres"),
        ("square ", ""),
        ("a few ", "acres"),
        ("5 sq km ", ""),
    ],
)
def test_long_lines_take_linear_time(grammar: AreaGrammar, piece: str, tail: str) -> None:
    """Eight times the text takes about eight times as long: a quadratic pattern would take 64 times."""

    def seconds(length: int) -> float:
        text = piece * (length // len(piece)) + tail
        start = time.process_time()
        grammar.measures(text)
        return time.process_time() - start

    short = min(seconds(20_000) for _ in range(3))
    assert seconds(160_000) < 24 * short + 0.05


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("5 sq km", "square kilometre"),
        ("5 square miles", "square mile"),
        ("5 ha", "hectare"),
        ("5 acres", "acre"),
        ("5 dunams", "dunam"),
        ("5 feddans", "feddan"),
        ("5 sq ft", "square foot"),
        ("5 sq m", "square metre"),
        ("5 sq yd", "square yard"),
        ("5 mu", "mu"),
        ("5 sq. km.", "square kilometre"),
        ("5 kilometres squared", "square kilometre"),
        ("5 SQ KM", "square kilometre"),
        ("5 Iraqi donums", "donum of Iraq"),
        ("5 bighas", "bigha"),
    ],
)
def test_units_have_their_name(grammar: AreaGrammar, text: str, unit: str) -> None:
    (measure,) = grammar.measures(f"They hold {text} there.")
    assert measure.unit == unit


def test_the_triggers_never_hide_a_measure(grammar: AreaGrammar, rules: AreaRules) -> None:
    triggers = Triggers(grammar.triggers)
    for unit in rules.units:
        for spelling in unit.spellings:
            for gap in (" ", "-", "\n", "\x0c", "\u2009"):
                text = f"They hold an area of 7{gap}{spelling.replace(' ', gap)} there, İstanbul’s."
                found = grammar.measures(text, grammar.stretches(text, *triggers.found([text])))
                assert len(found) == 1, text
                assert found == grammar.measures(text), text


@given(st.text("0123456789٥ -\n\x0c\u2009.,hamurisqkm²2^acredunˈ”é", max_size=60))
def test_what_stands_anywhere_is_found_by_triggers(grammar: AreaGrammar, text: str) -> None:
    stretches = grammar.stretches(text, *Triggers(grammar.triggers).found([text]))
    assert grammar.measures(text, stretches) == grammar.measures(text)


def test_a_word_that_goes_on_behind_a_stretch_is_no_unit(grammar: AreaGrammar) -> None:
    text = f"It burned 12 sq km {('abc ' * 20)[:37]} 5 habitants came"
    found = grammar.measures(text, grammar.stretches(text, *Triggers(grammar.triggers).found([text])))
    assert [measure.text for measure in found] == ["12 sq km"]


def test_a_second_figure_is_kept_in_the_note(grammar: AreaGrammar) -> None:
    (measure,) = grammar.measures("It has 100 hectares (247 acres) of vines.")
    assert measure.text == "100 hectares"
    assert "247 acres" in measure.note


def test_two_figures_that_differ_stay_two(grammar: AreaGrammar) -> None:
    assert len(grammar.measures("It has 100 hectares (900 acres) of vines.")) == 2
