"""A hand-made gazetteer of a few places, and sentences in which the mentions are marked.

`[Raqqa]` is a literal mention, `[Syrian|demonym]` one of another kind; the brackets are taken out of the text.
Places that the little gazetteer does not hold get a position that does not matter.
"""

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from geomap.areas.reader import AreaReader, AreaReading
from geomap.areas.rules import TABLES, AreaRules
from geomap.records import (
    BBox,
    Candidate,
    Geometry,
    Kind,
    Mention,
    Place,
    Point,
    Resolution,
    ScoredCandidate,
    Span,
    Status,
)

ROOT = Path(__file__).resolve().parents[3]


def rows(name: str) -> list[dict[str, str]]:
    lines = (ROOT / "gazetteer" / "rules" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    kept = (line for line in lines if line and not line.startswith("# "))
    return [
        {column: cell or "" for column, cell in row.items()}
        for row in csv.DictReader(kept, delimiter="\t", quoting=csv.QUOTE_NONE)
    ]


def town(name: str, lon: float, lat: float, country: str, population: int = 20_000) -> Place:
    return Place(
        id=f"test:{name}",
        name=name,
        point=Point(lon, lat),
        feature_class="P",
        feature_code="PPL",
        country_code=country,
        population=population,
    )


def region(name: str, code: str, box: tuple[float, float, float, float], country: str | None = None) -> Place:
    bbox = BBox(*box)
    width = bbox.east - bbox.west + (360 if bbox.crosses_antimeridian else 0)
    lon = (bbox.west + width / 2 + 180) % 360 - 180
    kind = {
        "PCLI": "A",
        "ADM1": "A",
        "ADM2": "A",
        "STM": "H",
        "LK": "H",
        "SEA": "H",
        "ISL": "T",
        "DSRT": "T",
        "PRK": "L",
        "RGN": "L",
        "MTS": "T",
        "CONT": "L",
    }[code]
    return Place(
        id=f"test:{name}",
        name=name,
        point=Point(lon, (bbox.south + bbox.north) / 2),
        feature_class=kind,
        feature_code=code,
        country_code=country,
        bbox=bbox,
    )


# Coordinates and boxes are rounded facts, good to a tenth of a degree.
PLACES = [
    town("Raqqa", 39.01, 35.95, "SY", 220_000),
    town("Aleppo", 37.16, 36.2, "SY", 2_100_000),
    town("Homs", 36.72, 34.73, "SY", 775_000),
    town("Hama", 36.75, 35.13, "SY", 460_000),
    town("Palmyra", 38.28, 34.56, "SY", 50_000),
    town("Hajin", 40.83, 34.7, "SY"),
    town("Mosul", 43.13, 36.34, "IQ", 1_700_000),
    town("Kirkuk", 44.39, 35.47, "IQ", 970_000),
    town("Benghazi", 20.07, 32.12, "LY", 650_000),
    town("Derna", 22.64, 32.77, "LY", 80_000),
    town("Paris", 2.35, 48.86, "FR", 2_100_000),
    town("Lyon", 4.84, 45.76, "FR", 500_000),
    town("Kharkiv", 36.25, 49.98, "UA", 1_400_000),
    town("Suva", 178.44, -18.14, "FJ", 93_000),
    town("Fresno", -119.77, 36.75, "US", 540_000),
    town("Decatur", -84.3, 33.77, "US"),
    town("Nairobi", 36.82, -1.28, "KE", 4_000_000),
    town("Reykjavik", -21.9, 64.14, "IS", 120_000),
    town("Bakhmut", 38.0, 48.59, "UA", 70_000),
    town("Manaus", -60.02, -3.1, "BR", 2_000_000),
    town("Sirte", 16.59, 31.2, "LY", 80_000),
    region("Syria", "PCLI", (35.73, 32.31, 42.38, 37.32), "SY"),
    region("Iraq", "PCLI", (38.79, 29.06, 48.57, 37.38), "IQ"),
    region("Turkey", "PCLI", (25.67, 35.81, 44.82, 42.1), "TR"),
    region("France", "PCLI", (-5.14, 41.33, 9.56, 51.09), "FR"),
    region("Libya", "PCLI", (9.39, 19.5, 25.15, 33.17), "LY"),
    region("Egypt", "PCLI", (24.7, 22.0, 36.9, 31.67), "EG"),
    region("Fiji", "PCLI", (176.9, -19.2, -178.2, -16.1), "FJ"),
    region("Malta", "PCLI", (14.18, 35.81, 14.57, 36.08), "MT"),
    region("Brazil", "PCLI", (-73.99, -33.75, -34.79, 5.27), "BR"),
    region("Mali", "PCLI", (-12.24, 10.16, 4.24, 25.0), "ML"),
    region("Ukraine", "PCLI", (22.14, 44.39, 40.23, 52.38), "UA"),
    region("Russia", "PCLI", (27.3, 41.2, -169.6, 81.9), "RU"),
    region("Nigeria", "PCLI", (2.67, 4.27, 14.68, 13.89), "NG"),
    region("Lebanon", "PCLI", (35.1, 33.05, 36.62, 34.69), "LB"),
    region("Idlib", "ADM1", (35.97, 35.3, 37.2, 36.3), "SY"),
    region("Anatolia", "RGN", (26.0, 36.0, 42.0, 42.0)),
    region("California", "ADM1", (-124.41, 32.53, -114.13, 42.01), "US"),
    region("Texas", "ADM1", (-106.65, 25.84, -93.51, 36.5), "US"),
    region("Travis County", "ADM2", (-98.17, 30.02, -97.37, 30.63), "US"),
    region("Anbar", "ADM1", (38.79, 30.5, 44.2, 35.2), "IQ"),
    region("Euphrates", "STM", (38.0, 30.9, 47.5, 39.0)),
    region("Nile", "STM", (29.5, 3.0, 34.0, 31.6)),
    region("Lake Chad", "LK", (13.0, 12.2, 15.6, 14.3)),
    region("Crete", "ISL", (23.5, 34.9, 26.3, 35.7), "GR"),
    region("Sahara", "DSRT", (-17.0, 15.0, 38.0, 35.0)),
    region("Everglades", "PRK", (-81.5, 25.1, -80.3, 25.9), "US"),
    region("Black Sea", "SEA", (27.4, 40.9, 41.8, 47.3)),
    region("Gaza", "RGN", (34.2, 31.2, 34.6, 31.6), "PS"),
]
BY_NAME = {place.name: place for place in PLACES}
ALIASES = {
    "Euphrates River": "Euphrates",
    "Syrian": "Syria",
    "Turkish": "Turkey",
    "Iraqi": "Iraq",
    "French": "France",
    "Damascus": "Syria",
    "Ankara": "Turkey",
    "Raqqah": "Raqqa",
    "River Nile": "Nile",
}


def _outline(*points: tuple[float, float]) -> Geometry:
    return Geometry("Polygon", ((*points, points[0]),))


OUTLINES = {
    "test:Syria": _outline(
        (35.73, 34.6),
        (36.6, 34.2),
        (35.9, 33.3),
        (35.8, 32.7),
        (36.8, 32.31),
        (38.8, 33.4),
        (41.0, 34.4),
        (41.4, 36.5),
        (42.38, 37.2),
        (40.7, 37.1),
        (38.7, 36.7),
        (36.6, 36.8),
        (36.2, 36.0),
        (35.8, 35.8),
    ),
    "test:Iraq": _outline(
        (38.8, 33.4),
        (41.0, 34.4),
        (41.4, 36.5),
        (42.38, 37.2),
        (44.8, 37.2),
        (46.0, 35.8),
        (45.5, 34.0),
        (48.5, 30.0),
        (46.5, 29.1),
        (44.7, 29.2),
        (42.0, 31.1),
        (39.2, 32.1),
    ),
    "test:Euphrates": Geometry(
        "LineString",
        (
            (38.3, 38.8),
            (38.3, 36.8),
            (38.0, 36.2),
            (38.6, 35.9),
            (39.0, 35.95),
            (40.15, 35.33),
            (40.83, 34.69),
            (41.2, 34.3),
            (42.5, 34.1),
            (44.3, 32.5),
            (46.2, 31.0),
            (47.4, 31.0),
        ),
    ),
    "test:Nile": Geometry(
        "LineString",
        (
            (32.5, 15.6),
            (33.9, 19.5),
            (31.3, 21.8),
            (32.9, 24.1),
            (32.6, 26.1),
            (30.8, 28.5),
            (31.2, 30.1),
            (31.0, 31.5),
        ),
    ),
    "test:Mediterranean": _outline(
        (8, 38), (8, 33.3), (11, 33.3), (15, 32.4), (20, 32.4), (25, 32.0), (36, 31.7), (36, 38)
    ),
    "test:Fiji": Geometry(
        "MultiPolygon",
        (
            (((177.2, -18.3), (178.7, -18.3), (178.7, -17.3), (177.2, -17.3), (177.2, -18.3)),),
            (((178.6, -16.9), (180.0, -16.9), (180.0, -16.1), (178.6, -16.1), (178.6, -16.9)),),
            (((-180.0, -16.9), (-179.8, -16.9), (-179.8, -16.5), (-180.0, -16.5), (-180.0, -16.9)),),
        ),
    ),
}


@dataclass(frozen=True)
class Marked:
    text: str
    resolutions: tuple[Resolution, ...]


def unmark(marked: str) -> Marked:
    """The plain text, and a resolution for each marked mention."""
    text, resolutions, at = "", [], 0
    for hit in re.finditer(r"\[([^\]|]+)(?:\|(\w+))?\]", marked):
        text += marked[at : hit.start()]
        span = Span(len(text), len(text) + len(hit[1]))
        text, at = text + hit[1], hit.end()
        place = BY_NAME.get(ALIASES.get(hit[1], hit[1])) or Place(
            id=f"test:{hit[1]}", name=hit[1], point=Point(10.0, 50.0)
        )
        resolutions.append(
            Resolution(
                mention=Mention(span=span, text=hit[1], kind=Kind(hit[2] or "literal")),
                status=Status.RESOLVED,
                ranked=(ScoredCandidate(candidate=Candidate(place=place, matched_name=place.name), probability=0.9),),
            )
        )
    return Marked(text + marked[at:], tuple(resolutions))


OWN_KM2 = {"Malta": 316, "Syria": 185_000, "Ukraine": 600_000, "Crete": 8_300, "Idlib": 6_100, "Texas": 695_662}
OWN_KM2 |= {"Gaza": 365, "Wales": 20_779, "Manhattan": 59.1, "Belgium": 30_528, "Anbar": 138_500, "Libya": 1_760_000}


@pytest.fixture(scope="session")
def tables() -> dict[str, list[dict[str, str]]]:
    """The shipped tables; how large the test's own places are comes on top."""
    shipped = {name: rows(name) for name in TABLES}
    own = [{"id": f"test:{name}", "m2": str(km2 * 1e6), "source": "test"} for name, km2 in OWN_KM2.items()]
    mouths = [{"id": "test:Nile", "lon": "31.0", "lat": "31.5"}, {"id": "test:Euphrates", "lon": "47.4", "lat": "31.0"}]
    sea = {
        "id": "test:Mediterranean",
        "name": "Mediterranean Sea",
        "west": "8",
        "south": "30",
        "east": "36",
        "north": "38",
    }
    return shipped | {
        "areas_own": [*shipped["areas_own"], *own],
        "areas_mouths": [*shipped["areas_mouths"], *mouths],
        "areas_seas": [sea],
    }


@pytest.fixture(scope="session")
def rules(tables: dict[str, list[dict[str, str]]]) -> AreaRules:
    return AreaRules.from_tables(tables)


@pytest.fixture(scope="session")
def reader(rules: AreaRules) -> AreaReader:
    return AreaReader(rules)


@pytest.fixture(scope="session")
def read(reader: AreaReader) -> Callable[[str], AreaReading]:
    def reading(marked: str) -> AreaReading:
        unmarked = unmark(marked)
        return reader.read(unmarked.text, unmarked.resolutions, OUTLINES.get)

    return reading


@pytest.fixture(scope="session")
def places() -> dict[str, Place]:
    return BY_NAME


@pytest.fixture(scope="session")
def marked() -> Callable[[str], Marked]:
    return unmark
