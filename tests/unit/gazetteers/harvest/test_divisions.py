import pytest
import shapely

from geomap.gazetteers.harvest.divisions import divisions, divisions_of_namesakes, smaller_divisions
from geomap.gazetteers.harvest.entities import entities
from geomap.gazetteers.harvest.towns import towns
from geomap.gazetteers.rows import PlaceRow

ALDER = shapely.box(-98.0, 30.0, -97.0, 31.0)


@pytest.fixture
def known(cache):
    return entities(cache)


@pytest.fixture
def rows(cache, known):
    counties = {"US.TX.001": ("Alder", ALDER), "US.TX.003": ("Birch", shapely.box(-99.0, 30.0, -98.5, 31.0))}
    return {row.id: row for row in divisions(cache, known, towns(cache), counties)}


def test_a_division_takes_point_and_people_from_the_list_that_has_them(rows):
    row = rows["geonames:21"]
    assert (row.name, row.lon, row.lat, row.population) == ("Nördland", 10.4, 51.4, 95_000)
    assert (row.feature_code, row.admin1, row.admin2) == ("ADM1", "LU.N", "")
    assert row.alternates == ("North Province",)


def test_else_it_lies_where_its_towns_lie_and_has_their_people(rows):
    row = rows["geonames:22"]
    assert (row.lon, row.lat, row.population) == (10.5, 49.5, 10_000)
    assert (row.name, row.alternates) == ("The South", ("Southland",))
    assert rows["geonames:23"].admin2 == "LU.S.01"


def test_a_division_without_any_point_is_left_out(rows):
    assert "geonames:24" not in rows


def test_a_us_county_has_its_shapes_extent_and_no_bare_name(rows):
    row = rows["geonames:26"]
    assert row.extent == (-98.0, 30.0, -97.0, 31.0)
    assert ALDER.contains(shapely.Point(row.lon, row.lat))
    assert row.alternates == ("Alder Shire",)


def test_a_county_that_only_the_census_knows_is_kept(rows):
    row = rows["census:tx-003"]
    assert (row.name, row.admin1, row.admin2, row.feature_code) == ("Birch County", "US.TX", "US.TX.003", "ADM2")


def test_divisions_of_former_days_are_marked_as_such(known, rows):
    [row] = smaller_divisions(known, set(rows))
    assert (row.name, row.feature_code) == ("Old Shire", "ADM1H")


def test_a_division_called_like_a_village_inside_it_lies_there(cache, rows):
    village = PlaceRow(id="postal:1", name="Nowhere", lon=10.1, lat=49.1, admin1="LU.S", countries=("LU",))
    [row] = divisions_of_namesakes(cache, set(rows), [village])
    assert (row.id, row.name, row.lon, row.lat, row.population) == ("geonames:24", "Nowhere District", 10.1, 49.1, 0)
    assert divisions_of_namesakes(cache, set(rows) | {"geonames:24"}, [village]) == []
