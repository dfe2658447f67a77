import json
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from pyarrow import parquet

from geomap.batch.index import INDEX, IndexWriter
from geomap.batch.rows import Texts, article_row
from geomap.batch.search import Question, search
from geomap.batch.tables import MentionTable, Places, write_geojson, write_places
from geomap.errors import InputError

GRAZ = {"id": "g:1", "name": "Graz", "lon": 15.44, "lat": 47.07, "country_code": "AT", "admin1": "Styria",
        "feature_class": "P", "feature_code": "PPLA", "population": 290000}  # fmt: skip
LINZ = GRAZ | {"id": "g:2", "name": "Linz", "lon": 14.29, "lat": 48.31, "admin1": "Upper Austria"}
NEAR_LINZ = LINZ | {"id": None, "name": "near Linz", "lat": 48.35, "radius_m": 9000.0, "population": 0}


def line(article, text, *mentions, date=None):
    found = []
    for words, place in mentions:
        start = text.index(words)
        found.append({"start": start, "end": start + len(words), "text": words, "kind": "literal", "status": "resolved",
                      "probability": 0.9, "place": place, "region": None})  # fmt: skip
    return json.dumps(
        {"id": article, "title": article.upper(), "text": text, "date": date, "mentions": found, "areas": []}
    )


LINES = [
    line("a", "Rain in Graz on Monday.", ("Graz", GRAZ), date="2018-01-31"),
    line("b", "Snow near Linz, rain in Graz.", ("Linz", LINZ), ("Graz", GRAZ), date="2018-02-01T08:00:00Z"),
    line("c", "Rain  in Graz\non Monday.", ("Graz", GRAZ), date="2018-02-02"),
    line("d", "A hamlet flooded.", ("A hamlet", NEAR_LINZ)),
    line("e", "Nothing.", ("Nothing", None), date="2018-03-01"),
]


def written(folder, lines):
    texts, places = Texts(), Places()
    with MentionTable(folder / "m.parquet") as table, IndexWriter(folder / INDEX, places) as index:
        for number, each in enumerate(lines):
            article, mentions = article_row(each, number, texts)
            places.add(article, mentions)
            table.add(article, mentions)
            index.add(article, mentions)
    write_places(folder / "p.parquet", places)
    write_geojson(folder / "p.geojson", places)


@pytest.fixture
def run(tmp_path):
    written(tmp_path, LINES)
    return tmp_path


def ids(found):
    return [hit.article for hit in found.hits]


def test_the_newest_first_and_copies_counted_once(run):
    found = search(run, Question(name="graz"))
    assert ids(found) == ["b", "a"]
    assert (found.mentions, found.articles) == (2, 2)
    assert found.hits[1].copies == 1
    assert found.hits[0].quote == "Snow near Linz, rain in Graz."


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [("2018-02-01", None, ["b"]), (None, "2018-01-31", ["a"]), ("2018-01-31", "2018-02-01", ["b", "a"]),
     ("2019-01-01", None, [])],
)  # fmt: skip
def test_days_bound_the_answer_and_count_themselves(run, first, last, expected):
    assert ids(search(run, Question(name="Graz", first=first, last=last))) == expected


def test_places_near_the_one_named_count_too(run):
    assert ids(search(run, Question(name="Linz", within_m=10_000.0))) == ["b", "d"]
    assert ids(search(run, Question(name="Linz", within_m=1_000.0))) == ["b"]
    assert len(ids(search(run, Question(name="Linz", within_m=300_000.0)))) == 4


def test_near_means_near_on_either_side_of_the_date_line(tmp_path):
    rabi = GRAZ | {"id": "g:3", "name": "Rabi", "lon": 179.98, "lat": -16.5}
    taveuni = GRAZ | {"id": "g:4", "name": "Taveuni", "lon": -179.98, "lat": -16.5}
    written(tmp_path, [line("f", "Storms from Rabi to Taveuni.", ("Rabi", rabi), ("Taveuni", taveuni))])
    assert [hit.place for hit in search(tmp_path, Question(name="Rabi", within_m=5_000.0)).hits] == ["Rabi", "Taveuni"]
    assert [hit.place for hit in search(tmp_path, Question(name="Rabi", within_m=4_000.0)).hits] == ["Rabi"]


def test_what_lies_around_a_point_is_found_though_nobody_names_it(run):
    asked = Question(name="Wels", within_m=40_000.0, around=(14.03, 48.16))
    assert {hit.place for hit in search(run, asked).hits} == {"Linz", "near Linz"}


def test_a_place_is_found_by_what_the_articles_call_it(tmp_path):
    vienna = GRAZ | {"id": "g:5", "name": "Vienna"}
    written(tmp_path, [line("g", "Regen in Wien.", ("Wien", vienna)), line("h", "Rain in Vienna.", ("Vienna", vienna))])
    assert ids(search(tmp_path, Question(name="WIEN"))) == ids(search(tmp_path, Question(name="Vienna"))) == ["g", "h"]


@pytest.mark.parametrize("name", ["100% done", "what?", "a#b", "ü&=+"])
def test_a_folder_may_have_any_name(tmp_path, name):
    (tmp_path / name).mkdir()
    written(tmp_path / name, LINES)
    assert len(search(tmp_path / name, Question(name="Graz")).hits) == 2


def test_what_nobody_names_is_found_nowhere(run):
    found = search(run, Question(name="Wien"))
    assert (found.mentions, found.articles, found.hits) == (0, 0, ())
    assert search(run, Question(name="Robert'); DROP TABLE mentions;--")).hits == ()


def test_a_limit_shows_fewer_but_counts_all(run):
    found = search(run, Question(name="Graz", limit=1))
    assert (len(found.hits), found.mentions) == (1, 2)


def test_a_search_loads_nothing_heavy(run):
    code = """
import sys
from geomap.cli.main import execute
assert execute(["search", sys.argv[1], "Graz", "--within", "300", "--from", "2018"]) == 0
heavy = {"spacy", "folium", "numpy", "rich", "pyarrow", "shapely", "platformdirs", "geomap.records", "geomap.wiring"}
print(sorted(heavy & set(sys.modules)), file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code, str(run)], check=True, capture_output=True, text=True)
    assert done.stderr == "[]\n"
    assert done.stdout.splitlines() == [
        "2018-02-01  B",
        "            Linz, 90%: Snow near Linz, rain in Graz.",
        "2018-02-01  B",
        "            Graz, 90%: Snow near Linz, rain in Graz.",
        "2018-01-31  A (and 1 more like it)",
        "            Graz, 90%: Rain in Graz on Monday.",
        "",
        "3 mentions in 2 articles",
    ]


def test_an_index_of_another_version_is_refused(run):
    with closing(sqlite3.connect(run / INDEX)) as index:
        index.execute("PRAGMA user_version = 1")
    with pytest.raises(InputError, match="another version of geomap; run batch again with --resume"):
        search(run, Question(name="Graz"))


def test_a_folder_without_a_run_is_refused(tmp_path):
    with pytest.raises(InputError, match="no finished run"):
        search(tmp_path, Question(name="Graz"))
    (tmp_path / INDEX).write_bytes(b"no database at all, but long enough to be looked at" * 99)
    with pytest.raises(InputError, match="cannot be read"):
        search(tmp_path, Question(name="Graz"))


def test_the_tables_hold_every_mention_and_every_place(run):
    mentions = parquet.read_table(run / "m.parquet").to_pylist()
    assert [(each["article_id"], each["text"], each["same_as"]) for each in mentions] == [
        ("a", "Graz", None), ("b", "Linz", None), ("b", "Graz", None), ("c", "Graz", 0), ("d", "A hamlet", None),
        ("e", "Nothing", None),
    ]  # fmt: skip
    places = {each["name"]: each for each in parquet.read_table(run / "p.parquet").to_pylist()}
    graz = places["Graz"]
    assert (graz["mentions"], graz["articles"], graz["first_day"], graz["last_day"]) == (
        2,
        2,
        "2018-01-31",
        "2018-02-01",
    )
    assert places["near Linz"]["place_id"] is None
    features = json.loads((run / "p.geojson").read_text())["features"]
    assert {each["properties"]["name"] for each in features} == set(places)
