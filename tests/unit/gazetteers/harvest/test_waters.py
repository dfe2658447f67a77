import pytest
import shapely

from geomap.gazetteers.harvest.waters import seas


@pytest.fixture
def found(cache):
    return {row.name: (row, shape) for row, shape in seas(cache)}


def test_seas_have_english_names_kinds_and_extents(found):
    row, _ = found["Gulf of Lion"]
    assert (row.id, row.feature_class, row.feature_code) == ("naturalearth:sea-gulf-of-lion", "H", "GULF")
    assert "Golfe du Lion" in row.alternates
    assert row.extent == (3, 42, 5, 43)
    assert found["Southern Ocean"][0].feature_code == "OCN"


def test_two_halves_are_also_one_ocean(found):
    row, shape = found["Atlantic Ocean"]
    assert row.extent == (-60, -60, 10, 60)
    assert {"North Atlantic Ocean", "South Atlantic Ocean"} <= set(found)
    assert shape.contains(shapely.Point(row.lon, row.lat))


def test_an_ocean_over_the_antimeridian_has_the_shorter_extent(found):
    assert found["Pacific Ocean"][0].extent == (150, -60, -90, 60)


def test_islands_are_no_water(found):
    row, shape = found["Caribbean Sea"]
    assert not shape.contains(shapely.Point(-69.5, 12.5))
    assert "Caribbean" in row.alternates


def test_nameless_waters_are_left_out(found):
    assert "" not in found
    assert len(found) == 9
