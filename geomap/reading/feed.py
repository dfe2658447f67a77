"""RSS and Atom files to articles, one an entry."""

from collections.abc import Iterator
from typing import Any

from geomap.errors import InputError
from geomap.reading.markup import check_entities, fragment_text

Row = tuple[int, dict[str, Any] | InputError]


def feed_rows(data: bytes) -> Iterator[Row]:
    """The entries of a feed as JSON articles would be, with their numbers from 0.

    Only the feed itself is read: what it links to is not fetched.

    Raises:
        InputError: it is no feed, or declares entities.
    """
    import feedparser  # noqa: PLC0415 - rarely needed

    check_entities(data)
    feed = feedparser.parse(data)
    if not feed.entries:
        fault = f": {feed.bozo_exception}" if feed.get("bozo") else ""
        raise InputError(f"is a feed without entries{fault}")
    language = feed.feed.get("language")
    for number, entry in enumerate(feed.entries):
        yield number, _article(entry, language)


def _article(entry: Any, language: str | None) -> dict[str, Any] | InputError:
    contents = [each.get("value", "") for each in entry.get("content", ())]
    bodies = [fragment_text(each) for each in (*contents, entry.get("summary", ""))]
    text = max(bodies, key=len)
    title = fragment_text(entry.get("title", ""))
    if not text:
        text = title
    if not text:
        return InputError("is an entry without a text")
    fields = {
        "text": text,
        "title": title,
        "id": entry.get("id") or entry.get("link"),
        "url": entry.get("link"),
        "date": entry.get("published") or entry.get("updated"),
        "language": language,
    }
    return {name: value for name, value in fields.items() if value}
