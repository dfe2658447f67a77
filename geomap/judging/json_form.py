"""Judgements to JSON objects and back: a line of the judgements file, and what the review page sends."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from geomap.errors import RecordError
from geomap.records import Judgement, Point, Scope, Span, Verdict

Json = dict[str, Any]

_TEXTS = {"article": 500, "name": 500, "place_name": 200, "reviewer": 100, "decided_at": 40, "text_id": 64}  # longest
_ID_LENGTH = 80


def to_dict(judgement: Judgement) -> Json:
    """The JSON object of a judgement; what is empty is left out."""
    row: Json = {
        "id": judgement.id,
        "text_id": judgement.text_id,
        "article": judgement.article,
        "start": judgement.span.start,
        "end": judgement.span.end,
        "name": judgement.name,
        "verdict": judgement.verdict.value,
        "scope": judgement.scope.value,
        "place_id": judgement.place_id,
        "place_name": judgement.place_name,
        "lon": judgement.point.lon if judgement.point else None,
        "lat": judgement.point.lat if judgement.point else None,
        "added": judgement.added,
        "withdraws": judgement.withdraws,
        "reviewer": judgement.reviewer,
        "decided_at": judgement.decided_at,
    }
    return {name: value for name, value in row.items() if value is not None and value is not False and value != ""}


def from_dict(row: object) -> Judgement:
    """The judgement of a JSON object; one without an id gets the id that its content makes.

    Raises:
        RecordError: a field is missing, too long, of the wrong type or impossible.
    """
    if not isinstance(row, Mapping):
        raise RecordError("a judgement is a JSON object")
    try:
        texts = {name: _text(row, name, longest) for name, longest in _TEXTS.items()}
        lon, lat = row.get("lon"), row.get("lat")
        made = Judgement(
            id="",
            span=Span(_whole(row["start"]), _whole(row["end"])),
            verdict=Verdict(row["verdict"]),
            scope=Scope(row["scope"]),
            point=None if lon is None and lat is None else Point(_number(lon), _number(lat)),
            added=row.get("added", False) is True,
            place_id=_text(row, "place_id", _ID_LENGTH) or None,
            withdraws=_text(row, "withdraws", _ID_LENGTH) or None,
            **texts,
        )
    except KeyError as error:
        raise RecordError(f"a judgement lacks the field {error}") from error
    except (TypeError, ValueError) as error:
        raise RecordError(f"a judgement is not in its form: {error}") from error
    return replace(made, id=_text(row, "id", _ID_LENGTH) or made_id(made))


def made_id(judgement: Judgement) -> str:
    """An id from everything else that the judgement says."""
    row = to_dict(judgement)
    row.pop("id", None)
    return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()[:16]


def _text(row: Mapping[str, Any], name: str, longest: int) -> str:
    value = row.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > longest:
        raise TypeError(f"{name} must be text of at most {longest} characters")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise TypeError(f"{name} holds half a character") from error
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"an offset must be a whole number, got {value!r}")
    return value


def _number(value: Any) -> float:
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        raise TypeError(f"a coordinate must be a number, got {value!r}")
    return float(value)
