"""`geomap review` as people use it: a process, a browser, the keyboard alone."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from geomap.judging.judgements_file import read

pytestmark = pytest.mark.browser

STORY = "A fire broke out near the harbour of Hamilton on Monday.\n\nIn Hamilton the ferries to Suva were stopped.\n"


@pytest.fixture
def run(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Any]]:
    """Start `geomap ...` in an empty folder with a story in it: `run("review", "story.txt")`."""
    (tmp_path / "story.txt").write_text(STORY)
    data = os.environ.get("GEOMAP_DATA") or str(tmp_path_factory.getbasetemp().parent / "geomap-data")
    environ = os.environ | {"GEOMAP_DATA": data, "GEOMAP_JUDGEMENTS": str(tmp_path / "judgements.jsonl")}
    started = []

    def start(*arguments: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "geomap", *arguments]
        pipe = subprocess.PIPE
        process = subprocess.Popen(command, cwd=tmp_path, env=environ, stdout=pipe, stderr=pipe, text=True)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def address(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def visit(chromium: Any, where: str) -> Any:
    page = chromium.new_page()
    page.set_default_timeout(20_000)
    page.goto(where)
    page.locator("html[data-ready=yes]").wait_for(state="attached")
    return page


def press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def until(page: Any, words: str) -> None:
    page.locator("#message", has_text=words).wait_for()


def hamiltons(file: Path) -> set[str | None]:
    (row,) = (json.loads(line) for line in file.read_text().splitlines())
    return {each["place"]["country_code"] for each in row["mentions"] if each["text"] == "Hamilton"}


def test_a_wrong_place_is_corrected_everywhere_and_the_map_made_again_by_keyboard_alone(chromium, run, tmp_path):
    page = visit(chromium, address(run("review", "story.txt", "--no-browser", "--reviewer", "Ana")))
    while "Hamilton" not in page.locator("#asked").inner_text():
        press(page, "j")
    press(page, "s", "/")
    page.keyboard.type("Hamilton")
    press(page, "Enter")
    wanted = page.locator("#options li", has_text="New Zealand")
    wanted.first.wait_for()
    number = wanted.first.locator("kbd").inner_text()
    press(page, number)
    until(page, "Kept.")
    press(page, "Shift+M")
    until(page, "The map was made")
    with page.context.expect_page() as opened:
        press(page, "Enter")
    opened.value.wait_for_load_state()
    assert "Hamilton" in opened.value.locator("body").inner_text()
    assert hamiltons(tmp_path / "output/story/articles.jsonl") == {"NZ"}
    page.close()


def test_a_server_killed_between_two_corrections_has_lost_none(chromium, run, tmp_path):
    server = run("review", "story.txt", "--no-browser")
    page = visit(chromium, address(server))
    press(page, "x")
    until(page, "Kept.")
    server.kill()
    server.wait()
    press(page, "x")
    until(page, "Not done")
    page.close()
    page = visit(chromium, address(run("review", "story.txt", "--no-browser")))
    assert page.locator("#progress").inner_text().startswith("0 of 1")  # the name judged is no mention any more
    press(page, "x")
    until(page, "Kept.")
    assert len(read(tmp_path / "judgements.jsonl").judgements) == 2
    page.close()


def test_a_page_on_disk_and_its_download_do_the_same(chromium, run, tmp_path):
    written = run("review", "story.txt", "-o", "review.html")
    assert written.wait() == 0
    page = visit(chromium, (tmp_path / "review.html").as_uri())
    press(page, "x")
    until(page, "download")
    with page.expect_download() as download:
        page.locator("#download").click()
    download.value.save_as(tmp_path / "from-the-page.jsonl")
    page.close()
    importing = run("review", "--import", "from-the-page.jsonl")
    _, said = importing.communicate()
    assert "1 new corrections kept" in said
    assert len(read(tmp_path / "judgements.jsonl").judgements) == 1


def test_a_folder_that_map_wrote_is_reviewed_without_finding_its_places_anew(run, tmp_path):
    assert run("map", "story.txt", "-o", "out").wait() == 0
    assert run("review", "out", "-o", "review.html").wait() == 0
    assert "Hamilton" in (tmp_path / "review.html").read_text()


@pytest.mark.parametrize(("arguments", "said"), [
    (("review",), "Missing argument 'INPUT...'"),
    (("review", "--import", "nothing.jsonl"), "nothing.jsonl is no file"),
    (("review", "--import", "story.txt"), "holds no judgement"),
    (("review", "story.txt", "--port", "99999"), "99999"),
    (("review", "nowhere.txt"), "nowhere.txt"),
])  # fmt: skip
def test_a_wrong_call_is_one_line_and_status_two(run, arguments, said):
    process = run(*arguments)
    _, complaint = process.communicate()
    assert process.returncode == 2
    assert said in complaint
    assert len(complaint.splitlines()) == 1
