import json

import pytest
from pyarrow import parquet

from geomap.batch.index import IndexWriter
from geomap.batch.rows import Texts, article_row
from geomap.batch.run import INDEX
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


@pytest.fixture
def run(tmp_path):
    texts, places = Texts(), Places()
    with MentionTable(tmp_path / "m.parquet") as table, IndexWriter(tmp_path / INDEX, places) as index:
        for number, each in enumerate(LINES):
            article, mentions = article_row(each, number, texts)
            places.add(article, mentions)
            table.add(article, mentions)
            index.add(article, mentions)
    write_places(tmp_path / "p.parquet", places)
    write_geojson(tmp_path / "p.geojson", places)
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


def test_what_nobody_names_is_found_nowhere(run):
    found = search(run, Question(name="Wien"))
    assert (found.mentions, found.articles, found.hits) == (0, 0, ())
    assert search(run, Question(name="Robert'); DROP TABLE mentions;--")).hits == ()


def test_a_limit_shows_fewer_but_counts_all(run):
    found = search(run, Question(name="Graz", limit=1))
    assert (len(found.hits), found.mentions) == (1, 2)


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
