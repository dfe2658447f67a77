import pytest

from geomap.errors import SettingsError
from geomap.recognition.rules import EVIDENCE, recognition_rules

EMPTY = {
    "words": [],
    "common_words": [],
    "boilerplate": [],
    "never_places": [],
    "demonyms": [],
    "abbreviations": [],
    "second_look": [[name, "0.5", ""] for name in EVIDENCE],
}


def test_words_are_sorted_by_role_in_small_letters():
    rules = recognition_rules(**EMPTY | {"words": [["title", "Mayor", ""], ["office", "Police", ""]]})
    assert rules.titles == {"mayor"}
    assert rules.offices == {"police"}


def test_names_that_are_milder_than_never_join_the_common_words():
    rules = recognition_rules(**EMPTY | {"never_places": [["Daesh", "armed_group", ""], ["May", "common_word", ""]]})
    assert rules.never_places == {"Daesh"}
    assert rules.common_words == {"may"}


def test_initialisms_stand_alone_and_other_abbreviations_do_not():
    rules = recognition_rules(**EMPTY | {"abbreviations": [["Ky.", "US.KY", "ap"], ["US", "US", "initialism"]]})
    assert rules.abbreviations == {"Ky."}
    assert rules.initialisms == {"US"}


@pytest.mark.parametrize(
    ("table", "row", "says"),
    [
        ("words", ["colour", "red", ""], "role 'colour' for 'red'"),
        ("boilerplate", ["middle", "", "x", ""], "where 'middle' for 'x'; use line or inline"),
        ("boilerplate", ["line", "", "[", ""], "which is no regular expression"),
        ("second_look", ["colour", "1", ""], "too much or too little of this: at_home, .*colour"),
    ],
)
def test_a_line_that_nothing_understands_is_named(table, row, says):
    with pytest.raises(SettingsError, match=says):
        recognition_rules(**EMPTY | {table: [row]})
