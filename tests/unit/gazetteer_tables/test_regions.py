"""The hand-written table of regions: every row's form, and the largest features of Natural Earth by name and extent."""

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from geomap.names import key
from geomap.records import BBox, Point

ROOT = Path(__file__).parents[3]
TABLE = ROOT / "gazetteer" / "curated" / "regions.tsv"
NATURAL_EARTH = ROOT.parent / "shared" / "gazetteer" / "checks" / "natural_earth_extents.tsv"
HEADER = [
    "id",
    "name",
    "alternate_names",
    "feature_class",
    "feature_code",
    "countries",
    "lon",
    "lat",
    "west",
    "south",
    "east",
    "north",
    "population",
    "note",
]
CODES = {  # those GeoNames codes that the table uses, by their class
    "A": {"ADM0", "ADM1", "ADM1H", "ADM2", "ADMD"},  # divisions that go by the name of an island or a region
    "H": {"BAY", "BGHT", "CHN", "CNL", "GULF", "LGN", "LK", "LKS", "OCN", "RF", "RSV", "SD", "SEA", "STRT", "WTLD"},
    "L": {"AREA", "BSND", "CONT", "CST", "OAS", "RGN", "RGNE", "RGNH", "SALT"},
    "T": {
        "ATOL",
        "CAPE",
        "CNYN",
        "DLTA",
        "DPR",
        "DSRT",
        "ERG",
        "GAP",
        "GRGE",
        "ISL",
        "ISLS",
        "ISTH",
        "MT",
        "MTS",
        "PAN",
        "PASS",
        "PEN",
        "PLAT",
        "PLN",
        "UPLD",
        "VAL",
        "VLC",
    },
    "V": {"FRST", "GRSLD", "TUND"},
}
EVERYDAY_WORDS = {  # of news; a place that folds to one of them would be found in every article
    "air",
    "area",
    "atlas",
    "bay",
    "capital",
    "channel",
    "coast",
    "delta",
    "east",
    "island",
    "lake",
    "north",
    "northeast",
    "northwest",
    "region",
    "said",
    "sea",
    "south",
    "sound",
    "superior",
    "swat",
    "up",
    "us",
    "valley",
    "west",
}
# Natural Earth also draws these as regions; the tables of countries and divisions hold them.
COUNTRIES_AND_DIVISIONS = {"india", "japan", "australia", "greenland", "kiribati", "alaska", "new zealand"}


class Row(NamedTuple):
    """One line of the table."""

    line: int
    cells: dict[str, str]

    @property
    def names(self) -> list[str]:
        return [self.cells["name"], *filter(None, self.cells["alternate_names"].split("|"))]

    @property
    def bbox(self) -> BBox:
        return BBox(*(float(self.cells[side]) for side in ("west", "south", "east", "north")))

    @property
    def point(self) -> Point:
        return Point(float(self.cells["lon"]), float(self.cells["lat"]))


def read_lines() -> list[tuple[int, list[str]]]:
    """Every line that is no comment, with its number and its cells."""
    lines = TABLE.read_text(encoding="utf-8").split("\n")
    assert lines.pop() == "", "the last line ends with a newline"
    return [(number, line.split("\t")) for number, line in enumerate(lines, 1) if not line.startswith("#")]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    (_, header), *lines = read_lines()
    return [Row(number, dict(zip(header, cells, strict=True))) for number, cells in lines]


def spans(west: float, east: float) -> list[tuple[float, float]]:
    """The longitudes of an extent, cut at the antimeridian."""
    return [(west, east)] if west <= east else [(west, 180.0), (-180.0, east)]


def overlap(one: BBox, other: BBox) -> bool:
    """Whether two extents share more than an edge."""
    across = any(max(a, c) < min(b, d) for a, b in spans(one.west, one.east) for c, d in spans(other.west, other.east))
    return across and max(one.south, other.south) < min(one.north, other.north)


def test_every_line_has_the_columns_of_the_header() -> None:
    (_, header), *lines = read_lines()
    assert header == HEADER
    assert [number for number, cells in lines if len(cells) != len(HEADER)] == []


def test_no_cell_or_alternate_name_begins_or_ends_with_a_blank(rows: list[Row]) -> None:
    texts = [(row.line, text) for row in rows for cell in row.cells.values() for text in (cell, *cell.split("|"))]
    assert [(line, text) for line, text in texts if text != " ".join(text.split())] == []


def test_ids_are_unique_and_name_their_source(rows: list[Row]) -> None:
    ids = [row.cells["id"] for row in rows]
    assert [one for one, count in Counter(ids).items() if count > 1] == []
    # An id of another source means the same place there: the two rows become one.
    known = re.compile(r"geonames:\d+|(curated|naturalearth):[a-z0-9]+(-[a-z0-9]+)*")
    assert [one for one in ids if not known.fullmatch(one)] == []


def test_names_of_a_row_are_all_different_and_not_empty(rows: list[Row]) -> None:
    keys = {row.line: [key(name) for name in row.names] for row in rows}
    assert [line for line, names in keys.items() if len(set(names)) != len(names) or "" in names] == []


def test_names_begin_without_the_article(rows: list[Row]) -> None:
    assert [name for row in rows for name in row.names if name.casefold().startswith("the ")] == []


def test_no_name_folds_to_an_everyday_word(rows: list[Row]) -> None:
    assert [(row.line, name) for row in rows for name in row.names if key(name) in EVERYDAY_WORDS] == []


def test_feature_codes_are_known_in_their_class(rows: list[Row]) -> None:
    wrong = [row.line for row in rows if row.cells["feature_code"] not in CODES.get(row.cells["feature_class"], set())]
    assert wrong == []


def test_countries_are_two_letters_each_named_once(rows: list[Row]) -> None:
    lists = {row.line: row.cells["countries"].split(",") for row in rows if row.cells["countries"]}
    assert [line for line, codes in lists.items() if not all(re.fullmatch("[A-Z]{2}", code) for code in codes)] == []
    assert [line for line, codes in lists.items() if len(set(codes)) != len(codes)] == []


def test_numbers_are_degrees_with_at_most_three_decimals(rows: list[Row]) -> None:
    columns = ("lon", "lat", "west", "south", "east", "north")
    cells = [(row.line, row.cells[column]) for row in rows for column in columns]
    assert [cell for cell in cells if not re.fullmatch(r"-?\d{1,3}(\.\d{1,3})?", cell[1])] == []
    assert [row.line for row in rows if not re.fullmatch(r"\d*", row.cells["population"])] == []


def test_extents_have_a_size_and_hold_their_point(rows: list[Row]) -> None:
    def wrong(row: Row) -> bool:
        box, point = row.bbox, row.point
        beside = not any(west < point.lon < east for west, east in spans(box.west, box.east))
        return beside or not box.south < point.lat < box.north

    assert [(row.line, row.cells["name"]) for row in rows if wrong(row)] == []


def test_an_extent_only_crosses_the_antimeridian_where_the_narrow_way_round_does(rows: list[Row]) -> None:
    crossing = [row for row in rows if row.bbox.crosses_antimeridian]
    assert crossing, "the Bering Sea crosses it"
    assert [row.cells["name"] for row in crossing if row.bbox.west - row.bbox.east < 60] == []


def largest(count: int) -> list[tuple[str, BBox]]:
    """Natural Earth's named regions, seas and lakes of the largest extents in square degrees."""
    found: list[tuple[float, str, BBox]] = []
    for line in NATURAL_EARTH.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) == 7 and cells[0] in {"region", "marine", "lake"} and cells[2].strip():
            box = BBox(*map(float, cells[3:]))
            width = sum(east - west for west, east in spans(box.west, box.east))
            found.append((width * (box.north - box.south), cells[2], box))
    return [(name, box) for _, name, box in sorted(found, key=lambda row: -row[0])[:count]]


def test_the_hundred_largest_features_of_natural_earth_are_found(rows: list[Row]) -> None:
    if not NATURAL_EARTH.is_file():
        pytest.skip("needs ../shared/gazetteer/checks, which lies beside a maintainer's checkout only")
    boxes: dict[str, list[BBox]] = {}
    for row in rows:
        for name in row.names:
            boxes.setdefault(key(name), []).append(row.bbox)
    features = [(key(name).removeprefix("the "), box) for name, box in largest(100)]
    missing = [name for name, box in features if not any(overlap(box, ours) for ours in boxes.get(name, []))]
    assert sorted(set(missing) - COUNTRIES_AND_DIVISIONS) == []
