import pytest

from geomap.errors import GazetteerError
from geomap.gazetteers.tables import read_table, table_files, write_table

COLUMNS = ("id", "size")


@pytest.mark.parametrize("name", ["a.tsv", "a.tsv.gz", "a.tsv.xz"])
def test_what_is_written_is_read_again_and_equal_rows_are_equal_bytes(tmp_path, name):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        write_table(tmp_path / folder / name, COLUMNS, [("x", "1"), ("ÿ", "")])
    assert list(read_table(tmp_path / "one" / name, COLUMNS, tuple)) == [("x", "1"), ("ÿ", "")]
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_comments_and_blank_lines_are_skipped_and_missing_cells_at_the_end_are_empty(tmp_path):
    path = tmp_path / "a.tsv"
    path.write_text("# about\nid\tsize\n\n# more\nx\n", encoding="utf-8")
    assert list(read_table(path, COLUMNS, tuple)) == [("x", "")]


def test_an_error_names_file_line_and_value(tmp_path):
    path = tmp_path / "a.tsv"
    path.write_text("# about\nid\tsize\nx\t1\ny\ttwo\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match=r"a\.tsv, line 4: .*'two'"):
        list(read_table(path, COLUMNS, lambda cells: int(cells[1])))


@pytest.mark.parametrize(("text", "words"), [("size\tid\nx\t1\n", "header"), ("", "no header")])
def test_another_header_is_refused(tmp_path, text, words):
    path = tmp_path / "a.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GazetteerError, match=words):
        list(read_table(path, COLUMNS, tuple))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.tsv.xz", b"no xz"),
        ("a.tsv.gz", b"no gz"),
        ("a.tsv", b"id\tsize\n\xff"),
    ],
)
def test_damaged_files_give_one_clear_error(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(GazetteerError, match="cannot read the table"):
        list(read_table(tmp_path / name, COLUMNS, tuple))


def test_a_cell_with_a_tab_is_not_written(tmp_path):
    with pytest.raises(GazetteerError, match="tab"):
        write_table(tmp_path / "a.tsv", COLUMNS, [("a\tb", "1")])


def test_only_tables_of_the_two_folders_count(tmp_path):
    for name in ("harvested/b.tsv.xz", "harvested/a.tsv", "curated/c.tsv", "curated/notes.md", "rules/d.tsv", "e.tsv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [path.name for path in table_files(tmp_path)] == ["c.tsv", "a.tsv", "b.tsv.xz"]
