"""A JSON object to an article: the fields of the contract, at the top level or in `meta`."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from geomap.errors import InputError
from geomap.reading.origin import without_surrogates
from geomap.records import Article, Span

_FIELDS = {"title": "title", "url": "url", "language": "language", "date": "published", "home": "home",
           "domain": "domain"}  # fmt: skip

Warn = Callable[[str], None]


def parse(text: str) -> Any:
    """The value of a JSON text.

    Raises:
        InputError: it is not JSON; the message says where.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"column {error.colno}" if error.lineno == 1 else f"line {error.lineno}, column {error.colno}"
        raise InputError(f"is not JSON: {error.msg} at {where}") from error
    except (ValueError, RecursionError) as error:  # a number of over 4,300 digits; brackets nested too deeply
        raise InputError(f"is JSON that cannot be read: {error}") from error


def article_of(value: object, fallback_id: str, *, with_toponyms: bool = False, warn: Warn) -> Article:
    """The article of one JSON object. Unknown fields are ignored; a lone surrogate becomes U+FFFD, one for one.

    Args:
        value: what `parse` gave.
        fallback_id: the id of an article that has none.
        with_toponyms: whether `toponyms` is wanted (by `resolve`).
        warn: told of what was changed or left out.

    Raises:
        InputError: it is no object, has no usable text or id, or a toponym that is out of range.
    """
    if not isinstance(value, dict):
        raise InputError(f"holds {_kind(value)} where an article should be: an object with at least a `text`")
    meta = value.get("meta")
    fields = _Fields(value, meta if isinstance(meta, dict) else {}, warn)
    text = fields.text()
    told: dict[str, Any] = {name: fields.optional(field) for field, name in _FIELDS.items()}
    return Article(
        id=fields.id(fallback_id),
        text=text,
        toponyms=_toponyms(fields.get("toponyms"), len(text)) if with_toponyms else None,
        **told,
    )


class _Fields:
    """Look-up in an object and its meta; the top level wins, null counts as absent."""

    def __init__(self, top: Mapping[str, Any], meta: Mapping[str, Any], warn: Warn) -> None:
        self._top, self._meta, self._warn = top, meta, warn

    def get(self, name: str) -> Any:
        value = self._top.get(name)
        return self._meta.get(name) if value is None else value

    def text(self) -> str:
        value = self.get("text")
        if value is None:
            raise InputError("has no `text`, the one field that an article needs")
        if not isinstance(value, str):
            raise InputError(f"has a `text` that is {_kind(value)}, not a string")
        if not value.strip():
            raise InputError("has an empty `text`")
        return self._clean("text", value)

    def id(self, fallback: str) -> str:
        value = self.get("id")
        if value is None:
            return fallback
        if isinstance(value, bool) or not isinstance(value, (str, int)):
            raise InputError(f"has an `id` that is {_kind(value)}, not a string")
        return self._clean("id", str(value))

    def optional(self, name: str) -> str | None:
        value = self.get(name)
        if value is None or isinstance(value, str):
            return self._clean(name, value) if value else None
        self._warn(f"`{name}` is {_kind(value)}, not a string, and was left out")
        return None

    def _clean(self, name: str, value: str) -> str:
        cleaned, count = without_surrogates(value)
        if count:
            self._warn(f"`{name}` held {count} lone surrogate{'s' * (count > 1)}, replaced by U+FFFD")
        return cleaned


def _toponyms(value: Any, length: int) -> tuple[Span, ...]:
    if value is None:
        raise InputError("has no `toponyms`: resolve needs a list of objects with start and end")
    if not isinstance(value, list):
        raise InputError(f"has `toponyms` that are {_kind(value)}, not a list of objects with start and end")
    return tuple(_toponym(number, entry, length) for number, entry in enumerate(value))


def _toponym(number: int, entry: Any, length: int) -> Span:
    start, end = (entry.get("start"), entry.get("end")) if isinstance(entry, dict) else (None, None)
    if type(start) is not int or type(end) is not int:  # True is no offset
        raise InputError(f"toponym {number} (counted from 0) has no whole numbers `start` and `end`: {_brief(entry)}")
    if not 0 <= start < end <= length:
        raise InputError(
            f"toponym {number} (counted from 0), start {_brief(start)} and end {_brief(end)}, is not inside the text "
            f"of {length} characters"
        )
    return Span(start, end)


def _brief(value: object) -> str:
    # str() of a huge whole number raises; cut what would flood a line of errors
    text = "a huge number" if isinstance(value, int) and abs(value) > 1 << 64 else json.dumps(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _kind(value: object) -> str:
    if value is None:
        return "null"
    names = {bool: "true or false", int: "a number", float: "a number", str: "a string", list: "a list"}
    return names.get(type(value), "an object")
