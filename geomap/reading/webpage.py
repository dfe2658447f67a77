"""A saved web page to an article: the extracted main text, with title, address and date where the page gives them."""

import re

import lxml.etree  # type: ignore[import-untyped]  # it ships no types; only its error class is used
import trafilatura
from trafilatura.settings import Document

from geomap.errors import InputError
from geomap.reading.decoding import check_name, decode
from geomap.records import Article

_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)


def page_text(data: bytes, encoding: str | None) -> str:
    """The page's source; a charset that the page declares is only proposed in the message, never taken on trust.

    Raises:
        InputError: it is binary or does not decode.
    """
    try:
        return decode(data, encoding)
    except InputError as error:
        declared = _DECLARED.search(data, 0, 4096)
        if encoding is None and declared and declared[1].lower() not in (b"utf-8", b"utf8"):
            raise InputError(f"{error} (the page says that it is {declared[1].decode('ascii')})") from error
        raise


def archived_text(data: bytes, served_as: str | None) -> str:
    """The source of a page as its server sent it: in the encoding that the server said, or else the page itself.

    Raises:
        InputError: it is binary or does not decode.
    """
    declared = _DECLARED.search(data, 0, 4096)
    said = served_as or (declared[1].decode("ascii") if declared else None)
    try:
        check_name(said or "utf-8")
    except InputError:
        said = None  # a server's misspelling
    return decode(data, said)


def article_of(source: str, fallback_id: str) -> Article:
    """The article of a page. Nothing is fetched: only the source that was handed in is looked at.

    Raises:
        InputError: no article text could be found in it.
    """
    try:
        document = trafilatura.bare_extraction(
            source,
            with_metadata=True,
            include_comments=False,
            include_links=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError, lxml.etree.LxmlError) as error:
        name = type(error).__name__
        raise InputError(f"is a page that cannot be extracted ({name}): save its text as .txt") from error
    text = document.text if isinstance(document, Document) else None
    if not isinstance(document, Document) or not text or not text.strip():
        raise InputError("is a page without an article text: save its text as .txt")
    return Article(
        id=fallback_id,
        text=text,
        title=document.title or None,
        url=document.url or None,
        published=document.date or None,
        language=document.language or None,
    )
