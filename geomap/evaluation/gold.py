"""Annotated articles, and when a prediction counts as right.

The rules are those of the field's common protocol: a place is right within 161 km (100 miles) of the gold point; a
country's name is right when the answer is that country, however far apart two sources put its centre.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from geomap.errors import InputError
from geomap.geodesy import distance_m
from geomap.names import cached_key
from geomap.records import Place, Point, Span

WORST_KM = 20_039.0  # half the equator: the error of an unanswered mention
RIGHT_KM = 161.0
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
    def of_rows(cls, countries: Iterable[Mapping[str, str]], demonyms: Iterable[Mapping[str, str]]) -> "NameTables":
        """From the rows of country_names.tsv and demonyms.tsv; a reference of two letters is a code."""

        def codes(rows: Iterable[Mapping[str, str]], column: str) -> dict[str, str]:
            return {row[column]: row["reference"] if len(row["reference"]) == 2 else "" for row in rows}

        named = {name: code for name, code in codes(countries, "name").items() if code}
        return cls.of(named, codes(demonyms, "demonym"))


def folded(name: str) -> str:
    """The key of a name without a leading "the"."""
    key = cached_key(name)
    return key.removeprefix("the ")


def gold_article(document: Mapping[str, Any]) -> GoldArticle:
    """An article from one parsed line of a corpus: id, text, toponyms with start, end, name, lat, lon, geonameid, type.

    Raises:
        InputError: the line lacks a field, or a span does not lie in the text.
    """
    try:
        text = document["text"]
        toponyms = []
        for row in document["toponyms"]:
            span = Span(row["start"], row["end"])
            if span.end > len(text):
                raise InputError(f"gold article {document.get('id')!r}: {span} is outside the text")
            point = None if row.get("lat") is None else Point(float(row["lon"]), float(row["lat"]))
            toponyms.append(
                GoldToponym(
                    span=span,
                    name=row.get("name") or text[span.start : span.end],
                    point=point,
                    geoname_id=row.get("geonameid"),
                    type=row.get("type"),
                )
            )
        return GoldArticle(id=str(document["id"]), text=text, toponyms=tuple(toponyms), meta=document.get("meta") or {})
    except (KeyError, TypeError, ValueError) as reason:
        raise InputError(
            f"gold article {document.get('id')!r} cannot be read: {reason!r}; see docs/data-model.md"
        ) from reason


def is_demonym(gold: GoldToponym, tables: NameTables) -> bool:
    """Whether the mention is left out of recognition without demonyms."""
    return gold.type in _NO_TOPONYM or folded(gold.name) in tables.demonyms


def error_km(gold: GoldToponym, place: Place | None) -> float:
    """Distance of the answer from the gold point; 0 for the same GeoNames id, WORST_KM without an answer."""
    if place is None or gold.point is None:
        return WORST_KM
    if gold.geoname_id is not None and place.id == f"geonames:{gold.geoname_id}":
        return 0.0
    return distance_m(gold.point, place.point) / 1000.0


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
