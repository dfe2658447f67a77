from dataclasses import replace

from map_stories import GEOMETRIES, PLACES, StoryGazetteer, box_ring, told, with_region

from geomap.export.page_collect import collected
from geomap.export.page_shapes import Window
from geomap.export.page_view import WORLD, first_view
from geomap.records import BBox, Geometry, MappedArticle, Place, Point, Status


def view(*mapped: MappedArticle) -> Window:
    return first_view(collected(mapped, StoryGazetteer()).marks.values())


def holds(window: Window, lon: float, lat: float) -> bool:
    return window.west <= lon <= window.east and window.south <= lat <= window.north


def test_the_country_of_the_story_is_shown_whole() -> None:
    assert view(told("{Verun} and {Karsk} in {Ardelia}.")) == Window(10.0, 40.0, 16.0, 46.0)


def test_far_islands_of_the_country_are_left_out() -> None:
    mainland, island = GEOMETRIES["test:ardelia"], box_ring(-20.0, 70.0, -19.0, 71.0)
    both = Geometry("MultiPolygon", (mainland.coordinates, island.coordinates))
    gazetteer = StoryGazetteer(geometries={**GEOMETRIES, "test:ardelia": both})
    marks = collected([told("{Verun} and {Karsk} in {Ardelia}.")], gazetteer).marks.values()
    assert first_view(marks) == Window(10.0, 40.0, 16.0, 46.0)


def test_countries_named_in_passing_do_not_widen_the_view() -> None:
    shown = view(told("{Verun}, {Otter} and {Karsk}: {Farland} and {Borland} protested, {Farland} twice."))
    assert shown.size < 4
    assert holds(shown, 12.25, 44.5)


def test_metonyms_and_demonyms_do_not_shape_the_view() -> None:
    shown = view(
        told("{Karsk|karsk|metonym} and {Farland|farland|metonym} spoke to {Ardelian|ardelia|demonym} folk in {Verun}.")
    )
    assert not holds(shown, 14.75, 41.5)
    assert holds(shown, 12.25, 44.5)


def test_a_place_far_from_the_others_is_left_outside() -> None:
    shown = view(told("{Verun}, {Otter}, {Karsk}, then {Suvari}."))
    assert shown.size < 10


def town(name: str, lon: float, lat: float) -> Place:
    return Place(id=f"test:{name}", name=name, point=Point(lon, lat), feature_class="P", country_code="XA")


HEARTLAND = {f"t{number}": town(f"t{number}", 12.0 + number / 10, 44.0) for number in range(10)}


def test_one_town_far_away_in_the_same_country_does_not_widen_the_view() -> None:
    places = HEARTLAND | {"faraway": town("faraway", 15.9, 40.1)}
    shown = view(told(" ".join(f"{{{name}}}" for name in places), places=places))
    assert shown.size < 2
    assert not holds(shown, 15.9, 40.1)


def test_a_town_far_away_that_the_story_returns_to_belongs_to_the_view() -> None:
    places = HEARTLAND | {"faraway": town("faraway", 15.9, 40.1)}
    shown = view(told(" ".join(f"{{{name}}}" for name in places) + " {faraway} {faraway} {faraway}", places=places))
    assert holds(shown, 15.9, 40.1)


def test_places_abroad_do_not_pull_further_ones_into_the_view() -> None:
    chain = {
        f"abroad {step}": replace(town(f"abroad {step}", 13.0 + 1.5 * step, 44.0), country_code="XB")
        for step in (1, 2, 3, 4)
    }
    shown = view(told(" ".join(f"{{{name}}}" for name in HEARTLAND | chain), places=HEARTLAND | chain))
    assert holds(shown, 14.5, 44.0)
    assert not holds(shown, 17.5, 44.0)


def test_a_second_country_that_the_story_is_set_in_belongs_to_the_view() -> None:
    places = {"tongan": replace(town("tongan", 20.0, 40.5), country_code="XB")} | HEARTLAND | PLACES
    home = "{t1} {t2} {t3} {t4}"
    assert holds(view(told(f"{home} {{tongan}} {{tongan}} in {{Borland}}.", places=places)), 20.0, 40.5)
    assert not holds(view(told(f"{home} {{tongan}} {{tongan}}.", places=places)), 20.0, 40.5)


def test_the_sea_is_no_country_that_a_story_is_set_in() -> None:
    sea = Place(
        id="test:sea", name="sea", point=Point(20.0, 30.0), feature_class="H", feature_code="SEA", country_code=None
    )
    gazetteer = StoryGazetteer(geometries=GEOMETRIES | {"test:sea": box_ring(0.0, 20.0, 40.0, 40.0)})
    told_of = told("{sea}, {sea}, {sea} and {sea} off {t1} and {t2}.", places=HEARTLAND | {"sea": sea})
    assert first_view(collected([told_of], gazetteer).marks.values()).size < 5


def test_a_province_that_only_says_where_a_town_is_does_not_widen_the_view() -> None:
    shown = view(told("{t1} and {t5}, {Westmark|westmark}.", places=HEARTLAND | PLACES))
    assert shown.size < 2


def test_a_rough_place_shapes_the_view_only_where_there_is_nothing_else() -> None:
    rough = told(
        "{Mill Road|near otter} burned.",
        status=Status.APPROXIMATE,
        places={"near otter": Place(id=None, name="near Otter", point=Point(13.4, 42.6), radius_m=120_000.0)},
    )
    alone, beside = view(rough), view(rough, told("{Verun} is quiet."))
    assert holds(alone, 13.4, 42.6)
    assert not holds(beside, 13.4, 42.6)
    assert holds(beside, 12.25, 44.5)


def test_a_single_village_has_something_around_it() -> None:
    shown = view(told("{Otter} is quiet."))
    assert 1.0 < shown.size < 3.0
    assert holds(shown, 13.4, 42.6)


def test_a_region_belongs_to_the_view() -> None:
    shown = view(with_region(told("{Verun}, northern {Ardelia}."), "northern Ardelia", 1, BBox(10.5, 44.0, 15.5, 45.9)))
    assert (shown.west, shown.east) == (10.0, 16.0)


def test_a_region_much_larger_than_the_story_does_not_widen_the_view() -> None:
    one = told("{Verun}, {Otter}, {Karsk}: the far {Dry Plain|dry plain} waits.")
    shown = view(with_region(one, "far Dry Plain", 3, BBox(0.0, 30.0, 35.0, 55.0)))
    assert shown.size < 5


def test_islands_on_both_sides_of_the_antimeridian_are_near_each_other() -> None:
    shown = view(told("From {Suvari} to {Lotoma}."))
    assert shown.size < 4
    assert holds(shown, 178.4, -18.1)
    assert holds(shown, 180.8, -17.2)


def test_only_countries_give_a_view_of_the_one_named_most() -> None:
    shown = view(told("{Ardelia}, {Ardelia}, {Ardelia} and {Farland}."))
    assert shown == Window(10.0, 40.0, 16.0, 46.0)


def test_only_a_river_gives_a_view_of_the_river() -> None:
    assert holds(view(told("The {Lodd} rose.")), 13.0, 43.5)


def test_without_any_place_there_is_the_world() -> None:
    assert view(told("Nothing happened.")) == WORLD
