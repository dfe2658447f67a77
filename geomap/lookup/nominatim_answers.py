"""Nominatim's answers to candidates. One of the two places where (latitude, longitude) turns into (lon, lat)."""

from collections.abc import Mapping, Sequence
from typing import Any

from geomap.errors import GeocoderError, RecordError
from geomap.lookup.nominatim_kinds import feature
from geomap.records import BBox, Candidate, Match, Place, Point

_ADMIN1 = ("state", "province", "region", "state_district")  # keys of an address, first one wins


def candidates(rows: Sequence[Any]) -> tuple[Candidate, ...]:
    """Candidates marked `geocoded`, in the service's order, each place once.

    Args:
        rows: the objects of a `format=json` search with address details, as the service sent them.

    Raises:
        GeocoderError: a field is missing or impossible.
    """
    found: dict[str | None, Candidate] = {}
    for row in rows:
        try:
            place = _place(row)
        except (KeyError, TypeError, ValueError, AttributeError, RecordError, OverflowError) as error:
            raise GeocoderError(
                f"the geocoding service gave a place that cannot be used: {type(error).__name__}: {error}"
            ) from error
        found.setdefault(place.id, Candidate(place=place, matched_name=place.name, match=Match.GEOCODED))
    return tuple(found.values())


def _place(row: Mapping[str, Any]) -> Place:
    address = row.get("address") or {}
    feature_class, feature_code = feature(
        str(row.get("class") or ""), str(row.get("type") or ""), row.get("addresstype"), int(row.get("place_rank") or 0)
    )
    country = address.get("country_code")
    return Place(
        id=f"osm:{_text(row['osm_type'])}/{int(row['osm_id'])}",
        name=_text(row.get("name") or _text(row["display_name"]).partition(",")[0]),
        point=Point(float(row["lon"]), float(row["lat"])),
        feature_class=feature_class,
        feature_code=feature_code,
        country_code=_text(country).upper() if country else None,
        admin1=next((_text(address[name]) for name in _ADMIN1 if address.get(name)), None),
        population=_population(row.get("extratags") or {}),
        bbox=_bbox(row.get("boundingbox")),
        source="OpenStreetMap",
    )


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError(f"{value!r} is no name")
    return " ".join(value.split())


def _bbox(edges: Sequence[Any] | None) -> BBox | None:
    if edges is None:
        return None
    south, north, west, east = (float(edge) for edge in edges)
    return BBox(west, south, east, north)


def _population(tags: Mapping[str, Any]) -> int:
    digits = str(tags.get("population") or "")  # free text of OpenStreetMap: "12000", "ca. 12,000"
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 12 else 0
