"""The adapter against the public Nominatim service: few questions, a second apart, as its usage policy wants."""

from pathlib import Path

import pytest

from geomap.geodesy import distance_m
from geomap.lookup.nominatim import Nominatim
from geomap.records import Match, Point
from geomap.settings import Settings
from geomap.wiring import version

pytestmark = [pytest.mark.live, pytest.mark.enable_socket]

AGENT = f"geomap/{version()} (its live tests)"
NEAR_M = 30_000.0  # how far apart two sources may put the middle of a town


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all tests here: it paces their questions."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture
def nominatim(data: Path) -> Nominatim:
    return Nominatim(Settings(data=data), user_agent=AGENT)


@pytest.mark.parametrize(
    ("name", "country", "point"),
    [("Passau, Germany", "DE", Point(13.46, 48.57)), ("Hokitika", "NZ", Point(170.97, -42.72))],
)
def test_a_town_is_where_it_is(nominatim: Nominatim, name: str, country: str, point: Point) -> None:
    best = nominatim.geocode(name)[0]
    assert best.match is Match.GEOCODED
    assert best.place.country_code == country
    assert (best.place.id or "").startswith("osm:")
    assert distance_m(best.place.point, point) < NEAR_M


def test_what_nobody_is_called_is_not_found(nominatim: Nominatim) -> None:
    assert nominatim.geocode("Qxzvbnmwtrplk Hjkdfg") == ()


def test_a_kept_answer_asks_nobody(nominatim: Nominatim, data: Path) -> None:
    first = nominatim.geocode("Greymouth")

    def clock() -> float:
        raise AssertionError("a request was about to be made")

    again = Nominatim(Settings(data=data), user_agent=AGENT, clock=clock)
    assert again.geocode("greymouth ") == first
