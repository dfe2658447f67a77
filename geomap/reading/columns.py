"""Which column of a table holds which field of an article: guessed by the names that exports use, or told."""

from collections.abc import Mapping, Sequence
from typing import Any

from geomap.errors import InputError

# Names as the exports of archives, crawlers and newsroom systems write them, likelier ones first.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "article_text", "full_text", "fulltext", "maintext", "main_text",
             "article_body", "body_text", "plain_text", "story"),
    "id": ("id", "article_id", "doc_id", "document_id", "uid", "guid", "key"),
    "title": ("title", "headline", "head_line", "article_title", "heading"),
    "url": ("url", "link", "article_url", "permalink", "source_url", "uri"),
    "date": ("date", "published", "published_at", "publish_date", "date_published", "date_publish", "publication_date",
             "pub_date", "pubdate", "datetime", "timestamp", "created_at"),
    "language": ("language", "lang"),
    "home": ("home",),
    "domain": ("domain", "source_domain", "publisher_domain", "hostname", "site"),
}  # fmt: skip
FIELDS = tuple(_NAMES)


def columns_of(names: Sequence[str], told: Mapping[str, str]) -> dict[str, str]:
    """Field to column name.

    Args:
        names: the table's columns.
        told: field to column, as the user says; the others are guessed.

    Raises:
        InputError: a column told is not there, or none can be taken for the text; the message names the columns.
    """
    there = f"it has the columns {', '.join(names[:40]) or '(none)'}"
    for field, column in told.items():
        if column not in names:
            raise InputError(f"has no column {column!r} for {field}; {there}")
    folded: dict[str, str] = {}
    for name in names:
        folded.setdefault("_".join(name.strip().casefold().replace("-", " ").split()), name)
    found = dict(told)
    for field, likely in _NAMES.items():
        guessed = [folded[name] for name in likely if name in folded and folded[name] not in found.values()]
        if guessed:
            found.setdefault(field, guessed[0])
    if "text" not in found:
        raise InputError(f"has no column that looks like the text; {there}; name it with --column text=NAME")
    return found


def article_fields(row: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, Any]:
    """A row as the object that a JSON article would be; what is empty, or no number, is left out."""
    values = {field: _plain(row.get(column)) for field, column in columns.items()}
    return {field: value for field, value in values.items() if value is not None and value != ""}


def _plain(value: Any) -> Any:
    if value is None or value != value:  # NaN is unequal to itself  # noqa: PLR0124
        return None
    if isinstance(value, (str, int)):
        return value
    isoformat = getattr(value, "isoformat", None)
    return isoformat() if isoformat is not None else str(value)


def read_told(settings: Sequence[str]) -> dict[str, str]:
    """`--column FIELD=NAME` options, read.

    Raises:
        InputError: one is not in this form, or names a field that an article does not have.
    """
    told = {}
    for setting in settings:
        field, equals, name = setting.partition("=")
        if not equals or not name or field not in _NAMES:
            raise InputError(f"--column {setting!r} is not FIELD=NAME with a field of {', '.join(FIELDS)}")
        told[field] = name
    return told
