"""Areas, regions and quoted names of a whole article, on the project's model story and on sentences of our own."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from geomap.areas.reader import AreaReader, AreaReading
from geomap.geodesy import distance_m
from geomap.records import (
    BBox,
    Candidate,
    Geometry,
    Kind,
    Mention,
    Place,
    Point,
    Resolution,
    ScoredCandidate,
    Span,
    Status,
)

STORY = Path(__file__).resolve().parents[4] / "shared" / "story"
SYRIA = BBox(35.73, 32.31, 42.38, 37.32)
# A sketch of the river's course: facts, to a tenth of a degree.
EUPHRATES = Geometry(
    "LineString",
    (
        (38.3, 36.8),
        (38.0, 36.2),
        (38.6, 35.9),
        (39.0, 35.9),
        (40.1, 35.3),
        (40.8, 34.7),
        (41.2, 34.3),
        (42.5, 34.1),
        (44.3, 32.5),
        (47.4, 31.0),
    ),
)


def gold_resolution(mention: dict[str, object]) -> Resolution:
    row = mention["place"]
    assert isinstance(row, dict)
    if row["lat"] is None:
        place = Place(id="river", name=row["name"], point=Point(40.5, 35.0), feature_class="H", feature_code="STM")
    else:
        place = Place(
            id=f"geonames:{row['geonameid']}",
            name=row["name"],
            point=Point(row["lon"], row["lat"]),
            feature_class=row["feature_class"],
            feature_code=row["feature_code"],
            country_code=row["country_code"],
            bbox=SYRIA if row["name"] == "Syria" else None,
        )
    span = Span(int(str(mention["start"])), int(str(mention["end"])))
    return Resolution(
        mention=Mention(span=span, text=str(mention["text"]), kind=Kind(str(mention["kind"]))),
        status=Status.RESOLVED,
        ranked=(ScoredCandidate(candidate=Candidate(place=place, matched_name=place.name), probability=0.9),),
    )


@pytest.fixture(scope="module")
def gold() -> dict[str, list[dict[str, object]]]:
    if not STORY.exists():
        pytest.skip("the model story is not in this checkout")
    found = json.loads((STORY / "story.gold.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


@pytest.fixture(scope="module")
def story(gold: dict[str, list[dict[str, object]]], reader: AreaReader) -> AreaReading:
    text = (STORY / "story.txt").read_text(encoding="utf-8")
    resolutions = tuple(map(gold_resolution, gold["mentions"]))
    return reader.read(text, resolutions, lambda place: EUPHRATES if place == "river" else None)


def test_story_areas_are_the_editors(gold: dict[str, list[dict[str, object]]], story: AreaReading) -> None:
    assert len(story.areas) == len(gold["areas"])
    for wanted, area in zip(gold["areas"], story.areas, strict=True):
        assert (area.span.start, area.span.end) == (wanted["start"], wanted["end"])
        assert area.bound == wanted["bound"]
        assert area.low_m2 == pytest.approx(wanted["low_m2"])
        assert area.high_m2 == pytest.approx(wanted["high_m2"])
        accepted = [wanted["place"], *list(wanted["also_ok"])]  # type: ignore[call-overload]  # a list in the file
        assert area.mention in accepted
        assert area.note


def test_story_regions_overlap_the_editors(gold: dict[str, list[dict[str, object]]], story: AreaReading) -> None:
    for wanted in gold["regions"]:
        if not wanted["required"]:
            continue
        region = story.resolutions[int(str(wanted["base"]))].region
        assert region is not None, wanted["text"]
        west, south, east, north = wanted["bbox"]  # type: ignore[misc]  # four numbers in the file
        assert region.bbox.west < east
        assert region.bbox.east > west
        assert region.bbox.south < north
        assert region.bbox.north > south
        assert region.note.endswith(".")


def test_story_desert_is_a_part_of_the_east(story: AreaReading) -> None:
    region = story.resolutions[11].region
    assert region is not None
    assert region.relation == "east desert"
    assert region.text == "the desert in eastern Syria"


def test_story_pocket_is_tied_to_hajin_and_reaches_baghuz(story: AreaReading) -> None:
    pocket = next(name for name in story.quoted_names if name.text == "Hajin pocket")
    assert story.resolutions[pocket.mention or 0].mention.text == "Hajin"
    assert pocket.region is not None
    assert pocket.region == story.resolutions[15].region
    assert pocket.region.bbox.south < 34.46 < 34.69 < pocket.region.bbox.north


def test_story_caliphate_is_text_and_no_place(story: AreaReading) -> None:
    names = [name for name in story.quoted_names if name.text == "caliphate"]
    assert len(names) == 3
    assert all(name.mention is None for name in names)
    assert names[0].region is not None
    assert names[0].region.relation == "east"


def test_story_speech_is_no_name_of_an_area(story: AreaReading) -> None:
    assert {name.text for name in story.quoted_names} == {"Hajin pocket", "caliphate"}


def test_nothing_in_nothing_out(reader: AreaReader) -> None:
    reading = reader.read("", (), lambda _: None)
    assert reading == AreaReading(resolutions=(), areas=(), quoted_names=())


def test_resolutions_keep_their_order_and_answers(read, marked) -> None:  # type: ignore[no-untyped-def]  # fixtures
    text = "Troops left [Homs] for northern [Syria], and [French|demonym] envoys came to [Hama]."
    before, after = marked(text).resolutions, read(text).resolutions
    assert [one.mention for one in after] == [one.mention for one in before]
    assert [one.ranked for one in after] == [one.ranked for one in before]
    assert [one.region is not None for one in after] == [False, True, False, False]


def test_a_roughly_placed_name_is_not_narrowed(reader, marked) -> None:  # type: ignore[no-untyped-def]  # fixtures
    unmarked = marked("The base lies 30 km south of [Raqqa].")
    rough = tuple(replace(one, status=Status.APPROXIMATE) for one in unmarked.resolutions)
    assert reader.read(unmarked.text, unmarked.resolutions, lambda _: None).resolutions[0].region is not None
    assert reader.read(unmarked.text, rough, lambda _: None).resolutions[0].region is None


def test_distance_and_bearing_are_right_to_one_percent(read, places) -> None:  # type: ignore[no-untyped-def]  # fixtures
    region = read("The base lies 30 km south of [Raqqa].").resolutions[0].region
    raqqa = places["Raqqa"].point
    middle = Point((region.bbox.west + region.bbox.east) / 2, (region.bbox.south + region.bbox.north) / 2)
    assert region.distance_m == 30_000
    assert middle.lon == pytest.approx(raqqa.lon, abs=0.01)
    assert distance_m(raqqa, middle) == pytest.approx(30_000, rel=0.05)


def test_a_region_of_fiji_crosses_the_antimeridian(read) -> None:  # type: ignore[no-untyped-def]  # fixture
    region = read("Flights to northern [Fiji] were cancelled.").resolutions[0].region
    assert region.bbox.crosses_antimeridian
    assert region.bbox.south > -18.0


def test_a_river_without_places_by_it_is_drawn_whole_and_says_so(read) -> None:  # type: ignore[no-untyped-def]  # fixture
    region = read("Floods spread through the [Nile] valley.").resolutions[0].region
    assert region.bbox.south < 16.0
    assert region.bbox.north > 31.0
    assert "all of its length" in region.note


def test_a_country_border_is_drawn_where_the_two_meet(read) -> None:  # type: ignore[no-untyped-def]  # fixture
    region = read("The convoy left [Syria] and stopped near the border with [Iraq].").resolutions[1].region
    assert "where it meets Syria" in region.note
    assert region.bbox.west > 38.0
    assert region.bbox.east < 43.2
