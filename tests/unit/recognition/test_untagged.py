import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They drove past Oxford twice.", [("Oxford", "literal")]),
        ("In Heath it rained.", [("Heath", "literal")]),
        ("Oxford slept.", []),
        ("He met George Oxford there.", []),
        ("They like Heath a lot.", []),
        ("They like Reading a lot.", []),
        ("The Alton Police came.", [("Alton", "embedded")]),
        ("Some Syrians stayed.", [("Syrians", "demonym")]),
        ("It costs forty US dollars.", [("US", "literal")]),
        ("They saw Gov Oxford there.", []),
    ],
)
def test_a_name_without_a_label_is_a_place_by_its_size_or_its_neighbours(found, text, expected):
    assert found(text) == expected


def test_a_name_in_a_list_of_places_is_one(found):
    text = "They saw Oxford, Heath and Alton"
    labels = {"Oxford": "GPE", "Heath": "PERSON", "Alton": "GPE"}
    assert found(text, labels) == [("Oxford", "literal"), ("Heath", "literal"), ("Alton", "literal")]
