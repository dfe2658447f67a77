"""What ports.Geocoder promises, asked of Nominatim against a server on this machine and of a geocoder by hand."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from geomap.errors import GeocoderError, GeocoderUnavailable
from geomap.lookup.nominatim import Nominatim
from geomap.ports import Geocoder
from geomap.records import Candidate, Match, Place, Point
from geomap.settings import Settings

KNOWN, UNKNOWN, BUSY, DOWN, GARBLED = "Quollbrook", "Nowhereville", "Busy", "Down", "Garbled"
WAIT_S = 120.0  # what the busy service asks for: longer than anybody waits


class HandGeocoder:
    """Knows one hamlet; some names make it fail in the promised ways."""

    def geocode(self, name: str) -> tuple[Candidate, ...]:
        if name == BUSY:
            raise GeocoderUnavailable("asked to wait", retry_after_s=WAIT_S)
        if name == DOWN:
            raise GeocoderUnavailable("does not answer")
        if name == GARBLED:
            raise GeocoderError("answered nonsense")
        place = Place(id="osm:node/7", name=KNOWN, point=Point(130.25, -12.5), country_code="AU")
        return (Candidate(place=place, matched_name=KNOWN, match=Match.GEOCODED),) if name == KNOWN else ()


class Service(BaseHTTPRequestHandler):
    """Speaks Nominatim's protocol; what it answers depends on the name asked for."""

    def do_GET(self) -> None:
        (name,) = parse_qs(urlsplit(self.path).query)["q"]
        hamlet = {"osm_type": "node", "osm_id": 7, "class": "place", "type": "hamlet", "lat": "-12.5",
                  "lon": "130.25", "name": KNOWN, "display_name": KNOWN, "address": {"country_code": "au"}}  # fmt: skip
        status, body = {
            KNOWN: (200, json.dumps([hamlet])),
            BUSY: (429, ""),
            DOWN: (503, ""),
            GARBLED: (200, "<h1>Welcome</h1>"),
        }.get(name, (200, "[]"))
        self.send_response(status)
        if status == 429:
            self.send_header("Retry-After", f"{WAIT_S:.0f}")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(params=["nominatim", "hand"])
def geocoder(request: pytest.FixtureRequest, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Geocoder:
    monkeypatch.setenv("no_proxy", "127.0.0.1")

    def nominatim() -> Geocoder:
        settings = Settings(data=tmp_path, nominatim_url=address)
        return Nominatim(settings, user_agent="geomap/test", clock=lambda: 1e9, sleep=lambda _: None)

    makers: dict[str, Callable[[], Geocoder]] = {"nominatim": nominatim, "hand": HandGeocoder}
    return makers[request.param]()


def test_candidates_are_marked_as_geocoded_and_longitude_comes_first(geocoder: Geocoder) -> None:
    (candidate,) = geocoder.geocode(KNOWN)
    assert candidate.match is Match.GEOCODED
    assert candidate.place.point == Point(130.25, -12.5)
    assert (candidate.place.id, candidate.place.country_code) == ("osm:node/7", "AU")


def test_not_found_is_an_answer(geocoder: Geocoder) -> None:
    assert geocoder.geocode(UNKNOWN) == ()


def test_the_same_question_gets_the_same_answer(geocoder: Geocoder) -> None:
    assert geocoder.geocode(KNOWN) == geocoder.geocode(KNOWN)


@pytest.mark.parametrize(("name", "wait_s"), [(BUSY, WAIT_S), (DOWN, None)])
def test_unavailable_is_an_error_that_says_how_long_to_wait(
    geocoder: Geocoder, name: str, wait_s: float | None
) -> None:
    with pytest.raises(GeocoderUnavailable) as caught:
        geocoder.geocode(name)
    assert caught.value.retry_after_s == wait_s
    assert "\n" not in str(caught.value)


def test_nonsense_is_an_error_of_its_own(geocoder: Geocoder) -> None:
    with pytest.raises(GeocoderError) as caught:
        geocoder.geocode(GARBLED)
    assert not isinstance(caught.value, GeocoderUnavailable)
    assert "\n" not in str(caught.value)
    assert geocoder.geocode(KNOWN)  # and it may well know the next name


def test_threads_get_the_answers_that_one_alone_gets(geocoder: Geocoder) -> None:
    expected = [geocoder.geocode(name) for name in (KNOWN, UNKNOWN)]
    answers: list[list[tuple[Candidate, ...]]] = []

    def ask() -> None:
        answers.append([geocoder.geocode(name) for name in (KNOWN, UNKNOWN)])

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [expected] * 4
