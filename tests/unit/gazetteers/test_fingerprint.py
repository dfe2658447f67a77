import pytest

from geomap.errors import GazetteerError
from geomap.gazetteers.fingerprint import fingerprint


@pytest.fixture
def tables(tmp_path):
    (tmp_path / "harvested").mkdir()
    (tmp_path / "curated").mkdir()
    (tmp_path / "harvested" / "a.tsv").write_text("id\nx\n")
    (tmp_path / "curated" / "b.tsv").write_text("id\ny\n")
    return tmp_path


def test_it_is_the_same_for_the_same_tables(tables):
    assert fingerprint(tables) == fingerprint(tables)
    assert len(fingerprint(tables)) == 16


def test_any_edit_changes_it_even_of_equal_length_and_date(tables):
    before = fingerprint(tables)
    (tables / "curated" / "b.tsv").write_text("id\nz\n")
    assert fingerprint(tables) != before


def test_renaming_or_adding_a_table_changes_it(tables):
    before = fingerprint(tables)
    (tables / "curated" / "b.tsv").rename(tables / "curated" / "c.tsv")
    renamed = fingerprint(tables)
    (tables / "curated" / "d.tsv").write_text("")
    assert len({before, renamed, fingerprint(tables)}) == 3


def test_other_files_do_not_change_it(tables):
    before = fingerprint(tables)
    (tables / "README.md").write_text("words")
    (tables / "curated" / "notes.txt").write_text("words")
    assert fingerprint(tables) == before


def test_a_folder_without_tables_is_an_error_that_says_what_next(tmp_path):
    with pytest.raises(GazetteerError, match="no gazetteer tables in"):
        fingerprint(tmp_path)
