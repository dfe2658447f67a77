"""What the story map promises, in a real browser."""

from collections.abc import Callable
from typing import Any

import folium
import pytest
from axe_playwright_python.sync_playwright import Axe
from map_stories import HOSTILE, StoryGazetteer, hostile_story, long_story, siege, told

from geomap.export.story_map import MapOptions, render, story_map
from geomap.records import MappedArticle

pytestmark = pytest.mark.browser

Show = Callable[..., Any]


def html(*mapped: MappedArticle, **options: Any) -> str:
    return render(mapped, StoryGazetteer(), MapOptions(**options))


def is_quiet(opened: Any) -> bool:
    """No request but the file itself, nothing on the console."""
    requests = [url for url in opened.seen.requests if not url.startswith("data:")]
    assert len(requests) == 1, requests
    assert opened.seen.messages == []
    return True


def labels(page: Any) -> list[str]:
    return page.locator(".label").all_inner_texts()


STORIES = {
    "siege": siege,
    "long": long_story,
    "no place": lambda: told("Nothing happened, nowhere."),
    "one place": lambda: told("{Otter} is quiet."),
    "antimeridian": lambda: told("A storm passed {Suvari} on its way to {Lotoma}."),
    "arabic": lambda: told(
        "وصل المزارعون إلى {النهرين} أمس. ثم غادروا {Verun}.", language="ar", title="أخبار المزارعين"
    ),
    "lone metonym": lambda: told("{Karsk|karsk|metonym} has said nothing."),
}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", STORIES)
def test_every_story_opens_without_a_request_a_complaint_or_a_barrier(
    show: Show, name: str, width: int, dark: bool
) -> None:
    opened = show(html(STORIES[name]()), width=width, dark=dark)
    assert opened.page.locator(".leaflet-control-zoom").is_visible()
    assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    barriers = Axe().run(opened.page).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in barriers] == []
    assert is_quiet(opened)


def test_a_click_in_the_text_opens_the_card_of_the_place(show: Show) -> None:
    opened = show(html(siege()))
    opened.page.get_by_role("button", name="Verun", exact=True).first.click()
    card = opened.page.locator(".leaflet-popup .card")
    assert card.locator("h2").inner_text() == "Verun"
    assert card.locator("mark").inner_text() == "Verun"
    words = card.inner_text()
    for expected in ("town · Westmark, Ardelia", "93\u00a0% sure", "Otherwise Verun", "Borland", "7\u00a0%"):
        assert expected in words
    assert opened.page.locator("#live").inner_text().startswith("Verun, town")
    assert is_quiet(opened)


def test_a_click_on_a_mark_lights_up_its_sentence(show: Show) -> None:
    opened = show(html(siege()))
    opened.page.locator(".leaflet-marker-pane [aria-label^='Verun']").click()
    assert opened.page.locator(".sentence.chosen").all_inner_texts() == [
        "Karsk sent engineers to Verun, a town in northwestern Ardelia."
    ]


def test_a_click_on_a_line_or_a_ring_works_too(show: Show) -> None:
    opened = show(html(siege()))
    for name in ("Lodd", "900 sq km"):
        opened.page.locator(f"path[aria-label^='{name}']").dispatch_event("click")
        opened.page.keyboard.press("Escape")
    opened.page.locator("path[aria-label^='900 sq km']").focus()
    opened.page.keyboard.press("Enter")
    assert "drawn to scale" in opened.page.locator(".card").inner_text()


def test_the_first_view_tells_the_story_without_a_click(show: Show) -> None:
    shown = labels(show(html(siege())).page)
    for expected in ("Verun", "Lodd", "900 sq km", "northwestern Ardelia", "“Otter bowl”"):
        assert expected in shown
    assert "Otter" not in shown
    assert "Farland" not in shown


def test_labels_lie_neither_over_each_other_nor_over_pins_or_rings(show: Show) -> None:
    for story in (siege(), long_story()):
        overlaps = show(html(story)).page.evaluate(
            """() => {
              const boxes = (what, inset) => [...document.querySelectorAll(what)].map((node) => {
                const box = node.getBoundingClientRect();
                return [box.left + inset, box.top + inset, box.right - inset, box.bottom - inset];
              });
              const meet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
              const labels = boxes(".label", 0.5);
              const solid = [...boxes(".leaflet-marker-pane .pin", 1), ...boxes(".leaflet-control", 1)];
              let count = 0;
              labels.forEach((one, i) => {
                count += labels.slice(i + 1).filter((other) => meet(one, other)).length;
                count += solid.filter((other) => meet(one, other)).length;
              });
              const ring = document.querySelector("path.area");
              if (ring) {
                const box = ring.getBoundingClientRect(), r = box.width / 2, x = box.left + r, y = box.top + r;
                const gap = ([w, n, e, s]) => Math.hypot(Math.max(w - x, 0, x - e), Math.max(n - y, 0, y - s));
                count += labels.filter((label) => gap(label) < r - 3).length;
              }
              return [count, labels.length];
            }"""
        )
        assert overlaps[0] == 0
        assert overlaps[1] > 4


def test_the_legend_holds_only_what_the_map_holds(show: Show) -> None:
    assert "river named" in show(html(siege())).page.locator(".legend").inner_text()
    words = show(html(told("{Otter} is quiet."))).page.locator(".legend").inner_text()
    assert "place named in the story" in words
    assert "river" not in words


def test_there_are_a_scale_in_both_systems_and_the_sources(show: Show) -> None:
    page = show(html(siege())).page
    assert " km" in page.locator(".leaflet-control-scale").inner_text()
    assert " mi" in page.locator(".leaflet-control-scale").inner_text()
    assert "GeoNames, CC BY 4.0" in page.locator(".leaflet-control-attribution").inner_text()
    assert "Natural Earth" in page.locator(".leaflet-control-attribution").inner_text()


def test_the_keyboard_goes_from_the_text_to_the_card_and_back(show: Show) -> None:
    page = show(html(siege())).page
    page.get_by_role("button", name="Verun", exact=True).first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('.card') !== null")
    page.keyboard.press("Escape")
    assert page.locator(".card").count() == 0
    assert page.evaluate("document.activeElement.textContent") == "Verun"


def test_the_keyboard_goes_from_a_mark_to_the_text_and_back(show: Show) -> None:
    page = show(html(siege())).page
    page.locator(".leaflet-marker-pane [aria-label^='Verun']").focus()
    page.keyboard.press(" ")
    page.get_by_role("button", name="Show in the text").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className").startswith("name literal")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("Verun")


def test_a_demonym_shows_its_country_only_while_it_is_chosen(show: Show) -> None:
    page = show(html(told("{Verun}: the {Farlandic|farland|demonym} army left."))).page
    assert page.locator("[aria-label^='Farland']").count() == 0
    page.get_by_role("button", name="Farlandic").click()
    assert page.locator("[aria-label^='Farland']").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("[aria-label^='Farland']").count() == 0


def test_places_outside_the_view_are_named_and_can_be_reached(show: Show) -> None:
    page = show(html(told("{Verun}, {Otter} and {Karsk}; {Farland} protested."))).page
    page.get_by_role("button", name="Outside the view: Farland").click()
    assert page.locator(".outside").is_hidden()


def test_on_a_phone_the_card_is_a_sheet_that_leaves_the_zoom_buttons_free(show: Show) -> None:
    page = show(html(siege()), width=390).page
    page.get_by_role("button", name="Verun", exact=True).first.click()
    sheet, zoom = page.locator("#sheet").bounding_box(), page.locator(".leaflet-control-zoom").bounding_box()
    assert zoom["y"] + zoom["height"] <= sheet["y"]
    pin = page.locator(".leaflet-marker-pane [aria-label^='Verun']").bounding_box()
    assert pin["y"] + pin["height"] <= sheet["y"] + 2
    page.get_by_role("button", name="Close").click()
    assert page.locator("#sheet").is_hidden()


def test_on_a_wide_screen_the_card_leaves_the_zoom_buttons_free(show: Show) -> None:
    page = show(html(siege())).page
    for name in page.locator("article .name").all():
        name.click()
        card, zoom = page.locator(".leaflet-popup").bounding_box(), page.locator(".leaflet-control-zoom").bounding_box()
        apart = card["x"] >= zoom["x"] + zoom["width"] or card["y"] >= zoom["y"] + zoom["height"]
        assert apart, name.inner_text()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(show: Show, text: str) -> None:
    opened = show(html(hostile_story(text)))
    page = opened.page
    for name in page.locator(".name").all():
        name.click()
        page.locator(".card").wait_for()
    assert page.locator("img:not(.leaflet-tile), svg[onload], math").count() == 0
    visible = text.replace("\x00", "\ufffd")
    assert page.title().split() == visible.split()
    assert page.locator("article").first.evaluate("(node, words) => node.textContent.includes(words)", visible)
    assert is_quiet(opened)


def test_an_address_opens_its_place_again(show: Show) -> None:
    page = show(html(siege()), at="#place=test%3Averun").page
    assert page.locator(".card h2").inner_text() == "Verun"


@pytest.mark.parametrize("at", ["#place=%E0%A4%A", "#place=nothing", "#other"])
def test_a_broken_address_does_no_harm(show: Show, at: str) -> None:
    opened = show(html(siege()), at=at)
    assert opened.page.locator(".card").count() == 0
    assert opened.seen.messages == []


def test_it_works_in_a_frame_without_an_address(show: Show, chromium: Any) -> None:
    page = chromium.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda each: complaints.append(str(each)))
    page.set_content("<iframe sandbox='allow-scripts' width=900 height=600></iframe>")
    page.evaluate("html => { document.querySelector('iframe').srcdoc = html; }", html(siege()))
    frame = page.frame_locator("iframe")
    frame.get_by_role("button", name="Verun", exact=True).first.click()
    assert frame.locator(".card h2").inner_text() == "Verun"
    assert complaints == []
    page.close()


def test_a_hidden_frame_opens_when_it_is_shown(show: Show, chromium: Any) -> None:
    page = chromium.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda each: complaints.append(str(each)))
    page.set_content("<iframe width=900 height=600 style='display:none'></iframe>")
    page.evaluate("html => { document.querySelector('iframe').srcdoc = html; }", html(siege()))
    page.wait_for_timeout(200)
    page.evaluate("document.querySelector('iframe').style.display = 'block'")
    page.frame_locator("iframe").locator("html[data-ready=yes]").wait_for(state="attached")
    assert page.frame_locator("iframe").locator(".leaflet-marker-pane .pin").count() > 1
    assert complaints == []
    page.close()


def test_a_map_that_nobody_moved_fits_the_story_into_a_new_size(show: Show) -> None:
    page = show(html(siege())).page
    page.set_viewport_size({"width": 800, "height": 500})
    page.wait_for_timeout(1000)
    for name in ("Verun", "Otter"):
        pin, frame = (
            page.locator(f".leaflet-marker-pane [aria-label^='{name}']"),
            page.locator(".folium-map").bounding_box(),
        )
        box = pin.bounding_box()
        assert frame["x"] <= box["x"] <= frame["x"] + frame["width"]
        assert frame["y"] <= box["y"] <= frame["y"] + frame["height"]


def test_a_map_that_was_moved_stays_where_it_is(show: Show) -> None:
    page = show(html(siege())).page
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_timeout(1200)
    before = page.locator(".leaflet-control-scale").inner_text()
    page.set_viewport_size({"width": 900, "height": 500})
    page.wait_for_timeout(800)
    assert page.locator(".leaflet-control-scale").inner_text() == before


def test_without_script_there_are_the_text_and_a_list(show: Show) -> None:
    page = show(html(siege()), script=False).page
    assert page.get_by_text("Flooding covered").is_visible()
    assert page.locator("noscript li", has_text="Verun, town").is_visible()


def test_islands_across_the_antimeridian_are_side_by_side(show: Show) -> None:
    page = show(html(STORIES["antimeridian"]())).page
    west, east = (
        page.locator(f".leaflet-marker-pane [aria-label^='{name}']").bounding_box() for name in ("Suvari", "Lotoma")
    )
    assert west["x"] < east["x"] < 1280
    assert east["x"] - west["x"] < 800


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("title", ["W" * 10_000, "Flood " * 1_700, "م" * 10_000])
def test_an_endless_title_leaves_room_for_the_map(show: Show, title: str, width: int) -> None:
    page = show(html(told("{Verun} is quiet.", title=title)), width=width).page
    assert page.locator("header").bounding_box()["height"] < 190
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(".leaflet-marker-pane .pin").is_visible()


def test_the_direction_of_a_text_does_not_turn_the_name_in_a_card(show: Show) -> None:
    page = show(html(told("Rain in \u202e{Verun} and\u202c {Otter}."))).page
    page.get_by_role("button", name="Verun", exact=True).first.click()
    assert page.locator(".card mark").evaluate("node => getComputedStyle(node).unicodeBidi") == "isolate"


def test_on_a_phone_the_scale_stands_above_an_attribution_of_two_lines(show: Show) -> None:
    page = show(html(siege(), worldview="IN"), width=390).page
    scale, foot = (page.locator(f".leaflet-control-{name}").bounding_box() for name in ("scale", "attribution"))
    assert foot["height"] > 20, "two lines"
    assert scale["y"] + scale["height"] <= foot["y"]


def test_arabic_text_runs_from_right_to_left(show: Show) -> None:
    page = show(html(STORIES["arabic"]())).page
    assert page.locator("article p").first.evaluate("node => getComputedStyle(node).direction") == "rtl"
    assert page.locator("h1").evaluate("node => getComputedStyle(node).direction") == "rtl"
    page.get_by_role("button", name="النهرين").first.click()
    assert page.locator(".card h2").inner_text() == "النهرين"


def test_a_long_story_is_quick(show: Show) -> None:
    page = show(html(long_story())).page
    assert page.locator(".leaflet-marker-pane .pin").count() == 150
    assert page.evaluate("performance.getEntriesByType('navigation')[0].domInteractive") < 4_000


def test_paper_shows_the_map_and_the_text(show: Show) -> None:
    page = show(html(siege())).page
    page.emulate_media(media="print")
    map_box, text_box = page.locator(".folium-map").bounding_box(), page.locator("article").bounding_box()
    assert map_box["y"] + map_box["height"] <= text_box["y"], "the map comes before the text"
    assert page.get_by_text("Relief came from").is_visible()
    assert page.locator(".leaflet-control-zoom").is_hidden()
    assert page.pdf().startswith(b"%PDF")


def test_the_map_takes_the_size_of_the_paper_before_it_is_printed(show: Show) -> None:
    page = show(html(siege())).page
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    frame = page.locator(".folium-map").bounding_box()
    assert 630 < frame["width"] < 650, "170 mm at 96 pixels an inch"
    page.emulate_media(media="print")
    paper = page.locator(".folium-map").bounding_box()
    assert abs(paper["width"] - frame["width"]) < 4, "but for its frame"
    for name in ("Verun", "Otter"):
        pin = page.locator(f".leaflet-marker-pane [aria-label^='{name}']").bounding_box()
        assert 0 < pin["x"] - paper["x"] < paper["width"]
        assert 0 < pin["y"] - paper["y"] < paper["height"]
    page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(".folium-map").bounding_box()["width"] > 700


def test_several_articles_open_the_one_that_is_needed(show: Show) -> None:
    opened = show(html(told("{Verun} fell.", title="One"), told("{Karsk} stood.", title="Two", id="story-2")))
    page = opened.page
    page.locator(".leaflet-marker-pane [aria-label^='Karsk']").click()
    assert page.get_by_text("stood.").first.is_visible()
    assert is_quiet(opened)


def test_without_the_text_the_names_still_lead_to_the_map(show: Show) -> None:
    page = show(html(siege(), with_text=False)).page
    page.get_by_role("button", name="Verun", exact=True).first.click()
    assert page.locator(".card h2").inner_text() == "Verun"
    assert page.locator(".card blockquote").count() == 0


def test_the_layers_of_a_folium_user_are_drawn_too(show: Show) -> None:
    made = story_map([siege()], StoryGazetteer())
    folium.CircleMarker([43.0, 13.0], radius=7, popup="<b>my own</b>").add_to(made)
    folium.Marker([43.5, 13.5], tooltip="mine").add_to(made)
    opened = show(made.get_root().render())
    assert opened.page.locator("img.leaflet-marker-icon").count() == 1
    assert opened.page.evaluate("document.querySelector('img.leaflet-marker-icon').naturalWidth") == 25
    assert is_quiet(opened)


def test_a_small_story_says_where_in_the_world_it_is(show: Show) -> None:
    small, wide = told("{Otter} is quiet."), told("{Farland} is far away.")
    assert show(html(small)).page.locator(".overview .overview-frame").is_visible()
    assert show(html(wide)).page.locator(".overview").count() == 0
    assert show(html(small), width=390).page.locator(".overview").count() == 0


def test_the_overview_follows_the_map_and_cannot_be_reached_by_keyboard(show: Show) -> None:
    page = show(html(told("{Otter} is quiet."))).page
    frame = page.locator(".overview-frame")
    before = frame.bounding_box()
    for _ in range(3):
        page.locator(".leaflet-control-zoom-in").click()
    for _ in range(50):  # a busy machine takes its time to draw
        if frame.bounding_box()["width"] < before["width"]:
            break
        page.wait_for_timeout(100)
    assert frame.bounding_box()["width"] < before["width"]
    assert page.locator(".overview [tabindex]").count() == 0
