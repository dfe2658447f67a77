import json

from map_stories import BASEMAP, StoryGazetteer, box_ring

from geomap.export.basemap import basemap_payload
from geomap.export.page_view import WORLD, Window
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
    around = found["world"]["land"][0]
    assert len(around) == 2, "the land around the story has a hole where the story is"


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


def test_much_detail_is_simplified_until_it_fits_the_page() -> None:
    zigzag = tuple((10 + i * 0.0001, 44 + (i % 7) * 0.003) for i in range(60_000))
    shapes = (*BASEMAP, BasemapShape(layer="river", name="", rank=1, geometry=Geometry("LineString", zigzag)))
    found = basemap_payload(StoryGazetteer(shapes=shapes), ARDELIA)
    assert len(json.dumps(found["region"])) < 300_000


def test_invalid_land_is_repaired() -> None:
    bow_tie = Geometry("Polygon", (((10.0, 41.0), (15.0, 45.0), (15.0, 41.0), (10.0, 45.0), (10.0, 41.0)),))
    shapes = (BasemapShape(layer="land", name="", rank=0, geometry=bow_tie),)
    assert len(basemap_payload(StoryGazetteer(shapes=shapes), ARDELIA)["region"]["land"]) == 2


def test_the_same_shape_from_two_windows_is_drawn_once() -> None:
    shapes = (BasemapShape(layer="land", name="", rank=0, geometry=box_ring(176.0, -25.0, 180.0, -10.0)),)
    found = basemap_payload(StoryGazetteer(shapes=shapes), Window(177.0, -19.0, 182.0, -16.0))
    assert len(found["region"]["land"]) == 1
