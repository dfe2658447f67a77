"""What the archive map promises, in a real browser."""

from collections.abc import Callable
from typing import Any

import pytest
from archives import HOSTILE, Archive, few, hostile, many
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

Show = Callable[..., Any]
ARCHIVES = {
    "empty": Archive,
    "one": lambda: Archive().article("Rain", [(few().places[0], "literal", 0.9)]),
    "few": few,
    "hostile": hostile,
    "many": lambda: many(10_000),
}


def listed(page: Any) -> list[str]:
    return page.locator("#places .name bdi").all_inner_texts()


def titles(page: Any) -> list[str]:
    return page.locator("#articles h3").all_inner_texts()


def open_filters(page: Any) -> None:
    page.locator("#filters summary").click()


def pick(page: Any, name: str) -> None:
    page.locator("#places button").filter(has=page.get_by_text(name, exact=True)).first.click()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", ARCHIVES)
def test_it_opens_without_a_request_a_complaint_or_a_barrier(show: Show, name: str, width: int, dark: bool) -> None:
    opened = show(ARCHIVES[name]().page(), width=width, dark=dark)
    page = opened.page
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    open_filters(page)
    found = Axe().run(page).response["violations"]
    if name != "empty":
        page.locator("#places button").first.click()
        found += Axe().run(page).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
    assert [url for url in opened.seen.requests if not url.startswith(("data:", "file:"))] == []
    assert opened.seen.messages == []


def test_the_list_counts_literal_mentions_first(show: Show) -> None:
    page = show(few().page("Three years of rain")).page
    assert page.locator("h1").inner_text() == "Three years of rain"
    assert listed(page) == ["Verun", "Ardelia", "Karsk", "near Karsk"]
    assert page.locator("#summary").inner_text().replace("\u00a0", " ") == "5 mentions of 4 places in 3 articles"


def test_a_place_leads_to_its_articles_and_sentences(show: Show) -> None:
    page = show(few().page()).page
    pick(page, "Verun")
    assert page.locator("#choice-title").inner_text() == "Verun"
    assert titles(page) == ["Rain in Verun"]
    assert page.locator("#articles h3 a").get_attribute("href") == "https://one.example/rain"
    assert page.locator("#articles .facts").first.inner_text().replace("\u00a0", " ") == (
        "2018-03-05 · one.example · 1 copy elsewhere"
    )
    assert page.locator("#articles mark").inner_text() == "Verun"
    assert "Rain fell in Verun on Monday." in page.locator("#articles blockquote").inner_text()
    page.keyboard.press("Escape")
    assert page.locator("#choice").is_hidden()
    assert page.evaluate("document.activeElement.textContent").startswith("Verun")


def test_other_kinds_can_be_added(show: Show) -> None:
    page = show(few().page()).page
    open_filters(page)
    page.get_by_label("metonym").check()
    pick(page, "Ardelia")
    assert titles(page) == ["Karsk votes", "Rain in Verun"]
    assert "(metonym)" in page.locator("#articles blockquote").last.inner_text()


def test_how_sure_by_keyboard(show: Show) -> None:
    page = show(few().page()).page
    open_filters(page)
    page.locator("#least").focus()
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    page.locator("#least-words", has_text="at least 60").wait_for()
    assert listed(page) == ["Verun", "Ardelia", "near Karsk"]


def test_rough_positions_and_wide_places_can_be_left_out(show: Show) -> None:
    page = show(few().page()).page
    open_filters(page)
    page.get_by_label("position is rough").uncheck()
    page.locator("#summary", has_text="3\u00a0places").wait_for()
    assert listed(page) == ["Verun", "Ardelia", "Karsk"]
    page.get_by_label("countries").uncheck()
    page.locator("#summary", has_text="2\u00a0places").wait_for()
    assert listed(page) == ["Verun", "Karsk"]
    page.locator("#reset").click()
    assert len(listed(page)) == 4


def test_publisher_and_words_and_the_way_back(show: Show) -> None:
    page = show(few().page()).page
    open_filters(page)
    page.locator("#domain").select_option(label="two.example (1)")
    assert listed(page) == ["Ardelia", "Karsk"]
    page.locator("#reset").click()
    page.locator("#words").fill("smoke stood")
    page.locator("#summary", has_text="1\u00a0article").wait_for()
    assert listed(page) == ["near Karsk"]
    page.locator("#words").fill("VOTES")
    page.locator("#summary", has_text="2\u00a0places").wait_for()
    assert listed(page) == ["Ardelia", "Karsk"]


def test_the_thumbs_choose_the_time_by_keyboard(show: Show) -> None:
    page = show(few().page()).page
    page.locator("#last").focus()
    page.keyboard.press("Home")
    page.locator("#all-time").wait_for()
    assert listed(page) == ["Verun"]
    assert "without those that have no date" in page.locator("#undated").inner_text()
    page.locator("#all-time").click()
    page.locator("#places", has_text="near Karsk").wait_for()
    assert page.locator("#last").get_attribute("aria-valuetext")


def test_the_thumbs_choose_the_time_by_mouse(show: Show) -> None:
    page = show(few().page()).page
    box = page.locator("#first").bounding_box()
    page.mouse.move(box["x"] + 9, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()
    page.locator("#all-time").wait_for()
    assert listed(page) == ["Ardelia", "Karsk"]


def test_a_place_is_found_by_its_name(show: Show) -> None:
    page = show(few().page()).page
    page.get_by_label("Find a place").fill("kar")
    assert listed(page) == ["Karsk", "near Karsk"]
    page.get_by_label("Find a place").fill("atlantis")
    assert page.locator("#no-places").inner_text() == "No place here bears this name."


def test_a_mark_on_the_map_can_be_clicked(show: Show) -> None:
    page = show(few().page(), at="#at=9/44.5/12.25").page
    box = page.locator("#map").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert page.locator(".hint-on-map").inner_text().replace("\u00a0", " ") == "Verun: 2 mentions"
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.locator("#choice-title", has_text="Verun").wait_for()


def test_a_cluster_lists_its_places(show: Show) -> None:
    page = show(few().page(), at="#at=3/44/13").page
    box = page.locator("#map").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2 - 4, box["y"] + box["height"] / 2 - 4)
    page.locator("#choice-title", has_text="other places").wait_for()
    assert page.locator("#members button").count() == 3
    page.locator("#members button", has_text="Karsk").first.click()
    assert page.locator("#choice-title").inner_text() == "Karsk"
    assert "Quoted area: 4,000 sq km" in page.locator("#articles").inner_text()


def areas_width(page: Any) -> int:
    """How wide the marks' canvas is filled with the colour of areas, in pixels; 0: nowhere."""
    return page.locator("canvas.marks").evaluate("""node => {
        const { data } = node.getContext("2d").getImageData(0, 0, node.width, node.height), found = [];
        for (let i = 0; i < data.length; i += 4) {
            const [red, green, blue, alpha] = data.slice(i, i + 4);
            if (alpha > 20 && red > 140 && green > 50 && green < 120 && blue < 40) found.push((i / 4) % node.width);
        }
        return found.length ? found.reduce((a, b) => Math.max(a, b)) - found.reduce((a, b) => Math.min(a, b)) : 0;
    }""")


def test_quoted_areas_are_drawn_to_scale(show: Show) -> None:
    page = show(few().page(), at="#at=8/41.5/14.75").page
    assert areas_width(page) == 0
    open_filters(page)
    page.get_by_label("quoted areas").check()
    page.locator(".legend", has_text="its position is rough").wait_for()
    # 4,000 sq km: a radius of 35.7 km; at this latitude and zoom 2.19 pixels a kilometre
    assert abs(areas_width(page) - 2 * 35.7 * 2.19) < 5


def test_the_address_opens_the_same_view_again(show: Show) -> None:
    page = show(few().page()).page
    open_filters(page)
    page.get_by_label("metonym").check()
    page.locator("#domain").select_option(label="one.example (1)")
    pick(page, "Ardelia")
    page.wait_for_timeout(1500)
    address = page.evaluate("location.hash")
    again = show(few().page(), at=address).page
    assert again.locator("#choice-title").inner_text() == "Ardelia"
    assert again.get_by_label("metonym").is_checked()
    assert again.locator("#domain option:checked").inner_text() == "one.example (1)"
    again.wait_for_timeout(800)
    assert again.evaluate("location.hash") == address


@pytest.mark.parametrize(
    "at", ["#at=x/y/z", "#at=5/95/400", "#place=%E0%A4%A&sure=minus&days=a/b&kinds=none", "#zoom=9&place=Karsk@0,0"]
)
def test_a_broken_address_does_no_harm(show: Show, at: str) -> None:
    opened = show(few().page(), at=at)
    assert opened.page.locator("#choice").is_hidden()
    assert opened.seen.messages == []


def test_it_works_in_a_frame_without_an_address(show: Show, chromium: Any) -> None:
    page = chromium.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda each: complaints.append(str(each)))
    page.on("console", lambda each: complaints.append(each.text))
    page.set_content("<iframe sandbox='allow-scripts' width=1000 height=700></iframe>")
    page.evaluate("html => { document.querySelector('iframe').srcdoc = html; }", few().page())
    frame = page.frame_locator("iframe")
    frame.locator("#places button", has_text="Verun").click()
    assert frame.locator("#choice-title").inner_text() == "Verun"
    page.wait_for_timeout(300)
    assert complaints == []
    page.close()


def test_hostile_words_stay_words(show: Show) -> None:
    opened = show(hostile().page(title=HOSTILE[0]))
    page = opened.page
    assert page.locator("h1").inner_text() == HOSTILE[0]
    assert len(listed(page)) == len(HOSTILE)
    for number in range(len(HOSTILE)):
        page.locator("#places button").nth(number).click()
        assert page.locator("#articles a").count() == 0
        assert "Quoted area" in page.locator("#articles").inner_text()
        page.locator("#back").click()
    assert page.locator("img, svg, math").count() == 0
    assert opened.seen.messages == []


def test_articles_and_places_come_a_page_at_a_time(show: Show) -> None:
    page = show(many(10_000).page()).page
    assert page.locator("#places li").count() == 40
    page.locator("#more-places").click()
    assert page.locator("#places li").count() == 80
    assert page.evaluate("document.activeElement === document.querySelectorAll('#places button')[40]")
    page.get_by_label("Find a place").fill("Town 0")
    page.locator("#places button").first.click()
    assert page.locator("#articles > li").count() <= 20


def test_without_a_script_the_places_are_listed(show: Show) -> None:
    page = show(few().page(), script=False).page
    assert "Verun: 2" in page.locator("#side").inner_text()


def test_a_phone_shows_the_map_above_the_list(show: Show) -> None:
    page = show(few().page(), width=390).page
    assert page.locator("#map").bounding_box()["y"] < page.locator("#places").bounding_box()["y"]
    pick(page, "Karsk")
    heading = page.locator("#choice-title").bounding_box()
    frame = page.locator(".map-side").bounding_box()
    assert frame["y"] + frame["height"] <= heading["y"] < 844


def test_a_zoom_with_its_movement_draws_the_marks_anew(show: Show) -> None:
    opened = show(few().page(), at="#at=6/44.5/12.25", calm=False)
    page = opened.page
    page.locator("#map").focus()
    page.keyboard.press("+")
    page.wait_for_timeout(2000)
    box = page.locator("#map").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert page.locator(".hint-on-map").inner_text().startswith("Verun")
    assert page.evaluate("location.hash").startswith("#at=7%2F44.")
    assert opened.seen.messages == []
