from dataclasses import replace

from geomap.gazetteers.prominence import prominence
from geomap.gazetteers.rows import PlaceRow

TOWN = PlaceRow(id="geonames:1", name="Town", lon=0.0, lat=0.0, feature_code="PPL", population=60_000)
RIVER = PlaceRow(id="geonames:2", name="River", lon=0.0, lat=0.0, feature_code="STM", extent=(9.0, 49.0, 12.0, 52.0))


def test_people_and_rank_make_a_place_prominent():
    country = replace(TOWN, feature_code="PCLI")
    hamlet = replace(TOWN, population=600)
    assert prominence(country) > prominence(TOWN) > prominence(hamlet) > 0


def test_what_has_no_people_counts_by_its_area():
    assert prominence(RIVER) > prominence(replace(RIVER, extent=(10.0, 50.0, 10.1, 50.1)))


def test_a_damaged_population_does_no_harm():
    assert prominence(replace(TOWN, population=-99)) == prominence(replace(TOWN, population=0))
