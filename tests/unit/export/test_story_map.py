import gzip
import json
import re
from html import unescape
from pathlib import Path

import folium
import pytest
from map_stories import HOSTILE, StoryGazetteer, hostile_story, siege, told

from geomap.errors import SettingsError
from geomap.export.page_assets import lean
from geomap.export.story_map import MapOptions, render, story_map
from geomap.records import MappedArticle


def page(*mapped: MappedArticle, **options: object) -> str:
    return render(mapped, StoryGazetteer(), MapOptions(**options))  # type: ignore[arg-type]


def data(html: str) -> dict[str, object]:
    (block,) = re.findall(r'<script type="application/json" id="geomap-data">(.*?)</script>', html, re.DOTALL)
    found: dict[str, object] = json.loads(block)
    return found


def test_equal_input_gives_equal_bytes() -> None:
    assert page(siege()) == page(siege())


def test_nothing_is_loaded_from_anywhere() -> None:
    html = page(siege())
    assert not re.search(r"<(?:script|img|link|iframe)[^>]+(?:src|href)=", html)
    assert not re.search(r"@import|url\((?!data:|#)", html)
    body = html[html.index("<body>") :]
    assert re.findall(r'href="(http[^"]*)"', body) == ["https://example.org/losses"]


def test_scripts_and_styles_lose_their_comments_and_nothing_else() -> None:
    code = "// why\nconst a = 1; // kept\n\n/** What\n * it does. */\n  a += 2;\n"
    assert lean(code) == "const a = 1; // kept\na += 2;"
    assert lean("/* why */\na {\n  b: c; /* kept */\n}\n") == "a {\nb: c; /* kept */\n}"


def test_what_most_marks_have_is_told_once() -> None:
    plain, metonym = data(page(told("{Verun} and {Karsk|karsk|metonym}.")))["marks"]  # type: ignore[misc]
    assert not {"kind", "drawn", "country", "notes", "status", "mentions"} & set(plain)
    assert metonym["kind"] == "metonym"


def test_without_a_script_names_are_no_buttons() -> None:
    body = page(siege()).split("<body>")[1].split("<script")[0]
    assert 'class="name' in body
    assert 'role="button"' not in body


def test_the_page_is_small() -> None:
    html = page(siege()).encode()
    assert len(html) < 260_000
    assert len(gzip.compress(html, mtime=0)) < 80_000


def test_leaflet_keeps_its_licence() -> None:
    html = page(siege())
    assert "Leaflet 1.9.3" in html
    assert "Redistribution and use in source and binary forms" in html


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_wherever_it_comes_from(text: str) -> None:
    html, plain = page(hostile_story(text)), page(hostile_story("harmless"))
    for pattern in (r"<script", r"<img", r"</script", r"\bon\w+=", r"\x00", r"<span role", r"<button", r"<a "):
        assert len(re.findall(pattern, _tags(html))) == len(re.findall(pattern, _tags(plain))), pattern
    assert 'href="javascript' not in html
    assert len(data(html)["marks"]) == len(data(plain)["marks"])  # type: ignore[arg-type]


def _tags(html: str) -> str:
    """Only the markup: what stands between < and >, attribute values emptied."""
    return " ".join(re.sub(r'"[^"]*"', '""', tag) for tag in re.findall(r"<[^<>]*>", html))


def test_the_text_keeps_every_word_in_order() -> None:
    one = siege()
    html = page(one)
    reading = html[html.index("<main") : html.index("</main>")]
    article = reading[reading.index("<article") : reading.index("</article>")]
    words = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", article))).strip()
    text = re.sub(r"\s+", " ", one.article.text.removeprefix("Farmers count their losses"))
    assert words == text.replace(" Flooding", "Flooding").replace(" Relief", "Relief").strip()


def test_a_repeated_headline_is_shown_once() -> None:
    html = page(told("Rain in {Verun}\n\nRain in {Verun}\n\nRain in {Verun}\n\nIt rained."))
    reading = html[html.index("<body>") :]
    assert len(re.findall(r"Rain in <span class", reading)) == 1


def test_several_articles_are_sections_with_their_titles() -> None:
    html = page(told("{Verun} fell.", title="One"), told("{Karsk} fell.", title="Two", id="story-2"))
    assert re.findall(r"<summary><bdi>(.*?)</bdi>", html) == ["One", "Two"]
    assert "<title>2 articles</title>" in html


def test_the_headline_of_a_section_is_not_repeated_unless_it_has_links() -> None:
    plain, linked = told("Rain\n\nIn {Verun} it rained.", id="a"), told("Rain in {Verun}\n\nIt rained.", id="b")
    body = page(plain, linked).split("<body>")[1]
    assert body.count("Rain</p>") + body.count(">Rain<") == 1
    assert body.count("Rain in <span class") == 1


def test_without_text_there_are_only_names() -> None:
    html = page(siege(), with_text=False)
    assert "engineers" not in html
    assert html.count('class="name ') == len(data(html)["marks"])  # type: ignore[arg-type]


def test_without_text_the_first_paragraph_is_no_title() -> None:
    one = told("Goats stray\n\nGoats are loose in Oslo.")
    assert "<title>Goats stray</title>" in page(one)
    assert "Goats" not in page(one, with_text=False)
    assert f"<title>{one.article.id}</title>" in page(one, with_text=False)


def test_no_place_gives_a_page_that_says_so() -> None:
    assert "No place was found" in page(told("Nothing happened."))


def test_a_reader_without_script_gets_a_list() -> None:
    html = page(siege())
    (listed,) = re.findall(r"<noscript>(.*?)</noscript>", html, re.DOTALL)
    assert "Verun, town, Westmark, Ardelia" in listed
    assert "Ardelian" not in listed


def test_the_document_names_its_language_and_lets_readers_zoom() -> None:
    html = page(told("{Verun}", language="fr"))
    assert '<html lang="en">' in html
    assert '<article lang="fr"' in html
    assert "user-scalable" not in html


def test_longitude_and_latitude_turn_where_folium_wants_them_turned() -> None:
    made = story_map([told("{Otter} is quiet.")], StoryGazetteer())
    assert made.location == pytest.approx([42.6, 13.4], abs=1e-6)


def test_it_is_a_folium_map_that_takes_layers_and_saves(tmp_path: Path) -> None:
    made = story_map([siege()], StoryGazetteer())
    assert isinstance(made, folium.Map)
    folium.CircleMarker([43.0, 13.0], tooltip="mine").add_to(made)
    made.save(str(tmp_path / "map.html"))
    html = (tmp_path / "map.html").read_text("utf-8")
    assert "L.circleMarker" in html
    assert "style-src-attr 'unsafe-inline'" in html
    assert "unsafe-inline" not in page(siege()), "one map must not change the next"


def test_without_layers_of_ones_own_folium_makes_the_same_page() -> None:
    with_folium, without = story_map([siege()], StoryGazetteer()).get_root().render(), page(siege())
    ours, theirs = data(without), data(with_folium)
    assert {**ours, "map": ""} == {**theirs, "map": ""}
    body = re.compile(r'<body>.*?(?=<section class)|<div class="sheet".*?(?=<script)', re.DOTALL)
    assert body.findall(with_folium) == body.findall(without)
    (options,) = re.findall(r'var story = L.map\("story", (.*)\);', without)
    for name, value in json.loads(options).items():
        if name != "center":
            assert f'"{name}": {json.dumps(value)}' in with_folium
    assert json.loads(options)["center"] == {"lon": 13.0, "lat": 43.0}
    assert "center: [43.0, 13.0]" in with_folium


def test_a_notebook_shows_it_in_a_frame() -> None:
    assert "srcdoc=" in story_map([siege()], StoryGazetteer())._repr_html_()


def test_saving_twice_gives_the_same_page(tmp_path: Path) -> None:
    made = story_map([siege()], StoryGazetteer())
    assert made.get_root().render() == made.get_root().render()


def test_no_article_is_refused() -> None:
    with pytest.raises(SettingsError, match="at least one article"):
        story_map([], StoryGazetteer())


def test_the_page_says_whose_view_of_borders_it_draws() -> None:
    assert '"attribution":"Places: GeoNames, CC BY 4.0 · Background: Natural Earth · Leaflet"' in page(siege())
    assert "Natural Earth, borders in the view of IN · Leaflet" in page(siege(), worldview="IN")


def test_an_unknown_worldview_is_refused() -> None:
    with pytest.raises(SettingsError, match="'XX'"):
        page(siege(), worldview="XX")
