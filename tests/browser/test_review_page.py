"""What the review page promises, in a real browser: from disk, and from the server."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from map_stories import HOSTILE, PLACES, StoryGazetteer, hostile_story, long_story, place, siege, told

from geomap.judging.applying import text_id
from geomap.judging.json_form import from_dict
from geomap.judging.judgements_file import append, read
from geomap.records import Candidate, MappedArticle
from geomap.review.page import review_page
from geomap.review.server import review_app
from geomap.review.session import Session

pytestmark = pytest.mark.browser

TWICE = "{Verun} fell. Later {Verun} was quiet, and the road to Mill Lane and {Otter} was open."


class SearchableGazetteer(StoryGazetteer):
    """Knows places by their names."""

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        wanted = name.strip().lower()
        return tuple(
            Candidate(place=each, matched_name=name) for each in PLACES.values() if each.name.lower() == wanted
        )


def sitting(file: Path, *mapped: MappedArticle, **options: Any) -> Session:
    return Session(mapped=mapped or [told(TWICE)], gazetteer=SearchableGazetteer(), file=file, **options)


@dataclass
class Served:
    """A running server."""

    address: str
    session: Session
    stop: Callable[[], None]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Serve a session on loopback: `serve(session, token="t")`."""
    running: list[Served] = []

    def start(session: Session, token: str = "t") -> Served:
        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        listening.listen(16)  # so that a page may come before the server has started
        port = listening.getsockname()[1]
        server = uvicorn.Server(
            uvicorn.Config(review_app(session, token, port), log_level="error", lifespan="off", ws="none")
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()

        def stop() -> None:
            server.should_exit = True
            thread.join(10)
            listening.close()

        running.append(Served(f"http://127.0.0.1:{port}/", session, stop))
        return running[-1]

    yield start
    for each in running:
        each.stop()


@pytest.fixture
def visit(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Open an address: `visit(address, width=1280)`; complaints of the page fail the test."""
    contexts, complaints = [], []

    def opened(address: str, *, width: int = 1280, dark: bool = False) -> Any:
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light", accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda each: complaints.append(each.text))
        page.on("pageerror", lambda each: complaints.append(str(each)))
        page.goto(address)
        page.locator("html[data-ready=yes]").wait_for(state="attached")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [each for each in complaints if "status of 400" not in each] == []  # Chromium's own words on a refusal


def press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def says(page: Any, words: str) -> None:
    page.locator("#message", has_text=words).wait_for()


def on_disk(tmp_path: Path, *mapped: MappedArticle) -> str:
    return review_page(sitting(tmp_path / "none.jsonl", *mapped))[0]


STORIES = {
    "siege": siege,
    "long": long_story,
    "no place": lambda: told("Nothing happened, nowhere."),
    "antimeridian": lambda: told("A storm passed {Suvari} on its way to {Lotoma}."),
    "arabic": lambda: told(
        "وصل المزارعون إلى {النهرين} أمس. ثم غادروا {Verun}.", language="ar", title="أخبار المزارعين"
    ),
    "one place": lambda: told("{Otter} is quiet."),
}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", STORIES)
def test_the_page_opens_from_disk_without_a_request_a_complaint_or_a_barrier(show, tmp_path, name, width, dark):
    opened = show(on_disk(tmp_path, STORIES[name]()), width=width, dark=dark)
    assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(opened.page).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
    assert [url for url in opened.seen.requests if not url.startswith(("data:", "file:"))] == []
    assert opened.seen.messages == []


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(show, tmp_path, text):
    opened = show(on_disk(tmp_path, hostile_story(text)))
    press(opened.page, "j", "j", "?")
    assert opened.page.locator("#text :not(span), #options img, #options script, h1 :not(span)").count() == 0
    assert opened.seen.messages == []


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_corrections_stay_text(serve, visit, tmp_path, text):
    page = visit(serve(sitting(tmp_path / "j", told(TWICE, probability=0.5))).address)
    page.locator("#reviewer").fill(text)
    page.locator("#by-hand summary").click()
    for field, value in (("#lon", "1"), ("#lat", "2"), ("#hand-name", text)):
        page.locator(field).fill(value)
    page.locator("#point button").click()
    page.locator("#queue .done").first.wait_for()
    assert page.locator("#queue :not(li):not(button):not(bdi):not(span)").count() == 0
    assert read(tmp_path / "j").judgements[0].reviewer


def test_the_least_certain_is_asked_first(show, tmp_path):
    sure, unsure = told("{Verun} fell."), told("{Otter} fell.", probability=0.4, id="b")
    opened = show(on_disk(tmp_path, sure, unsure))
    assert opened.page.locator("#asked").inner_text() == "“Otter”"
    assert opened.page.locator("#queue .entry .name").all_inner_texts() == ["Otter", "Verun"]


def test_a_number_corrects_every_mention_in_the_article_and_goes_on(serve, visit, tmp_path):
    served = serve(sitting(tmp_path / "j", told(TWICE, probability=0.5), reviewer="Ana"))
    page = visit(served.address)
    press(page, "2")
    says(page, "Kept.")
    (kept,) = read(tmp_path / "j").judgements
    assert (kept.name, kept.place_id, kept.scope, kept.reviewer) == ("Verun", "test:rival", "article", "Ana")
    assert page.locator("#asked").inner_text() == "“Otter”"
    assert page.locator("#text .mention.judged").all_inner_texts() == ["Verun", "Verun"]
    assert "1 of 2 checked" in page.locator("#progress").inner_text()


def test_the_scope_can_be_one_mention_or_everywhere(serve, visit, tmp_path):
    page = visit(serve(sitting(tmp_path / "j", told(TWICE, probability=0.5))).address)
    press(page, "s", "s")  # everywhere, this mention
    says(page, "this mention")
    press(page, "2")
    says(page, "Kept.")
    assert page.locator("#asked").inner_text() == "“Verun” (2 of 2)"
    press(page, "s", "s", "x")
    says(page, "not a place")
    kept = read(tmp_path / "j").judgements
    assert [(each.scope, each.verdict) for each in kept] == [("mention", "place"), ("everywhere", "not_a_place")]


def test_undo_takes_back_the_last_correction_only(serve, visit, tmp_path):
    page = visit(serve(sitting(tmp_path / "j", told(TWICE, probability=0.5))).address)
    press(page, "2")
    says(page, "Verun")
    press(page, "x")
    says(page, "Otter: not a place")
    press(page, "u")
    says(page, "Undone: Otter")
    assert "1 of 2 checked" in page.locator("#progress").inner_text()
    assert [each.verdict for each in read(tmp_path / "j").judgements] == ["place", "not_a_place", "withdrawn"]


def test_a_place_from_the_gazetteer_by_name(serve, visit, tmp_path):
    page = visit(serve(sitting(tmp_path / "j")).address)
    press(page, "/")
    page.keyboard.type("karsk")
    press(page, "Enter")
    page.locator("#options .name", has_text="Karsk").wait_for()
    press(page, "1")
    says(page, "Karsk. Kept.")
    assert read(tmp_path / "j").judgements[0].place_id == "test:karsk"


def test_a_place_set_by_hand_keeps_longitude_and_latitude_apart(serve, visit, tmp_path):
    page = visit(serve(sitting(tmp_path / "j")).address)
    press(page, "h")
    page.keyboard.type("12.5")
    press(page, "Tab")
    page.keyboard.type("-43.25")
    press(page, "Tab")
    page.keyboard.type("the old ford")
    press(page, "Enter")
    says(page, "the old ford. Kept.")
    (kept,) = read(tmp_path / "j").judgements
    assert (kept.point.lon, kept.point.lat, kept.place_name) == (12.5, -43.25, "the old ford")


def test_a_click_on_the_map_fills_in_the_point(serve, visit, tmp_path):
    page = visit(serve(sitting(tmp_path / "j")).address)
    page.locator("#by-hand summary").click()
    page.locator("#map").click(position={"x": 60, "y": 200})
    assert -180 <= float(page.locator("#lon").input_value()) <= 180
    assert -90 <= float(page.locator("#lat").input_value()) <= 90


def test_names_of_the_background_stand_on_the_map_and_keep_off_the_candidates(show, tmp_path):
    page = show(on_disk(tmp_path)).page
    candidate = page.locator(".number").first.bounding_box()
    names = page.locator("#map .label.context").all()
    assert names
    for name in names:
        box = name.bounding_box()
        apart = box["x"] + box["width"] <= candidate["x"] or candidate["x"] + candidate["width"] <= box["x"]
        assert apart or box["y"] + box["height"] <= candidate["y"] or candidate["y"] + candidate["height"] <= box["y"]


def test_a_missed_name_can_be_added_by_keyboard(serve, visit, tmp_path):
    story = told("Zo\U0001f30d\U0001f30d: {Verun} fell; Karsk \U0001f30d did not.")
    page = visit(serve(sitting(tmp_path / "j", story)).address)
    press(page, "m")
    page.keyboard.type("Karsk")
    press(page, "Enter")
    page.locator("#options .name", has_text="Karsk").wait_for()
    press(page, "1")
    says(page, "Karsk. Kept.")
    (kept,) = read(tmp_path / "j").judgements
    assert kept.added
    assert story.article.text[kept.span.start : kept.span.end] == "Karsk"
    assert kept.text_id == text_id(story.article.text)


def test_two_open_pages_see_each_other_and_lose_nothing(serve, visit, tmp_path):
    served = serve(sitting(tmp_path / "j", told(TWICE, probability=0.5)))
    one, other = visit(served.address), visit(served.address)
    one.locator("#reviewer").fill("Ana")
    other.locator("#reviewer").fill("Ben")
    for page in (one, other):
        page.locator("#asked").click()
    press(one, "2")
    says(one, "Kept.")
    press(other, "1")
    says(other, "Kept.")
    kept = read(tmp_path / "j").judgements
    assert [(each.reviewer, each.place_id) for each in kept] == [("Ana", "test:rival"), ("Ben", "test:verun")]
    one.locator("#progress", has_text="1 conflict").wait_for()
    one.locator("#queue button").first.click()
    one.locator("#disputes li", has_text="Ben: Verun").wait_for()
    assert "by Ben" in one.locator("#answer").inner_text()


def test_a_correction_that_could_not_be_kept_is_said_and_not_shown_as_done(serve, visit, tmp_path):
    served = serve(sitting(tmp_path / "j"))
    page = visit(served.address)
    (tmp_path / "j").mkdir()
    press(page, "2")
    says(page, "Not done")
    assert page.locator("#progress").inner_text().startswith("0 of 2")
    (tmp_path / "j").rmdir()
    press(page, "2")
    says(page, "Kept.")


def test_corrections_made_on_disk_survive_a_reload_and_can_be_downloaded(show, tmp_path):
    story = told(TWICE, probability=0.5)
    opened = show(on_disk(tmp_path, story))
    press(opened.page, "2")
    says(opened.page, "download it")
    opened.page.reload()
    opened.page.locator("html[data-ready=yes]").wait_for(state="attached")
    assert "1 of 2 checked" in opened.page.locator("#progress").inner_text()
    with opened.page.expect_download() as download:
        opened.page.locator("#download").click()
    (row,) = (json.loads(line) for line in Path(download.value.path()).read_text().splitlines())
    assert from_dict(row).place_id == "test:rival"
    assert row["text_id"] == text_id(story.article.text)


def test_earlier_corrections_are_shown_as_such(show, tmp_path):
    story = told(TWICE, probability=0.5)
    made = from_dict({
        "text_id": text_id(story.article.text), "article": "story-1", "start": 0, "end": 5, "name": "Verun",
        "verdict": "place", "scope": "everywhere", "place_id": "test:karsk", "place_name": "Karsk", "reviewer": "Ana",
    })  # fmt: skip
    append(tmp_path / "j", [made])
    opened = show(review_page(sitting(tmp_path / "j", story))[0])
    opened.page.locator("#queue button", has_text="Verun").click()
    assert opened.page.locator("#answer").inner_text() == "taken for Karsk, everywhere, by Ana"


def test_the_map_is_made_again_from_the_page(serve, visit, tmp_path):
    made = []
    session = replace(sitting(tmp_path / "j"), remake=lambda: made.append(1) or "<!doctype html><title>new map</title>")
    page = visit(serve(session).address)
    press(page, "Shift+M")
    says(page, "The map was made")
    with page.context.expect_page() as opened:
        press(page, "Enter")
    opened.value.wait_for_load_state()
    assert opened.value.title() == "new map"
    assert made == [1]


def test_a_long_queue_stays_light(show, tmp_path):
    stories = [told(TWICE, id=str(number)) for number in range(300)]
    opened = show(on_disk(tmp_path, *stories))
    assert opened.page.locator("#queue li").count() == 200
    press(opened.page, "k")
    assert opened.page.locator("#queue [aria-current]").count() == 1


def test_a_place_without_an_id_is_chosen_by_its_point(serve, visit, tmp_path):
    rough = replace(place("near otter", 13.1, 42.9), id=None, radius_m=5000.0)
    story = told("{Somewhere|rough} fell.", places={"rough": rough}, probability=0.5)
    page = visit(serve(sitting(tmp_path / "j", story)).address)
    press(page, "1")
    says(page, "Kept.")
    (kept,) = read(tmp_path / "j").judgements
    assert (kept.point.lon, kept.point.lat) == (13.1, 42.9)
