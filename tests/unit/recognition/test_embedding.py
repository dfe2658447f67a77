import pytest

from geomap.recognition.embedding import embedded


def inside(page, name, label="ORG", text=None):
    desk = page(text or f"He called {name} again", {name: label})
    return [desk.text[draft.start : draft.end] for draft in embedded(desk, desk.spans[0])]


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("Paris Police Department", ["Paris"]),
        ("the University of Columbia", ["Columbia"]),
        ("Air Texas", ["Texas"]),
        ("Walton County Detention Center", ["Walton County"]),
        ("Heath Fire Department", ["Heath"]),
        ("Kansas City Police", ["Kansas City"]),
        ("Dublin City Council", ["Dublin"]),
        ("Oxford Rovers", ["Oxford"]),
        ("Korea Strait Board of Fire", ["Korea Strait"]),
    ],
)
def test_a_place_at_the_head_after_of_or_at_the_end_is_meant(page, name, places):
    assert inside(page, name) == places


@pytest.mark.parametrize(
    "name",
    [
        "Heath Rovers",
        "George Oxford High School",
        "Reading Council",
        "Some Council",
        "Oxford",
        "Damascus War",
        "Korea Strait Rovers",
    ],
)
def test_small_places_people_words_and_whole_names_are_not(page, name):
    assert inside(page, name) == []


def test_somebody_whom_the_article_knows_is_no_place(page):
    desk = page("Al Alton runs Alton Fire Department", {"Al Alton": "PERSON", "Alton Fire Department": "ORG"})
    assert embedded(desk, desk.spans[1]) == []
