"""INPUT arguments to articles, streaming: whatever cannot be read becomes a Failure and the next one goes on."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path
from typing import Any, BinaryIO

from geomap.errors import InputError
from geomap.reading import fields, json_lines
from geomap.reading.compressed import unpacked
from geomap.reading.decoding import decode
from geomap.reading.files import Found, find, reason
from geomap.reading.origin import Origin, Sourced
from geomap.reading.tables import csv_rows, parquet_rows
from geomap.records import Article, Failure

STDIN = "-"
STDIN_NAME = "stdin"  # the id of an article from standard input that has none


def _silent(_: str) -> None:
    """Drop a warning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """How inputs are read.

    Attributes:
        encoding: of bytes without a byte order mark; None: UTF-8.
        input_format: one of geomap.reading.files.FORMATS for standard input (None: text) and for files whose names do
            not tell (None: they are refused).
        with_toponyms: whether articles must bring the spans to resolve.
        stdin: what "-" reads.
        columns: field to column of tables, where they are told; the others are guessed.
        skip: a folder that is left out when an input folder holds it: where this run writes.
        warn: told, in one line each, of what was read but not as it stood.
    """

    encoding: str | None = None
    input_format: str | None = None
    with_toponyms: bool = False
    stdin: BinaryIO | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    skip: Path | None = None
    warn: Callable[[str], None] = _silent

    def read(self, inputs: Sequence[str]) -> Iterator[Sourced | Failure]:
        """Every article of the inputs, in their order. Articles with one id are all kept, with a warning."""
        seen: dict[str, bool] = {}  # id -> whether its repetition was reported
        for outcome in self._all(inputs):
            if isinstance(outcome, Sourced):
                article_id = outcome.article.id
                if seen.get(article_id) is False:
                    self.warn(f"{outcome.origin}: another article has the id {article_id!r} too; both are kept")
                seen[article_id] = article_id in seen
            yield outcome

    def _all(self, inputs: Sequence[str]) -> Iterator[Sourced | Failure]:
        for argument in inputs:
            if argument == STDIN:
                yield from self._standard_input()
                continue
            for found in find(argument, self.input_format, self.skip, self.warn):
                yield from self._file(found) if isinstance(found, Found) else (found,)

    def _standard_input(self) -> Iterator[Sourced | Failure]:
        origin = Origin(file=STDIN)
        if self.stdin is None or self.stdin.closed:
            yield origin.failure("there is no standard input to read")
            return
        yield from self._stream(self.stdin, origin, STDIN_NAME, self.input_format or "text")

    def _file(self, found: Found) -> Iterator[Sourced | Failure]:
        try:
            with found.path.open("rb") as stream:
                yield from self._stream(stream, found.origin, found.name, found.format)
        except OSError as error:
            yield found.origin.failure(reason(error))

    def _stream(self, stream: BinaryIO, origin: Origin, name: str, format_: str) -> Iterator[Sourced | Failure]:
        try:
            if format_ == "warc":  # packed record by record, which its reader knows how to follow
                yield from self._web_archive(stream, origin)
                return
            with unpacked(stream) as content:
                yield from self._content(content, origin, name, format_)
        except InputError as error:
            yield origin.failure(str(error))
        except OSError as error:  # a folder, say, or a terminal that went away
            yield origin.failure(reason(error))

    def _content(self, stream: BufferedReader, origin: Origin, name: str, format_: str) -> Iterator[Sourced | Failure]:
        if format_ == "jsonl":
            yield from self._json_lines(stream, origin, name)
        elif format_ == "csv":
            for line, row in csv_rows(stream, self.encoding, self.columns):
                yield self._row(row, Origin(file=origin.file, line=line), f"{name}:{line}")
        elif format_ == "parquet":
            for record, row in parquet_rows(stream, self.columns):
                yield self._row(row, Origin(file=origin.file, record=record), f"{name}:{record}")
        elif format_ == "xml":
            for record, row in _xml_rows(_read(stream)):
                yield self._row(row, Origin(file=origin.file, record=record), f"{name}:{record}")
        elif format_ == "json":
            yield from self._json(fields.parse(decode(_read(stream), self.encoding)), origin, name)
        else:
            yield self._without_toponyms(self._one(_read(stream), name, format_), origin)

    def _web_archive(self, stream: BinaryIO, origin: Origin) -> Iterator[Sourced | Failure]:
        from geomap.reading.warc import warc_articles  # noqa: PLC0415 - as for web pages below

        for record, outcome in warc_articles(stream, lambda text: self.warn(f"{origin}: {text}")):
            here = Origin(file=origin.file, record=record)
            if isinstance(outcome, InputError):
                yield here.failure(str(outcome))
            else:
                yield self._without_toponyms(outcome, here)

    def _row(self, row: object, here: Origin, name: str) -> Sourced | Failure:
        return here.failure(str(row)) if isinstance(row, InputError) else self._object(row, here, name)

    def _one(self, data: bytes, name: str, format_: str) -> Article:
        if format_ == "html":
            from geomap.reading import webpage  # noqa: PLC0415 - trafilatura is slow to import and rarely needed

            return webpage.article_of(webpage.page_text(data, self.encoding), name)
        text = decode(data, self.encoding)
        if not text.strip():
            raise InputError("is empty")
        return Article(id=name, text=text)

    def _without_toponyms(self, article: Article, origin: Origin) -> Sourced:
        if self.with_toponyms:
            raise InputError("holds no `toponyms`: resolve needs .json or .jsonl articles with start and end of each")
        return Sourced(article=article, origin=origin)

    def _json(self, value: object, origin: Origin, name: str) -> Iterator[Sourced | Failure]:
        if not isinstance(value, list):
            yield self._object(value, origin, name)
            return
        if not value:
            raise InputError("is an empty list")
        for record, entry in enumerate(value):
            yield self._object(entry, Origin(file=origin.file, record=record), f"{name}:{record}")

    def _json_lines(self, stream: BinaryIO, origin: Origin, name: str) -> Iterator[Sourced | Failure]:
        number = 0
        for number, line in json_lines.lines(stream, self.encoding):
            here = Origin(file=origin.file, line=number)
            try:
                if isinstance(line, InputError):
                    raise line
                value = fields.parse(line)
            except InputError as error:
                yield here.failure(str(error))
            else:
                yield self._object(value, here, f"{name}:{number}")
        if not number:
            raise InputError("is empty")

    def _object(self, value: object, origin: Origin, name: str) -> Sourced | Failure:
        try:
            article = fields.article_of(
                value, name, with_toponyms=self.with_toponyms, warn=lambda text: self.warn(f"{origin}: {text}")
            )
        except InputError as error:
            given = value.get("id") if isinstance(value, dict) else None
            return origin.failure(str(error), given if isinstance(given, str) else None)
        return Sourced(article=article, origin=origin)


def _xml_rows(data: bytes) -> Iterator[tuple[int, dict[str, Any] | InputError]]:
    """The entries of a feed, or the articles of an agency's XML."""
    from geomap.reading import feed, news_xml  # noqa: PLC0415 - as for web pages above

    return feed.feed_rows(data) if news_xml.is_feed(data) else news_xml.news_rows(data)


def _read(stream: BinaryIO) -> bytes:
    data = stream.read()
    if not data.strip():
        raise InputError("is empty")
    return data
