"""Numbers that are none: nothing crashes, and nothing that no reader could mean is read or drawn."""

import pytest
from area_readings import resolution
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.areas.reader import AreaReader
from geomap.areas.rules import AreaRules
from geomap.export.page_areas import area_place
from geomap.geodesy import equal_area_ring, geometry_area_m2
from geomap.records import Article, Geometry, MappedArticle, Place, Point, Provenance

NUMBERS = [
    "9" * 400,
    "-5",
    "0",
    "NaN",
    "1e400",
    "inf",
    "½" * 50,
    "1/0",
    "0.0",
    "9,9,9",
    "-0",
    "٣",
    "1" + ",000" * 90,
    "1e-400",
]
LEADS = ["", "about ", "more than ", "between 3 and ", "up to ", "-", "$", "a few "]
TAILS = [
    " sq km of ",
    "% of ",
    " per cent of ",
    " times the size of ",
    " km south of ",
    " football fields in ",
    "-acre ",
]
TAILS += [" miles inside the border with ", "-km-wide strip along the border with ", " hectares in ", " thirds of "]
OUTLINE = equal_area_ring(Point(20.0, 10.0), 1e11)


@pytest.fixture(scope="module")
def plain_reader(rules: AreaRules) -> AreaReader:
    return AreaReader(rules)


def mapped(reader: AreaReader, number: str, lead: str, tail: str) -> MappedArticle:
    text = f"Troops control an area of {lead}{number}{tail}Xanadu."
    place = Place(id="x:1", name="Xanadu", point=Point(20.0, 10.0), feature_class="A", feature_code="PCLI")
    reading = reader.read(text, (resolution("Xanadu", text.index("Xanadu"), place),), outline)
    made = Provenance(geomap="0", gazetteer="0", recognizer="0")
    return MappedArticle(
        article=Article(id="a", text=text),
        resolutions=reading.resolutions,
        areas=reading.areas,
        quoted_names=reading.quoted_names,
        provenance=made,
    )


def outline(_: str) -> Geometry:
    return OUTLINE


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("tail", TAILS)
def test_nothing_impossible_is_read(plain_reader: AreaReader, number: str, tail: str) -> None:
    for lead in LEADS:
        one = mapped(plain_reader, number, lead, tail)
        for area in one.areas:
            for value in (area.low_m2, area.high_m2):
                assert value is None or 0 < value <= 5.2e14
            place, _ = area_place(area, one)
            if place is not None and max(area.low_m2 or 0, area.high_m2 or 0) > 0:
                assert max(area.low_m2 or 0, area.high_m2 or 0) <= 5.2e14
        region = one.resolutions[0].region
        if region is not None:
            assert region.geometry is not None
            assert 0 < geometry_area_m2(region.geometry) < 5.2e14


@pytest.mark.parametrize("number", ["9" * 400, "-5", "0", "NaN", "1e400"])
def test_no_ring_is_drawn(plain_reader: AreaReader, number: str) -> None:
    for tail in (" sq km of ", "% of ", " times the size of ", " hectares in "):
        assert not mapped(plain_reader, number, "", tail).areas, tail


@given(st.text(max_size=12), st.sampled_from(LEADS), st.sampled_from(TAILS))
@settings(max_examples=150, deadline=None)
def test_any_characters_will_do(rules: AreaRules, number: str, lead: str, tail: str) -> None:
    one = mapped(READERS.setdefault(id(rules), AreaReader(rules)), number.replace("Xanadu", ""), lead, tail)
    for area in one.areas:
        assert one.article.text[area.span.start : area.span.end] == area.text


READERS: dict[int, AreaReader] = {}
