import json

import pytest
from map_stories import BASEMAP, StoryGazetteer, box_ring

from geomap.export.basemap import basemap_payload
from geomap.export.page_shapes import Window
from geomap.export.page_view import WORLD
from geomap.records import BasemapShape, Geometry


def corners(steps: list[int], scale: int) -> list[tuple[float, float]]:
    """Undo the steps."""
    found, x, y = [], 0, 0
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        found.append((x / scale, y / scale))
    return found


ARDELIA = Window(10.0, 40.0, 16.0, 46.0)


def test_region_detail_is_cut_to_the_surroundings_and_world_detail_around_them() -> None:
    found = basemap_payload(StoryGazetteer(), ARDELIA)
    inside = [vertex for part in found["region"]["land"] for vertex in corners(part[0], 100)]
    assert min(lon for lon, _ in inside) == 5.2
    assert max(lon for lon, _ in inside) == 20.8
    for part in found["world"]["land"]:
        for lon, lat in corners(part[0], 10):
            assert not (5.3 < lon < 20.7 and 35.3 < lat < 50.7), "world detail stays out of the surroundings"


def test_a_wide_view_needs_no_region_detail() -> None:
    found = basemap_payload(StoryGazetteer(), WORLD)
    assert found["region"] == {}
    assert set(found["world"]) == {"land", "lake", "river", "border", "disputed"}


def test_a_view_over_the_antimeridian_gets_land_from_both_sides_in_one_frame() -> None:
    found = basemap_payload(StoryGazetteer(), Window(177.0, -19.0, 182.0, -16.0))
    lons = [lon for part in found["region"]["land"] for lon, _ in corners(part[0], 100)]
    assert 173.0 <= min(lons) < 180.0 < max(lons) <= 186.0


def test_labels_come_with_the_most_prominent_first() -> None:
    labels = basemap_payload(StoryGazetteer(), ARDELIA)["labels"]
    assert [label[0] for label in labels] == ["Ardelia", "Borland", "Millford"]
    assert labels[2] == ["Millford", "town", 3, 15.2, 45.0]


@pytest.mark.parametrize(
    ("worldview", "layers"), [(None, {"disputed"}), ("CN", {"border"}), ("IN", set()), ("DE", {"disputed"})]
)
@pytest.mark.parametrize("view", [ARDELIA, WORLD])
def test_a_border_is_drawn_as_the_chosen_country_sees_it(worldview: str | None, layers: set[str], view: Window) -> None:
    line = Geometry("LineString", ((10.0, 41.0), (16.0, 41.0)))
    contested = BasemapShape(layer="disputed", name="", rank=0, geometry=line, views=(("CN", "border"), ("IN", "")))
    found = basemap_payload(StoryGazetteer(shapes=(contested,)), view, worldview)
    assert set(found["region"] or found["world"]) == layers


def test_much_detail_is_simplified_until_it_fits_the_page() -> None:
    zigzag = tuple((10 + i * 0.0003, 44 + (i % 7) * 0.02) for i in range(18_000))
    shapes = (*BASEMAP, BasemapShape(layer="river", name="", rank=1, geometry=Geometry("LineString", zigzag)))
    found = basemap_payload(StoryGazetteer(shapes=shapes), ARDELIA)
    assert len(json.dumps(found["region"])) < 150_000


def test_land_whose_edges_cross_is_drawn_all_the_same() -> None:
    bow_tie = Geometry("Polygon", (((10.0, 41.0), (15.0, 45.0), (15.0, 41.0), (10.0, 45.0), (10.0, 41.0)),))
    shapes = (BasemapShape(layer="land", name="", rank=0, geometry=bow_tie),)
    assert basemap_payload(StoryGazetteer(shapes=shapes), ARDELIA)["region"]["land"]


@pytest.mark.parametrize(
    ("layer", "broken"),
    [
        ("river", Geometry("LineString", ((12.0, 43.0),))),
        ("land", Geometry("Polygon", (((12.0, 43.0), (13.0, 43.0), (12.0, 43.0)),))),
        ("land", Geometry("Polygon", ((*box_ring(50.0, 43.0, 51.0, 44.0).coordinates, ((50.1, 43.1),))))),
    ],
)
def test_lines_and_rings_too_short_to_draw_do_no_harm(layer: str, broken: Geometry) -> None:
    expected = basemap_payload(StoryGazetteer(), ARDELIA)["region"][layer]
    shapes = (*BASEMAP, BasemapShape(layer=layer, name="", rank=1, geometry=broken))
    assert basemap_payload(StoryGazetteer(shapes=shapes), ARDELIA)["region"][layer] == expected


def test_the_same_shape_from_two_windows_is_drawn_once() -> None:
    shapes = (BasemapShape(layer="land", name="", rank=0, geometry=box_ring(176.0, -25.0, 180.0, -10.0)),)
    found = basemap_payload(StoryGazetteer(shapes=shapes), Window(177.0, -19.0, 182.0, -16.0))
    assert len(found["region"]["land"]) == 1
