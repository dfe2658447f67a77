"""XML from anywhere, parsed so that it can neither fetch nor blow up; and fragments of HTML as plain text."""

import re
from typing import Any

import lxml.etree  # type: ignore[import-untyped]  # lxml ships no types
import lxml.html  # type: ignore[import-untyped]  # same

from geomap.errors import InputError

_ENTITIES = re.compile(rb"<!ENTITY", re.IGNORECASE)
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "div", "dd", "dl", "dt", "figcaption", "figure",
    "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hl2", "hr", "li", "main", "ol", "p", "pre", "section",
    "table", "td", "th", "tr", "ul",
})  # fmt: skip
_UNSEEN = frozenset({"script", "style", "noscript", "template", "iframe", "object", "media", "svg"})


def check_entities(data: bytes) -> None:
    """Refuse a document that declares entities: news needs none, attacks do.

    Raises:
        InputError: it declares some.
    """
    if _ENTITIES.search(data.replace(b"\x00", b"")):  # UTF-16 has a zero byte beside each letter
        raise InputError("declares XML entities, which could fetch files or fill the memory; it was not read")


def parse_xml(data: bytes) -> Any:
    """The root element of an XML document. Nothing is fetched, no DTD is loaded.

    Raises:
        InputError: it is no well-formed XML, or declares entities.
    """
    check_entities(data)
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = lxml.etree.fromstring(data, parser)
    except (lxml.etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"is not well-formed XML: {error}") from error
    if root is None:
        raise InputError("is empty")
    return root


def local_name(element: Any) -> str:
    """An element's name without its namespace; "" for comments and the like."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def fragment_text(fragment: str) -> str:
    """A piece of HTML as paragraphs of plain text, an empty line between them."""
    try:
        root = lxml.html.fragment_fromstring(fragment, create_parent="div")
    except (lxml.etree.LxmlError, ValueError):
        return ""
    return block_text(root)


def block_text(root: Any) -> str:
    """The text of an element, each of its blocks a paragraph, an empty line between them."""
    paragraphs = [""]
    _collect(root, paragraphs)
    words = (" ".join(each.split()) for each in paragraphs)
    return "\n\n".join(each for each in words if each)


def _collect(element: Any, paragraphs: list[str]) -> None:
    # a stack of our own: deep nesting in a hostile page must not end the run
    waiting: list[tuple[Any, bool]] = [(element, False)]
    while waiting:
        node, left = waiting.pop()
        name = local_name(node)
        if left:
            if name in _BLOCKS:
                paragraphs.append("")
            paragraphs[-1] += (node.tail or "") if node is not element else ""
            continue
        waiting.append((node, True))
        if not name or name in _UNSEEN:
            continue
        if name in _BLOCKS:
            paragraphs.append("")
        paragraphs[-1] += node.text or ""
        waiting.extend((child, False) for child in reversed(node))
