import pytest

from geomap.recognition.lengthening import lengthened


def names(page, text, labels):
    desk = page(text, labels)
    return [desk.text[span.start : span.end] for span in lengthened(desk)]


@pytest.mark.parametrize(
    ("text", "labels", "whole"),
    [
        ("In Rio Grande do Sul it rained.", {"Rio Grande": "PLACE"}, "Rio Grande do Sul"),
        ("Aid for Cox's Bazar came.", {"Cox": "PLACE"}, "Cox's Bazar"),
        ("Into South Korea he went.", {"Korea": "PLACE"}, "South Korea"),
        ("Across the Korea Strait it rained.", {"Korea": "NORP"}, "Korea Strait"),
        ("At Korea University it rained.", {"Korea": "EMBEDDED"}, "Korea University"),
        ("At Weston-on-the-Green it rained.", {"Weston": "PLACE"}, "Weston-on-the-Green"),
    ],
)
def test_a_place_is_as_long_as_the_gazetteer_knows_it(page, text, labels, whole):
    assert names(page, text, labels) == [whole]


def test_neighbours_that_are_one_name_are_put_together(page):
    assert names(page, "Trinidad and Tobago won", {"Trinidad": "GPE", "Tobago": "PERSON"}) == ["Trinidad and Tobago"]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Syria and Georgia won", {"Syria": "PLACE", "Georgia": "PLACE"}),  # two, in no gazetteer together
        ("Trinidad, and Tobago too", {"Trinidad": "PLACE", "Tobago": "PLACE"}),  # parted by a comma
        ("South Korea won", {"Korea": "ORG"}),  # only places
    ],
)
def test_what_is_no_longer_name_stays_as_it_is(page, text, labels):
    assert names(page, text, labels) == list(labels)


def test_a_universitys_town_stays_a_town(page):
    assert names(page, "University of Columbia", {"Columbia": "PLACE"}) == ["Columbia"]
