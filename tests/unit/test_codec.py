import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.codec import dumps, failure_to_dict, from_dict, to_dict, to_json, without_candidates
from geomap.errors import RecordError
from geomap.records import (
    Action,
    Article,
    Basis,
    BBox,
    Bound,
    Candidate,
    Evidence,
    Failure,
    Geometry,
    Kind,
    MappedArticle,
    Match,
    Mention,
    Place,
    Point,
    Provenance,
    PublisherHome,
    QuotedArea,
    QuotedName,
    Region,
    Relation,
    Resolution,
    ScoredCandidate,
    Span,
    Status,
)

TEXT = 'Shelling hit the "Marja pocket" west of Tal Rifaat, some 40 sq km.'


def box(edges):
    west, south, east, north = edges
    return BBox(west, min(south, north), east, max(south, north))


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
lons = st.floats(-180, 180).map(lambda lon: round(lon, 6))
lats = st.floats(-90, 90).map(lambda lat: round(lat, 6))
counts = st.integers(0, 10**6)
shares = st.floats(0, 1).map(lambda share: round(share, 4))
spans = st.tuples(st.integers(0, 50), st.integers(1, 9)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
boxes = st.tuples(lons, lats, lons, lats).map(box)
places = st.builds(
    Place,
    id=words,
    name=words,
    point=st.builds(Point, lons, lats),
    feature_class=st.sampled_from("APHTL"),
    feature_code=st.sampled_from(["PPL", "ADM1", "STM"]),
    country_code=st.none() | st.just("SY"),
    admin1=st.none() | words,
    admin2=st.none() | words.filter(bool),
    ancestors=st.lists(words, max_size=3).map(tuple),
    population=st.integers(0, 10**9),
    bbox=st.none() | boxes,
    radius_m=st.none() | st.just(2500.0),
    names=st.integers(1, 40),
)
scored = st.builds(
    ScoredCandidate,
    candidate=st.builds(Candidate, place=places, matched_name=words, match=st.sampled_from(Match)),
    probability=shares,
    evidence=st.lists(
        st.builds(Evidence, name=words, weight=st.integers(-900, 900).map(lambda n: n / 100), note=words), max_size=3
    ).map(tuple),
)
geometries = st.lists(st.tuples(lons, lats), min_size=2, max_size=5).map(
    lambda line: Geometry("LineString", tuple(line))
)
regions = st.builds(
    Region,
    relation=words,
    span=spans,
    text=words,
    bbox=boxes,
    distance_m=st.none() | st.just(30000.0),
    geometry=st.none() | geometries,
    note=words,
    doubt_m=st.none() | st.integers(0, 10**6).map(float),
)
mentions = st.builds(
    Mention, span=spans, text=words, kind=st.sampled_from(Kind), label=st.none() | words, recognizer=words
)
found = st.builds(
    Resolution,
    mention=mentions,
    status=st.sampled_from([Status.RESOLVED, Status.AMBIGUOUS, Status.APPROXIMATE]),
    ranked=st.lists(scored, min_size=1, max_size=3).map(tuple),
    region=st.none() | regions,
)
lost = st.builds(Resolution, mention=mentions, status=st.just(Status.NOT_FOUND))
areas = st.builds(
    QuotedArea,
    span=spans,
    text=words,
    unit=words,
    bound=st.sampled_from(Bound),
    low_m2=st.just(4e9),
    high_m2=st.none() | st.just(4e9),
    mention=st.none() | st.integers(0, 5),
    relation=st.sampled_from(Relation),
    probability=st.none() | shares,
    note=words,
    basis=st.sampled_from(Basis),
    yardstick=st.none() | st.integers(0, 5),
    action=st.none() | st.sampled_from(Action),
)
quoted = st.builds(
    QuotedName, span=spans, text=words, mention=st.none() | st.integers(0, 5), region=st.none() | regions
)
mapped_articles = st.builds(
    MappedArticle,
    article=st.builds(
        Article,
        id=words,
        text=words,
        title=st.none() | words,
        url=st.none() | words,
        language=st.none() | words,
        published=st.none() | words,
        home=st.none() | words,
        learned_home=st.none()
        | st.builds(PublisherHome, domain=words, place=places, probability=shares, articles=counts, mentions=counts),
    ),
    resolutions=st.lists(found | lost, max_size=3).map(tuple),
    areas=st.lists(areas, max_size=2).map(tuple),
    quoted_names=st.lists(quoted, max_size=2).map(tuple),
    provenance=st.builds(
        Provenance, geomap=words, gazetteer=words, recognizer=words, settings=st.dictionaries(words, words, max_size=2)
    ),
)


@given(mapped_articles)
def test_what_is_written_reads_back_the_same(mapped):
    assert from_dict(json.loads(dumps(to_dict(mapped)))) == mapped


@given(mapped_articles)
def test_areas_and_regions_of_an_older_version_are_read_too(mapped):
    row = json.loads(dumps(to_dict(mapped)))
    for area in row["areas"]:
        for name in ("basis", "yardstick", "action"):
            del area[name]
    for each in (*row["mentions"], *row["quoted_names"]):
        if each["region"] is not None:
            del each["region"]["doubt_m"]
    older = from_dict(row)
    assert all(area.basis is Basis.MEASURE and area.action is None for area in older.areas)


def test_the_text_can_stay_at_home():
    mapped = MappedArticle(
        article=Article(id="a", text=TEXT),
        resolutions=(),
        areas=(),
        quoted_names=(),
        provenance=Provenance(geomap="1", gazetteer="f", recognizer="r"),
    )
    assert "text" in to_dict(mapped)
    assert "text" not in to_dict(mapped, with_text=False)


def test_a_place_not_found_is_null_and_so_is_its_probability():
    mapped = MappedArticle(
        article=Article(id="a", text=TEXT),
        areas=(),
        quoted_names=(),
        resolutions=(Resolution(mention=Mention(span=Span(40, 50), text=TEXT[40:50]), status=Status.NOT_FOUND),),
        provenance=Provenance(geomap="1", gazetteer="f", recognizer="r"),
    )
    row = to_dict(mapped)["mentions"][0]
    assert (row["text"], row["place"], row["probability"], row["candidates"]) == ("Tal Rifaat", None, None, [])


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object()])
def test_json_has_no_nan(value):
    with pytest.raises(RecordError, match="JSON"):
        dumps({"value": value})


@pytest.mark.parametrize("row", [{}, {"schema": 2}, {"schema": 1, "id": "a"}, {"schema": 1, "id": "a", "mentions": 3}])
def test_other_schemas_and_broken_rows_are_refused(row):
    with pytest.raises(RecordError, match="schema"):
        from_dict(row)


def test_a_failure_says_only_what_is_known():
    assert failure_to_dict(Failure(file="a.jsonl", line=3, reason="broken")) == {
        "file": "a.jsonl",
        "line": 3,
        "reason": "broken",
    }


@given(mapped_articles)
def test_a_line_without_candidates_is_the_same_but_for_them(one):
    whole, light = json.loads(to_json(one)), json.loads(without_candidates(to_json(one)))
    for mention in whole["mentions"]:
        mention["candidates"] = []
    assert light == whole


def test_words_that_look_like_fields_are_left_alone():
    trap = '"candidates":[{"a":1}],"region":'
    note = Evidence(name="x", weight=1.0, note=trap)
    place = Place(id=trap, name=trap, point=Point(1.0, 2.0))
    ranked = (
        ScoredCandidate(
            candidate=Candidate(place=place, matched_name=trap, match=Match.EXACT), probability=1.0, evidence=(note,)
        ),
    )
    resolution = Resolution(mention=Mention(span=Span(0, 4), text=trap), status=Status.RESOLVED, ranked=ranked)
    line = to_json(
        MappedArticle(
            article=Article(id=trap, text=trap, title=trap),
            resolutions=(resolution,),
            areas=(),
            quoted_names=(),
            provenance=Provenance(geomap="1", gazetteer="g", recognizer="r"),
        )
    )
    light = json.loads(without_candidates(line))
    assert light["mentions"][0]["candidates"] == []
    assert (light["text"], light["title"], light["mentions"][0]["place"]["name"]) == (trap, trap, trap)
