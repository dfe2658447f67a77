from map_stories import GEOMETRIES, StoryGazetteer, box_ring, told, with_region

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
