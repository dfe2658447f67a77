import pytest

from geomap.recognition.places import from_place


def judged(page, text, name, label="GPE"):
    desk = page(text, {name: label})
    return [(desk.text[d.start : d.end], d.kind.value) for d in from_place(desk, desk.spans[0], "told")]


def test_the_taggers_word_is_good_even_for_a_place_in_no_gazetteer(page):
    assert judged(page, "He lives in Zubrava now.", "Zubrava") == [("Zubrava", "literal")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the IPTX show", "IPTX"),
        ("the DeltaTrak firm", "DeltaTrak"),
        ("see cleveland.com now", "cleveland.com"),
        ("in District 7 he", "District 7"),
        ("Zubrava said so", "Zubrava"),
        ("the Damascus virus", "Damascus"),
        ("St. Alton's Day", "St. Alton"),
        ("the marina opened", "marina"),
        ("Northern winds", "Northern"),
        ("Sgt. Oxford came", "Oxford"),
        ("it cost US$3 million", "US"),
    ],
)
def test_initials_web_names_saints_and_things_are_not_places(page, text, name):
    assert judged(page, text, name) == []


def test_a_demonym_that_the_tagger_calls_a_place_is_a_demonym(page):
    assert judged(page, "the Syrian army", "Syrian") == [("Syrian", "demonym")]


def test_a_surname_of_the_article_is_no_place_unless_something_is_there(page):
    labels = {"Al Oxford": "PERSON", "Oxford won": "GPE"}
    desk = page("Al Oxford ran. Oxford won.", labels)
    assert list(from_place(desk, desk.spans[1], "told")) == []
    assert judged(page, "in Oxford, where Al Oxford lives", "Oxford") == [("Oxford", "literal")]


def test_streets_stay_whole_and_buildings_give_their_town(page):
    assert judged(page, "on Paris Road today", "Paris Road", "FAC") == [("Paris Road", "literal")]
    assert judged(page, "in Alton City Jail today", "Alton City Jail", "FAC") == [("Alton", "embedded")]
