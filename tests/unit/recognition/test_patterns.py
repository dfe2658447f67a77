import pytest

from geomap.recognition.patterns import broken, datelines, features, lists, parties, states


def names(desk, pattern):
    return [(desk.text[draft.start : draft.end], draft.kind.value) for draft in pattern(desk)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("BEIRUT (Reuters) - Two ministers left.", "BEIRUT"),
        ("Fire in town. HUME -- The board met.", "HUME"),
        ("PERRYTOWN — A fire broke out.", "PERRYTOWN"),
        ("ALTON, Ky. A man was found.", "ALTON"),
        ("KANSAS CITY: The game is off.", "KANSAS CITY"),
        ("By Our Reporter BEIRUT (AP) — Two ministers left.", "BEIRUT"),
    ],
)
def test_capitals_at_the_head_of_a_report_say_where_it_was_written(page, text, name):
    assert names(page(text), datelines) == [(name, "literal")]


@pytest.mark.parametrize(
    "text",
    [
        "BREAKING: The bridge is shut.",
        "He said NATO - not the EU.",
        "MAY - The month",
        "ALTON won the game.",
        "The word ALTON (in capitals) stands there.",
        "It rained. " * 50 + "HUME: More of this",
    ],
)
def test_other_capitals_are_no_datelines(page, text):
    assert names(page(text), datelines) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in Otter Tail County today", [("Otter Tail County", "literal")]),
        ("The Walton County judge", [("Walton County", "literal")]),
        ("the Walton County Jail", [("Walton County", "embedded")]),
        ("on the Dry River", [("Dry River", "literal")]),
        ("the St. Marys River", [("St. Marys River", "literal")]),
        ("the Red River Valley", []),
        ("at Indian Creek Road", []),
        ("the Cedar River Seafood", []),
        ("This County is poor", []),
        ("in Northern County", []),
    ],
)
def test_a_name_that_ends_in_its_kind_needs_no_gazetteer(page, text, expected):
    assert names(page(text), features) == expected


def test_the_tagger_says_where_an_unknown_county_starts(page):
    desk = page("in Blue Earth County", {"Blue Earth County": "GPE"})
    assert names(desk, features) == [("Blue Earth County", "literal")]


def test_a_list_before_its_kind_is_a_list_of_places(page):
    text = "Storms hit Cooke, Grayson and Love counties."
    assert names(page(text), lists) == [("Love", "literal"), ("Grayson", "literal"), ("Cooke", "literal")]


def test_numbered_streets_and_single_names_are_no_list(page):
    assert names(page("between First and Third streets"), lists) == []
    assert names(page("in Elm streets"), lists) == []


def test_the_district_stands_behind_the_party(page):
    assert names(page("Sens. Lee, R-Elbow Lake, and Roe, D-Alton. The vote"), parties) == [
        ("Elbow Lake", "literal"),
        ("Alton", "literal"),
    ]


def test_a_state_after_a_town_and_a_comma_is_a_mention(page):
    assert names(page("in Paris, Ky., and Alton, KY"), states) == [("Ky.", "literal"), ("KY", "literal")]
    assert names(page("The KY brand"), states) == []


def test_a_printers_hyphen_does_not_hide_a_large_place(page):
    assert names(page("near Dama-\nscus and well-\nknown"), broken) == [("Dama-\nscus", "literal")]
