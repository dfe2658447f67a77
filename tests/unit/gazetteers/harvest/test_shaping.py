import pytest
import shapely

from geomap.gazetteers.harvest.shaping import (
    areas_of,
    even_odd,
    extent,
    inner_point,
    main_extent,
    packed,
    polygon,
    union,
)


def box(west, south, east, north):
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


def test_a_bow_tie_is_repaired_to_areas():
    shape = polygon([[(0, 0), (2, 2), (2, 0), (0, 2), (0, 0)]])
    assert shape.is_valid
    assert shape.area == pytest.approx(2.0)


def test_rings_within_rings_are_holes_whatever_their_order():
    shape = even_odd([box(1, 1, 2, 2), box(0, 0, 3, 3), box(10, 10, 11, 11)])
    assert shape.area == pytest.approx(9 - 1 + 1)
    assert not shape.contains(shapely.Point(1.5, 1.5))


def test_repairs_leave_no_lines_behind():
    mixed = shapely.GeometryCollection([shapely.Polygon(box(0, 0, 1, 1)), shapely.LineString([(5, 5), (6, 6)])])
    assert areas_of(mixed).bounds == (0, 0, 1, 1)


def test_the_extent_takes_the_shorter_way_round():
    fiji = shapely.MultiPolygon([shapely.Polygon(box(177, -19, 180, -16)), shapely.Polygon(box(-180, -18, -179, -17))])
    assert extent(fiji) == (177.0, -19.0, -179.0, -16.0)


def test_the_extent_of_an_ocean_round_the_globe_is_the_globe():
    assert extent(shapely.Polygon(box(-180, -80, 180, -60))) == (-180.0, -80.0, 180.0, -60.0)


def test_a_countrys_extent_leaves_out_small_remote_parts_but_not_those_over_the_antimeridian():
    main, near, remote = box(170, 50, 180, 60), box(-180, 52, -178, 54), box(55, -22, 56, -21)
    shape = shapely.MultiPolygon([shapely.Polygon(ring) for ring in (main, near, remote)])
    assert main_extent(shape) == (170.0, 50.0, -178.0, 60.0)


def test_the_point_of_a_shape_lies_in_it():
    horseshoe = shapely.Polygon([(0, 0), (9, 0), (9, 9), (8, 9), (8, 1), (1, 1), (1, 9), (0, 9)])
    assert horseshoe.contains(shapely.Point(inner_point(horseshoe)))
    river = shapely.LineString([(0, 0), (10, 0)])
    assert inner_point(river) == (5.0, 0.0)


def test_shapes_are_simplified_and_specks_left_out_but_never_all_of_them():
    wavy = shapely.Polygon([(0, 0), (1, 0.0001), (2, 0), (2, 2), (0, 2)])
    speck = shapely.Polygon(box(5, 5, 5.001, 5.001))
    assert packed(shapely.MultiPolygon([speck, wavy]), 0.01) == ("Polygon", "0 2000 0 -2000 2000 0 0 2000 -2000 0")
    assert packed(speck, 0.01)[0] == "Polygon"


def test_rings_that_rounding_would_close_or_cross_are_left_out():
    sliver = [(1, 1), (1.0004, 1.3), (1.0003, 1), (1, 1)]  # thinner than the grid
    kind, text = packed(shapely.Polygon(box(0, 0, 2, 2), [sliver]), 0.0001)
    assert (kind, text.count(";")) == ("Polygon", 0)
    islet = shapely.Polygon(box(5.0001, 5.0001, 5.0002, 5.0002))
    assert packed(islet, 0.01) == ("Polygon", "5001 5000 0 1 -1 0 0 -1 1 0")


def test_lines_shorter_than_the_grid_vanish():
    speck, stream = [(0, 0), (0.0001, 0.0001)], [(1, 1), (2, 1.5)]
    assert packed(shapely.LineString(speck), 0.0001)[1] == ""
    assert packed(shapely.MultiLineString([speck, stream]), 0.0001) == ("LineString", "1000 1000 1000 500")


def test_sections_that_touch_become_one_line():
    line = shapely.MultiLineString([[(0, 0), (1, 1)], [(1, 1), (2, 2.5)]])
    assert packed(line, 0.001) == ("LineString", "0 0 1000 1000 1000 1500")


def test_union_joins_neighbours():
    assert union([shapely.Polygon(box(0, 0, 1, 1)), shapely.Polygon(box(1, 0, 2, 1))]).area == pytest.approx(2.0)
