from dataclasses import replace

import pytest
from map_stories import PLACES, StoryGazetteer, place, siege, told, with_area, with_quoted_name, with_region

from geomap.export.page_collect import Collection, collected
from geomap.export.page_mark import Mark, confidence, payload
from geomap.export.page_shapes import Window
from geomap.records import BBox, Kind, MappedArticle, Status

ARDELIA = Window(10.0, 40.0, 16.0, 46.0)


def collect(*mapped: MappedArticle) -> Collection:
    return collected(mapped, StoryGazetteer())


def only(one: MappedArticle, name: str) -> Mark:
    (mark,) = [mark for mark in collect(one).marks.values() if name in (mark.name, mark.label)]
    return mark


@pytest.mark.parametrize(
    ("story", "name", "layer"),
    [
        ("{Verun} fell.", "Verun", "point"),
        ("{Ardelia} fell.", "Ardelia", "outline"),
        ("{Westmark} fell.", "Westmark", "outline"),
        ("The {Lodd} rose.", "Lodd", "line"),
        ("The {Dry Plain|dry plain} is dry.", "Dry Plain", "region"),
        ("{Ardelia|ardelia|metonym} spoke.", "Ardelia", "point"),
    ],
)
def test_each_kind_of_place_has_its_layer(story: str, name: str, layer: str) -> None:
    assert only(told(story), name).layer == layer


def test_mentions_of_one_place_share_a_mark_across_articles() -> None:
    found = collect(told("{Verun} and {Verun}."), told("The {Verunian|verun|demonym} baker.", id="story-2"))
    (mark,) = found.marks.values()
    assert mark.kinds == {Kind.LITERAL: 2, Kind.DEMONYM: 1}
    assert [len(links) for links in found.links] == [2, 1]


def test_a_mark_is_as_literal_as_its_most_literal_mention() -> None:
    assert only(told("{Verun|verun|metonym} spoke, {Verun} burned."), "Verun").kind is Kind.LITERAL


def test_a_phrase_leads_to_the_mark_of_what_it_stands_for_and_changes_nothing_there() -> None:
    found = collect(told("{Verun|verun|metonym} spoke. {The city|verun|nominal} burned."))
    (mark,) = found.marks.values()
    assert [link.key for link in found.links[0]] == [mark.key, mark.key]
    assert (mark.kind, mark.weight, mark.is_local, len(mark.resolutions)) == (Kind.METONYM, 0, False, 1)
    assert mark.kinds[Kind.NOMINAL] == 1
    assert not only(told("The {Ardelian|ardelia|demonym} army left {the country|ardelia|nominal}."), "Ardelia").is_drawn


def test_demonyms_alone_draw_nothing() -> None:
    assert not only(told("The {Ardelian|ardelia|demonym} army left."), "Ardelia").is_drawn


def test_a_place_is_called_what_the_text_calls_it() -> None:
    towns = {"al-otter fawqani": place("al-otter fawqani", 13.4, 42.6)}
    one = told("{Otter|al-otter fawqani}, yes {Otter|al-otter fawqani}.", places=towns)
    mark = only(one, "Otter")
    found = payload(mark, ARDELIA, {})
    assert (found["name"], found["words"]) == ("Otter", "Al-Otter Fawqani, populated place")


@pytest.mark.parametrize(
    ("story", "label"),
    [("{VERUN|verun} - {Verun} fell.", "Verun"), ("{VERUN|verun} burns.", "Verun"), ("The {U.K.|borland}.", "Borland")],
)
def test_names_in_capitals_are_calmed(story: str, label: str) -> None:
    assert [mark.label for mark in collect(told(story)).marks.values()] == [label]


def test_a_name_in_no_gazetteer_is_listed_once_and_not_drawn() -> None:
    found = collect(told("{Nowheretown|?} and {Nowheretown|?}."))
    assert (found.missing, found.marks) == (["Nowheretown"], {})


def test_a_region_is_a_mark_of_its_own_inside_its_place() -> None:
    found = collect(
        with_region(told("In northwestern {Ardelia}."), "northwestern Ardelia", 0, BBox(8.0, 44.0, 12.0, 48.0))
    )
    country, region = found.marks.values()
    assert (region.layer, region.parent, region.label) == ("region", country.key, "northwestern Ardelia")
    assert "Drawn inside Ardelia." in region.notes
    assert [link.key for link in found.links[0]] == [country.key, region.key]


def test_an_area_tied_to_a_place_is_a_ring_around_it() -> None:
    found = collect(with_area(told("Of 900 sq km near {Verun} nothing is left."), "900 sq km", 9e8, 9e8, 0))
    ring = found.marks["area:0:3"]
    assert ring.point.lon == pytest.approx(PLACES["verun"].point.lon)
    assert ring.words == "900 km² (347 sq mi), drawn to scale"
    assert "radius is 17 km" in ring.notes[0]
    assert ring.inner is None


def test_an_area_in_a_region_lies_in_its_middle() -> None:
    one = with_region(told("900 sq km in northern {Ardelia}."), "northern Ardelia", 0, BBox(11.0, 44.0, 13.0, 46.0))
    ring = collect(with_area(one, "900 sq km", 9e8, 9e8, 0)).marks["area:0:0"]
    assert (ring.point.lon, ring.point.lat) == pytest.approx((12.0, 45.0))


def test_a_range_has_a_ring_for_each_end() -> None:
    ring = collect(with_area(told("2 to 9 sq km at {Verun}."), "2 to 9 sq km", 2e6, 9e6, 0)).marks["area:0:0"]
    assert ring.inner is not None
    assert ring.words == "2 km² to 9 km² (0.77 sq mi to 3.5 sq mi), drawn to scale"


@pytest.mark.parametrize(("amount", "mention"), [(9e8, None), (9e8, 1), (4e14, 0)])
def test_an_area_without_a_place_is_listed_and_not_drawn(amount: float, mention: int | None) -> None:
    one = told("They lost 900 sq km. {Verun} and the {Ardelian|ardelia|demonym} army wept.")
    found = collect(with_area(one, "900 sq km", amount, amount, mention))
    assert [words for words, _ in found.unplaced] == ["900 sq km"]
    assert not any(mark.layer == "area" for mark in found.marks.values())


def test_a_quoted_name_labels_its_region_and_silences_the_town_it_is_named_after() -> None:
    found = collect(
        with_quoted_name(told('The "{Otter} bowl" flooded.'), "Otter bowl", 0, BBox(13.1, 42.3, 13.7, 42.9))
    )
    town, bowl = found.marks.values()
    assert (town.label, bowl.label, bowl.layer) == ("", "“Otter bowl”", "region")


def test_a_region_that_is_the_quoted_name_gets_its_quotation_marks() -> None:
    box = BBox(13.1, 42.3, 13.7, 42.9)
    one = with_region(told('The "{Otter} bowl" flooded.'), "Otter bowl", 0, box, "around")
    found = collect(with_quoted_name(one, "Otter bowl", 0, box))
    assert [mark.label for mark in found.marks.values()] == ["", "“Otter bowl”"]


def test_a_quoted_name_for_a_region_of_the_text_leaves_the_region_its_name() -> None:
    box = BBox(11.0, 44.0, 13.0, 46.0)
    one = with_region(told('Northern {Ardelia}, the "dry heart", thirsts.'), "Northern Ardelia", 0, box)
    found = collect(with_quoted_name(one, "dry heart", 0, box))
    assert [mark.label for mark in found.marks.values()] == ["Ardelia", "Northern Ardelia"]


def test_a_town_that_the_text_also_names_by_itself_keeps_its_label() -> None:
    one = told('The "{Otter} bowl" flooded. {Otter} itself stayed dry.')
    found = collect(with_quoted_name(one, "Otter bowl", 0, BBox(13.1, 42.3, 13.7, 42.9)))
    assert next(iter(found.marks.values())).label == "Otter"


def test_a_quoted_name_without_extent_becomes_the_label_of_its_place() -> None:
    found = collect(with_quoted_name(told('The "{Otter} bowl" flooded.'), "Otter bowl", 0, None))
    assert [mark.label for mark in found.marks.values()] == ["“Otter bowl”"]


@pytest.mark.parametrize(
    ("status", "probability", "expected"),
    [
        (Status.RESOLVED, 0.93, "sure"),
        (Status.RESOLVED, 0.6, "likely"),
        (Status.RESOLVED, 0.3, "unsure"),
        (Status.AMBIGUOUS, 0.9, "unsure"),
    ],
)
def test_confidence_shows(status: Status, probability: float, expected: str) -> None:
    assert confidence(only(told("{Verun}.", status=status, probability=probability), "Verun")) == expected


def test_a_card_has_the_runner_up_and_the_reasons_for_the_winner() -> None:
    found = payload(only(told("{Verun}."), "Verun"), ARDELIA, {"XA": "Ardelia", "XB": "Borland"})
    assert found["other"] == {
        "name": "Verun",
        "words": "populated place",
        "where": "Eastmark, Borland",
        "probability": 0.07,
    }
    assert found["reasons"] == ["Ardelia is named 3 times"]
    assert found["probability"] == [0.93, 0.93]


def test_an_approximate_place_is_a_soft_circle() -> None:
    near = {"near verun": place("near verun", 12.3, 44.4, radius_m=8_000.0)}
    unknown = {key: replace(each, id=None) for key, each in near.items()}
    mark = only(told("{Hill Farm|near verun} burned.", status=Status.APPROXIMATE, places=unknown), "Hill Farm")
    assert (mark.layer, confidence(mark)) == ("soft", "unsure")


def test_several_rough_names_on_one_spot_are_listed_and_not_written_on_the_map() -> None:
    rough = place("near verun", 12.3, 44.4, radius_m=8_000.0)
    unknown = {"near verun": replace(rough, id=None)}
    text = "{Hill Farm|near verun} and {Mill Road|near verun} burned."
    (mark,) = collected([told(text, status=Status.APPROXIMATE, places=unknown)], StoryGazetteer()).marks.values()
    assert (mark.label, mark.weight) == ("", 0)
    assert mark.notes == ["In no gazetteer, and somewhere around here: Hill Farm, Mill Road."]


def test_the_whole_story_finds_every_layer() -> None:
    layers = {mark.layer for mark in collect(siege()).marks.values()}
    assert layers == {"point", "outline", "line", "region", "area"}
