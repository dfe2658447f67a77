import itertools

from hypothesis import given
from hypothesis import strategies as st

from geomap.polylines import pack, unpack

thousandths = st.tuples(st.integers(-180_000, 180_000), st.integers(-90_000, 90_000))
lines = st.lists(thousandths, min_size=1, max_size=20)


def test_points_are_differences_in_thousandths_and_repeated_ones_are_dropped():
    assert pack([[(1.0, 2.0), (1.0004, 2.0), (1.5, 1.75)], [(0, 0), (0.001, 0)]]) == "1000 2000 500 -250;0 0 1 0"


@given(st.lists(st.lists(lines, min_size=1, max_size=4), min_size=1, max_size=4))
def test_what_was_packed_comes_back(polygons):
    apart = [
        [[line[0], *(b for a, b in itertools.pairwise(line) if a != b)] for line in polygon] for polygon in polygons
    ]
    degrees = [[[(lon / 1000, lat / 1000) for lon, lat in line] for line in polygon] for polygon in apart]
    found = unpack("/".join(map(pack, degrees)))
    assert [[[tuple(point) for point in line.tolist()] for line in polygon] for polygon in found] == degrees
