import math

import numpy as np
import pytest
import shapely

from geomap.gazetteers.coarse import coarse_lines, main_parts
from geomap.polylines import pack, unpack

MAINLAND = [(0.0, 43.0), (8.0, 43.0), (8.0, 50.0), (0.0, 50.0), (0.0, 43.0)]
NEAR = [(8.5, 41.5), (9.5, 41.5), (9.5, 43.0), (8.5, 43.0), (8.5, 41.5)]
OVERSEAS = [(-54.0, 2.0), (-52.0, 2.0), (-52.0, 5.0), (-54.0, 5.0), (-54.0, 2.0)]


def parts(*rings):
    return [[np.array(ring)] for ring in rings]


def coast(lon, lat, size_deg, corners):
    """A round island with an inlet at every other corner."""
    turns = [math.tau * step / corners for step in range(corners)]
    far = [size_deg * (1.0 if step % 2 else 0.997) for step in range(corners)]
    ring = [(lon + each * math.cos(turn), lat + each * math.sin(turn)) for each, turn in zip(far, turns, strict=True)]
    return [*ring, ring[0]]


def body(lines):
    return shapely.MultiPolygon([(part[0], part[1:]) for part in unpack(lines)])


def test_far_islands_are_no_part_of_what_people_mean():
    assert [part[0].tolist() for part in main_parts(parts(MAINLAND, NEAR, OVERSEAS))] == [
        [list(point) for point in MAINLAND],
        [list(point) for point in NEAR],
    ]


def test_two_large_halves_both_count():
    west = [(100.0, 1.0), (104.0, 1.0), (104.0, 6.0), (100.0, 6.0), (100.0, 1.0)]
    east = [(110.0, 1.0), (117.0, 1.0), (117.0, 6.0), (110.0, 6.0), (110.0, 1.0)]
    assert len(main_parts(parts(west, east))) == 2


@pytest.mark.parametrize(("lon", "lat"), [(10.0, 5.0), (-60.0, 70.0)])
def test_small_inlets_go_and_the_shape_stays(lon, lat):
    ring = coast(lon, lat, 1.0, 2_000)
    whole = pack([ring])
    coarse = coarse_lines("Polygon", whole)
    assert coarse is not None
    assert len(coarse) < len(whole) / 5
    assert body(coarse).is_valid
    assert body(coarse).area == pytest.approx(body(whole).area, rel=0.02)
    assert {tuple(point) for point in unpack(coarse)[0][0].tolist()} <= {
        tuple(point) for point in unpack(whole)[0][0].tolist()
    }


def test_a_rock_and_a_pond_drown_in_what_is_left_out():
    pond, rock = coast(10.0, 5.0, 0.002, 8), coast(12.0, 5.0, 0.002, 8)
    coarse = coarse_lines("MultiPolygon", "/".join([pack([coast(10.0, 5.0, 1.0, 2_000), pond]), pack([rock])]))
    assert coarse is not None
    assert [len(part) for part in unpack(coarse)] == [1]


def test_a_cut_at_the_antimeridian_stays_where_it_is():
    west = [(179.0, 0.0), (180.0, 0.0), (180.0, 1.0), (179.5, 1.001), (179.0, 1.0), (179.0, 0.0)]
    east = [(-180.0, 0.0), (-179.0, 0.0), (-179.0, 1.0), (-180.0, 1.0), (-180.0, 0.0)]
    coarse = coarse_lines("MultiPolygon", f"{pack([west])}/{pack([east])}")
    assert coarse is not None
    assert sorted((part[0][:, 0].min(), part[0][:, 0].max()) for part in unpack(coarse)) == [
        (-180.0, -179.0),
        (179.0, 180.0),
    ]


@pytest.mark.parametrize(("kind", "lines"), [("LineString", [(0.0, 0.0), (1.0, 0.0)]), ("Polygon", MAINLAND)])
def test_lines_and_what_has_no_small_corner_stay_as_they_are(kind, lines):
    assert coarse_lines(kind, pack([lines])) is None
