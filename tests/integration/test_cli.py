"""The commands with the real model and the gazetteer that ships."""

import json
import os
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from pytest_socket import SocketBlockedError

from geomap.cli.main import execute
from geomap.cli.tools import Progress, Tools
from geomap.settings import Settings, load
from geomap.wiring import Mapper

STORY = """Floods cut off Passau

The Danube rose again on Monday and reached the old town of Passau in southern Germany, where the water covers
about 12 sq km. German soldiers brought sandbags from Regensburg. Berlin has promised to pay.
"""

Geomap = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The user's data folder where one is set (`make test` does), else one that the workers of this run share."""
    return Path(os.environ.get("GEOMAP_DATA") or tmp_path_factory.getbasetemp().parent / "geomap-data")


@pytest.fixture(scope="module")
def mappers() -> dict[Settings, Mapper]:
    """Mappers by their settings: the model is loaded once."""
    return {}


@pytest.fixture
def geomap(
    data: Path,
    mappers: dict[Settings, Mapper],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> Geomap:
    monkeypatch.chdir(tmp_path)
    Path("story.txt").write_text(STORY)

    def mapper(settings: Settings, progress: Progress | None) -> Mapper:
        return mappers.setdefault(settings, Mapper(settings, progress=progress))

    def call(*arguments: str, **settings: Any) -> tuple[int, str, str]:
        tools = Tools(mapper=mapper, settings=lambda **given: load(environ={}, **{"data": data} | settings | given))
        status = execute(arguments, tools)
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return call


def named(row: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {mention["text"]: mention for mention in row["mentions"]}


def test_a_map_is_drawn_without_any_connection(geomap: Geomap, data: Path, socket_disabled: None) -> None:
    with pytest.raises((SocketBlockedError, UserWarning)):
        socket.socket()  # the ban holds
    status, out, err = geomap("map", "story.txt", "-o", "out")
    assert (status, err) == (0, "")
    assert out.startswith("out/map.html\n")
    assert "Passau" in out
    assert sorted(path.name for path in Path("out").iterdir()) == ["articles.jsonl", "map.html", "places.geojson"]


def test_places_of_a_story_are_found(geomap: Geomap) -> None:
    status, out, _ = geomap("parse", "story.txt")
    row = json.loads(out)
    found = named(row)
    assert status == 0
    assert STORY[found["Passau"]["start"] : found["Passau"]["end"]] == "Passau"
    assert (found["Passau"]["place"]["country_code"], found["Regensburg"]["status"]) == ("DE", "resolved")
    assert (found["German"]["kind"], found["German"]["place"]["country_code"]) == ("demonym", "DE")
    assert [area["text"] for area in row["areas"]] == ["12 sq km"]


def test_equal_runs_give_equal_bytes(geomap: Geomap) -> None:
    for command in (("parse", "story.txt"), ("parse", "story.txt", "--format", "geojson"), ("explain", "story.txt")):
        assert geomap(*command) == geomap(*command)
    pages = []
    for folder in ("one", "two"):
        geomap("map", "story.txt", "-o", folder)
        pages.append({path.name: path.read_bytes() for path in Path(folder).iterdir()})
    assert pages[0] == pages[1]


def test_offsets_count_characters_of_the_text_as_it_was_read(geomap: Geomap) -> None:
    text = "\r\n😀 Ça alors: e\u0301te\u0301 in Passau,\r\nGermany."
    Path("a.txt").write_bytes(b"\xef\xbb\xbf" + text.encode())
    passau = named(json.loads(geomap("parse", "a.txt")[1]))["Passau"]
    assert text[passau["start"] : passau["end"]] == "Passau"


def test_a_home_in_another_encoding_than_the_terminals_is_no_crash(geomap: Geomap) -> None:
    status, out, err = geomap("parse", "story.txt", "--home", "\udcff")
    assert status == 0
    assert err == "geomap: warning: the home \ufffd is in no gazetteer and had no effect; check its spelling\n"
    assert json.loads(out)["provenance"]["settings"]["home"] == "\ufffd"


def test_why_a_place_was_chosen_can_be_read(geomap: Geomap) -> None:
    status, out, err = geomap("explain", "story.txt", "--mention", "passau")
    assert (status, err) == (0, "")
    assert "Bavaria, Germany" in out
    assert "«Passau»" in out


def test_the_gazetteer_can_be_looked_into(geomap: Geomap) -> None:
    status, out, _ = geomap("gazetteer", "search", "Sana'a", "--limit", "3")
    assert (status, "Yemen" in out) == (0, True)
    status, out, _ = geomap("gazetteer", "search", "qqqqqqq")
    assert (status, out) == (0, "No place is named 'qqqqqqq'.\n")
    status, out, err = geomap("gazetteer", "search", "\udcff")
    assert (status, out, err) == (0, "No place is named '\ufffd'.\n", "")
    status, out, _ = geomap("gazetteer", "info")
    assert (status, "GeoNames, CC BY 4.0" in out) == (0, True)


def test_a_gazetteer_that_cannot_be_built_is_one_line(geomap: Geomap, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    status, out, err = geomap("parse", "story.txt", data=tmp_path / "file" / "below")
    assert (status, out, len(err.splitlines())) == (2, "", 1)


class Service(BaseHTTPRequestHandler):
    """Knows one village, near nothing."""

    asked = 0

    def do_GET(self) -> None:
        Service.asked += 1
        place = {"osm_type": "node", "osm_id": 7, "class": "place", "type": "village", "lat": "-12.5", "lon": "130.25",
                 "display_name": "Quollbrook, Australia", "address": {"country_code": "au"}}  # fmt: skip
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps([place]).encode())

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@pytest.fixture
def service() -> Iterator[str]:
    Service.asked = 0
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_geocoding_service_is_asked_only_when_that_was_allowed(
    geomap: Geomap, data: Path, service: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    own = tmp_path / "data"  # kept answers are this test's own; the gazetteer is not built again
    own.mkdir()
    geomap("gazetteer", "info")
    for built in data.glob("gazetteer-*.sqlite"):
        (own / built.name).symlink_to(built)
    spans = [{"start": 10, "end": 20}]
    Path("a.json").write_text(json.dumps({"text": "Fires hit Quollbrook on Friday.", "toponyms": spans}))

    def resolved(*options: str) -> dict[str, Any]:
        status, out, err = geomap("resolve", "a.json", *options, nominatim_url=service, data=own)
        assert (status, err) == (0, "")
        mention: dict[str, Any] = json.loads(out)["mentions"][0]
        return mention

    assert (resolved()["status"], Service.asked) == ("not_found", 0)
    place = resolved("--online")["place"]
    assert (place["id"], place["lon"], place["lat"], Service.asked) == ("osm:node/7", 130.25, -12.5, 1)
    assert resolved("--online")["candidates"][0]["match"] == "geocoded"
    assert Service.asked == 1  # the answer was kept
