"""What is known of a name before any text."""

import numpy as np
import pytest

from geomap.names import key
from geomap.records import Candidate, Match, Place, Point
from geomap.resolution.blocks import STATIC, NameBlock, code_number, make_block
from geomap.resolution.placetypes import PlaceType


def candidate(
    name: str, code: str, first: str, lon: float, match: Match = Match.EXACT, country: str = "US"
) -> Candidate:
    place = Place(
        id=f"test:{name}-{code}-{lon}",
        name=name,
        point=Point(lon, 40.0),
        feature_class="A" if code.startswith(("A", "PCL")) else "P",
        feature_code=code,
        country_code=country,
        admin1_code=first,
        population=1000,
    )
    return Candidate(place=place, matched_name=name, match=match)


def column(block: NameBlock, name: str) -> list[float]:
    return block.static[:, STATIC.index(name)].tolist()


STATE = candidate("New York", "ADM1", "US.NY", -75.0)
CITY = candidate("New York City", "PPL", "US.NY", -74.0, Match.ALTERNATE)


def test_a_city_is_called_by_its_name_without_the_word_city() -> None:
    assert column(make_block("New York", (STATE, CITY)), "match_alternate") == [0.0, 0.0]


def test_the_bare_name_of_a_capital_is_the_countrys() -> None:
    country = candidate("Mexico", "PCLI", "", -100.0, country="MX")
    capital = candidate("Mexico City", "PPLC", "MX.09", -99.0, Match.ALTERNATE, "MX")
    assert column(make_block("Mexico", (country, capital)), "match_alternate") == [0.0, 1.0]


def test_a_state_knows_the_town_of_its_name() -> None:
    other = candidate("New York", "PPL", "US.MO", -93.0)
    assert make_block("New York", (STATE, other, CITY)).seat.tolist() == [2, -1, -1]


@pytest.mark.parametrize(("lon", "near"), [(-74.5, True), (-77.0, False)])
def test_twins_lie_together_unless_a_word_tells_them_apart(lon: float, near: bool) -> None:
    town, county = candidate("Erie", "PPL", "US.PA", -74.0), candidate("Erie", "ADM2", "US.PA", lon)
    block = make_block("Erie", (county, town))
    assert block.told_apart == (1, 0)
    assert block.twins == ((1, 0) if near else ())


def test_a_kind_in_the_name_marks_candidates_of_that_kind() -> None:
    block = make_block("New York", (STATE, CITY), frozenset({PlaceType.FIRST}))
    assert column(block, "kind_in_name") == [1.0, 0.0]


def test_codes_have_the_same_number_everywhere_and_none_is_nought() -> None:
    assert code_number("") == 0
    assert code_number("US.NY") == make_block("New York", (STATE,)).codes[1, 0]
    assert code_number("US.NY") != code_number("US.NJ")


def test_points_are_unit_vectors() -> None:
    assert np.linalg.norm(make_block(key("New York"), (STATE, CITY)).xyz, axis=1) == pytest.approx([1.0, 1.0])
