"""Pictures of the map, drawn by the Chromium of the machine."""

import struct
from pathlib import Path
from xml.etree import ElementTree

import pytest
from map_stories import HOSTILE, StoryGazetteer, hostile_story, siege

from geomap.errors import InputError
from geomap.export.picture import HEIGHT, WIDTH, write_png, write_svg
from geomap.export.story_map import MapOptions, render

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "a map.html"
    file.write_text(render([siege()], StoryGazetteer(), MapOptions()), encoding="utf-8")
    return file


def test_the_png_is_twice_the_size_of_a_social_card(page, program, tmp_path):
    write_png(page, tmp_path / "map.png", program)
    content = (tmp_path / "map.png").read_bytes()
    assert content.startswith(b"\x89PNG")
    assert struct.unpack(">II", content[16:24]) == (2 * WIDTH, 2 * HEIGHT)


def test_the_svg_holds_marks_labels_and_attribution_as_shapes_and_text(page, program, tmp_path):
    write_svg(page, tmp_path / "map.svg", program)
    drawing = ElementTree.parse(tmp_path / "map.svg").getroot()
    words = " ".join(node.text or "" for node in drawing.iter(f"{SVG}text"))
    assert drawing.tag == f"{SVG}svg"
    assert HEIGHT - 80 < float(drawing.get("height", 0)) < HEIGHT, "the picture's height but for the title"
    assert "Verun" in words
    assert "Natural Earth" in words
    assert len(list(drawing.iter(f"{SVG}circle"))) >= 2
    colours = {node.get(name) for node in drawing.iter() for name in ("fill", "stroke")} - {None, "none"}
    assert all(colour.startswith(("#", "url")) for colour in colours if colour)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_stay_text_in_the_svg(page, program, tmp_path, text):
    page.write_text(render([hostile_story(text)], StoryGazetteer(), MapOptions()), encoding="utf-8")
    write_svg(page, tmp_path / "map.svg", program)
    drawing = ElementTree.parse(tmp_path / "map.svg").getroot()
    known = {"svg", "title", "clipPath", "rect", "g", "path", "circle", "text"}
    assert {node.tag.removeprefix(SVG) for node in drawing.iter()} <= known


def test_a_page_that_is_no_map_has_no_drawing(page, program, tmp_path):
    page.write_text("<p>nothing</p>")
    with pytest.raises(InputError, match="drew no picture"):
        write_svg(page, tmp_path / "map.svg", program)


def test_a_program_that_is_no_browser_is_said(page, tmp_path):
    with pytest.raises(InputError, match="GEOMAP_BROWSER"):
        write_png(page, tmp_path / "map.png", Path("/bin/false"))
    assert not (tmp_path / "map.png").exists()
