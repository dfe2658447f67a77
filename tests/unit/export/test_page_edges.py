import json
import re
from itertools import pairwise

from map_stories import BASEMAP, StoryGazetteer, box_ring, told

from geomap.export.page_edges import contested, open_edge
from geomap.export.page_shapes import Window
from geomap.export.story_map import MapOptions, render
from geomap.records import BasemapShape, Geometry

VIEW = Window(10.0, 40.0, 20.0, 50.0)
COUNTRY = box_ring(10.0, 40.0, 20.0, 50.0)
EAST = Geometry("LineString", ((20.0, 38.0), (20.01, 44.0), (20.0, 52.0)))


def border(layer: str, *views: tuple[str, str]) -> BasemapShape:
    return BasemapShape(layer=layer, name="", rank=0, geometry=EAST, views=views)


def test_an_edge_is_open_along_a_disputed_border() -> None:
    edge = open_edge(COUNTRY, [EAST], VIEW)
    assert edge is not None
    (line,) = edge.coordinates
    assert {vertex for vertex in line if vertex[0] < 15} == {(10.0, 40.0), (10.0, 50.0)}
    assert 19.8 < max(lon for lon, _ in line) < 20.0


def test_an_edge_far_from_every_dispute_stays_whole() -> None:
    assert open_edge(COUNTRY, [Geometry("LineString", ((25.0, 38.0), (25.0, 52.0)))], VIEW) is None
    assert open_edge(COUNTRY, [], VIEW) is None


def test_a_border_across_the_country_opens_its_edge_only_where_it_meets_it() -> None:
    edge = open_edge(COUNTRY, [Geometry("LineString", ((8.0, 45.0), (22.0, 45.0)))], VIEW)
    assert edge is not None
    assert len(edge.coordinates) == 2
    assert sum(abs(b[1] - a[1]) for line in edge.coordinates for a, b in pairwise(line)) > 19.5


def test_what_is_contested_depends_on_the_view() -> None:
    shapes = [border("disputed", ("CN", "border"), ("IN", "")), border("border"), *BASEMAP]
    assert len(contested(shapes, None)) == 2  # the story's own disputed border, too
    assert [line == EAST for line in contested(shapes, "CN")].count(True) == 0
    assert [line == EAST for line in contested(shapes, "IN")].count(True) == 1


def test_only_a_view_that_takes_it_for_a_border_closes_the_edge() -> None:
    west = Geometry("LineString", ((10.0, 38.0), (10.0, 52.0)))
    line = BasemapShape(layer="disputed", name="", rank=0, geometry=west, views=(("CN", "border"), ("IN", "")))
    open_ones = {}
    for view in (None, "CN", "IN"):
        html = render([told("Rain in {Ardelia}.")], StoryGazetteer(shapes=(line,)), MapOptions(worldview=view))
        (block,) = re.findall(r'id="geomap-data">(.*?)</script>', html, re.DOTALL)
        open_ones[view] = ["edge" in mark for mark in json.loads(block)["marks"]]
    assert open_ones == {None: [True], "CN": [False], "IN": [True]}
