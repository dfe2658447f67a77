"""Annotated lines are read strictly, and names folded as the field's protocol folds them."""

import math
from typing import Any

import pytest
from gold_stories import FAR, NEAR, SYRIA, TABLES, gold

from geomap.errors import InputError
from geomap.evaluation.gold import NameTables, error_km, folded, gold_article, is_right
from geomap.records import Place, Point


@pytest.mark.parametrize(
    ("toponym", "field"),
    [
        ("Oslo", "not an object"),
        ({"start": 0}, "`end`"),
        ({"start": True, "end": 2}, "`start`"),
        ({"start": 0, "end": 9}, "not inside the text of 4 characters"),
        ({"start": 2, "end": 2}, "not inside the text"),
        ({"start": 0, "end": 4, "lat": "59.9", "lon": 10.7}, "`lat` is '59.9'"),
        ({"start": 0, "end": 4, "lat": 59.9}, "`lon` is None"),
        ({"start": 0, "end": 4, "lat": 159.9, "lon": 10.7}, "`lat` is 159.9"),
        ({"start": 0, "end": 4, "lat": math.nan, "lon": 10.7}, "`lat` is nan"),
        ({"start": 0, "end": 4, "geonameid": "Oslo"}, "`geonameid` is 'Oslo'"),
    ],
)
def test_a_wrong_field_is_named_with_its_toponym_and_article(toponym: Any, field: str) -> None:
    document = {"id": "a", "text": "Oslo", "toponyms": [{"start": 0, "end": 4}, toponym]}
    with pytest.raises(InputError, match="'a': toponym 1 ") as caught:
        gold_article(document)
    assert field in str(caught.value)


@pytest.mark.parametrize("document", [{"id": "a", "text": "x"}, {"id": "a", "toponyms": []}])
def test_a_line_without_text_or_toponyms_is_told(document: dict[str, Any]) -> None:
    with pytest.raises(InputError, match=r"'a'.*missing"):
        gold_article(document)


def test_an_expression_that_is_no_place_is_not_asked_for() -> None:
    rows = [
        {"start": 0, "end": 4, "type": "Literal_Expression", "lat": None, "lon": None},
        {"start": 5, "end": 9, "type": "Literal", "lat": 1, "lon": 2, "geonameid": "17"},
    ]
    article = gold_article({"id": 7, "text": "area Oslo", "toponyms": rows})
    assert [one.name for one in article.golds] == ["Oslo"]
    assert (article.id, article.golds[0].geoname_id, article.golds[0].point) == ("7", 17, Point(2.0, 1.0))


@pytest.mark.parametrize(
    ("name", "key"), [("The  U.S.", "us"), ("Côte d'Ivoire", "cote d'ivoire"), ("Guinea-Bissau", "guinea bissau")]
)
def test_names_are_folded_for_comparison(name: str, key: str) -> None:
    assert folded(name) == key


def test_an_initialism_may_stand_for_a_country() -> None:
    tables = NameTables.of_rows(
        [{"name": "Syria", "reference": "SY"}, {"name": "Kurdistan", "reference": ""}],
        [{"demonym": "Syrian", "reference": "SY"}, {"demonym": "Texan", "reference": "US.TX"}],
        [{"abbreviation": "U.S.", "reference": "US"}, {"abbreviation": "Tex.", "reference": "US.TX"}],
    )
    assert tables.countries == {"syria": "SY", "us": "US"}
    assert tables.demonyms == {"syrian": "SY", "texan": ""}


def test_a_country_is_right_wherever_its_centre_but_not_on_another_continent() -> None:
    (near,) = gold("Syria", ("Syria", 36.0, 33.0)).golds
    (far,) = gold("Syria", ("Syria", -80.0, 33.0)).golds
    town = Place(id="geonames:9", name="Syria", point=SYRIA.point, country_code="SY", feature_code="PPL")
    assert is_right(near, SYRIA, TABLES)
    assert not is_right(far, SYRIA, TABLES)
    assert not is_right(near, town, TABLES)


def test_the_same_geonames_number_is_no_error_at_all() -> None:
    (one,) = gold_article(
        {"id": "a", "text": "X", "toponyms": [{"start": 0, "end": 1, "lon": 0, "lat": 0, "geonameid": 3}]}
    ).golds
    assert error_km(one, FAR) == 0.0
    assert error_km(one, NEAR) > 5000
    assert error_km(one, None) == 20_039.0
