import sqlite3
import threading
from contextlib import closing

import pytest

from geomap.errors import GazetteerError
from geomap.gazetteers.build import build
from geomap.gazetteers.fingerprint import fingerprint


def ask(path, query, *values):
    with closing(sqlite3.connect(path)) as file:
        return file.execute(query, values).fetchall()


def append(path, line):
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")


def test_equal_tables_give_equal_bytes(tables, built, tmp_path):
    build(tables, tmp_path / "again.sqlite")
    assert (tmp_path / "again.sqlite").read_bytes() == built.read_bytes()


def test_the_file_says_what_it_was_built_from(tables, built):
    meta = dict(ask(built, "SELECT name, value FROM meta"))
    assert meta["fingerprint"] == fingerprint(tables)
    assert meta["attribution"] == "GeoNames, CC BY 4.0; Natural Earth"
    assert meta["source made-up"] == "1.0 | none | public domain | this test"


def test_ancestors_run_from_the_district_to_the_continent(built):
    [(ancestors,)] = ask(built, "SELECT ancestors FROM places WHERE id = 'geonames:4'")
    assert ancestors.split() == ["geonames:3", "geonames:2", "geonames:1", "geonames:9"]


def test_what_lies_in_several_countries_has_none_but_has_them_as_ancestors(built):
    [row] = ask(built, "SELECT country, ancestors FROM places WHERE id = 'naturalearth:river-lume'")
    assert row == (None, "geonames:1 geonames:6 geonames:9")


def test_a_curated_row_adds_names_and_wins_on_the_point(built):
    [row] = ask(built, "SELECT lon, lat, population, source FROM places WHERE id = 'geonames:5'")
    assert row == (9.5, 49.5, 700, "made-up")
    assert ask(built, "SELECT count(*) FROM names WHERE key = 'old tarn'") == [(1,)]


def test_names_with_an_article_are_stored_under_both_keys(built):
    keys = ask(built, "SELECT key, match FROM names WHERE name = 'Al-Tarn' ORDER BY key")
    assert keys == [("al tarn", 0), ("tarn", 3)]


def test_progress_never_runs_backwards_and_ends_at_one(tables, tmp_path):
    steps = []
    build(tables, tmp_path / "g.sqlite", lambda what, share: steps.append((what, share)))
    shares = [share for _, share in steps]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert all(what for what, _ in steps)


@pytest.mark.parametrize(
    ("table", "line", "words"),
    [
        ("country_names.tsv", "Atlantis\tAT\t", r"country_names\.tsv, line 3: 'AT' refers to no place"),
        ("extra_names.tsv", "geonames:404\tNowhere\t", r"extra_names\.tsv, line 3: 'geonames:404'"),
        ("demonyms.tsv", "\tLU\t", r"demonyms\.tsv, line 5: the name is missing"),
        ("regions.tsv", "nowhere\tX\t\tL\tRGN\t\t1\t1\t\t\t\t\t\t", r"regions\.tsv, line 5: .*curated:"),
        ("regions.tsv", "curated:x\tX\t\tL\tRGN\t\t1\t91\t\t\t\t\t\t", r"regions\.tsv, line 5: .*longitude first"),
        ("regions.tsv", "curated:x\tX\t\tL\tRGN\t\t1\t1\t0\t2\t1\t1\t\t", r"regions\.tsv, line 5: .*not an extent"),
    ],
)
def test_a_line_that_cannot_be_used_is_an_error_with_file_and_line(tables, tmp_path, table, line, words):
    append(tables / "curated" / table, line)
    with pytest.raises(GazetteerError, match=words):
        build(tables, tmp_path / "g.sqlite")
    assert not list(tmp_path.glob("*.sqlite*")) + list(tmp_path.glob(".*half"))


def test_an_id_that_stands_twice_is_an_error(tables, tmp_path):
    places = tables / "harvested" / "places_all.tsv"
    append(places, places.read_text(encoding="utf-8").split("\n")[1])
    with pytest.raises(GazetteerError, match="geonames:1 stands twice"):
        build(tables, tmp_path / "g.sqlite")


def test_a_shape_of_no_place_is_an_error(tables, tmp_path):
    append(tables / "harvested" / "shapes_all.tsv", "geonames:404\tLineString\t0 0 1 1")
    with pytest.raises(GazetteerError, match="geonames:404 is no place"):
        build(tables, tmp_path / "g.sqlite")


def test_a_failed_build_leaves_the_old_file_alone(tables, built):
    before = built.read_bytes()
    append(tables / "curated" / "country_names.tsv", "Atlantis\tAT\t")
    with pytest.raises(GazetteerError):
        build(tables, built)
    assert built.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_one_clear_error(tables, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(GazetteerError, match="GEOMAP_DATA"):
        build(tables, tmp_path / "file" / "g.sqlite")


def test_two_builds_at_once_do_no_harm(tables, built):
    threads = [threading.Thread(target=build, args=(tables, built)) for _ in range(2)]
    before = built.read_bytes()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert built.read_bytes() == before
    assert not list(built.parent.glob(".*half"))
