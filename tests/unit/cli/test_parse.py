import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.split("\n")[:-1]]


def test_articles_become_lines_of_json_on_standard_output(geomap: Call) -> None:
    Path("a.txt").write_text("Rain in Oslo.")
    outcome = geomap("parse", "a.txt")
    (row,) = rows(outcome.out)
    assert (outcome.status, outcome.err) == (0, "")
    assert (row["schema"], row["id"], row["mentions"][0]["place"]["id"]) == (1, "a.txt", "fake:1")
    assert (row["mentions"][0]["start"], row["mentions"][0]["end"]) == (8, 12)
    assert "text" not in row


@pytest.mark.parametrize(
    ("count", "extra", "environment", "learned"),
    [
        (3, "", {}, True),
        (2, "", {}, False),
        (3, ', "home": "Oslo"', {}, False),
        (3, "", {"GEOMAP_LEARN_HOME": "no"}, False),
    ],
)
def test_articles_of_one_publisher_tell_where_it_sits(
    geomap: Call, count: int, extra: str, environment: dict[str, str], learned: bool
) -> None:
    Path("a.jsonl").write_text(f'{{"text": "Rain in Oslo.", "domain": "avisen.no"{extra}}}\n' * count)
    found = [row["provenance"].get("home", {}) for row in rows(geomap("parse", "a.jsonl", environ=environment).out)]
    assert [home.get("articles") for home in found] == [count if learned else None] * count
    assert [home.get("probability") for home in found] == [0.93 if learned else None] * count


def test_a_given_home_leaves_nothing_to_learn(geomap: Call) -> None:
    Path("a.jsonl").write_text('{"text": "Rain in Oslo.", "domain": "avisen.no"}\n' * 3)
    outcome = geomap("parse", "a.jsonl", "--home", "Oslo")
    assert not any("home" in row["provenance"] for row in rows(outcome.out))


def test_no_place_found_is_no_failure(geomap: Call) -> None:
    Path("a.txt").write_text("Nothing happened.")
    outcome = geomap("parse", "a.txt")
    assert outcome.status == 0
    assert rows(outcome.out)[0]["mentions"] == []


def test_failures_go_to_standard_error_when_the_data_goes_to_standard_output(geomap: Call) -> None:
    Path("a.jsonl").write_text('{"text": "Oslo", "id": "1"}\n{broken\n{"text": "crash", "id": "3"}\n{"text": "Oslo"}\n')
    outcome = geomap("parse", "a.jsonl", "gone.txt")
    assert outcome.status == 1
    assert [row["id"] for row in rows(outcome.out)] == ["1", "a.jsonl:4"]
    assert [(row.get("line"), row.get("id"), row["file"]) for row in rows(outcome.err)] == [
        (2, None, "a.jsonl"),
        (3, "3", "a.jsonl"),
        (None, None, "gone.txt"),
    ]
    assert "unexpected ZeroDivisionError: a bug with two lines" in rows(outcome.err)[1]["reason"]


def test_a_home_that_no_gazetteer_holds_is_a_warning(geomap: Call) -> None:
    Path("a.txt").write_text("Oslo")
    assert geomap("parse", "a.txt", "--home", "Oslo").err == ""
    outcome = geomap("parse", "a.txt", "--home", "Osloo")
    assert outcome.status == 0
    assert outcome.err == "geomap: warning: the home Osloo is in no gazetteer and had no effect; check its spelling\n"


def test_with_a_file_failures_go_beside_it_and_an_old_list_goes_away(geomap: Call) -> None:
    Path("a.txt").write_text("Oslo")
    Path("b.txt").write_bytes(b"\xff")
    assert (geomap("parse", "a.txt", "b.txt", "-o", "out.jsonl").status, geomap("parse").status) == (1, 2)
    (failure,) = rows(Path("out.jsonl.errors.jsonl").read_text())
    assert failure["file"] == "b.txt"
    outcome = geomap("parse", "a.txt", "-o", "out.jsonl")
    assert (outcome.status, outcome.out, outcome.err) == (0, "", "")
    assert not Path("out.jsonl.errors.jsonl").exists()
    assert sorted(path.name for path in Path().iterdir()) == ["a.txt", "b.txt", "out.jsonl"]


def test_the_same_call_gives_the_same_bytes(geomap: Call) -> None:
    Path("a.txt").write_text("Rain in Oslo over 4 sq km.")
    for format_ in ("jsonl", "geojson", "csv"):
        assert geomap("parse", "a.txt", "--format", format_).out == geomap("parse", "a.txt", "--format", format_).out


def test_geojson_is_one_collection(geomap: Call) -> None:
    Path("a.txt").write_text("Rain in Oslo over 4 sq km. Oslo.")
    collection = json.loads(geomap("parse", "a.txt", "--format", "geojson").out)
    place = collection["features"][0]
    assert (place["properties"]["mentions"], place["geometry"]["coordinates"]) == (2, [10.75, 59.91])


def test_csv_has_a_mention_a_row(geomap: Call) -> None:
    Path("a.txt").write_text("Oslo and Hidden.")
    out = geomap("parse", "a.txt", "--format", "csv").out
    assert [(row["text"], row["place_id"]) for row in csv.DictReader(io.StringIO(out))] == [
        ("Oslo", "fake:1"),
        ("Hidden", ""),
    ]


def test_settings_reach_the_mapper(geomap: Call) -> None:
    Path("a.txt").write_text("Oslo")
    (mapper,) = geomap("parse", "a.txt", "--online", "--home", "Paris, Texas").mappers
    assert (mapper.settings.online, mapper.settings.home) == (True, "Paris, Texas")
    (mapper,) = geomap("parse", "a.txt").mappers
    assert (mapper.settings.online, mapper.settings.home) == (False, None)


BAD = [
    ("empty.txt", b"", "is empty"),
    ("blank.txt", b" \n", "is empty"),
    ("binary.txt", b"ab\x00cd", "binary"),
    ("latin.txt", b"Malm\xf6 town", "byte 0xf6 at offset 4"),
    ("broken.json", b'{"text": ', "is not JSON"),
    ("lines.jsonl", b"{\n", "line 1: is not JSON"),
    ("slides.odp", b"a,b", "geomap reads files named .txt"),
]


@pytest.mark.parametrize(("name", "content", "reason"), BAD)
def test_bad_input_alone_is_one_line_and_status_2(geomap: Call, name: str, content: bytes, reason: str) -> None:
    Path(name).write_bytes(content)
    outcome = geomap("parse", name)
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.line.startswith(f"geomap: {name}")
    assert reason in outcome.line
    assert outcome.mappers == []  # told before the model is loaded


@pytest.mark.parametrize(("name", "content", "reason"), BAD)
def test_bad_input_does_not_stop_good_articles(geomap: Call, name: str, content: bytes, reason: str) -> None:
    Path(name).write_bytes(content)
    Path("good.txt").write_text("Oslo")
    outcome = geomap("parse", name, "good.txt")
    assert outcome.status == 1
    assert [row["id"] for row in rows(outcome.out)] == ["good.txt"]
    assert [row["file"] for row in rows(outcome.err)] == [name]


def test_missing_files_and_empty_folders_are_told(geomap: Call) -> None:
    Path("empty").mkdir()
    assert geomap("parse", "gone.txt").line == "geomap: gone.txt: no such file or folder; check its name"
    assert "a folder without articles" in geomap("parse", "empty").line
    outcome = geomap("parse", "gone.txt", "empty")
    assert (outcome.status, "gone.txt" in outcome.line, "and 1 more" in outcome.line) == (2, True, True)


def test_when_nothing_could_be_read_old_results_stay(geomap: Call) -> None:
    Path("out.jsonl").write_text("old")
    Path("a.jsonl").write_text("{\n{\n")
    outcome = geomap("parse", "a.jsonl", "-o", "out.jsonl")
    assert (outcome.status, Path("out.jsonl").read_text()) == (2, "old")
    assert "a.jsonl, line 1: is not JSON" in outcome.line
    assert len(rows(Path("out.jsonl.errors.jsonl").read_text())) == 2


def test_a_lone_surrogate_is_replaced_with_a_warning(geomap: Call) -> None:
    Path("a.json").write_text(r'{"text": "\ud800 Oslo", "id": "\udfff"}')
    outcome = geomap("parse", "a.json")
    assert outcome.status == 0
    assert "a.json: `text` held 1 lone surrogate, replaced by U+FFFD" in outcome.err
    assert (rows(outcome.out)[0]["id"], rows(outcome.out)[0]["mentions"][0]["start"]) == ("\ufffd", 2)


def test_five_megabytes_on_one_line_are_written(geomap: Call) -> None:
    Path("big.txt").write_text("Rain and more rain. " * 250_000 + "Oslo")
    outcome = geomap("parse", "big.txt")
    assert rows(outcome.out)[0]["mentions"][0]["start"] == 5_000_000


def test_outputs_that_cannot_be_written_are_one_line(geomap: Call) -> None:
    Path("a.txt").write_text("Oslo")
    Path("folder").mkdir()
    assert "cannot write none/out.jsonl: No such file" in geomap("parse", "a.txt", "-o", "none/out.jsonl").line
    assert "cannot write folder: it is a folder" in geomap("parse", "a.txt", "-o", "folder").line
    assert "would be overwritten" in geomap("parse", "a.txt", "-o", "a.txt").line
    assert Path("a.txt").read_text() == "Oslo"


def test_a_full_disk_is_one_line(geomap: Call) -> None:
    Path("a.txt").write_text("Oslo")
    outcome = geomap("parse", "a.txt", "-o", "/dev/full")
    assert (outcome.status, "No space left" in outcome.line) == (2, True)
    assert Path("/dev/full").is_char_device()


def test_an_interrupt_leaves_nothing_behind(geomap: Call) -> None:
    Path("a.txt").write_text("Oslo")
    Path("b.txt").write_text("interrupt")
    outcome = geomap("parse", "a.txt", "b.txt", "-o", "out.jsonl")
    assert (outcome.status, outcome.line) == (130, "geomap: interrupted")
    assert sorted(path.name for path in Path().iterdir()) == ["a.txt", "b.txt"]


def test_warnings_of_the_mapper_are_told(geomap: Call) -> None:
    Path("a.txt").write_text("refused")
    outcome = geomap("parse", "a.txt")
    assert outcome.line == r"geomap: warning: the geocoder is not available\x1b[2J"
    assert outcome.status == 0


def test_names_of_files_cannot_steer_the_terminal(geomap: Call) -> None:
    outcome = geomap("parse", "gone\x1b[31m\u202e.txt")
    assert r"gone\x1b[31m\u202e.txt" in outcome.line


def test_nothing_is_put_beside_a_device(geomap: Call) -> None:
    Path("a.txt").write_text("Oslo")
    outcome = geomap("parse", "a.txt", "gone.txt", "-o", "/dev/null")
    assert (outcome.status, rows(outcome.err)[0]["file"]) == (1, "gone.txt")
    assert not Path("/dev/null.errors.jsonl").exists()
