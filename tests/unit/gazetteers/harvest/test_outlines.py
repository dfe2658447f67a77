import shapely

from geomap.gazetteers.harvest.outlines import to_antimeridian


def test_a_shape_that_ends_with_the_map_reaches_the_antimeridian():
    east, west = shapely.box(177.0, -18.5, 179.9, -16.0), shapely.box(-179.9, -18.0, -178.0, -17.0)
    assert to_antimeridian(shapely.union(east, west)).bounds == (-180.0, -18.5, 180.0, -16.0)


def test_a_shape_elsewhere_stays_as_it_is():
    island = shapely.box(179.0, -17.0, 179.8, -16.5)
    assert to_antimeridian(island) is island
