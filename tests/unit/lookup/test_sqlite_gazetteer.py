import threading
from pathlib import Path

import pytest

from geomap.errors import GazetteerError
from geomap.gazetteers.build import build
from geomap.lookup.sqlite_gazetteer import SqliteGazetteer
from geomap.ports import Gazetteer
from geomap.records import BBox, Match, Point

SMALL = Path(__file__).parents[1] / "gazetteers" / "small"  # a made-up country, see there


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory):
    path = tmp_path_factory.mktemp("gazetteer") / "small.sqlite"
    build(SMALL, path)
    return SqliteGazetteer(path)


def found(gazetteer, name):
    return [(candidate.place.id, candidate.match) for candidate in gazetteer.candidates(name)]


def test_it_satisfies_the_port(gazetteer):
    port: Gazetteer = gazetteer
    assert len(port.fingerprint) == 16


def test_namesakes_come_most_prominent_first_each_once_with_its_best_match(gazetteer):
    assert found(gazetteer, "Tarn") == [("geonames:4", Match.ARTICLE), ("geonames:5", Match.EXACT)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("al-Tarn", [("geonames:4", Match.EXACT)]),
        ("TARNSTADT", [("geonames:4", Match.ALTERNATE)]),
        ("Tarnville", [("geonames:4", Match.ALTERNATE)]),
        ("Old Lumeria", [("geonames:1", Match.ALTERNATE)]),
        ("Lumerian", [("geonames:1", Match.DEMONYM)]),
        ("Heathen", []),
        ("the Heath", [("curated:high-heath", Match.ALTERNATE)]),
        ("Heath", [("curated:high-heath", Match.ARTICLE)]),
        ("Lume River", [("naturalearth:river-lume", Match.ALTERNATE)]),
        ("Atlantis", []),
        ("", []),
        ("?!", []),
    ],
)
def test_how_a_name_meets_the_text(gazetteer, name, expected):
    assert found(gazetteer, name) == expected


@pytest.mark.parametrize(
    ("name", "hit"),
    [
        ("LMR", True),
        ("L.M.R.", True),
        ("lmr", False),
        ("Lmr", False),
        ("L.R.", True),
        ("LR", True),
        ("lr", False),
        ("Om.", True),
        ("om.", False),
        ("Om", False),
        ("OM", True),
        ("O.M.", True),
        ("om", False),
    ],
)
def test_abbreviations_count_only_in_the_case_in_which_they_are_written(gazetteer, name, hit):
    assert [match for _, match in found(gazetteer, name)] == ([Match.ABBREVIATION] if hit else [])


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("Tarn, Ostmark", ["geonames:4"]),
        ("Tarn, Om.", ["geonames:4"]),
        ("Tarn, om", ["geonames:4"]),  # behind a comma even a careless abbreviation is one
        ("Tarn, Weil District, Ostmark", ["geonames:4"]),
        ("Tarn, Lumeria", ["geonames:4", "geonames:5"]),
        ("Tarn, Midgard", ["geonames:4", "geonames:5"]),
        ("Tarn, Otherland", []),
        ("Tarn, Lumerian", []),
        ("Tarn,", ["geonames:4", "geonames:5"]),
        (", Ostmark", ["geonames:2"]),
    ],
)
def test_a_comma_narrows_the_head_by_its_tail(gazetteer, name, ids):
    assert [place_id for place_id, _ in found(gazetteer, name)] == ids


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("Ostmark province", ["geonames:2"]),
        ("Ostmark State", ["geonames:2"]),
        ("the Province of Ostmark", ["geonames:2"]),
        ("Tarn city", ["geonames:4", "geonames:5"]),
        ("Weil District", ["geonames:3"]),  # a name of its own
        ("Tarn province", []),  # no division is called so
        ("Ostmark village", []),
        ("Lumerian state", []),  # a demonym names no division
        ("OM state", []),
        ("province", []),
    ],
)
def test_a_word_for_a_kind_of_place_is_set_aside_where_no_place_bears_it(gazetteer, name, ids):
    assert [place_id for place_id, _ in found(gazetteer, name)] == ids


@pytest.mark.parametrize(
    ("name", "population"),
    [
        ("Tarn", 60_000),
        ("Lumeria", 4_000_000),
        ("lmr", -1),
        ("LMR", 4_000_000),
        ("Atlantis", -1),
        ("Lume", 0),
    ],
)
def test_the_largest_population_of_a_name(gazetteer, name, population):
    assert gazetteer.max_population(name) == population


def test_a_place_comes_with_its_divisions_and_ancestors(gazetteer):
    place = gazetteer.place("geonames:4")
    assert place.point == Point(11.15, 51.12)
    assert (place.admin1, place.admin1_code) == ("Ostmark", "LU.OM")
    assert (place.admin2, place.admin2_code) == ("Weil District", "LU.OM.07")
    assert place.ancestors == ("geonames:3", "geonames:2", "geonames:1", "geonames:9")
    assert (place.country_code, place.feature_class, place.feature_code) == ("LU", "P", "PPLA2")
    assert place.names == 8
    assert gazetteer.place("geonames:404") is None


@pytest.mark.parametrize(
    ("reference", "place_id"),
    [
        ("LU", "geonames:1"),
        ("LU.OM", "geonames:2"),
        ("LU.OM.07", "geonames:3"),
        ("geonames:5", "geonames:5"),
    ],
)
def test_a_reference_of_a_table_leads_to_its_place(gazetteer, reference, place_id):
    assert gazetteer.referenced(reference).id == place_id


def test_an_unknown_reference_leads_nowhere(gazetteer):
    assert gazetteer.referenced("XX") is None


def test_lines_and_outlines_unfold_longitude_first(gazetteer):
    line = gazetteer.geometry("naturalearth:river-lume")
    assert (line.type, line.coordinates) == ("LineString", ((9.0, 49.0), (10.5, 50.5), (12.0, 52.0)))
    outline = gazetteer.geometry("geonames:1")
    assert outline.type == "Polygon"
    assert outline.coordinates == (((8.0, 48.0), (12.0, 48.0), (12.0, 52.0), (8.0, 52.0), (8.0, 48.0)),)
    assert gazetteer.geometry("geonames:4") is None


def test_the_basemap_holds_what_touches_the_window(gazetteer):
    shapes = gazetteer.basemap(BBox(8.0, 48.0, 12.0, 52.0), "world")
    assert [(shape.layer, shape.name, shape.rank) for shape in shapes] == [
        ("land", "", 0),
        ("town", "Tarn", 2),
        ("disputed", "", 0),
    ]
    assert shapes[1].geometry.coordinates == (9.0, 49.0)
    assert [shape.layer for shape in gazetteer.basemap(BBox(8.0, 48.0, 12.0, 52.0), "region")] == ["land"]


def test_a_border_tells_who_sees_it_otherwise(gazetteer):
    shapes = gazetteer.basemap(BBox(8.0, 48.0, 12.0, 52.0), "world")
    (line,) = (shape for shape in shapes if shape.layer == "disputed")
    assert [line.layer_in(view) for view in (None, "CN", "IN", "US")] == ["disputed", "border", "", "disputed"]


def test_a_window_over_the_antimeridian_sees_both_sides_once(gazetteer):
    shapes = gazetteer.basemap(BBox(165.0, -10.0, 10.0, 50.0), "world")
    assert sorted(shape.layer for shape in shapes) == ["disputed", "land", "land", "town"]


def test_search_finds_whole_names_then_beginnings(gazetteer):
    ids = [candidate.place.id for candidate in gazetteer.search("tarn")]
    assert ids == ["geonames:4", "geonames:5"]
    assert [candidate.place.id for candidate in gazetteer.search("lum", 2)] == ["geonames:1", "naturalearth:river-lume"]
    assert gazetteer.search("", 5) == ()


def test_several_threads_may_ask_at_once(gazetteer):
    answers, names = [], ["Tarn", "Lumeria", "Ostmark", "Lume"] * 25

    def ask():
        answers.append([found(gazetteer, name) for name in names])

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 4
    assert all(answer == answers[0] for answer in answers)


def test_a_missing_file_says_what_to_do(tmp_path):
    with pytest.raises(GazetteerError, match="gazetteer build"):
        SqliteGazetteer(tmp_path / "none.sqlite")


def test_a_file_that_is_no_database_says_what_to_do(tmp_path):
    (tmp_path / "text.sqlite").write_text("not a database, " * 100)
    with pytest.raises(GazetteerError, match="remove it and run"):
        SqliteGazetteer(tmp_path / "text.sqlite")
