import pytest
import shapely

from geomap.gazetteers.harvest.countries import continent_ids, continents, countries, regions
from geomap.gazetteers.harvest.entities import entities
from geomap.gazetteers.harvest.towns import towns


@pytest.fixture
def rows(cache):
    outlines = {"HK": shapely.box(113.8, 22.2, 114.4, 22.5)}
    return {row.countries[0]: row for row in countries(cache, entities(cache), outlines, towns(cache))}


def test_a_country_has_its_short_name_first_and_no_code_as_a_name(rows):
    row = rows["LU"]
    assert (row.id, row.name, row.population, row.feature_code) == ("geonames:1", "Lumeria", 9, "PCLI")
    assert row.alternates == ("Lumerien", "Republic of Lumeria")
    assert (row.lon, row.lat) == (10.0, 50.0)


def test_a_country_without_a_point_takes_one_of_its_outline_or_its_capital(rows):
    assert rows["HK"].extent == (113.8, 22.2, 114.4, 22.5)
    assert (rows["HK"].lon, rows["HK"].feature_code) == (pytest.approx(114.1), "PCLS")
    assert (rows["US"].lon, rows["US"].lat) == (-97.7, 30.2)


def test_countries_that_are_gone_are_left_out(rows):
    assert set(rows) == {"LU", "US", "HK"}


def test_continents_have_their_extent_and_their_countries(cache):
    [row] = continents(cache, entities(cache))
    assert (row.id, row.feature_code, row.extent) == ("geonames:9", "CONT", (0, 40, 20, 60))
    assert ("LU", "geonames:9") in continent_ids(cache)


def test_regions_come_once(cache):
    known = entities(cache)
    [row] = regions(known, set())
    assert (row.id, row.name, row.countries, row.population) == ("geonames:41", "The Moors", ("LU",), 0)
    assert regions(known, {"geonames:41"}) == []
