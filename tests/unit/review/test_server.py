import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import pytest
from map_stories import StoryGazetteer, siege, told

from geomap.judging.judgements_file import read
from geomap.review.server import MOST_BYTES, review_app
from geomap.review.session import Session, imported

TOKEN, PORT = "secret", 4321
HOST = f"127.0.0.1:{PORT}"


@dataclass
class Answer:
    status: int
    headers: dict
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


def ask(app, path, *, method="GET", token=TOKEN, host=HOST, body=b"", query="", **headers):
    """One request to the application, without a socket."""
    given = {"host": host, "x-geomap-token": token, **headers}
    scope = {
        "type": "http", "http_version": "1.1", "method": method, "scheme": "http", "path": path,
        "raw_path": path.encode(), "query_string": query.encode(), "root_path": "", "client": ("127.0.0.1", 5),
        "server": ("127.0.0.1", PORT),
        "headers": [(name.encode(), value.encode()) for name, value in given.items() if value is not None],
    }  # fmt: skip
    sent = []

    async def receive():
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message):
        sent.append(message)

    with ThreadPoolExecutor(1) as fresh:  # the browser tests leave an event loop in this thread
        fresh.submit(lambda: asyncio.run(app(scope, receive, send))).result()
    return Answer(
        sent[0]["status"],
        {name.decode(): value.decode() for name, value in sent[0]["headers"]},
        b"".join(message.get("body", b"") for message in sent[1:]),
    )


@pytest.fixture
def session(tmp_path):
    return Session(
        mapped=[siege()], gazetteer=StoryGazetteer(), file=tmp_path / "judgements.jsonl", reviewer="Ana",
        now=lambda: "2026-05-04T10:00:00Z",
    )  # fmt: skip


@pytest.fixture
def app(session):
    return review_app(session, TOKEN, PORT)


def correction(**fields):
    return {
        "text_id": "0" * 16, "article": "story-1", "start": 0, "end": 5, "name": "Verun", "verdict": "place",
        "scope": "article", "place_id": "test:karsk", "place_name": "Karsk",
    } | fields  # fmt: skip


def post(app, rows, **options):
    return ask(app, "/api/judgements", method="POST", body=json.dumps(rows).encode(), **options)


def test_phrases_without_a_name_are_not_in_the_queue(session):
    one = told("{Verun} burned. {The town|verun|nominal} is empty.")
    asked = replace(session, mapped=[one])
    assert [each.mention.text for each in asked.mapped[0].resolutions] == ["Verun"]


def test_the_page_brings_a_policy_that_lets_only_its_own_scripts_run(app):
    page = ask(app, "/", token=None)
    policy = page.headers["content-security-policy"]
    assert page.status == 200
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "access-control-allow-origin" not in page.headers
    assert page.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:4321", "127.0.0.1:80", "127.0.0.1", None, ""])
@pytest.mark.parametrize("path", ["/", "/api/judgements"])
def test_another_host_is_refused_so_that_no_name_can_be_bound_to_this_machine(app, path, host):
    assert ask(app, path, host=host).status == 421


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1:4321", "http://127.0.0.1:80"])
def test_another_origin_may_neither_read_nor_write(app, session, origin):
    assert ask(app, "/", origin=origin).status == 403
    assert post(app, [correction()], origin=origin).status == 403
    assert read(session.file).judgements == ()


@pytest.mark.parametrize("token", [None, "", "wrong", "secre", "sécret"])
@pytest.mark.parametrize("path", ["/api/articles/0", "/api/search", "/api/judgements", "/api/map", "/api/nothing"])
def test_data_needs_the_token(app, path, token):
    assert ask(app, path, token=token).status == 403


def test_a_correction_is_signed_and_kept_before_the_answer(app, session):
    answer = post(app, [correction()], origin=f"http://{HOST}")
    (kept,) = read(session.file).judgements
    assert answer.status == 200
    assert answer.json[0]["id"] == kept.id
    assert (kept.reviewer, kept.decided_at, kept.place_id) == ("Ana", "2026-05-04T10:00:00Z", "test:karsk")


def test_a_page_cannot_choose_the_id_or_the_time(app, session):
    post(app, [correction(id="x", decided_at="1999-01-01T00:00:00Z")])
    (kept,) = read(session.file).judgements
    assert kept.id != "x"
    assert kept.decided_at == "2026-05-04T10:00:00Z"


@pytest.mark.parametrize(
    "rows",
    [
        [], {}, "x", None, [1], [correction(scope="world")], [correction(), correction(verdict="not_a_place")],
        [correction(lon=1.0, lat=2.0)], [correction()] * 501, [correction(name="x" * 5000)],
    ],
)  # fmt: skip
def test_what_is_no_list_of_judgements_is_refused_whole(app, session, rows):
    answer = post(app, rows)
    assert answer.status == 400
    assert answer.json["error"]
    assert read(session.file).judgements == ()


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"[NaN]"])
def test_a_body_that_is_no_json_is_refused(app, body):
    assert ask(app, "/api/judgements", method="POST", body=body).status == 400


def test_a_body_that_is_too_large_is_refused(app):
    answer = ask(app, "/api/judgements", method="POST", body=b" " * (MOST_BYTES + 1))
    assert answer.status == 400
    assert "at most" in answer.json["error"]


def test_what_another_page_kept_is_told_from_a_number_on(app):
    post(app, [correction()])
    post(app, [correction(place_id="test:otter", place_name="Otter", reviewer="Ben")])
    answer = ask(app, "/api/judgements", query="after=1").json
    assert [row["place_id"] for row in answer["judgements"]] == ["test:otter"]
    assert answer["total"] == 2
    assert len(answer["conflicts"]) == 1


@pytest.mark.parametrize("after", ["x", "-1", "1e9", "9" * 50, "٣"])
def test_a_number_that_is_none_is_refused(app, after):
    assert ask(app, "/api/judgements", query=f"after={after}").status == 400


def test_an_article_comes_in_pieces_that_make_up_its_text(app, session):
    answer = ask(app, "/api/articles/0").json
    text = session.mapped[0].article.text
    assert "".join(words for words, _, _ in answer["pieces"]) == text
    assert all(text[start : start + len(words)] == words for words, start, _ in answer["pieces"])
    assert len(answer["candidates"]) == len(session.mapped[0].resolutions)


@pytest.mark.parametrize("path", ["/api/articles/1", "/api/articles/99999999999999999999", "/api/articles/../../etc"])
def test_an_article_that_is_not_there_is_an_error(app, path):
    assert ask(app, path).status in (400, 404)


@pytest.mark.parametrize("path", ["/../etc/passwd", "/judgements.jsonl", "/%2e%2e/x", "/static/x", "/api"])
def test_there_are_no_files_to_be_read(app, path):
    assert ask(app, path).status == 404


def test_the_map_is_made_on_demand(session):
    session.remake = lambda: "<title>new</title>"
    app = review_app(session, TOKEN, PORT)
    assert ask(app, "/map").status == 404
    assert ask(app, "/api/map", method="POST").json == {"map": "/map"}
    assert ask(app, "/map").body == b"<title>new</title>"


def test_without_a_way_to_make_it_the_map_is_refused(app):
    assert ask(app, "/api/map", method="POST").status == 400


def test_an_import_keeps_what_is_new(session, tmp_path):
    session.add([correction()])
    downloaded = tmp_path / "judgements (1).jsonl"
    downloaded.write_bytes(session.file.read_bytes())
    assert imported(session.file, downloaded) == 0
    other = Session(mapped=(), gazetteer=StoryGazetteer(), file=tmp_path / "other.jsonl")
    assert imported(other.file, downloaded) == 1
    assert read(other.file).judgements == read(session.file).judgements
