"""Parts of the mentions, and which mention falls into which."""

from dataclasses import replace

from gold_stories import FAR, SYRIA, TABLES, WEST, Names, answer, gold, mapped

from geomap.evaluation.matching import given_outcomes
from geomap.evaluation.slices import COUNTRIES, Slice, known, slices_of
from geomap.records import Resolution

GAZETTEER = Names(WEST, FAR, *(replace(WEST, id=f"geonames:{number}", name="Manyham") for number in range(10, 31)))


def slice_of(title: str, text: str, *answers: Resolution) -> dict[str, int]:
    rows = [(name, 10.0, 50.0) for name in text.split()]
    article = gold(text, *rows)
    outcomes = given_outcomes(article, mapped(article, answers).resolutions, TABLES)
    slices = slices_of(known(outcomes, GAZETTEER, TABLES))
    (found,) = (one for one in slices if one.title == title)
    return {part.name: part.mentions for part in found.parts}


def test_ambiguity_counts_the_different_places_of_a_name() -> None:
    text = "Westham Manyham Noham"
    assert slice_of("places of that name", text) == {"none": 1, "1": 1, "over 20": 1}
    asked = answer("Westham", WEST, FAR, SYRIA, text=text)
    assert slice_of("places of that name", text, asked) == {"none": 1, "2 to 5": 1, "over 20": 1}


def test_class_is_that_of_the_right_candidate() -> None:
    assert slice_of("class of place", "Westham Farham") == {"P towns, villages": 1, "not in the gazetteer": 1}


def test_rare_countries_are_counted_together() -> None:
    places = [replace(WEST, id=f"geonames:{n}", name=f"T{n}ham", country_code=f"X{n}") for n in range(COUNTRIES + 2)]
    article = gold(" ".join(one.name for one in places), *((one.name, 10.0, 50.0) for one in places))
    outcomes = given_outcomes(article, (), TABLES)
    found: Slice = slices_of(known(outcomes, Names(*places), TABLES))[1]
    assert len(found.parts) == COUNTRIES + 1
    assert (found.parts[-1].name, found.parts[-1].mentions) == ("2 others", 2)


def test_shares_are_of_the_part() -> None:
    article = gold("Westham Farham", ("Westham", 10.0, 50.0), ("Farham", 40.0, 10.0))
    answers = (answer("Westham", WEST, p=0.8, text=article.text),)
    outcomes = given_outcomes(article, mapped(article, answers).resolutions, TABLES)
    (part,) = slices_of(known(outcomes, Names(WEST, FAR), TABLES))[2].parts
    assert (part.answered, part.right, part.in_reach, part.believed) == (0.5, 0.5, 1.0, 0.8)
