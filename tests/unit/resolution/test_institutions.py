"""Public bodies by the place that they are named after."""

import pytest

from geomap.records import Match
from geomap.resolution.cues import Cues
from geomap.resolution.institutions import places_of_institution
from geomap.resolution.naming import candidates_for


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("Lamar County Sheriff's Office", {"test:13"}),
        ("Lamar County Sheriff’s Office", {"test:13"}),
        ("Texas Senate", {"test:4"}),
        ("Bank of France", {"test:6"}),
        ("the Government of the United States", {"test:7"}),
        ("Syrian Embassy", {"test:11"}),
        ("University of Tennessee", {"test:5"}),
        ("Third Police", set()),  # only a hamlet is called so
        ("Texas Avenue", set()),
        ("Texas council", set()),  # no name: a common noun
        ("Senate", set()),
        ("Police of Nowhere", set()),
    ],
)
def test_a_body_is_where_its_place_is(few, cues: Cues, name: str, ids: set[str]) -> None:
    assert {one.place.id for one in places_of_institution(name, few, cues)} == ids


def test_the_match_is_no_exact_one(few, cues: Cues) -> None:
    [texas] = places_of_institution("Texas Senate", few, cues)
    [syria] = places_of_institution("Syrian Embassy", few, cues)
    assert (texas.match, syria.match) == (Match.ALTERNATE, Match.DEMONYM)


def test_whole_names_come_first(few, cues: Cues) -> None:
    assert {one.place.id for one in candidates_for("Texas", few, cues)} == {"test:4"}
    assert {one.place.id for one in candidates_for("Texas Senate", few, cues)} == {"test:4"}
