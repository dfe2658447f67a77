"""Annotated articles, and when a prediction counts as right.

The rules are those of the field's common protocol: a place is right within 161 km (100 miles) of the gold point; a
country's name is right when the answer is that country, however far apart two sources put its centre.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from geomap.errors import GeomapError, InputError
from geomap.geodesy import RADIUS_M, distance_m
from geomap.records import Place, Point, Span

WORST_KM = 20_039.0  # half the equator: the error of an unanswered mention
RIGHT_KM = 161.0
EARTH_KM = 6371.0088  # the protocol's radius; figures are compared to the last digit
COUNTRY_KM = 2_000.0  # a country further away than this is another one of the name: Georgia the state stays a state

# Types that GeoWebNews gives to words that are demonyms or no places at all.
_NO_TOPONYM = frozenset(
    {
        "Demonym",
        "Non_Literal_Modifier",
        "Language",
        "Homonym",
        "Non_Toponym",
        "Non_Lit_Expression",
        "Literal_Expression",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldToponym:
    """One annotated mention; without a point the annotators found no place for it."""

    span: Span
    name: str
    point: Point | None = None
    geoname_id: int | None = None
    type: str | None = None

    @property
    def usable(self) -> bool:
        """Whether it denotes a place (some corpora annotate plain expressions too)."""
        return self.point is not None or self.geoname_id is not None or self.type is None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldArticle:
    """An annotated article."""

    id: str
    text: str
    toponyms: tuple[GoldToponym, ...]
    meta: Mapping[str, Any] = field(default_factory=dict)

    @property
    def golds(self) -> tuple[GoldToponym, ...]:
        """The toponyms that denote places."""
        return tuple(gold for gold in self.toponyms if gold.usable)


@dataclass(frozen=True, slots=True, kw_only=True)
class NameTables:
    """Names of countries and demonyms by folded name; values are ISO codes, "" for a demonym of no single country."""

    countries: Mapping[str, str]
    demonyms: Mapping[str, str]

    @classmethod
    def of(cls, countries: Mapping[str, str], demonyms: Mapping[str, str]) -> "NameTables":
        """From names as they are written."""
        return cls(
            countries={folded(name): code for name, code in countries.items()},
            demonyms={folded(name): code for name, code in demonyms.items()},
        )

    @classmethod
    def of_rows(
        cls,
        countries: Iterable[Mapping[str, str]],
        demonyms: Iterable[Mapping[str, str]],
        abbreviations: Iterable[Mapping[str, str]] = (),
    ) -> "NameTables":
        """From the rows of geomap's tables of these names; a reference of two letters is a country's code."""

        def codes(rows: Iterable[Mapping[str, str]], column: str) -> dict[str, str]:
            return {row[column]: row["reference"] if len(row["reference"]) == 2 else "" for row in rows}

        named = codes(countries, "name") | codes(abbreviations, "abbreviation")
        return cls.of({name: code for name, code in named.items() if code}, codes(demonyms, "demonym"))


@lru_cache(maxsize=16_384)
def folded(name: str) -> str:
    """A name as the protocol compares it: without case, accents, full stops, hyphens and a leading "the"."""
    letters = (one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one))
    words = "".join(letters).casefold().replace(".", "").replace("-", " ").split()
    return " ".join(words).removeprefix("the ")


def gold_article(document: Mapping[str, Any]) -> GoldArticle:
    """An article from one parsed line of a corpus: id, text, toponyms with start, end, name, lat, lon, geonameid, type.

    Raises:
        InputError: the line lacks a field, or one cannot be what it says; the message names toponym and field.
    """
    text, rows = document.get("text"), document.get("toponyms")
    if not isinstance(text, str):
        raise InputError(_wrong(document, "`text` is missing or no string"))
    if not isinstance(rows, list):
        raise InputError(_wrong(document, "`toponyms` is missing or no list of objects with start and end"))
    toponyms = []
    for number, row in enumerate(rows):
        try:
            toponyms.append(_toponym(row, text))
        except GeomapError as reason:
            raise InputError(_wrong(document, f"toponym {number} (counted from 0): {reason}")) from reason
    meta = document.get("meta")
    return GoldArticle(
        id=str(document.get("id")),
        text=text,
        toponyms=tuple(toponyms),
        meta=meta if isinstance(meta, dict) else {},
    )


def _wrong(document: Mapping[str, Any], what: str) -> str:
    return f"gold article {document.get('id')!r}: {what}; see docs/training.md for the format"


def _toponym(row: object, text: str) -> GoldToponym:
    if not isinstance(row, dict):
        raise InputError(f"is {row!r}, not an object")
    start, end = row.get("start"), row.get("end")
    if type(start) is not int or type(end) is not int:  # True is no offset
        raise InputError(f"`start` and `end` are {start!r} and {end!r}, not whole numbers")
    if not 0 <= start < end <= len(text):
        raise InputError(f"`start` {start} and `end` {end} are not inside the text of {len(text)} characters")
    name, number, kind = row.get("name"), row.get("geonameid"), row.get("type")
    if number is not None and (not isinstance(number, int | str) or not str(number).isdecimal()):
        raise InputError(f"`geonameid` is {number!r}, not a whole number or null")
    return GoldToponym(
        span=Span(start, end),
        name=name if isinstance(name, str) and name else text[start:end],
        point=_point(row.get("lon"), row.get("lat")),
        geoname_id=None if number is None else int(number),
        type=None if kind is None else str(kind),
    )


def _point(lon: object, lat: object) -> Point | None:
    if lon is None and lat is None:
        return None
    for field_name, value in (("lon", lon), ("lat", lat)):
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise InputError(f"`{field_name}` is {value!r}, not a number (or null together with the other coordinate)")
        if not abs(value) <= (180.0 if field_name == "lon" else 90.0):
            raise InputError(f"`{field_name}` is {value!r}, not a number of degrees")
    return Point(float(lon), float(lat))  # type: ignore[arg-type]  # the loop has seen that both are numbers


def is_demonym(gold: GoldToponym, tables: NameTables) -> bool:
    """Whether the mention is left out of recognition without demonyms."""
    return gold.type in _NO_TOPONYM or folded(gold.name) in tables.demonyms


def error_km(gold: GoldToponym, place: Place | None) -> float:
    """Distance of the answer from the gold point; 0 for the same GeoNames id, WORST_KM without an answer."""
    if place is None or gold.point is None:
        return WORST_KM
    if gold.geoname_id is not None and place.id == f"geonames:{gold.geoname_id}":
        return 0.0
    return distance_m(gold.point, place.point) / RADIUS_M * EARTH_KM


def is_right(gold: GoldToponym, place: Place | None, tables: NameTables) -> bool:
    """Whether the answer counts as right: near enough, or the country that the name means."""
    error = error_km(gold, place)
    if error <= RIGHT_KM:
        return True
    if place is None or not (place.feature_code or "").startswith("PCL"):
        return False
    key = folded(gold.name)
    code = tables.countries.get(key) or tables.demonyms.get(key)
    return bool(code) and place.country_code == code and error <= COUNTRY_KM
