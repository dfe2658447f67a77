import io
import json
import os
import shutil
from pathlib import Path

import pytest

from geomap.reading.articles import Reader
from geomap.reading.origin import Sourced
from geomap.records import Article, Failure, Span

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Flood in Passau</title>
<meta property="og:title" content="Flood in Passau"><meta property="article:published_time" content="2013-06-03">
<link rel="canonical" href="https://news.example/passau"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Flood in Passau</h1>
<p>The Danube rose again on Monday and reached the old town of Passau, where three rivers meet below the fortress.</p>
<p>Helpers from Linz and Regensburg brought sandbags, boats and dry clothes to the people of the lower quarters.</p>
</article><footer>Imprint</footer></body></html>"""


def write(path: Path, content: str | bytes) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def articles(reader: Reader, *inputs: str) -> list[Article]:
    outcomes = list(reader.read(inputs))
    assert all(isinstance(outcome, Sourced) for outcome in outcomes), outcomes
    return [outcome.article for outcome in outcomes if isinstance(outcome, Sourced)]


def only_failure(reader: Reader, *inputs: str) -> Failure:
    (failure,) = reader.read(inputs)
    assert isinstance(failure, Failure)
    assert "\n" not in failure.reason
    return failure


def test_plain_text_and_markdown_are_read_exactly(tmp_path: Path) -> None:
    text = "# Oslo\r\n\r\nRain\u2028and *snow*. \n"
    got = articles(Reader(), write(tmp_path / "a.txt", text), write(tmp_path / "b.MD", text))
    assert got == [Article(id="a.txt", text=text), Article(id="b.MD", text=text)]


def test_a_web_page_gives_its_article_and_what_it_says_of_itself(tmp_path: Path) -> None:
    (article,) = articles(Reader(), write(tmp_path / "page.html", PAGE))
    assert "reached the old town of Passau" in article.text
    assert "Sport" not in article.text
    assert (article.id, article.title, article.url) == ("page.html", "Flood in Passau", "https://news.example/passau")
    assert article.published == "2013-06-03"


def test_a_page_in_another_charset_is_not_guessed_but_its_own_word_is_passed_on(tmp_path: Path) -> None:
    page = PAGE.replace("<head>", '<head><meta charset="iso-8859-1">').replace("fortress", "Schloß")
    path = write(tmp_path / "page.htm", page.encode("iso-8859-1"))
    assert "the page says that it is iso-8859-1" in only_failure(Reader(), path).reason
    assert "Schloß" in articles(Reader(encoding="iso-8859-1"), path)[0].text


def test_a_page_without_an_article_is_a_failure(tmp_path: Path) -> None:
    assert "without an article" in only_failure(Reader(), write(tmp_path / "x.html", "<html></html>")).reason


def test_json_holds_one_article_or_a_list(tmp_path: Path) -> None:
    one = write(tmp_path / "one.json", json.dumps({"id": "x/1", "text": "Oslo"}))
    many = write(tmp_path / "many.json", json.dumps([{"text": "Rome"}, {"text": "Bonn", "id": "b"}, 7]))
    outcomes = list(Reader().read([one, many]))
    assert [outcome.article.id for outcome in outcomes if isinstance(outcome, Sourced)] == ["x/1", "many.json:0", "b"]
    assert outcomes[3] == Failure(
        file=many, record=2, reason="holds a number where an article should be: an object with at least a `text`"
    )


def test_json_lines_are_separated_by_newlines_only_and_broken_ones_do_not_stop_the_rest(tmp_path: Path) -> None:
    rows = [
        '{"text": "One\u2028Oslo", "id": "1"}',
        "{broken",
        "",
        '{"id": "4"}',
        '{"text": "caf\xe9"}',
        '{"text": "five \x85 \x0c"}',
        '{"text": "six"}\r',
    ]
    path = tmp_path / "rows.jsonl"
    raw = [row.encode("latin-1" if "caf" in row else "utf-8") for row in rows]
    outcomes = list(Reader().read([write(path, b"\xef\xbb\xbf" + b"\n".join(raw))]))
    assert [(o.article.id, o.article.text) for o in outcomes if isinstance(o, Sourced)] == [
        ("1", "One\u2028Oslo"),
        ("rows.jsonl:7", "six"),
    ]
    failures = [(o.line, o.id, o.reason[:24]) for o in outcomes if isinstance(o, Failure)]
    assert failures == [
        (2, None, "is not JSON: Expecting p"),
        (4, "4", "has no `text`, the one f"),
        (5, None, "byte 0xe9 at offset 13 i"),
        (6, None, "is not JSON: Invalid con"),
    ]


def test_json_lines_in_utf16_are_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", '{"text": "Øst"}\n\n{"text": "Vest"}\n'.encode("utf-16"))
    assert [a.text for a in articles(Reader(), path)] == ["Øst", "Vest"]


def test_five_megabytes_on_one_line_are_one_article(tmp_path: Path) -> None:
    text = "Rain in Oslo. " * 375_000
    path = write(tmp_path / "big.jsonl", json.dumps({"text": text}) + "\n")
    assert articles(Reader(), path)[0].text == text


def test_a_folder_is_walked_once_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b/z.txt", "a.txt", "c.jsonl", ".git/x.txt", ".hidden.txt", "b/picture.jpg"):
        write(tmp_path / "in" / name, '{"text": "Oslo"}')
    (tmp_path / "in" / "b" / "loop").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "d.txt").symlink_to(tmp_path / "in" / "a.txt")
    (tmp_path / "elsewhere").mkdir()
    write(tmp_path / "elsewhere" / "e.txt", "Bonn")
    (tmp_path / "in" / "e").symlink_to(tmp_path / "elsewhere")
    warnings: list[str] = []
    got = articles(Reader(warn=warnings.append), str(tmp_path / "in"))
    assert [article.id for article in got] == ["a.txt", "b/z.txt", "c.jsonl:1", "e/e.txt"]
    assert warnings == [f"{tmp_path / 'in'}: files of other kinds were passed by: .jpg 1"]


def test_the_folder_that_this_run_writes_is_not_read(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "Oslo")
    write(tmp_path / "output" / "a" / "articles.jsonl", "{}")
    assert [a.id for a in articles(Reader(skip=tmp_path / "output" / "a"), str(tmp_path))] == ["a.txt"]


def test_a_broken_link_in_a_folder_is_one_failure(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "Oslo")
    (tmp_path / "b.txt").symlink_to(tmp_path / "gone.txt")
    first, second = Reader().read([str(tmp_path)])
    assert isinstance(first, Sourced)
    assert isinstance(second, Failure)
    assert second.reason == "no such file or folder; check its name"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", "", "is empty"),
        ("blank.md", " \r\n\t", "is empty"),
        ("bom.txt", b"\xef\xbb\xbf", "is empty"),
        ("empty.json", "", "is empty"),
        ("empty.jsonl", "\n\n", "is empty"),
        ("list.json", "[]", "empty list"),
        ("bad.txt", b"\xff\x00abc", "binary"),
        ("latin.txt", b"Malm\xf6", "byte 0xf6 at offset 4 is not utf-8"),
        ("paper.txt", b"%PDF-1.4", "a PDF"),
        ("slides.odp", "a,b", "of the kind .odp; geomap reads files named .txt"),
        ("rows.parquet", "PAR1", "is a Parquet file that cannot be read"),
        ("README", "Oslo", "without a suffix"),
    ],
)
def test_what_cannot_be_read_is_one_clear_failure(tmp_path: Path, name: str, content: str | bytes, reason: str) -> None:
    path = write(tmp_path / name, content)
    failure = only_failure(Reader(), path)
    assert reason in failure.reason
    assert failure.file == path


def test_an_entry_that_the_system_refuses_does_not_end_the_walk(tmp_path: Path) -> None:
    write(tmp_path / "z.txt", "Rain in Linz.")
    deep = os.open(tmp_path, os.O_RDONLY)
    for _ in range(20):  # deeper than a path may be long
        os.mkdir("d" * 250, dir_fd=deep)
        deeper = os.open("d" * 250, os.O_RDONLY, dir_fd=deep)
        os.close(deep)
        deep = deeper
    os.close(deep)
    failure, article = Reader().read([str(tmp_path)])
    shutil.rmtree(tmp_path / ("d" * 250))
    assert isinstance(failure, Failure)
    assert failure.reason.startswith("cannot be read: ")
    assert isinstance(article, Sourced)


def test_missing_files_empty_folders_and_addresses_are_failures(tmp_path: Path) -> None:
    assert "no such file" in only_failure(Reader(), str(tmp_path / "gone.txt")).reason
    assert "no such file" in only_failure(Reader(), str(tmp_path / "gone")).reason
    write(tmp_path / "pictures" / "a.jpg", "x")
    assert "a folder without articles (it holds .jpg 1)" in only_failure(Reader(), str(tmp_path / "pictures")).reason
    assert "opens no connection" in only_failure(Reader(), "https://news.example/a.html").reason
    assert "cannot be read" in only_failure(Reader(), "x" * 5000 + ".txt").reason
    os.mkfifo(tmp_path / "pipe.txt")
    assert "no regular file" in only_failure(Reader(), str(tmp_path / "pipe.txt")).reason


def test_an_unusual_name_is_read_when_its_format_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "README", "Oslo")
    assert articles(Reader(input_format="text"), path) == [Article(id="README", text="Oslo")]


def test_a_file_name_that_is_no_utf8_becomes_valid_text(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(raw)).write_text("Oslo", encoding="utf-8")
    assert [a.id for a in articles(Reader(), os.fsdecode(raw), str(tmp_path))] == ["caf\ufffd.txt"] * 2


@pytest.mark.parametrize(
    ("format_", "data", "ids"),
    [
        (None, b'{"text": "Oslo"}', ["stdin"]),
        ("json", b'[{"text": "Oslo"}, {"text": "Rome"}]', ["stdin:0", "stdin:1"]),
        ("jsonl", b'{"text": "Oslo"}\n{"text": "Rome"}', ["stdin:1", "stdin:2"]),
        ("html", PAGE.encode(), ["stdin"]),
    ],
)
def test_standard_input_is_text_unless_told_otherwise(format_: str | None, data: bytes, ids: list[str]) -> None:
    assert [a.id for a in articles(Reader(input_format=format_, stdin=io.BytesIO(data)), "-")] == ids


def test_standard_input_that_breaks_is_a_failure_and_the_rest_goes_on(tmp_path: Path) -> None:
    class Broken(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: object) -> int:
            raise IsADirectoryError(21, "Is a directory")

    reader = Reader(stdin=io.BufferedReader(Broken()))
    failure, article = reader.read(["-", write(tmp_path / "a.txt", "Rain in Linz.")])
    assert isinstance(failure, Failure)
    assert (failure.file, failure.reason) == ("-", "cannot be read: Is a directory")
    assert isinstance(article, Sourced)


def test_no_standard_input_is_a_failure() -> None:
    assert only_failure(Reader(), "-").reason == "there is no standard input to read"


def test_two_articles_with_one_id_are_kept_with_one_warning(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", '{"text": "1", "id": "x"}\n' * 3)
    warnings: list[str] = []
    assert len(articles(Reader(warn=warnings.append), path)) == 3
    assert warnings == [f"{path}, line 2: another article has the id 'x' too; both are kept"]


def test_resolve_needs_toponyms(tmp_path: Path) -> None:
    reader = Reader(with_toponyms=True)
    assert "no `toponyms`" in only_failure(reader, write(tmp_path / "a.txt", "Oslo")).reason
    path = write(
        tmp_path / "a.jsonl", '{"text": "In Oslo", "id": "x", "toponyms": [{"start": 3, "end": 7}]}\n{"text": "x"}'
    )
    good, bad = reader.read([path])
    assert isinstance(good, Sourced)
    assert good.article.toponyms == (Span(3, 7),)
    assert isinstance(bad, Failure)
    assert (bad.line, "no `toponyms`" in bad.reason) == (2, True)


def test_reading_is_streaming(tmp_path: Path) -> None:
    class Endless(io.RawIOBase):
        """A stream that never ends."""

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed: any buffer
            line = b'{"text": "Oslo"}\n'
            count = min(len(buffer), len(line))
            buffer[:count] = line[:count]
            return count

    outcomes = Reader(input_format="jsonl", stdin=io.BufferedReader(Endless())).read(["-"])
    assert isinstance(next(outcomes), Sourced)
    assert isinstance(next(outcomes), Sourced)


def test_json_lines_in_utf16_that_do_not_decode_are_one_failure(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", '{"text": "Øst"}\n'.encode("utf-16") + b"\x00\xd8\n\x00")
    assert "does not decode as utf-16-le in or after line 1" in only_failure(Reader(), path).reason


def test_a_web_page_is_read_without_any_connection(tmp_path: Path, socket_disabled: None) -> None:
    linked = PAGE.replace(
        "<head>", '<head><link rel="amphtml" href="http://127.0.0.1:9/a"><base href="http://127.0.0.1:9">'
    )
    linked = linked.replace(
        "</article>", '<img src="http://127.0.0.1:9/b.png"><iframe src="http://127.0.0.1:9"></iframe></article>'
    )
    assert "Danube" in articles(Reader(), write(tmp_path / "page.html", linked))[0].text
