import json

import pytest

from geomap.batch.rows import Texts, article_row

PLACE = {"id": "g:1", "name": "Graz", "lon": 15.44, "lat": 47.07}


def rows(text, words="Graz", *, areas=(), kept=True, region=None, kind="literal", place=PLACE):
    start = text.index(words)
    mention = {"start": start, "end": start + len(words), "text": words, "kind": kind, "status": "resolved",
               "probability": 0.9, "place": place, "region": region}  # fmt: skip
    made = {"id": "a", "mentions": [mention], "areas": list(areas)} | ({"text": text} if kept else {})
    return article_row(json.dumps(made), 0, Texts())


def area(**more):
    return {"mention": 0, "text": "9 sq km", "low_m2": None, "high_m2": 9e6, "relation": "other"} | more


@pytest.mark.parametrize(
    "text", ["Graz", "Rain in Graz on Monday.", "Rain\n\nin (Graz)  on Monday.", "word " * 60 + "Graz" + " word" * 60]
)
def test_a_quotation_knows_where_its_mention_is(text):
    _, (mention,) = rows(text)
    assert mention.quote[mention.quoted_from :].startswith("Graz")
    assert "  " not in mention.quote


def test_a_quotation_begins_and_ends_with_a_whole_word():
    _, (mention,) = rows("extraordinary " * 20 + "Graz " + "extraordinary " * 20)
    assert set(mention.quote.split()) == {"extraordinary", "Graz"}
    _, (mention,) = rows("x" * 500 + " Graz " + "x" * 500)
    assert len(mention.quote) < 240


def test_without_the_text_nothing_is_quoted():
    _, (mention,) = rows("word " * 60 + "Graz", kept=False)
    assert (mention.quote, mention.quoted_from) == ("", 0)


def test_an_area_is_that_of_its_mention():
    article, _ = rows("Graz has 9 sq km.", areas=[area()])
    (found,) = article.areas
    assert (found.mention, found.low_m2, found.high_m2, found.middle, found.rough) == (0, 0.0, 9e6, None, True)


def test_only_the_extent_of_a_known_place_has_a_sure_position():
    assert not rows("Graz", areas=[area(relation="extent")])[0].areas[0].rough
    assert rows("Graz", areas=[area(relation="extent")], place=PLACE | {"id": None})[0].areas[0].rough
    (found,) = rows("Graz", areas=[area(relation="extent")], region={"bbox": [10.0, 40.0, 12.0, 44.0]})[0].areas
    assert found.rough
    assert (found.middle.lon, found.middle.lat) == (11.0, 42.0)


@pytest.mark.parametrize(
    "more", [{"areas": [area(mention=None)]}, {"areas": [area(high_m2=None)]}, {"areas": [area()], "kind": "demonym"},
             {"areas": [area()], "place": None}],
)  # fmt: skip
def test_an_area_without_a_place_is_not_on_the_map(more):
    assert rows("Graz", **more)[0].areas == ()


def test_a_range_has_both_its_ends():
    (found,) = rows("Graz", areas=[area(low_m2=4e6)])[0].areas
    assert (found.low_m2, found.high_m2) == (4e6, 9e6)
