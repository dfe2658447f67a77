"""Records to JSON and back: the form that `parse`, `resolve` and `map` write, one object an article.

Floats are rounded where the digits beyond mean nothing (probabilities 4, weights 3, degrees 6), so that the same run
gives the same bytes on another processor. Fields of a place that the contract does not name are left out when empty.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from json.encoder import encode_basestring as quoted
from typing import Any

from geomap.errors import RecordError
from geomap.records import (
    SCHEMA,
    Action,
    Article,
    Basis,
    BBox,
    Bound,
    Candidate,
    Evidence,
    Failure,
    Geometry,
    Kind,
    MappedArticle,
    Match,
    Mention,
    Place,
    Point,
    Provenance,
    PublisherHome,
    QuotedArea,
    QuotedName,
    Region,
    Relation,
    Resolution,
    ScoredCandidate,
    Span,
    Status,
)

Json = dict[str, Any]

PLACES_KEPT = 20_000  # texts of places kept; about 10 MB when all are in use
_CANDIDATES, _AFTER_CANDIDATES = '"candidates":[', '],"region":'  # around a mention's candidates
_EXTRAS = ("admin2", "admin1_code", "admin2_code", "radius_m", "source")


def dumps(value: object) -> str:
    """One line of JSON, the same for the same value; readable Unicode, no NaN.

    Raises:
        RecordError: the value holds NaN, infinity or something that JSON has no form for.
    """
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError) as error:
        raise RecordError(f"cannot be written as JSON: {error}") from error


def to_json(mapped: MappedArticle, *, with_text: bool = True) -> str:
    """One article as one line of JSON, the same for the same article.

    Mentions with their candidates are most of it, so they are written as text at once; a place's text is kept, for the
    same places come back from article to article.

    Args:
        mapped: the article and what was found in it.
        with_text: False leaves the article's text out; names and offsets stay.

    Raises:
        RecordError: a setting of the provenance has no form in JSON.
    """
    article = mapped.article
    head: Json = {"schema": mapped.schema, "id": article.id, "title": article.title, "language": article.language}
    for name, value in (
        ("url", article.url),
        ("date", article.published),
        ("home", article.home),
        ("domain", article.domain),
    ):
        if value is not None:
            head[name] = value
    if with_text:
        head["text"] = article.text
    learned = {} if article.learned_home is None else {"home": _home_out(article.learned_home)}
    tail = {
        "areas": [_area_out(area) for area in mapped.areas],
        "quoted_names": [_quoted_name_out(name) for name in mapped.quoted_names],
        "provenance": {
            "geomap": mapped.provenance.geomap,
            "gazetteer": mapped.provenance.gazetteer,
            "recognizer": mapped.provenance.recognizer,
            "settings": dict(mapped.provenance.settings),
            **learned,
        },
    }
    ranked = {id(one.ranked): one.ranked for one in mapped.resolutions}  # all mentions of a name share one
    candidates = {number: ",".join(map(_candidate_text, these)) for number, these in ranked.items()}
    mentions = ",".join(_resolution_text(one, candidates[id(one.ranked)]) for one in mapped.resolutions)
    return f'{dumps(head)[:-1]},"mentions":[{mentions}],{dumps(tail)[1:]}'


def without_candidates(line: str) -> str:
    """A line of `to_json` without its mentions' candidates, most of it: to be read in a quarter of the time.

    A quotation mark within a string has a backslash before it, so that these marks can only be the fields' own.
    """
    kept, at = [], 0
    while (start := line.find(_CANDIDATES, at)) >= 0:
        start += len(_CANDIDATES)
        kept.append(line[at:start])
        at = line.index(_AFTER_CANDIDATES, start)
    return "".join((*kept, line[at:]))


def to_dict(mapped: MappedArticle, *, with_text: bool = True) -> Json:
    """The JSON object of one article, see `to_json`."""
    row: Json = json.loads(to_json(mapped, with_text=with_text))
    return row


def from_dict(row: Mapping[str, Any]) -> MappedArticle:
    """The records of a JSON object that `to_dict` made; an article written without its text gets the text "".

    Raises:
        RecordError: another schema, a missing field or an impossible value.
    """
    if row.get("schema") != SCHEMA:
        raise RecordError(f"schema {row.get('schema')!r} is not {SCHEMA}: it was written by another version of geomap")
    try:
        made = row["provenance"]
        return MappedArticle(
            article=Article(
                id=row["id"],
                text=row.get("text", ""),
                title=row["title"],
                language=row["language"],
                url=row.get("url"),
                published=row.get("date"),
                home=row.get("home"),
                domain=row.get("domain"),
                learned_home=_home_in(made.get("home")),
            ),
            resolutions=tuple(_resolution_in(mention) for mention in row["mentions"]),
            areas=tuple(_area_in(area) for area in row["areas"]),
            quoted_names=tuple(_quoted_name_in(name) for name in row["quoted_names"]),
            provenance=Provenance(
                geomap=made["geomap"],
                gazetteer=made["gazetteer"],
                recognizer=made["recognizer"],
                settings=dict(made["settings"]),
            ),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RecordError(f"article {row.get('id')!r} is not in the form of schema {SCHEMA}: {error!r}") from error


def _home_out(home: PublisherHome) -> Json:
    return {
        "domain": home.domain,
        "place": place_to_dict(home.place),
        "probability": round(home.probability, 4),
        "articles": home.articles,
        "mentions": home.mentions,
    }


def _home_in(row: Mapping[str, Any] | None) -> PublisherHome | None:
    if row is None:
        return None
    return PublisherHome(
        domain=row["domain"],
        place=_place_in(row["place"]),
        probability=row["probability"],
        articles=row["articles"],
        mentions=row["mentions"],
    )


def failure_to_dict(failure: Failure) -> Json:
    """The JSON object of one line of errors.jsonl."""
    row = {"file": failure.file, "line": failure.line, "record": failure.record, "id": failure.id}
    return {name: value for name, value in row.items() if value is not None} | {"reason": failure.reason}


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def _span(row: Mapping[str, Any]) -> Span:
    return Span(row["start"], row["end"])


def _bbox_out(box: BBox | None) -> list[float] | None:
    return None if box is None else [round(edge, 6) for edge in (box.west, box.south, box.east, box.north)]


def _bbox_in(edges: list[float] | None) -> BBox | None:
    return None if edges is None else BBox(*edges)


def place_to_dict(place: Place) -> Json:
    """The JSON object of a place."""
    row: Json = {
        "id": place.id,
        "name": place.name,
        "lon": round(place.point.lon, 6),
        "lat": round(place.point.lat, 6),
        "country_code": place.country_code,
        "admin1": place.admin1,
        "feature_class": place.feature_class,
        "feature_code": place.feature_code,
        "population": place.population,
        "bbox": _bbox_out(place.bbox),
    }
    row |= {name: value for name in _EXTRAS if (value := getattr(place, name))}
    if place.ancestors:
        row["ancestors"] = list(place.ancestors)
    if place.names != 1:
        row["names"] = place.names
    return row


def _place_in(row: Mapping[str, Any]) -> Place:
    return Place(
        id=row["id"],
        name=row["name"],
        point=Point(row["lon"], row["lat"]),
        feature_class=row["feature_class"],
        feature_code=row["feature_code"],
        country_code=row["country_code"],
        admin1=row["admin1"],
        admin2=row.get("admin2"),
        admin1_code=row.get("admin1_code"),
        admin2_code=row.get("admin2_code"),
        ancestors=tuple(row.get("ancestors", ())),
        population=row["population"],
        bbox=_bbox_in(row["bbox"]),
        radius_m=row.get("radius_m"),
        source=row.get("source", ""),
        names=row.get("names", 1),
    )


@lru_cache(maxsize=PLACES_KEPT)
def _place_text(place: Place) -> str:
    return dumps(place_to_dict(place))


def _candidate_text(scored: ScoredCandidate) -> str:
    candidate = scored.candidate
    evidence = ",".join(
        f'{{"name":{quoted(reason.name)},"weight":{round(reason.weight, 3)},"note":{quoted(reason.note)}}}'
        for reason in scored.evidence
    )
    return (
        f'{{"place":{_place_text(candidate.place)},"name":{quoted(candidate.matched_name)},'
        f'"match":{quoted(candidate.match)},"probability":{round(scored.probability, 4)},"evidence":[{evidence}]}}'
    )


def _candidate_in(row: Mapping[str, Any]) -> ScoredCandidate:
    return ScoredCandidate(
        candidate=Candidate(place=_place_in(row["place"]), matched_name=row["name"], match=Match(row["match"])),
        probability=row["probability"],
        evidence=tuple(
            Evidence(name=reason["name"], weight=reason["weight"], note=reason["note"]) for reason in row["evidence"]
        ),
    )


def _resolution_text(resolution: Resolution, candidates: str) -> str:
    mention, best = resolution.mention, resolution.best
    place = "null" if best is None else _place_text(best.candidate.place)
    probability = "null" if best is None else round(best.probability, 4)
    region = "null" if resolution.region is None else dumps(_region_out(resolution.region))
    label = "" if mention.label is None else f',"label":{quoted(mention.label)}'
    recognizer = f',"recognizer":{quoted(mention.recognizer)}' if mention.recognizer else ""
    return (
        f'{{"start":{mention.span.start},"end":{mention.span.end},"text":{quoted(mention.text)},'
        f'"kind":{quoted(mention.kind)},"status":{quoted(resolution.status)},"probability":{probability},'
        f'"place":{place},{_CANDIDATES}{candidates}{_AFTER_CANDIDATES}{region}{label}{recognizer}}}'
    )


def _resolution_in(row: Mapping[str, Any]) -> Resolution:
    return Resolution(
        mention=Mention(
            span=_span(row),
            text=row["text"],
            kind=Kind(row["kind"]),
            label=row.get("label"),
            recognizer=row.get("recognizer", ""),
        ),
        status=Status(row["status"]),
        ranked=tuple(_candidate_in(candidate) for candidate in row["candidates"]),
        region=_region_in(row["region"]),
    )


def geometry_to_dict(geometry: Geometry) -> Json:
    """A GeoJSON geometry; degrees to six digits (0.1 m)."""
    return {"type": geometry.type, "coordinates": _coordinates_out(geometry.coordinates)}


def _coordinates_out(nested: Any) -> Any:
    if nested and isinstance(nested[0], (int, float)):
        return [round(degrees, 6) for degrees in nested]
    return [_coordinates_out(inner) for inner in nested]


def _coordinates_in(nested: Any) -> Any:
    return tuple(_coordinates_in(inner) for inner in nested) if isinstance(nested, list) else nested


def _region_out(region: Region) -> Json:
    return {
        "relation": region.relation,
        "start": region.span.start,
        "end": region.span.end,
        "text": region.text,
        "distance_m": _rounded(region.distance_m, 1),
        "bbox": _bbox_out(region.bbox),
        "geometry": None if region.geometry is None else geometry_to_dict(region.geometry),
        "note": region.note,
        "doubt_m": _rounded(region.doubt_m, 0),
    }


def _region_in(row: Mapping[str, Any] | None) -> Region | None:
    if row is None:
        return None
    shape = row["geometry"]
    return Region(
        relation=row["relation"],
        span=_span(row),
        text=row["text"],
        distance_m=row["distance_m"],
        bbox=BBox(*row["bbox"]),
        note=row["note"],
        doubt_m=row.get("doubt_m"),  # came later than schema 1 began
        geometry=None if shape is None else Geometry(shape["type"], _coordinates_in(shape["coordinates"])),
    )


def _area_out(area: QuotedArea) -> Json:
    return {
        "start": area.span.start,
        "end": area.span.end,
        "text": area.text,
        "unit": area.unit,
        "low_m2": _rounded(area.low_m2, 2),
        "high_m2": _rounded(area.high_m2, 2),
        "bound": area.bound.value,
        "mention": area.mention,
        "relation": area.relation.value,
        "probability": _rounded(area.probability, 4),
        "note": area.note,
        "basis": area.basis.value,
        "yardstick": area.yardstick,
        "action": None if area.action is None else area.action.value,
    }


def _area_in(row: Mapping[str, Any]) -> QuotedArea:
    return QuotedArea(
        span=_span(row),
        text=row["text"],
        unit=row["unit"],
        bound=Bound(row["bound"]),
        low_m2=row["low_m2"],
        high_m2=row["high_m2"],
        mention=row["mention"],
        relation=Relation(row["relation"]),
        probability=row["probability"],
        note=row["note"],
        basis=Basis(row.get("basis", "measure")),  # the last three came later than schema 1 began
        yardstick=row.get("yardstick"),
        action=None if row.get("action") is None else Action(row["action"]),
    )


def _quoted_name_out(name: QuotedName) -> Json:
    return {
        "start": name.span.start,
        "end": name.span.end,
        "text": name.text,
        "mention": name.mention,
        "region": None if name.region is None else _region_out(name.region),
    }


def _quoted_name_in(row: Mapping[str, Any]) -> QuotedName:
    return QuotedName(span=_span(row), text=row["text"], mention=row["mention"], region=_region_in(row["region"]))
