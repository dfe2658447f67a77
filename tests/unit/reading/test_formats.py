"""Tables, feeds, agency XML and web archives, packed or not."""

import csv
import datetime
import gzip
import io
import json
from pathlib import Path

import pyarrow as pa
import pytest
import zstandard
from pyarrow import parquet

from geomap.reading import tables
from geomap.reading.articles import Reader
from geomap.reading.origin import Sourced
from geomap.records import Article, Failure

LONG = "The Danube rose again on Monday and reached the old town of Passau, where three rivers meet. " * 3


def write(path: Path, content: str | bytes) -> str:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def read(path: str, **options: object) -> tuple[list[Article], list[Failure]]:
    outcomes = list(Reader(**options).read([path]))  # type: ignore[arg-type]
    articles = [outcome.article for outcome in outcomes if isinstance(outcome, Sourced)]
    return articles, [outcome for outcome in outcomes if isinstance(outcome, Failure)]


def packed(name: str, content: bytes) -> bytes:
    if name.endswith(".gz"):
        return gzip.compress(content)
    return zstandard.compress(content) if name.endswith(".zst") else content


# --- tables


def test_a_csv_with_quotes_and_newlines_in_its_cells(tmp_path):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Headline", "Body", "Published At", "URL", "Sender"])
    writer.writerow(["Flood", 'He said: "Run",\nand they ran to Linz.', "2013-06-03", "https://a.example/1", "x"])
    writer.writerow(["", "Rain in Graz.", "", "", ""])
    (first, second), failures = read(write(tmp_path / "a.csv", out.getvalue()))
    assert failures == []
    assert first == Article(
        id="a.csv:3", text='He said: "Run",\nand they ran to Linz.', title="Flood", published="2013-06-03",
        url="https://a.example/1",
    )  # fmt: skip
    assert (second.id, second.title) == ("a.csv:4", None)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_delimiter_and_the_mark_are_seen(tmp_path, delimiter, encoding):
    content = f"id{delimiter}text\n7{delimiter}Grüße aus Köln\n".encode(encoding)
    articles, failures = read(write(tmp_path / "a.csv", content))
    assert failures == []
    assert articles == [Article(id="7", text="Grüße aus Köln")]


def test_columns_can_be_told(tmp_path):
    path = write(tmp_path / "a.csv", "lede,words,text\nA,Rain in Graz.,no\n")
    articles, _ = read(path, columns={"text": "words", "title": "lede"})
    assert articles == [Article(id="a.csv:2", text="Rain in Graz.", title="A")]


@pytest.mark.parametrize("columns", [{}, {"text": "nothing"}])
def test_a_table_without_its_columns_names_those_that_it_has(tmp_path, columns):
    _, (failure,) = read(write(tmp_path / "a.csv", "a,b\n1,2\n"), columns=columns)
    assert "it has the columns a, b" in failure.reason


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (b"1,\xff\xfe", "byte 0xff is not utf-8"),
        (b"1,2,3", "3 cells under 2 columns"),
        (b"1,", "has no `text`"),
    ],
)
def test_a_broken_row_is_one_failure_and_the_others_go_on(tmp_path, row, reason):
    path = write(tmp_path / "a.csv", b"id,text\n" + row + b"\n2,Rain in Graz.\n")
    (article,), (failure,) = read(path)
    assert article.id == "2"
    assert failure.line == 2
    assert reason in failure.reason


def test_a_quotation_mark_that_is_never_closed_ends_the_file_with_a_failure(tmp_path):
    (article,), (failure,) = read(write(tmp_path / "a.csv", 'id,text\n1,Rain in Graz.\n2,"Snow\n3,Hail\n'))
    assert article.id == "1"
    assert "is not CSV from here on" in failure.reason


def test_the_longest_cell_of_csv_is_put_back_for_others(tmp_path):
    before = csv.field_size_limit()
    read(write(tmp_path / "a.csv", "text\n" + "x" * 200_000 + "\n"))
    assert csv.field_size_limit() == before
    assert tables.LONGEST_CELL > 200_000


def test_a_parquet_file_gives_dates_and_numbers_as_text(tmp_path):
    rows = {
        "content": ["Rain in Graz.", None, "Snow in Linz."],
        "published": [datetime.datetime(2013, 6, 3, 12), None, datetime.datetime(2013, 6, 4)],
        "doc_id": [11, 12, 13],
        "views": [1.0, 2.0, 3.0],
    }
    parquet.write_table(pa.table(rows), tmp_path / "a.parquet")
    (first, last), (failure,) = read(str(tmp_path / "a.parquet"))
    assert first == Article(id="11", text="Rain in Graz.", published="2013-06-03T12:00:00")
    assert last.id == "13"
    assert (failure.record, failure.id) == (1, None) or failure.record == 1


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" + b"x" * 50 + b"PAR1", b"not parquet at all" * 9])
def test_what_is_no_parquet_is_refused(tmp_path, content):
    articles, (failure,) = read(write(tmp_path / "a.parquet", content))
    assert articles == []
    assert failure.reason


# --- packed


@pytest.mark.parametrize("ending", ["", ".gz", ".zst"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", b"Rain in Graz."),
        ("a.jsonl", b'{"text": "Rain in Graz."}\n'),
        ("a.csv", b"text\nRain in Graz.\n"),
        ("a.json", b'[{"text": "Rain in Graz."}]'),
    ],
)
def test_files_may_be_packed(tmp_path, name, content, ending):
    articles, failures = read(write(tmp_path / (name + ending), packed(ending, content)))
    assert failures == []
    assert [article.text for article in articles] == ["Rain in Graz."]


@pytest.mark.parametrize("ending", [".gz", ".zst"])
def test_a_packed_file_that_is_cut_short_keeps_what_could_be_read_and_says_so(tmp_path, ending):
    lines = b"".join(json.dumps({"text": f"Rain {n} {'abcdefgh' * (n % 7)}"}).encode() + b"\n" for n in range(20_000))
    path = write(tmp_path / f"a.jsonl{ending}", packed(ending, lines)[:-2000])
    articles, failures = read(path)
    assert len(articles) > 100 or ending == ".zst"
    assert len(failures) >= 1


def test_packed_standard_input_is_unpacked():
    stream = io.BytesIO(gzip.compress(b"Rain in Graz."))
    (outcome,) = Reader(stdin=stream).read(["-"])
    assert isinstance(outcome, Sourced)
    assert outcome.article.text == "Rain in Graz."


# --- feeds and agency XML

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><language>en-gb</language>
<item><title>Flood</title><link>https://a.example/1</link><guid>tag:1</guid>
<pubDate>Mon, 03 Jun 2013 10:00:00 GMT</pubDate>
<description>&lt;p&gt;The Danube rose in &lt;b&gt;Passau&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;Linz waits.&lt;/p&gt;
&lt;script&gt;x()&lt;/script&gt;</description></item>
<item><title>Rain</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry><id>urn:1</id><title>Flood</title>
<link href="https://a.example/1"/><updated>2013-06-03T10:00:00Z</updated><summary>short</summary>
<content type="html">&lt;p&gt;The Danube rose in Passau.&lt;/p&gt;</content></entry></feed>"""
NITF = """<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-6.dtd"><nitf xml:lang="en"><head><title>x</title>
<docdata><doc-id id-string="a-1"/><date.issue norm="20130603T1000Z"/></docdata></head><body><body.head><hedline>
<hl1>Flood in Passau</hl1></hedline></body.head><body.content><p>The Danube rose.</p><p>Linz waits.</p></body.content>
</body></nitf>"""
NEWSML = """<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><newsItem guid="urn:1"><contentMeta>
<contentCreated>2013-06-03T10:00:00Z</contentCreated><language tag="en"/>
<headline>Flood in Passau</headline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head>
<title>t</title></head><body><p>The Danube rose.</p><p>Linz waits.</p></body></html></inlineXML></contentSet></newsItem>
<newsItem guid="urn:2"><contentSet/></newsItem></itemSet></newsMessage>"""


def test_an_rss_file_gives_its_entries(tmp_path):
    (first, second), failures = read(write(tmp_path / "a.rss", RSS))
    assert failures == []
    assert first == Article(
        id="tag:1", title="Flood", url="https://a.example/1", published="Mon, 03 Jun 2013 10:00:00 GMT",
        language="en-gb", text="The Danube rose in Passau.\n\nLinz waits.",
    )  # fmt: skip
    assert (second.id, second.text) == ("a.rss:1", "Rain")


def test_an_atom_file_gives_the_longer_of_summary_and_content(tmp_path):
    (article,), _ = read(write(tmp_path / "a.xml", ATOM))
    assert (article.id, article.text, article.published) == (
        "urn:1",
        "The Danube rose in Passau.",
        "2013-06-03T10:00:00Z",
    )


def test_nitf_gives_its_article(tmp_path):
    (article,), failures = read(write(tmp_path / "a.xml", NITF))
    assert failures == []
    assert article == Article(
        id="a-1", title="Flood in Passau", published="20130603T1000Z", language="en",
        text="The Danube rose.\n\nLinz waits.",
    )  # fmt: skip


def test_newsml_gives_its_articles_and_says_which_have_no_text(tmp_path):
    (article,), (failure,) = read(write(tmp_path / "a.xml", NEWSML))
    assert article == Article(
        id="urn:1", title="Flood in Passau", published="2013-06-03T10:00:00Z", language="en",
        text="The Danube rose.\n\nLinz waits.",
    )  # fmt: skip
    assert failure.record == 1


LAUGHS = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + RSS[
    21:
].replace("Rain", "&b;")
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + RSS[21:].replace(
    "Rain", "&a;"
)


@pytest.mark.parametrize("content", [LAUGHS, OUTSIDE, LAUGHS.encode("utf-16"), OUTSIDE.replace("rss", "nitf")])
def test_xml_that_declares_entities_is_refused(tmp_path, content):
    articles, (failure,) = read(write(tmp_path / "a.xml", content))
    assert articles == []
    assert "declares XML entities" in failure.reason


@pytest.mark.parametrize("content", ["<a/>", "<rss/>", "<nitf/>", "plain", "<newsItem/>", "<nitf>" * 3000])
def test_other_xml_is_one_clear_failure(tmp_path, content):
    articles, (failure,) = read(write(tmp_path / "a.xml", content))
    assert articles == []
    assert failure.reason


# --- web archives


def http(body: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK", extra: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{extra}\r\n".encode() + body


def record(uri: str, block: bytes, kind: str = "response") -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789abc>\r\n"
        f"WARC-Date: 2026-01-02T03:04:05Z\r\nWARC-Target-URI: {uri}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def page(words: str, encoding: str = "utf-8") -> bytes:
    return f"<html><head><title>T</title></head><body><article><p>{words}</p></article></body></html>".encode(encoding)


PAGES = [
    record("https://a.example/1", http(page(LONG + "Grüße."))),
    record("https://a.example/pic", http(b"\x89PNG", "image/png")),
    record("https://a.example/gone", http(page(LONG), status="404 Not Found")),
    record("https://a.example/2", http(gzip.compress(page(LONG)), extra="Content-Encoding: gzip\r\n")),
    record("https://a.example/3", http(page(LONG + "Grüße.", "cp1252"), "text/html; charset=windows-1252")),
    record("https://a.example/empty", http(b"<html></html>")),
]
ADDRESSES = ["https://a.example/1", "https://a.example/2", "https://a.example/3"]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.warc.zst"])
def test_a_web_archive_gives_the_articles_among_its_pages(tmp_path, name):
    told: list[str] = []
    content = b"".join(packed(name, each) for each in PAGES)
    articles, failures = read(write(tmp_path / name, content), warn=told.append)
    assert failures == []
    assert [article.id for article in articles] == ADDRESSES
    assert [article.url for article in articles] == ADDRESSES
    assert "Grüße" in articles[0].text
    assert "Grüße" in articles[2].text
    assert "1 pages held no article" in told[0]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
@pytest.mark.parametrize("missing", [90, 200, 700])
def test_a_web_archive_that_is_cut_short_keeps_what_is_whole_and_says_so(tmp_path, name, missing):
    content = b"".join(packed(name, each) for each in (*PAGES[:1], record("https://a.example/9", http(page(LONG * 9)))))
    articles, failures = read(write(tmp_path / name, content[: -missing // (3 if name.endswith("gz") else 1)]))
    assert [article.id for article in articles] == ["https://a.example/1"]
    assert len(failures) == 1


@pytest.mark.parametrize(
    "content", [b"", b"hello " * 100, gzip.compress(b"hello " * 100)], ids=["empty", "text", "packed text"]
)
def test_what_is_no_web_archive_is_refused(tmp_path, content):
    articles, (failure,) = read(write(tmp_path / "a.warc", content))
    assert articles == []
    assert "web archive" in failure.reason


def test_a_page_that_does_not_decode_is_a_failure_with_its_address(tmp_path):
    content = record("https://a.example/1", http(page("\xff" * 300, "latin-1")))
    _, (failure,) = read(write(tmp_path / "a.warc", content))
    assert "https://a.example/1" in failure.reason
