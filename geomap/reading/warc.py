"""Web archives (WARC, packed or not) to articles: every page that was fetched with success."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from geomap.errors import InputError
from geomap.reading import webpage
from geomap.records import Article

LARGEST_PAGE = 20_000_000  # bytes; a larger one is no article
_PAGES = ("text/html", "application/xhtml+xml")

Row = tuple[int, Article | InputError]


def warc_articles(stream: BinaryIO, warn: Callable[[str], None]) -> Iterator[Row]:
    """The articles of a web archive, in its order, with the numbers of their records from 0.

    Nothing is fetched. A page is decoded as its server, or else it itself, said. Records that hold no page (pictures,
    redirects, failures) are passed by, and so are pages without an article's text, which are most of a crawl.

    Args:
        stream: the archive.
        warn: told how many pages held no article.

    Raises:
        InputError: it is no web archive.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415 - rarely needed

    number = without = 0
    answers = ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=False, fsspec_args=False)
    try:
        for number, record in enumerate(answers, 1):
            try:
                found = _article(record)
            except InputError as error:
                yield number - 1, error
            except _NoArticleError:
                without += 1
            else:
                if found is not None:
                    yield number - 1, found
    except OSError as error:  # what fastwarc raises for whatever it cannot read
        raise InputError(f"is a web archive that is damaged after {number} answers of servers: {error}") from error
    if not number:
        raise InputError("holds no answer of a server: is it a web archive?")
    if without:
        warn(f"{without} pages held no article and were passed by")


class _NoArticleError(Exception):
    """A page is there, and no article in it: most pages of a crawl."""


def _article(record: Any) -> Article | None:
    """The article of a record, None where it holds no page.

    Raises:
        InputError: the page is cut short or cannot be decoded.
        _NoArticleError: it holds no article.
    """
    address = record.headers.get("WARC-Target-URI") or "a record without an address"
    body, charset = _body(record, address)
    if body is None:
        return None
    try:
        source = webpage.archived_text(body, charset)
    except InputError as error:
        raise InputError(f"{address}: {error}") from error
    try:
        found = webpage.article_of(source, address)
    except InputError as error:
        raise _NoArticleError from error
    return found if found.url else replace(found, url=address)


def _body(record: Any, address: str) -> tuple[bytes | None, str | None]:
    """What the server sent, unpacked, and its charset if the server said; None where it is no page."""
    promised = record.headers.get("Content-Length", "")
    if promised.isdigit() and int(promised) > LARGEST_PAGE:
        return None, None  # a film or an archive: no article is so large
    record.freeze()
    if not promised.isdigit() or record.content_length != int(promised):
        raise InputError(f"{address} is cut short: {record.content_length} bytes of {promised or 'unknown length'}")
    try:
        record.parse_http(auto_decode="all")
        return (record.reader.read(LARGEST_PAGE), record.http_charset) if _is_page(record) else (None, None)
    except OSError as error:
        raise InputError(f"{address} cannot be unpacked: {error}") from error


def _is_page(record: Any) -> bool:
    http = record.http_headers
    return http is not None and http.status_code == 200 and (record.http_content_type or "").lower() in _PAGES
