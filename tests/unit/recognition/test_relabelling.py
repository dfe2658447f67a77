import pytest

from geomap.recognition.relabelling import relabelled


def judged(page, text, name, label):
    desk = page(text, {name: label})
    span = desk.spans[0]
    draft = relabelled(desk, span, span.start, span.end)
    return draft and (desk.text[draft.start : draft.end], draft.source)


@pytest.mark.parametrize(
    ("text", "name", "label", "source"),
    [
        ("Guns shelled Columbia again.", "Columbia", "ORG", "gazetteer"),
        ("A shop in Heath closed.", "Heath", "ORG", "gazetteer"),
        ("Al Roe, 44, of Heath was hurt.", "Heath", "PERSON", "gazetteer"),
        ("A Heath man was hurt.", "Heath", "PERSON", "gazetteer"),
        ("They drove to Heath today.", "Heath", "PERSON", "gazetteer"),
        ("The Columbia Fire Department came.", "Columbia", "ORG", "gazetteer"),
        ("Fire in Damascus again.", "Damascus", "NORP", "gazetteer"),
        ("The town of Zubrava slept.", "Zubrava", "PERSON", "settlement"),
        ("It is in Blue Forest now.", "Blue Forest", "ORG", "feature"),
        ("He ran down Elm Road.", "Elm Road", "PERSON", "feature"),
    ],
)
def test_the_words_around_make_it_a_place(page, text, name, label, source):
    assert judged(page, text, name, label) == (name, source)


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("They saw Heath again.", "Heath", "ORG"),
        ("The Heath Fire Department came.", "Heath", "ORG"),
        ("The team beat Columbia again.", "Columbia", "ORG"),
        ("They met at Columbia's office.", "Columbia", "ORG"),
        ("The Columbia started at once.", "Columbia", "ORG"),
        ("Columbia said so.", "Columbia", "ORG"),
        ("Mayor Columbia left.", "Columbia", "ORG"),
        ("They saw Oxford again.", "Oxford", "PERSON"),
        ("He fled to Daesh again.", "Daesh", "ORG"),
        ("He likes Reading a lot.", "Reading", "ORG"),
        ("He wears Zara often.", "Zara", "ORG"),
    ],
)
def test_otherwise_the_tagger_is_believed(page, text, name, label):
    assert judged(page, text, name, label) is None


@pytest.mark.parametrize("label", ["ORG", "PERSON"])
def test_a_name_of_the_country_that_the_article_speaks_of_is_a_place(page, label):
    desk = page("Guards left Zalin. Syria waits.", {"Zalin": label, "Syria": "PLACE"})
    draft = relabelled(desk, desk.spans[0], desk.spans[0].start, desk.spans[0].end)
    assert draft is not None
    assert draft.source == "gazetteer"


def test_where_towns_are_named_after_people_it_is_not(page):
    desk = page("Guards left Hume. Texas waits.", {"Hume": "PERSON", "Texas": "PLACE"})
    assert relabelled(desk, desk.spans[0], desk.spans[0].start, desk.spans[0].end) is None
