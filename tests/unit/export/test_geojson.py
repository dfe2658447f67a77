import math
from dataclasses import replace
from itertools import pairwise

import pytest
from shapely.geometry import Point as ShapelyPoint
from shapely.geometry import shape

from geomap.codec import dumps
from geomap.export.geojson import places_geojson
from geomap.export.rfc7946 import box_geometry, repaired, rfc7946
from geomap.records import (
    Article,
    BBox,
    Bound,
    Candidate,
    Geometry,
    Kind,
    MappedArticle,
    Mention,
    Place,
    Point,
    Provenance,
    QuotedArea,
    QuotedName,
    Region,
    Relation,
    Resolution,
    ScoredCandidate,
    Span,
    Status,
)

TEXT = "Floods hit northern Bavaria and Passau; the Bavarian army closed 40 sq km. The “Danube bend” and 3 ha are dry."
BAVARIA = Place(id="geonames:2951839", name="Bavaria", point=Point(11.5, 48.9), feature_class="A",
                feature_code="ADM1", country_code="DE", population=12_000_000)  # fmt: skip
PASSAU = Place(id="geonames:2855328", name="Passau", point=Point(13.46, 48.57), country_code="DE")
OUTLINE = Geometry("Polygon", (((9.0, 47.3), (9.0, 50.5), (13.8, 50.5), (13.8, 47.3), (9.0, 47.3)),))


def resolution(
    name: str, place: Place | None, kind: Kind = Kind.LITERAL, probability: float = 0.8, region: Region | None = None
) -> Resolution:
    start = TEXT.index(name)
    mention = Mention(span=Span(start, start + len(name)), text=name, kind=kind)
    if place is None:
        return Resolution(mention=mention, status=Status.NOT_FOUND)
    scored = ScoredCandidate(candidate=Candidate(place=place, matched_name=name), probability=probability)
    return Resolution(mention=mention, status=Status.RESOLVED, ranked=(scored,), region=region)


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def article(article_id: str = "a") -> MappedArticle:
    north = Region(
        relation="north", span=span("northern Bavaria"), text="northern Bavaria", bbox=BBox(9, 49, 13.8, 50.5)
    )
    return MappedArticle(
        article=Article(id=article_id, text=TEXT),
        resolutions=(
            resolution("Bavaria", BAVARIA, region=north),
            resolution("Passau", PASSAU, probability=0.98765),
            resolution("Bavarian", BAVARIA, Kind.DEMONYM, 0.95),
            resolution("Danube", None),
        ),
        areas=(
            QuotedArea(span=span("40 sq km"), text="40 sq km", unit="square kilometre", bound=Bound.EXACT, low_m2=4e7,
                       high_m2=4e7, mention=1, relation=Relation.PART, probability=0.7),
            QuotedArea(span=span("3 ha"), text="3 ha", unit="hectare", bound=Bound.EXACT, low_m2=3e4, high_m2=3e4),
        ),
        quoted_names=(QuotedName(span=span("Danube bend"), text="Danube bend", mention=1),),
        provenance=Provenance(geomap="0", gazetteer="0", recognizer="none"),
    )  # fmt: skip


def test_a_place_is_one_feature_with_all_its_mentions() -> None:
    collection = places_geojson([article("a"), article("b")], None)
    bavaria, passau = [f for f in collection["features"] if f["properties"]["feature"] == "place"]
    assert bavaria["id"] == "geonames:2951839"
    assert bavaria["geometry"] == {"type": "Point", "coordinates": [11.5, 48.9]}
    assert bavaria["properties"]["mentions"] == 4
    assert bavaria["properties"]["kinds"] == {"demonym": 2, "literal": 2}
    assert bavaria["properties"]["names"] == ["Bavaria", "Bavarian"]
    assert bavaria["properties"]["articles"] == ["a", "b"]
    assert bavaria["properties"]["probability"] == 0.95
    assert passau["properties"]["probability"] == 0.9877


def test_a_phrase_counts_for_its_place_and_is_none_of_its_names() -> None:
    phrase = resolution("the Bavarian army", BAVARIA, Kind.NOMINAL, 0.99)
    one = replace(article(), resolutions=(*article().resolutions, phrase))
    bavaria = places_geojson([one], None)["features"][0]["properties"]
    assert bavaria["kinds"] == {"demonym": 1, "literal": 1, "nominal": 1}
    assert (bavaria["names"], bavaria["probability"]) == (["Bavaria", "Bavarian"], 0.95)


def test_outlines_are_drawn_where_the_gazetteer_knows_them_and_wound_by_the_right_hand_rule() -> None:
    collection = places_geojson([article()], {BAVARIA.id: OUTLINE}.get)
    bavaria, passau = collection["features"][:2]
    (ring,) = bavaria["geometry"]["coordinates"]
    assert sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in pairwise(ring)) < 0  # counterclockwise
    assert (bavaria["properties"]["lon"], bavaria["properties"]["lat"]) == (11.5, 48.9)
    assert passau["geometry"]["type"] == "Point"


def test_regions_quoted_names_and_areas_have_features_too() -> None:
    features = places_geojson([article()], None)["features"][2:]
    region, quoted, area, homeless = features
    assert [f["properties"]["feature"] for f in features] == ["region", "quoted_name", "area", "area"]
    assert shape(region["geometry"]).bounds == (9.0, 49.0, 13.8, 50.5)
    assert region["properties"]["place"] == "geonames:2951839"
    assert quoted["geometry"]["coordinates"] == [13.46, 48.57]
    assert area["geometry"]["type"] == "Polygon"
    assert shape(area["geometry"]).contains(ShapelyPoint(13.46, 48.57))
    assert (area["properties"]["basis"], area["properties"]["action"]) == ("measure", None)
    assert region["properties"]["doubt_m"] is None
    assert homeless["geometry"] is None
    assert (homeless["properties"]["low_m2"], homeless["properties"]["place"]) == (3e4, None)


def test_an_area_is_drawn_to_scale() -> None:
    (area,) = [f for f in places_geojson([article()], None)["features"] if f["properties"]["name"] == "40 sq km"]
    (ring,) = area["geometry"]["coordinates"]
    metres = 6_371_007.2 * math.pi / 180
    flat = [(lon * metres * math.cos(math.radians(48.57)), lat * metres) for lon, lat in ring]
    area_m2 = -sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in pairwise(flat)) / 2
    assert area_m2 == pytest.approx(4e7, rel=0.002)


def test_the_collection_is_plain_json_and_the_same_each_time() -> None:
    first = dumps(places_geojson([article()], {BAVARIA.id: OUTLINE}.get))
    assert first == dumps(places_geojson([article()], {BAVARIA.id: OUTLINE}.get))
    assert "army closed" not in first  # no article text


def test_an_empty_run_is_an_empty_collection() -> None:
    assert places_geojson([], None)["features"] == []


def test_an_extent_over_the_antimeridian_is_two_boxes() -> None:
    fiji = box_geometry(BBox(176.0, -20.0, -178.0, -15.0))
    assert fiji.type == "MultiPolygon"
    assert [shape({"type": "Polygon", "coordinates": part}).bounds for part in fiji.coordinates] == [
        (176.0, -20.0, 180.0, -15.0),
        (-180.0, -20.0, -178.0, -15.0),
    ]


@pytest.mark.parametrize("unwrapped", [True, False])
def test_a_ring_over_the_antimeridian_is_cut_without_losing_area(unwrapped: bool) -> None:
    ring = [(180 + 3 * math.cos(turn / 10), 10 + 3 * math.sin(turn / 10)) for turn in range(62)]
    if not unwrapped:
        ring = [(lon - 360 if lon > 180 else lon, lat) for lon, lat in ring]
    hole = tuple((179.5 + dx, 10.0 + dy) for dx, dy in ((0, 0), (0, 0.2), (0.2, 0.2), (0.2, 0), (0, 0)))
    cut = rfc7946(Geometry("Polygon", ((*ring, ring[0]), hole)))
    whole = shape({"type": cut.type, "coordinates": cut.coordinates})
    assert whole.is_valid
    assert whole.bounds == pytest.approx((-180, 7, 180, 13), abs=0.01)
    assert whole.area == pytest.approx(math.pi * 9 - 0.04, rel=0.01)
    assert all(part.exterior.is_ccw for part in whole.geoms)


def test_a_ring_around_a_pole_has_the_pole_inside() -> None:
    ring = tuple((float(lon), 80.0) for lon in range(-180, 180, 10))
    cut = rfc7946(Geometry("Polygon", ((*ring, ring[0]),)))
    whole = shape({"type": cut.type, "coordinates": cut.coordinates})
    assert whole.contains(ShapelyPoint(5, 89))
    assert not whole.contains(ShapelyPoint(5, 70))
    assert whole.area == pytest.approx(3600, rel=0.01)


def test_lines_are_cut_at_the_antimeridian() -> None:
    cut = rfc7946(Geometry("LineString", ((178.0, 0.0), (-178.0, 4.0), (-170.0, 4.0))))
    assert cut == Geometry(
        "MultiLineString", (((178.0, 0.0), (180.0, 2.0)), ((-180.0, 2.0), (-178.0, 4.0), (-170.0, 4.0)))
    )
    straight = Geometry("LineString", ((0.0, 0.0), (1.0, 1.0)))
    assert rfc7946(straight) == straight


def test_an_outline_that_crosses_itself_is_repaired() -> None:
    bow_tie = Geometry("Polygon", (((0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 2.0), (0.0, 0.0)),))
    fixed = repaired(bow_tie)
    whole = shape({"type": fixed.type, "coordinates": fixed.coordinates})
    assert whole.is_valid
    assert whole.area == pytest.approx(2.0)
    assert repaired(OUTLINE) is OUTLINE
    line = Geometry("LineString", ((0.0, 0.0), (1.0, 1.0)))
    assert repaired(line) is line
