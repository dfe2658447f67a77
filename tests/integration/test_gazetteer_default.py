"""The gazetteer that ships, built whole from the tables in gazetteer/."""

import lzma
import math
import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
import shapely

from geomap.gazetteers.build import build
from geomap.gazetteers.fingerprint import fingerprint
from geomap.gazetteers.tables import table_files
from geomap.gazetteers.verify import info, verify
from geomap.geodesy import bbox_area_m2, geometry_area_m2, inside
from geomap.lookup.sqlite_gazetteer import SqliteGazetteer
from geomap.lookup.sqlite_rows import geometry_of
from geomap.records import BBox, Match, Point

ROOT = Path(__file__).parents[2]
TABLES = ROOT / "gazetteer"
SHARED = ROOT.parent / "shared"

# names of the check list that have lost letters, and what stands on the map
DAMAGED = {
    "MARSHALL ISANDS": "Marshall Islands",
    "SOLOMON ISANDS": "Solomon Islands",
    "Pijnne": "Päijänne",
    "Pyhjrvi": "Pyhäjärvi",
}

# codes that ISO only reserves, and that GeoNames has no country for
RESERVED = {"AC", "CP", "CQ", "DG", "EA", "IC", "TA"}


def shared(path):
    if not (SHARED / path).is_file():
        pytest.skip(f"needs {path} of the shared folder, which is not here")
    lines = (SHARED / path).read_text(encoding="utf-8").rstrip("\n").split("\n")
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def largest_extents(layers):
    """Name and extent of the 100 largest features of these layers of Natural Earth."""
    rows = [
        (name, BBox(*map(float, box[:4])))
        for layer, _, name, *box in shared("gazetteer/checks/natural_earth_extents.tsv")
        if layer in layers and len(box) >= 4
    ]
    return sorted(rows, key=lambda row: -bbox_area_m2(row[1]))[:100]


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """The built file: the user's own where it is the same, else one for this run."""
    name = f"gazetteer-{fingerprint(TABLES)}.sqlite"
    kept = Path(os.environ.get("GEOMAP_DATA", "")) / name
    if kept.is_file():
        return kept
    # the workers of a parallel run share the parent folder; building twice does no harm
    target = tmp_path_factory.getbasetemp().parent / name
    if not target.is_file():
        build(TABLES, target)
    return target


@pytest.fixture(scope="module")
def gazetteer(path):
    return SqliteGazetteer(path)


def ids(gazetteer, name):
    return {candidate.place.id for candidate in gazetteer.candidates(name)}


def overlap(a, b):
    """Whether two extents share a point, either of them perhaps over the antimeridian."""

    def spans(box):
        return [(box.west, 180.0), (-180.0, box.east)] if box.crosses_antimeridian else [(box.west, box.east)]

    if a.south > b.north or b.south > a.north:
        return False
    return any(w1 <= e2 and w2 <= e1 for w1, e1 in spans(a) for w2, e2 in spans(b))


def test_it_is_sound(path):
    assert verify(path) == []


def test_it_is_large_enough_and_not_too_large(path):
    found = info(path)
    assert found.places >= 270_000
    assert found.size_bytes < 150e6
    assert found.by_class["P"] > 200_000
    assert {"A", "H", "L", "P", "T"} <= set(found.by_class)


def test_the_tables_are_within_their_budget():
    sizes = [file.stat().st_size for file in TABLES.rglob("*") if file.is_file()]
    assert sum(sizes) < 25e6
    assert max(sizes) < 5e6


def test_the_fingerprint_is_quick():
    start = time.perf_counter()
    fingerprint(TABLES)
    assert time.perf_counter() - start < 0.5  # 10 ms on the machine of the day; slow disks and busy machines get room


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("Baghuz", "geonames:171943"),
        ("Hajin", "geonames:174506"),
        ("Idlib", "geonames:169389"),
        ("Idlib", "geonames:169387"),
        ("Travis County", "geonames:4737316"),
        ("Paris, Texas", "geonames:4717560"),
        ("Paris", "geonames:2988507"),
        ("Springfield, Ill.", "geonames:4250542"),
        ("Aleppo", "geonames:170063"),
        ("Aleppo", "geonames:170062"),
        ("Deir ez-Zor", "geonames:170794"),
        ("Washington, D.C.", "geonames:4140963"),
        ("US", "geonames:6252001"),
        ("U.S.", "geonames:6252001"),
        ("UK", "geonames:2635167"),
        ("Ky.", "geonames:6254925"),
        ("Syrian", "geonames:163843"),
        ("Kosovo", "geonames:831053"),
        ("Palestine", "geonames:6254930"),
        ("Taiwan", "geonames:1668284"),
        ("Western Sahara", "geonames:2461445"),
        ("Europe", "geonames:6255148"),
        ("Euphrates", "naturalearth:river-euphrates"),
        ("Firat", "naturalearth:river-euphrates"),
        ("Mediterranean", "naturalearth:sea-mediterranean-sea"),
        ("Lake Victoria", "naturalearth:lake-lake-victoria"),
    ],
)
def test_places_that_news_name_are_found(gazetteer, name, place_id):
    assert place_id in ids(gazetteer, name)


@pytest.mark.parametrize(
    ("name", "inner"),
    [
        ("Sahara", Point(5.0, 24.0)),
        ("Kurdistan", Point(44.0, 36.5)),
        ("Donbas", Point(38.0, 48.3)),
        ("West Bank", Point(35.2, 32.0)),
        ("Mediterranean Sea", Point(18.0, 35.0)),
        ("Texas", Point(-99.0, 31.0)),
        ("Fiji", Point(178.0, -18.0)),
        ("United States", Point(-98.0, 39.0)),
    ],
)
def test_what_is_wide_has_an_extent(gazetteer, name, inner):
    boxes = [candidate.place.bbox for candidate in gazetteer.candidates(name)]
    assert any(box is not None and inside(box, inner) for box in boxes)


@pytest.mark.parametrize("name", ["us", "in", "or", "Travis", "it"])
def test_ordinary_words_are_no_abbreviations_and_surnames_no_counties(gazetteer, name):
    found = gazetteer.candidates(name)
    assert all(candidate.match is not Match.ABBREVIATION for candidate in found)
    assert all(candidate.place.feature_code not in {"PCLI", "ADM1", "ADM2"} for candidate in found)


def test_the_euphrates_runs_from_turkey_to_the_lowlands_of_iraq(gazetteer):
    geometry = gazetteer.geometry("naturalearth:river-euphrates")
    lines = geometry.coordinates if geometry.type == "MultiLineString" else (geometry.coordinates,)
    points = [point for line in lines for point in line]
    assert max(lat for _, lat in points) > 38.5
    assert max(lon for lon, _ in points) > 47.0
    # and through eastern Syria: by Raqqa (39.0 E), Deir ez-Zor (40.1 E) and Abu Kamal (40.9 E)
    for lon, lat in ((39.0, 35.93), (40.14, 35.35), (40.93, 34.45)):
        assert min(math.hypot(x - lon, y - lat) for x, y in points) < 0.1


def test_outlines_hold_their_capital(gazetteer):
    for country, capital in (("geonames:163843", Point(36.29, 33.51)), ("geonames:298795", Point(32.85, 39.92))):
        geometry = gazetteer.geometry(country)
        shape = shapely.geometry.shape({"type": geometry.type, "coordinates": geometry.coordinates})
        assert shapely.make_valid(shape).contains(shapely.Point(capital.lon, capital.lat))


def test_a_place_knows_its_divisions(gazetteer):
    austin = next(row.place for row in gazetteer.candidates("Austin, Texas") if row.place.id == "geonames:4671654")
    assert (austin.admin1, austin.admin2, austin.country_code) == ("Texas", "Travis County", "US")
    assert austin.ancestors == ("geonames:4737316", "geonames:4736286", "geonames:6252001", "geonames:6255149")


def test_every_country_of_cldr_is_found_as_a_country(gazetteer):
    missing = [
        (name, code)
        for name, code in shared("eval/country_names.tsv")
        if code not in RESERVED
        and not any(
            row.place.country_code == code and (row.place.feature_code or "").startswith("PCL")
            for row in gazetteer.candidates(name)
        )
    ]
    assert missing == []


@pytest.mark.parametrize("layers", [("region",), ("marine",), ("lake",), ("region", "marine", "lake")])
def test_the_hundred_largest_regions_seas_and_lakes_are_found_where_they_lie(gazetteer, layers):
    largest = largest_extents(layers)
    assert len(largest) == 100
    missing = [
        name
        for name, box in largest
        if not any(
            row.place.bbox is not None and overlap(row.place.bbox, box)
            for row in gazetteer.candidates(DAMAGED.get(name, name))
        )
    ]
    assert missing == []


def test_a_news_town_bears_its_everyday_english_name_and_keeps_the_others(gazetteer):
    for name, other, place_id in (("Hajin", "Hajīn", "geonames:174506"), ("Raqqa", "Ar Raqqah", "geonames:172955")):
        place = gazetteer.place(place_id)
        assert place.name == name
        assert place_id in ids(gazetteer, other)


def shapes_of(path, query):
    """Place id (or layer) and geometry of each row of a query that ends in type and packed lines."""
    with closing(sqlite3.connect(path)) as file:
        for mark, kind, lines in file.execute(query):
            yield mark, geometry_of(kind, lines)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT p.id, s.type, s.lines FROM shapes s JOIN places p ON p.n = s.place",
        "SELECT layer, type, lines FROM basemap",
    ],
)
def test_every_line_and_ring_can_be_drawn(path, query):
    """Lines have two points or more; outlines do not cross themselves, which rings of under four points would."""
    wrong = []
    for mark, geometry in shapes_of(path, query):
        parts = geometry.coordinates if geometry.type == "MultiLineString" else (geometry.coordinates,)
        if "Line" in geometry.type:
            wrong += [mark for line in parts if len(line) < 2]
        elif "Polygon" in geometry.type:
            shape = shapely.geometry.shape({"type": geometry.type, "coordinates": geometry.coordinates})
            wrong += [mark] if shape.is_empty or not shape.is_valid else []
    assert wrong == []


@pytest.mark.parametrize(
    ("town", "holder", "other"),
    [
        (Point(33.5, 44.6), "geonames:690791", "geonames:2017370"),  # Sevastopol: UA, not RU
        (Point(34.1, 44.95), "geonames:690791", "geonames:2017370"),  # Simferopol
        (Point(35.8, 33.0), "geonames:163843", "geonames:294640"),  # the Golan Heights: SY, not IL
    ],
)
def test_outlines_follow_the_country_codes_of_their_towns(gazetteer, town, holder, other):
    shapes = []
    for country in (holder, other):
        geometry = gazetteer.geometry(country)
        shapes.append(shapely.geometry.shape({"type": geometry.type, "coordinates": geometry.coordinates}))
    assert shapes[0].contains(shapely.Point(town.lon, town.lat))
    assert not shapes[1].contains(shapely.Point(town.lon, town.lat))


@pytest.mark.parametrize("country", ["geonames:2017370", "geonames:2205218"])  # Russia, Fiji
def test_outlines_reach_the_antimeridian_from_both_sides(gazetteer, country):
    longitudes = [lon for polygon in gazetteer.geometry(country).coordinates for ring in polygon for lon, _ in ring]
    assert (min(longitudes), max(longitudes)) == (-180.0, 180.0)


@pytest.mark.parametrize("detail", ["world", "region"])
def test_the_basemap_has_every_layer(gazetteer, detail):
    layers = {shape.layer for shape in gazetteer.basemap(BBox(-180.0, -90.0, 180.0, 90.0), detail)}
    assert {"land", "lake", "river", "border", "disputed", "town", "country"} <= layers


@pytest.mark.parametrize(
    ("where", "neutral", "drawn"),
    [
        (Point(76.52, 34.73), "disputed", {"IN": "", "PK": "", "US": "disputed"}),  # Kashmir: the Line of Control
        (Point(74.66, 32.64), "disputed", {"IN": "border", "PK": ""}),  # Kashmir: Jammu's border with Punjab
        (Point(80.24, 35.17), "disputed", {"IN": "border", "CN": ""}),  # Kashmir: India's claim on Aksai Chin
        (Point(94.33, 27.57), "disputed", {"CN": "border", "IN": "", "US": ""}),  # China's claim on Arunachal Pradesh
        (Point(34.39, 46.01), "disputed", {"RU": "border", "UA": "", "DE": "disputed", "TR": ""}),  # north of Crimea
        (Point(36.59, 45.29), "disputed", {"RU": "", "UA": "border", "DE": "border"}),  # east of Crimea
        (Point(-10.02, 27.66), "disputed", {"MA": "", "ES": "disputed"}),  # north of Western Sahara
        (Point(-8.68, 27.47), "disputed", {"MA": "border", "ES": "disputed"}),  # Western Sahara and Algeria
        (Point(21.72, 42.59), "disputed", {"US": "border", "RU": ""}),  # Kosovo and Serbia
        (Point(6.12, 46.2), "border", {"IN": "border", "RU": "border"}),  # Geneva: everybody agrees
    ],
)
def test_borders_are_seen_as_their_parties_see_them(gazetteer, where, neutral, drawn):
    lines = [
        (shapely.geometry.shape({"type": shape.geometry.type, "coordinates": shape.geometry.coordinates}), shape)
        for shape in gazetteer.basemap(BBox(where.lon - 1, where.lat - 1, where.lon + 1, where.lat + 1), "region")
        if shape.layer in {"border", "disputed"}
    ]
    distance, number = min((line.distance(shapely.Point(where.lon, where.lat)), n) for n, (line, _) in enumerate(lines))
    line = lines[number][1]
    assert distance < 0.15
    assert line.layer_in(None) == neutral
    assert {view: line.layer_in(view) for view in drawn} == drawn


def test_the_basemap_of_a_window_is_a_small_part(gazetteer):
    window = BBox(34.0, 32.0, 43.0, 38.0)
    shapes = gazetteer.basemap(window, "region")
    towns = {shape.name for shape in shapes if shape.layer == "town"}
    assert {"Damascus", "Aleppo"} <= towns
    assert "Paris" not in towns
    assert any(shape.layer == "admin1" for shape in shapes)
    assert any(shape.layer == "disputed" for shape in shapes)  # the Golan Heights


def test_the_readme_tells_the_truth_about_every_harvested_table():
    readme = (TABLES / "README.md").read_text(encoding="utf-8")
    for table in table_files(TABLES):
        if table.parent.name == "harvested":
            data = lzma.decompress(table.read_bytes()) if table.suffix == ".xz" else table.read_bytes()
            rows = data.count(b"\n") - 1
            assert f"| `{table.name}` | {rows:,} |" in readme


@pytest.mark.parametrize("table", ["areas_own", "areas_mouths", "areas_seas"])
def test_the_places_of_the_tables_for_areas_are_there(gazetteer, table):
    lines = (TABLES / "rules" / f"{table}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    wanted = [line.split("\t")[0] for line in lines if line and not line.startswith("#")]
    assert wanted
    assert [place_id for place_id in wanted if gazetteer.place(place_id) is None] == []
    if table != "areas_own":
        assert [place_id for place_id in wanted if gazetteer.geometry(place_id) is None] == []


def test_no_place_with_a_trusted_outline_is_far_from_its_own_area(gazetteer):
    """The table of sizes and the outlines must not tell of different places."""
    for line in (TABLES / "rules" / "areas_own.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        if line.startswith("#"):
            continue
        place_id, name, m2, _ = line.split("\t")
        outline = gazetteer.geometry(place_id)
        if outline is not None and float(m2) > 2e10:
            assert geometry_area_m2(outline) == pytest.approx(float(m2), rel=0.45), name
