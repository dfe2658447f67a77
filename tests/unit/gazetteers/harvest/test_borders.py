import shapely

from geomap.gazetteers.harvest.borders import Border, world_borders

AGREED = Border(layer="border", line=shapely.LineString([(0, 0), (10, 0)]))
CONTESTED = Border(layer="disputed", line=shapely.LineString([(10, 0), (12, 0), (14, 0)]), views={"IN": ""})


def test_the_world_has_coarse_lines_where_all_agree_and_fine_ones_where_not():
    coarse = [shapely.LineString([(0, 0.1), (14, 0.1)]), shapely.LineString([(0, 20), (5, 20)])]
    drawn = list(world_borders(coarse, [AGREED, CONTESTED]))
    assert [border.layer for border in drawn] == ["border", "border", "disputed"]
    west, far, contested = drawn
    assert west.line.bounds[0] == 0
    assert 9.5 < west.line.bounds[2] < 10
    assert far.line.equals(coarse[1])
    assert contested is CONTESTED


def test_a_contested_line_that_would_be_a_dot_on_a_map_of_the_world_is_left_out():
    short = Border(layer="disputed", line=shapely.LineString([(0, 0), (0.2, 0)]))
    assert list(world_borders([], [short])) == []


def test_a_border_that_a_view_denies_is_not_agreed():
    denied = Border(layer="border", line=AGREED.line, views={"RS": ""})
    assert (AGREED.is_agreed, denied.is_agreed, CONTESTED.is_agreed) == (True, False, False)
