import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]

WRONG_CALLS = [
    (["nonsense"], "No such command 'nonsense'; see `geomap --help`"),
    (["--bogus"], "No such option '--bogus'; see `geomap --help`"),
    (["parse"], "Missing argument 'INPUT...'; see `geomap parse --help`"),
    (["resolve", "a", "b"], "unexpected extra argument (b); see `geomap resolve --help`"),
    (["parse", "a", "--format", "yaml"], "'yaml' is not one of 'jsonl', 'geojson', 'csv'"),
    (["parse", "a", "--encoding", "klingon"], "'klingon' is not a text encoding"),
    (["parse", "a", "--input-format", "pdf"], "'pdf' is not one of"),
    (["map", "a", "-o"], "Option '-o' requires an argument"),
    (["gazetteer", "dance"], "No such command 'dance'"),
    (["gazetteer", "search", "Oslo", "--limit", "0"], "not in the range"),
]


@pytest.mark.parametrize(("arguments", "words"), WRONG_CALLS, ids=lambda value: " ".join(value)[:30])
def test_a_wrong_call_is_one_line_that_says_what_and_what_next(geomap: Call, arguments: list[str], words: str) -> None:
    outcome = geomap(*arguments)
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.line.startswith("geomap: ")
    assert words in outcome.line


@pytest.mark.parametrize("command", ["map", "parse", "resolve", "explain", "evaluate", "gazetteer"])
def test_every_command_has_help(geomap: Call, command: str) -> None:
    outcome = geomap(command, "--help")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.startswith(f"Usage: geomap {command}")
    assert command in geomap("--help").out


def test_help_names_only_what_works(geomap: Call) -> None:
    everything = geomap("--help").out + geomap("map", "--help").out
    assert "serve" not in everything


def test_without_a_command_there_is_help(geomap: Call) -> None:
    assert geomap().out == geomap("--help").out


def python(*arguments: str, **options: Any) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=60, **options)


def test_help_and_version_load_nothing_heavy() -> None:
    code = """
import sys
from geomap.cli.main import execute
assert execute(["--help"]) == 0 and execute(["--version"]) == 0 and execute(["parse", "--help"]) == 0
heavy = {"spacy", "folium", "numpy", "rich", "geopy", "trafilatura", "shapely", "sqlite3", "geomap.wiring"}
print(sorted(heavy & set(sys.modules)), file=sys.stderr)
"""
    assert python("-c", code).stderr == "[]\n"


def test_the_module_can_be_run() -> None:
    version = python("-m", "geomap", "--version")
    assert (version.returncode, version.stdout[:7], version.stderr) == (0, "geomap ", "")


CUT_OFF = """
import sys
from geomap.cli.main import execute
import geomap.cli.main as main
sys.argv = ["geomap", "--help"]
main.run()
"""


def test_a_reader_that_leaves_ends_the_program_quietly() -> None:
    process = subprocess.Popen([sys.executable, "-c", CUT_OFF], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    error = process.stderr.read()
    process.stderr.close()
    assert (process.wait(60), error) == (141, b"")


def test_a_terminated_run_leaves_no_half_written_file(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "geomap", "parse", "-", "-o", "out.jsonl"], stdin=subprocess.PIPE, cwd=tmp_path
    )
    deadline = time.monotonic() + 30
    while not list(tmp_path.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert [path.name[:10] for path in tmp_path.iterdir()] == [".out.jsonl"]
    process.terminate()
    assert process.wait(30) == 143
    assert list(tmp_path.iterdir()) == []
    assert process.stdin is not None
    process.stdin.close()


def test_a_full_disk_behind_standard_output_is_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "geomap", "--help"]
        done = subprocess.run(command, check=False, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
    assert done.returncode == 2
    assert done.stderr == "geomap: No space left on device; check the disk and the permissions there\n"


def test_a_setting_that_cannot_be_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Oslo")
    environment = {"GEOMAP_NOMINATIM_URL": "ftp://x", "GEOMAP_DATA": str(tmp_path)}
    done = python("-m", "geomap", "parse", str(tmp_path / "a.txt"), env=environment)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "geomap: nominatim_url must start with http:// or https://, got 'ftp://x'\n"


def test_an_unknown_worldview_is_told_before_anything_is_read(tmp_path: Path) -> None:
    for given, variable in ((("--worldview", "XX"), {}), ((), {"GEOMAP_WORLDVIEW": "XX"})):
        done = python("-m", "geomap", "map", "gone.txt", *given, env={"GEOMAP_DATA": str(tmp_path)} | variable)
        assert (done.returncode, done.stdout) == (2, "")
        assert re.fullmatch(r"geomap: worldview must be one of AR BD .* UA US VN, got 'XX'\n", done.stderr)
