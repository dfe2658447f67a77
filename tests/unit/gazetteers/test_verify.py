import sqlite3
from contextlib import closing

import pytest

from geomap.errors import GazetteerError
from geomap.gazetteers.verify import info, verify


def change(path, *statements):
    with closing(sqlite3.connect(path)) as file:
        for statement in statements:
            file.execute(statement)
        file.commit()


def test_a_sound_file_has_no_problems(built):
    assert verify(built) == []


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE places SET lat = 91 WHERE id = 'geonames:4'", "outside the globe: geonames:4"),
        ("UPDATE places SET name = ' ' WHERE id = 'geonames:4'", "without a name"),
        ("UPDATE places SET population = -1 WHERE id = 'geonames:4'", "negative population"),
        ("UPDATE places SET south = 60 WHERE id = 'geonames:1'", "upside down"),
        ("UPDATE places SET id = 'no scheme' WHERE id = 'geonames:4'", "without a scheme"),
        ("UPDATE places SET code = 'PPL' WHERE id = 'geonames:1'", "not PCL"),
        ("UPDATE places SET ancestors = 'geonames:404' WHERE id = 'geonames:4'", "ancestors that are no places"),
        ("UPDATE places SET country = 'XX' WHERE id = 'geonames:4'", "a country that is no place"),
        ("DELETE FROM names WHERE key = 'midgard'", "no name leads to"),
        ("DELETE FROM places WHERE id = 'geonames:9'", "were written"),
        ("INSERT INTO names VALUES ('ghost', 0, 999, 0, 'Ghost', 0, 0)", "names of no place: ghost"),
        ("UPDATE meta SET value = '0' WHERE name = 'form'", "has form 0"),
    ],
)
def test_each_kind_of_damage_is_named(built, statement, words):
    change(built, statement)
    assert any(words in problem for problem in verify(built))


def test_many_examples_are_cut_short(built):
    change(built, "UPDATE places SET source = ''")
    [problem] = [problem for problem in verify(built) if "source" in problem]
    assert problem.startswith("9 places without a source: ")
    assert problem.endswith(" ...")


@pytest.mark.parametrize("check", [verify, info])
def test_a_missing_or_foreign_file_is_one_clear_error(tmp_path, check):
    with pytest.raises(GazetteerError, match="gazetteer build"):
        check(tmp_path / "none.sqlite")
    (tmp_path / "text.sqlite").write_text("no database at all, but long enough to be read as one\n" * 20)
    with pytest.raises(GazetteerError, match="no gazetteer"):
        check(tmp_path / "text.sqlite")


def test_info_counts_by_class_and_source(built):
    found = info(built)
    assert found.places == 9
    assert found.by_class == {"A": 4, "L": 2, "P": 2, "H": 1}
    assert found.by_source == {"made-up": 8, "curated": 1}
    assert found.shapes == 2
    assert found.sources == {"made-up": "1.0 | none | public domain | this test"}
    assert found.size_bytes == built.stat().st_size
