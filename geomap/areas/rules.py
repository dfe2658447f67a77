"""The words that the grammar of areas and regions knows, as data.

Each table of `gazetteer/rules/` feeds one group of fields; `AreaRules.from_tables` says which.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from geomap.areas.ground import Ground
from geomap.areas.own_areas import OwnArea
from geomap.errors import RecordError
from geomap.units import AreaUnit, area_units

Row = Mapping[str, str]

#: The tables that `AreaRules.from_tables` needs, by their file names without `.tsv`.
TABLES = (
    "areas_units",
    "areas_own",
    "areas_links",
    "areas_landforms",
    "areas_mouths",
    "areas_seas",
    "areas_bounds",
    "areas_vague",
    "areas_cues",
    "areas_nouns",
    "areas_directions",
    "areas_features",
    "areas_quoted_nouns",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A noun that makes a region of a place: "valley", "outskirts"."""

    relation: str
    after: bool  # stands after the name: "the Euphrates valley"
    before: bool  # stands before it with "of" or "in": "the desert in Syria"
    reach_m: float | None  # how far the region reaches from the line or the edge of its place


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedNoun:
    """The last word of an area named in quotation marks."""

    kind: str  # "name", "tied", "claimed" or "veto"
    reach_m: float | None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class AreaRules:
    """Everything that a non-programmer may correct.

    Attributes:
        units: `areas_units.tsv`.
        bounds: `areas_bounds.tsv`: meaning → its words.
        vague: `areas_vague.tsv`: "a few" → (2.0, 9.0).
        cues: `areas_cues.tsv`: meaning → its words.
        nouns: `areas_nouns.tsv`: "city" → GeoNames feature classes that it fits.
        directions: `areas_directions.tsv`: "north-western" → ("northwest", 315.0).
        features: `areas_features.tsv`.
        quoted: `areas_quoted_nouns.tsv`.
        own: `areas_own.tsv`: a place's id → how large it is.
        ground: `areas_landforms.tsv`, `areas_mouths.tsv`, `areas_seas.tsv`.
        links: `areas_links.tsv`: a rule of the linker → how often its answer is right.
    """

    units: tuple[AreaUnit, ...]
    bounds: Mapping[str, tuple[str, ...]]
    vague: Mapping[str, tuple[float, float]]
    cues: Mapping[str, tuple[str, ...]]
    nouns: Mapping[str, frozenset[str]]
    directions: Mapping[str, tuple[str, float | None]]
    features: Mapping[str, Feature]
    quoted: Mapping[str, QuotedNoun]
    own: Mapping[str, OwnArea]
    ground: Ground
    links: Mapping[str, float]

    @classmethod
    def from_tables(cls, tables: Mapping[str, Sequence[Row]]) -> "AreaRules":
        """The rules from parsed tables: file name without `.tsv` → its rows as column → cell.

        Raises:
            RecordError: a table or column is missing, or a cell that should be a number is none.
        """
        try:
            return cls(
                units=area_units(tables["areas_units"]),
                bounds=_grouped(tables["areas_bounds"]),
                vague={row["words"]: (float(row["low"]), float(row["high"])) for row in tables["areas_vague"]},
                cues=_grouped(tables["areas_cues"]),
                nouns=_noun_classes(tables["areas_nouns"]),
                directions={
                    row["word"]: (row["relation"], _number(row["bearing"])) for row in tables["areas_directions"]
                },
                features=_features(tables["areas_features"]),
                quoted={
                    row["words"]: QuotedNoun(kind=row["kind"], reach_m=_number(row["metres"]))
                    for row in tables["areas_quoted_nouns"]
                },
                own={row["id"]: OwnArea(float(row["m2"]), row["source"]) for row in tables["areas_own"]},
                ground=Ground.from_rows(tables["areas_landforms"], tables["areas_mouths"], tables["areas_seas"]),
                links={row["rule"]: float(row["probability"]) for row in tables["areas_links"]},
            )
        except KeyError as missing:
            raise RecordError(
                f"the rules of areas miss table or column {missing}; needed are {', '.join(TABLES)}"
            ) from missing
        except ValueError as wrong:
            raise RecordError(f"the rules of areas hold a cell that should be a number: {wrong}") from wrong


def alternatives(words: Iterable[str]) -> str:
    """A pattern of any of the words, longest first; a space in one also stands for a line break or a hyphen."""
    return by_first_letter(words, lambda word: re.escape(word).replace(r"\ ", r"[\s-]{1,2}"))


def by_first_letter(words: Iterable[str], spelled: Callable[[str], str]) -> str:
    """A pattern of any of the words, the first letter in either case, the rest as `spelled` gives its pattern.

    Where case is ignored, Python tries a hundred words one by one at every place of a text. Told apart by their first
    letter, with its two cases spelled out, nearly all are passed over at once.
    """
    behind: dict[str, list[str]] = {}
    for word in sorted(set(words) - {""}, key=lambda word: (-len(word), word)):
        behind.setdefault(word[0].lower(), []).append(spelled(word[1:]))
    both = {first: sorted({first, first.upper()} if len(first.upper()) == 1 else {first}) for first in behind}
    starts = {first: "".join(map(re.escape, cases)) for first, cases in both.items()}
    return "(?:" + "|".join(f"(?-i:[{starts[first]}])(?:{'|'.join(rest)})" for first, rest in behind.items()) + ")"


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


def _grouped(rows: Iterable[Row]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = {}
    for row in rows:
        groups.setdefault(row["meaning"], []).append(row["words"])
    return {meaning: tuple(words) for meaning, words in groups.items()}


def _noun_classes(rows: Iterable[Row]) -> dict[str, frozenset[str]]:
    nouns: dict[str, frozenset[str]] = {}
    for row in rows:
        nouns[row["noun"]] = nouns.get(row["noun"], frozenset()) | frozenset(row["classes"].split())
    return nouns


def _features(rows: Iterable[Row]) -> dict[str, Feature]:
    features: dict[str, Feature] = {}
    for row in rows:
        if row["words"] not in features:
            where = row["where"].split()
            features[row["words"]] = Feature(
                relation=row["relation"] or row["words"],
                after="after" in where,
                before="of" in where,
                reach_m=_number(row["metres"]),
            )
    return features
