"""The adapter against a server on this machine that speaks Nominatim's protocol."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from geomap.errors import GeocoderError, GeocoderUnavailable, SettingsError
from geomap.lookup.nominatim import Nominatim
from geomap.records import BBox, Match, Point
from geomap.settings import Settings

HAMLET = {
    "osm_type": "node", "osm_id": 123, "class": "place", "type": "hamlet", "place_rank": 20, "addresstype": "hamlet",
    "lat": "-41.25", "lon": "174.75", "name": "Ōkārito", "display_name": "Ōkārito, West Coast, New Zealand",
    "boundingbox": ["-41.5", "-41.0", "174.5", "175.0"], "extratags": {"population": "31"},
    "address": {"hamlet": "Ōkārito", "state": "West Coast", "country_code": "nz"},
}  # fmt: skip

Answer = tuple[int, dict[str, str], str]


def ok(rows: object) -> Answer:
    return 200, {"Content-Type": "application/json"}, json.dumps(rows)


class Service:
    """A Nominatim on a free port of this machine that gives prepared answers and notes the questions."""

    def __init__(self, *answers: Answer, delay_s: float = 0.0) -> None:
        self.answers, self.delay_s = list(answers), delay_s
        self.questions: list[dict[str, str]] = []
        self.agents: list[str] = []
        self.url = ""

    def answer(self, path: str, agent: str) -> Answer:
        self.questions.append({name: values[0] for name, values in parse_qs(urlsplit(path).query).items()})
        self.agents.append(agent)
        time.sleep(self.delay_s)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def running(service: Service) -> Iterator[Service]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = service.answer(self.path, self.headers["User-Agent"])
            try:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body.encode())
            except OSError:
                pass  # the client gave up waiting

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 1_000_000.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def geocoder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Nominatim]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")

    def make(url: str, time_: Time | None = None, **settings: Any) -> Nominatim:
        chosen = time_ or Time()
        return Nominatim(
            Settings(data=tmp_path / "data", nominatim_url=url, **settings),
            user_agent="geomap/9.9",
            clock=chosen.clock,
            sleep=chosen.sleep,
        )

    return make


Make = Callable[..., Nominatim]


def test_an_answer_becomes_a_candidate_with_longitude_first(geocoder: Make) -> None:
    with running(Service(ok([HAMLET]))) as service:
        (candidate,) = geocoder(service.url).geocode("  Ōkārito\n")
    place = candidate.place
    assert place.point == Point(174.75, -41.25)
    assert place.bbox == BBox(174.5, -41.5, 175.0, -41.0)
    assert (place.id, place.name, place.country_code, place.admin1) == ("osm:node/123", "Ōkārito", "NZ", "West Coast")
    assert (place.feature_class, place.feature_code, place.population) == ("P", "PPL", 31)
    assert (candidate.match, candidate.matched_name) == (Match.GEOCODED, "Ōkārito")


def test_the_request_says_who_asks_and_what_it_wants(geocoder: Make) -> None:
    with running(Service(ok([]))) as service:
        geocoder(service.url + "/maps/").geocode("Ōkārito  Lagoon")
    (question,) = service.questions
    assert question["q"] == "Ōkārito Lagoon"
    assert (question["limit"], question["addressdetails"], question["accept-language"]) == ("5", "1", "en")
    assert service.agents == ["geomap/9.9"]


def test_answers_found_or_not_are_kept_on_disk(geocoder: Make) -> None:
    with running(Service(ok([HAMLET]), ok([]))) as service:
        first = geocoder(service.url).geocode("Okarito")
        assert geocoder(service.url).geocode("Nowhereville") == ()
        assert len(service.questions) == 2
    again = geocoder(service.url)  # the service is gone
    assert again.geocode("OKARITO ") == first
    assert again.geocode("nowhereville") == ()


def test_threads_that_ask_for_one_name_make_one_request(geocoder: Make) -> None:
    with running(Service(ok([HAMLET]), delay_s=0.05)) as service:
        asking = geocoder(service.url)
        gate = threading.Barrier(4)
        found: list[int] = []

        def ask() -> None:
            gate.wait()
            found.append(len(asking.geocode("Okarito")))

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (found, len(service.questions)) == ([1, 1, 1, 1], 1)


def test_answers_of_another_service_are_not_mixed_in(geocoder: Make) -> None:
    with running(Service(ok([HAMLET]))) as one, running(Service(ok([]))) as other:
        assert geocoder(one.url).geocode("Okarito")
        assert geocoder(other.url).geocode("Okarito") == ()


def test_requests_are_a_second_apart_also_across_processes(geocoder: Make) -> None:
    time_ = Time()
    with running(Service(ok([]))) as service:
        first, second = geocoder(service.url, time_), geocoder(service.url, time_)
        first.geocode("a")
        second.geocode("b")
        first.geocode("c")
    assert time_.slept == [1.0, 1.0]


def test_a_clock_that_was_set_back_does_not_stop_the_queue(geocoder: Make) -> None:
    late, early = Time(), Time()
    late.now += 86_400
    with running(Service(ok([]))) as service:
        geocoder(service.url, late).geocode("a")
        geocoder(service.url, early).geocode("b")
    assert early.slept == []


@pytest.mark.parametrize("status", [429, 503])
def test_the_wait_that_the_service_asks_for_is_kept_once(geocoder: Make, status: int) -> None:
    time_ = Time()
    with running(Service((status, {"Retry-After": "7"}, "later"), ok([HAMLET]))) as service:
        assert geocoder(service.url, time_).geocode("Okarito")
    assert time_.slept == [7.0]


def test_a_second_refusal_ends_the_fallback_for_the_run(geocoder: Make) -> None:
    time_ = Time()
    with running(Service((429, {"Retry-After": "7"}, "later"))) as service:
        asking = geocoder(service.url, time_)
        with pytest.raises(GeocoderUnavailable) as caught:
            asking.geocode("Okarito")
        assert caught.value.retry_after_s == 7.0
        with pytest.raises(GeocoderUnavailable, match="does not answer"):
            asking.geocode("Hokitika")
        assert len(service.questions) == 2


def test_a_long_wait_is_not_waited_for(geocoder: Make) -> None:
    time_ = Time()
    with running(Service((429, {"Retry-After": "3600"}, "later"))) as service:
        with pytest.raises(GeocoderUnavailable):
            geocoder(service.url, time_).geocode("Okarito")
        assert len(service.questions) == 1
    assert time_.slept == []


@pytest.mark.parametrize("status", [500, 502, 403, 404])
def test_a_failing_service_is_unavailable(geocoder: Make, status: int) -> None:
    with (
        running(Service((status, {}, "<h1>oops</h1>"))) as service,
        pytest.raises(GeocoderUnavailable, match=r"127\.0\.0\.1"),
    ):
        geocoder(service.url).geocode("Okarito")


def test_a_slow_service_is_unavailable(geocoder: Make) -> None:
    with running(Service(ok([]), delay_s=0.3)) as service, pytest.raises(GeocoderUnavailable):
        geocoder(service.url, nominatim_timeout_s=0.05).geocode("Okarito")


def test_no_service_is_unavailable(geocoder: Make) -> None:
    with pytest.raises(GeocoderUnavailable, match="does not answer"):
        geocoder("http://127.0.0.1:9").geocode("Okarito")


NONSENSE: list[Answer] = [
    (200, {}, "<!DOCTYPE html><html>Sign in to the hotel's network</html>"),
    (200, {}, '[{"osm_id": 1'),
    ok([1, 2]),
    ok("text"),
    ok({"error": "bad query"}),
    ok({"osm_id": 5}),
    ok([{**HAMLET, "lat": "95"}]),
    ok([{**HAMLET, "lon": "-190"}]),
    ok([{**HAMLET, "lat": None}]),
    (200, {}, json.dumps([HAMLET]).replace('"-41.25"', "NaN")),
    ok([{**HAMLET, "lat": "north"}]),
    ok([{**HAMLET, "boundingbox": ["1", "2"]}]),
    ok([{**HAMLET, "boundingbox": ["5", "4", "1", "2"]}]),
    ok([{**HAMLET, "address": ["x"]}]),
    ok([{key: value for key, value in HAMLET.items() if key != "osm_id"}]),
    ok([{**HAMLET, "name": None, "display_name": " "}]),
]


@pytest.mark.parametrize("answer", NONSENSE, ids=lambda answer: answer[2][:30])
def test_nonsense_is_an_error_that_is_not_kept(geocoder: Make, answer: Answer) -> None:
    with running(Service(answer, ok([HAMLET]))) as service:
        asking = geocoder(service.url)
        with pytest.raises(GeocoderError) as caught:
            asking.geocode("Okarito")
        assert not isinstance(caught.value, GeocoderUnavailable)
        assert "\n" not in str(caught.value)
        assert asking.geocode("Okarito")[0].place.id == "osm:node/123"


def test_a_place_that_comes_twice_is_one_candidate(geocoder: Make) -> None:
    with running(Service(ok([HAMLET, HAMLET, {**HAMLET, "osm_id": 4}]))) as service:
        found = geocoder(service.url).geocode("Okarito")
    assert [candidate.place.id for candidate in found] == ["osm:node/123", "osm:node/4"]


def test_an_empty_name_asks_nobody(geocoder: Make) -> None:
    assert geocoder("http://127.0.0.1:9").geocode(" \n") == ()


def test_damaged_kept_answers_are_named(geocoder: Make, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "geocoder.sqlite").write_bytes(b"no database at all, but long enough to be looked at" * 40)
    with pytest.raises(SettingsError, match=r"geocoder\.sqlite cannot be used.*move the file away"):
        geocoder("http://127.0.0.1:9")


def test_a_data_folder_that_cannot_be_made_is_named(geocoder: Make, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(SettingsError, match="cannot keep geocoder answers"):
        geocoder("http://127.0.0.1:9")
