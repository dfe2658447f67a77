from geomap.gazetteers.harvest.nearest import Nearest
from geomap.gazetteers.rows import PlaceRow


def town(name, lon, lat, country="LU", admin1="LU.A", admin2="LU.A.1", number=1):
    return PlaceRow(
        id=f"geonames:{number}", name=name, lon=lon, lat=lat, countries=(country,), admin1=admin1, admin2=admin2
    )


TOWNS = Nearest(
    [
        town("Near", 10.1, 50.1),
        town("Far", 10.9, 50.9, admin1="LU.B", admin2="LU.B.1", number=2),
        town("Abroad", 10.01, 50.01, country="OT", admin1="OT.Z", number=3),
    ]
)


def bare(name, lon, lat, **fields):
    return PlaceRow(id="x:1", name=name, lon=lon, lat=lat, countries=("LU",), **fields)


def test_divisions_come_from_the_nearest_town_of_the_country():
    row = bare("Quarter", 10.0, 50.0)
    TOWNS.fill_divisions(row)
    assert (row.admin1, row.admin2) == ("LU.A", "LU.A.1")


def test_a_division_that_is_known_is_kept():
    row = bare("Quarter", 10.0, 50.0, admin1="LU.B")
    TOWNS.fill_divisions(row)
    assert (row.admin1, row.admin2) == ("LU.B", "")


def test_far_from_every_town_nothing_is_filled_in():
    row = bare("Island", -30.0, -30.0)
    TOWNS.fill_divisions(row)
    assert row.admin1 == ""


def test_a_namesake_counts_only_nearby_and_in_the_same_country():
    assert TOWNS.bears_name(bare("NEAR", 10.2, 50.1), 25.0)
    assert TOWNS.bears_name(bare("Else", 10.2, 50.1, alternates=("Near",)), 25.0)
    assert not TOWNS.bears_name(bare("Near", 12.0, 50.1), 25.0)
    assert not TOWNS.bears_name(bare("Abroad", 10.01, 50.01), 25.0)
