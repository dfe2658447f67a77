import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from geomap.cli.map import result_name

Call = Callable[..., Any]


def test_the_map_and_its_data_lie_in_one_folder(geomap: Call) -> None:
    Path("story.txt").write_text("Rain in Oslo.")
    outcome = geomap("map", "story.txt")
    folder = Path("output/story")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.splitlines()[0] == "output/story/map.html"
    assert "capital" in outcome.out
    assert sorted(path.name for path in folder.iterdir()) == ["articles.jsonl", "map.html", "places.geojson"]
    assert "Rain in" in (folder / "map.html").read_text()
    assert json.loads((folder / "articles.jsonl").read_text())["text"] == "Rain in Oslo."
    assert json.loads((folder / "places.geojson").read_text())["features"][0]["properties"]["name"] == "Oslo"


def test_the_map_follows_the_view_of_borders_and_the_answers_do_not(geomap: Call) -> None:
    Path("story.txt").write_text("Rain in Oslo.")
    assert geomap("map", "story.txt", "-o", "neutral").status == 0
    assert geomap("map", "story.txt", "-o", "india", "--worldview", "IN").status == 0
    assert "borders in the view of IN" in Path("india/map.html").read_text()
    assert "in the view of" not in Path("neutral/map.html").read_text()
    for name in ("articles.jsonl", "places.geojson"):
        assert Path("india", name).read_bytes() == Path("neutral", name).read_bytes()


def test_many_articles_share_one_map_and_failures_are_listed(geomap: Call) -> None:
    Path("in").mkdir()
    Path("in/a.txt").write_text("Rain in Oslo.")
    Path("in/b.txt").write_text("crash")
    Path("in/c.txt").write_text("Snow in Oslo.")
    outcome = geomap("map", "in", "-o", "out/deep")
    assert outcome.status == 1
    assert [json.loads(line)["id"] for line in Path("out/deep/articles.jsonl").read_text().splitlines()] == [
        "a.txt",
        "c.txt",
    ]
    assert json.loads(Path("out/deep/errors.jsonl").read_text())["id"] == "b.txt"
    assert outcome.err == "geomap: 1 of the articles failed, see out/deep/errors.jsonl\n"
    Path("in/b.txt").unlink()
    assert geomap("map", "in", "-o", "out/deep").status == 0
    assert not Path("out/deep/errors.jsonl").exists()


def test_no_text_leaves_the_text_out_of_everything(geomap: Call) -> None:
    Path("a.txt").write_text("Rain, unpublished words, in Oslo.")
    assert geomap("map", "a.txt", "-o", "out", "--no-text").status == 0
    for path in Path("out").iterdir():
        assert "unpublished" not in path.read_text(), path
        assert "Oslo" in path.read_text(), path


def test_the_title_is_the_page_s(geomap: Call) -> None:
    Path("a.txt").write_text("Rain in Oslo.")
    geomap("map", "a.txt", "-o", "out", "--title", "A <wet> week")
    assert "A &lt;wet&gt; week" in Path("out/map.html").read_text()


def test_a_map_without_places_is_a_map(geomap: Call) -> None:
    Path("a.txt").write_text("Nothing happened.")
    outcome = geomap("map", "a.txt", "-o", "out")
    assert (outcome.status, outcome.out.splitlines()[1]) == (0, "No place was found.")
    assert Path("out/map.html").exists()


def test_a_second_run_on_the_same_folder_does_not_read_its_own_results(geomap: Call) -> None:
    Path("a.txt").write_text("Rain in Oslo.")
    assert geomap("map", ".", "-o", "results").status == 0
    first = Path("results/articles.jsonl").read_text()
    assert geomap("map", ".", "-o", "results").status == 0
    assert Path("results/articles.jsonl").read_text() == first


def test_nothing_read_writes_nothing(geomap: Call) -> None:
    assert geomap("map", "gone.txt").status == 2
    assert list(Path().iterdir()) == []
    Path("a.jsonl").write_text("{\n{\n")
    outcome = geomap("map", "a.jsonl")
    assert (outcome.status, "see output/a/errors.jsonl" in outcome.line) == (2, True)
    assert [path.name for path in Path("output/a").iterdir()] == ["errors.jsonl"]


def test_a_folder_that_cannot_be_made_is_one_line(geomap: Call) -> None:
    Path("a.txt").write_text("Rain in Oslo.")
    Path("file").write_text("")
    assert "it is a file, not a folder" in geomap("map", "a.txt", "-o", "file").line


def test_text_in_the_table_cannot_steer_the_terminal(geomap: Call) -> None:
    Path("a.jsonl").write_text(json.dumps({"text": "Oslo", "id": "x", "title": "\x1b]0;owned\x07"}))
    assert "\x1b" not in geomap("map", "a.jsonl").out
    assert "\x1b" not in geomap("explain", "a.jsonl").out


def test_folders_are_named_after_the_first_input(tmp_path: Path) -> None:
    (tmp_path / "news.d").mkdir()
    assert result_name("-") == "stdin"
    assert result_name("texts/My story: part 1.txt") == "My_story_part_1"
    assert result_name(str(tmp_path / "news.d")) == "news.d"
    assert result_name(".../?.txt") == "articles"
