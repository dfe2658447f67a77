"""NITF and NewsML-G2, the two XML formats in which news agencies deliver (IPTC standards), to articles."""

import re
from collections.abc import Iterator
from typing import Any

from geomap.errors import InputError
from geomap.reading.markup import block_text, local_name, parse_xml

Row = tuple[int, dict[str, Any] | InputError]

_FEEDS = re.compile(rb"<(?:rss|feed|rdf:rdf)[\s>]", re.IGNORECASE)
_HEAD = 4096  # bytes in which a feed's root stands
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def is_feed(data: bytes) -> bool:
    """Whether it is RSS or Atom, well-formed or not: feeds often are not, and their reader copes."""
    return _FEEDS.search(data[:_HEAD].replace(b"\x00", b"")) is not None


def news_rows(data: bytes) -> Iterator[Row]:
    """The articles of an NITF or NewsML-G2 document as JSON articles would be, with their numbers from 0.

    Raises:
        InputError: it is another kind of XML, not well-formed, or declares entities.
    """
    root = parse_xml(data)
    name = local_name(root)
    if name == "nitf":
        yield 0, _nitf(root)
        return
    items = [each for each in root.iter() if local_name(each) == "newsitem"]
    if name not in ("newsmessage", "newsitem", "newsml") or not items:
        raise InputError(
            f"is XML with the root {name!r}; geomap reads feeds (RSS, Atom), NITF and NewsML-G2: "
            "save other texts as .txt or .html"
        )
    for number, item in enumerate(items):
        yield number, _news_item(item)


def _nitf(root: Any) -> dict[str, Any] | InputError:
    content = _first(root, "body.content")
    if content is None:
        content = _first(root, "body")
    text = "" if content is None else block_text(content)
    if not text:
        return InputError("is NITF without a text")
    issue, doc, published = _first(root, "date.issue"), _first(root, "doc-id"), _first(root, "pubdata")
    return _filled({
        "text": text,
        "title": _words(_first(root, "hl1")) or _words(_first(root, "title")),
        "id": None if doc is None else doc.get("id-string"),
        "date": None if issue is None else issue.get("norm"),
        "url": None if published is None else published.get("ex-ref"),
        "language": root.get(_LANGUAGE),
    })  # fmt: skip


def _news_item(item: Any) -> dict[str, Any] | InputError:
    inside = _first(item, "inlinexml")
    if inside is None:
        inside = _first(item, "inlinedata")
    nested = None if inside is None else _first(inside, "body.content")
    if nested is None and inside is not None:
        nested = _first(inside, "body")
    text = "" if inside is None else block_text(inside if nested is None else nested)
    if not text:
        return InputError("is a NewsML item without a text of its own")
    language, created = _first(item, "language"), _first(item, "contentcreated")
    return _filled({
        "text": text,
        "title": _words(_first(item, "headline")),
        "id": item.get("guid"),
        "date": _words(created),
        "language": item.get(_LANGUAGE) if language is None else language.get("tag"),
    })  # fmt: skip


def _first(root: Any, name: str) -> Any:
    return next((each for each in root.iter() if local_name(each) == name), None)


def _words(element: Any) -> str | None:
    return None if element is None else " ".join("".join(element.itertext()).split())


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}
