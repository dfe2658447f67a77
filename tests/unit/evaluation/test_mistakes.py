"""What a reader of mistakes is told."""

import pytest
from gold_stories import FAR, GOLD, SYRIA, TABLES, WEST, Names, answer, gold, mapped

from geomap.evaluation.gold import GoldArticle, gold_article
from geomap.evaluation.matching import Counts, count_text, given_outcomes
from geomap.evaluation.mistakes import Explainer, Mistake
from geomap.records import Resolution


def wrong(*answers: Resolution, gazetteer: Names | None = None, article: GoldArticle = GOLD) -> list[Mistake]:
    outcomes = given_outcomes(article, mapped(article, answers).resolutions, TABLES)
    return Explainer(TABLES, gazetteer).wrong(outcomes)


def test_a_mistake_shows_text_gold_answer_and_reason() -> None:
    text = "\n".join(wrong(answer("Farham", WEST))[0].lines())
    assert "[Farham]" in text
    assert "40.00 E, 10.00 N" in text
    assert "Westham, DE, PPL, geonames:1; probability 0.90" in text
    assert "12 km from Nearham (+1.5)" in text


@pytest.mark.parametrize(
    ("resolution", "told"),
    [
        (answer("Farham", WEST, FAR), "came 2nd, probability 0.45: few people live there (-2.0)"),
        (answer("Farham", WEST), "Farham, ET, LK, geonames:3 is in the gazetteer"),
        (answer("Farham"), "Farham, ET, LK, geonames:3 is in the gazetteer"),
        (answer("Syria", FAR), "the gazetteer has no “Syria” within 161 km"),
    ],
)
def test_what_the_right_place_lacked_is_told(resolution: Resolution, told: str) -> None:
    mistakes = wrong(resolution, gazetteer=Names(WEST, FAR))
    (mistake,) = (one for one in mistakes if one.mention == resolution.mention.text)
    assert told in mistake.lacked


def test_a_name_that_was_not_found_is_told_apart_from_one_without_a_place() -> None:
    mistakes = wrong(answer("Farham"), gazetteer=Names(FAR))
    told = {one.mention: one.lacked.startswith("no mention was found here") for one in mistakes}
    assert told == {"Westham": True, "Farham": False, "Syria": True, "Syrian": True}


def test_mistakes_that_repeat_are_told_once() -> None:
    text = "Farham, Farham, all is Farham."
    toponyms = [{"start": start, "end": start + 6, "lon": 40.0, "lat": 10.0} for start in (0, 8, 23)]
    article = gold_article({"id": "b", "text": text, "toponyms": toponyms})
    (mistake,) = wrong(article=article)
    assert mistake.times == 3
    assert mistake.lines()[0].startswith("missed, article b (3 times): …[Farham], Farham")


def test_the_most_confident_wrong_place_comes_first_and_what_is_missed_last() -> None:
    found = wrong(answer("Westham", FAR, p=0.3), answer("Farham", WEST, p=0.8), answer("Syria", SYRIA))
    assert [(one.what, one.mention) for one in found] == [
        ("wrong place", "Farham"),
        ("wrong place", "Westham"),
        ("missed", "Syrian"),
    ]


def test_lines_fit_a_terminal_of_80_columns() -> None:
    text = "x " * 100 + "Farham" + " y" * 100
    article = gold(text, ("Farham", 40.0, 10.0))
    lines = wrong(answer("Farham", WEST, FAR, text=text), article=article)[0].lines()
    assert max(map(len, lines)) <= 80


def test_found_where_the_gold_has_nothing() -> None:
    counts = Counts()
    count_text(GOLD, [answer("Ghostham", WEST, p=0.4), answer("Westham", WEST)], TABLES, counts)
    (mistake,) = Explainer(TABLES).invented(counts.predictions)
    assert mistake.lines()[0].startswith("invented, article a: ")
    assert mistake.ours == "literal, Westham, DE, PPL, geonames:1"
