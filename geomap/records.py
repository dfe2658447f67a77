"""The nouns: small immutable records that every step hands to the next one.

Offsets are Unicode code points into the article's text exactly as it was read, half open. Coordinates are degrees
WGS84, longitude first. Distances are metres, areas square metres, probabilities lie in [0, 1]. Records are frozen,
hold tuples instead of lists, and refuse values that break these promises with RecordError. They stand in one file,
longer than others, because every other module is written in their words.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from geomap.errors import RecordError

GIVEN = "given"  # the recognizer of a mention that the caller gave
SCHEMA = 1  # of the JSON form; raised when a reader of the old form would misread the new one


def _finite(owner: str, name: str, value: float | None, low: float, high: float) -> None:
    if value is not None and not (math.isfinite(value) and low <= value <= high):
        raise RecordError(f"{owner}.{name} must be a finite number from {low:g} to {high:g}, got {value!r}")


class Kind(StrEnum):
    """What a mention means."""

    LITERAL = "literal"  # the place itself: "in Idlib"
    DEMONYM = "demonym"  # its people or what is theirs: "Syrian"
    METONYM = "metonym"  # somebody who stands behind the place: "Ankara" for its government
    EMBEDDED = "embedded"  # part of another name: "Paris" in "Paris Police Department"
    NOMINAL = "nominal"  # a phrase without a name of its own: "the city"


class Status(StrEnum):
    """How a resolution ended. *Not found* is a status; *unavailable* is an error."""

    RESOLVED = "resolved"
    AMBIGUOUS = "ambiguous"  # a best guess that may well be another place
    APPROXIMATE = "approximate"  # in no gazetteer, but near what the article is about
    NOT_FOUND = "not_found"


class Match(StrEnum):
    """How a candidate's name met the text."""

    EXACT = "exact"  # the place's main name
    ALTERNATE = "alternate"  # one of its other names
    ABBREVIATION = "abbreviation"  # "Ky.", "UAE"
    DEMONYM = "demonym"  # "Syrian" for Syria
    ARTICLE = "article"  # equal but for a leading "al-", "el-" or "the"
    GEOCODED = "geocoded"  # an answer of the online service
    NEAR = "near"  # in no gazetteer: near what the article is about


class Bound(StrEnum):
    """How exactly a quoted area is meant."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RANGE = "range"
    VAGUE = "vague"  # "a few"


class Basis(StrEnum):
    """What a quoted area is told by."""

    MEASURE = "measure"  # units: "4,000 sq km"
    COMPARISON = "comparison"  # the own area of something else: "twice the size of Malta", "40 football fields"
    SHARE = "share"  # a part of its place's own area: "a third of the province"


class Action(StrEnum):
    """What happened to a quoted area, as its clause tells."""

    GAIN = "gain"
    HOLD = "hold"
    LOSS = "loss"
    HARM = "harm"  # burned, flooded, destroyed


class Relation(StrEnum):
    """What a quoted area says of its place."""

    EXTENT = "extent"  # the place measures this
    PART = "part"  # so much of it, or inside it
    OTHER = "other"


class Verdict(StrEnum):
    """What a person says of a mention."""

    PLACE = "place"  # it means this place
    NOT_A_PLACE = "not_a_place"
    WITHDRAWN = "withdrawn"  # an earlier judgement no longer counts


class Scope(StrEnum):
    """How far a judgement reaches."""

    MENTION = "mention"  # these words at this spot of this text
    ARTICLE = "article"  # every mention of the name in this text
    EVERYWHERE = "everywhere"  # every mention of the name in any text


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points [start, end) of the article's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise RecordError(f"Span needs 0 <= start < end, got {self.start}, {self.end}")

    def overlaps(self, other: "Span") -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether the other span lies wholly in this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the globe: degrees WGS84, longitude first."""

    lon: float
    lat: float

    def __post_init__(self) -> None:
        if not (
            -180.0 <= self.lon <= 180.0 and -90.0 <= self.lat <= 90.0
        ):  # a call for each of thousands takes its time
            _finite("Point", "lon", self.lon, -180.0, 180.0)
            _finite("Point", "lat", self.lat, -90.0, 90.0)


@dataclass(frozen=True, slots=True)
class BBox:
    """An extent in degrees. `west > east` means that it crosses the antimeridian."""

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        _finite("BBox", "west", self.west, -180.0, 180.0)
        _finite("BBox", "east", self.east, -180.0, 180.0)
        _finite("BBox", "south", self.south, -90.0, 90.0)
        _finite("BBox", "north", self.north, -90.0, 90.0)
        if self.south > self.north:
            raise RecordError(f"BBox needs south <= north, got {self.south}, {self.north}")

    @property
    def crosses_antimeridian(self) -> bool:
        """Whether it runs over longitude 180."""
        return self.west > self.east


@dataclass(frozen=True, slots=True)
class Geometry:
    """A GeoJSON geometry: its type and nested tuples of (longitude, latitude).

    Where `Gazetteer.coarse_geometry` gives it, lines are arrays [points, 2] instead; such a one cannot be compared.
    """

    type: str
    coordinates: tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BasemapShape:
    """One shape of the background map, from Natural Earth."""

    layer: str  # "land" "lake" "river" "border" "disputed" "admin1" "town" "country"; the last two are label points
    name: str  # "" where it needs no label
    rank: int  # Natural Earth's scale rank: 0 is shown first
    geometry: Geometry
    # of a border: ISO codes of the countries that see it otherwise, each with the layer it is in there, "" for none
    views: tuple[tuple[str, str], ...] = ()

    def layer_in(self, worldview: str | None) -> str:
        """The layer in the eyes of a country, "" where it draws no such line; None is the neutral view."""
        return next((layer for code, layer in self.views if code == worldview), self.layer)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublisherHome:
    """Where a publisher sits, as far as its own articles tell."""

    domain: str  # the publisher's web domain
    place: "Place"
    probability: float  # that its news is from around there
    articles: int  # that name places there
    mentions: int  # of such places

    def __post_init__(self) -> None:
        _finite("PublisherHome", "probability", self.probability, 0.0, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One text as it was read; `text` is never normalised."""

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    language: str | None = None
    published: str | None = None  # as the source gave it
    home: str | None = None  # "Paris, Texas": the publisher's town
    domain: str | None = None  # the publisher's web domain
    learned_home: PublisherHome | None = None  # what the publisher's articles of the same run tell
    recognized: tuple["Mention", ...] | None = None  # found by a look ahead already
    toponyms: tuple[Span, ...] | None = None  # for `resolve`: the spans that were asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name (or noun) in the text that stands for a place."""

    span: Span
    text: str
    kind: Kind = Kind.LITERAL
    label: str | None = None  # the recogniser's own label
    recognizer: str = ""  # which rule or model found it


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One row of the gazetteer (or one answer of the geocoder)."""

    id: str | None  # "geonames:169389"; None for an approximate place
    name: str
    point: Point
    feature_class: str | None = None  # GeoNames: A P H L T S R V U
    feature_code: str | None = None  # GeoNames: PPLA, ADM1, STM ...
    country_code: str | None = None  # ISO 3166-1 alpha-2
    admin1: str | None = None  # name of the first-level division
    admin2: str | None = None  # name of the second-level division
    admin1_code: str | None = None  # "SY.12", as GeoNames writes it
    admin2_code: str | None = None  # "US.TX.453"
    ancestors: tuple[str, ...] = ()  # place ids, nearest first
    population: int = 0  # 0: unknown
    bbox: BBox | None = None
    radius_m: float | None = None  # of an approximate place
    source: str = ""
    names: int = 1  # how many names the gazetteer holds for it

    def __post_init__(self) -> None:
        if self.radius_m is not None:
            _finite("Place", "radius_m", self.radius_m, 0.0, 2.1e7)

    def __hash__(self) -> int:
        return hash((self.id, self.name))  # enough to tell places apart, and quicker than all fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that a name could mean."""

    place: Place
    matched_name: str  # the gazetteer's spelling that met the text
    match: Match = Match.EXACT


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One reason for or against a candidate."""

    name: str  # "same_country"
    weight: float  # what it adds to the score, in log odds
    note: str  # a sentence for people: "Syria is named 9 times"

    def __post_init__(self) -> None:
        if not -1e6 <= self.weight <= 1e6:
            _finite("Evidence", "weight", self.weight, -1e6, 1e6)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredCandidate:
    """A candidate with its probability and the reasons for it."""

    candidate: Candidate
    probability: float
    evidence: tuple[Evidence, ...] = ()

    def __post_init__(self) -> None:
        if not 0.0 <= self.probability <= 1.0:
            _finite("ScoredCandidate", "probability", self.probability, 0.0, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A part, a neighbourhood or a valley of a place: "northwestern Syria"."""

    relation: str  # "northwest", "near", "valley", "east desert"
    span: Span  # the words that say so, with the name where they hold it
    text: str
    bbox: BBox
    distance_m: float | None = None
    geometry: Geometry | None = None
    note: str = ""  # a sentence that says how the extent was made
    doubt_m: float | None = None  # how far its edge may well be off

    def __post_init__(self) -> None:
        _finite("Region", "distance_m", self.distance_m, 0.0, 2.1e7)
        _finite("Region", "doubt_m", self.doubt_m, 0.0, 2.1e7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """A mention with its answer, and with the candidates that lost."""

    mention: Mention
    status: Status
    ranked: tuple[ScoredCandidate, ...] = ()  # best first; empty when not found
    region: Region | None = None

    def __post_init__(self) -> None:
        if (self.status is Status.NOT_FOUND) != (not self.ranked):
            raise RecordError(f"Resolution is {self.status} with {len(self.ranked)} candidates")

    @property
    def best(self) -> ScoredCandidate | None:
        """The candidate chosen, or None when not found."""
        return self.ranked[0] if self.ranked else None

    @property
    def place(self) -> Place | None:
        """The place chosen, or None when not found."""
        return self.ranked[0].candidate.place if self.ranked else None

    @property
    def probability(self) -> float | None:
        """The chosen place's probability, or None when not found."""
        return self.ranked[0].probability if self.ranked else None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedArea:
    """An area that the text measures: "1,400 sq km of farmland in southern Nineveh"."""

    span: Span  # the number words and the unit; of a share or a comparison with the place's name
    text: str
    unit: str  # the name of the unit in the units table, "own area" where another place's own area is the unit
    bound: Bound
    low_m2: float | None
    high_m2: float | None
    mention: int | None = None  # index of the mention it belongs to; None: the text names no place for it
    relation: Relation = Relation.OTHER
    probability: float | None = None  # of the link
    note: str = ""  # why it belongs there, or why to no place
    basis: Basis = Basis.MEASURE
    yardstick: int | None = None  # index of the mention whose own area it is told by
    action: Action | None = None

    def __post_init__(self) -> None:
        _finite("QuotedArea", "low_m2", self.low_m2, 0.0, 1e18)
        _finite("QuotedArea", "high_m2", self.high_m2, 0.0, 1e18)
        _finite("QuotedArea", "probability", self.probability, 0.0, 1.0)
        if self.low_m2 is None and self.high_m2 is None:
            raise RecordError("QuotedArea needs a lower or an upper value")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedName:
    """An area named in quotation marks: "Hajin pocket"."""

    span: Span  # without the quotation marks
    text: str
    mention: int | None = None  # index of the mention it is tied to
    region: Region | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A person's correction of one mention, and how far it reaches. Never changed: a later one takes its place."""

    id: str  # made from everything below
    text_id: str  # tells the article's text, see geomap.judging.applying.text_id
    article: str  # the article's id, for people
    span: Span  # the mention judged
    name: str  # its words
    verdict: Verdict
    scope: Scope
    place_id: str | None = None  # of the place chosen from the gazetteer
    place_name: str = ""  # for people, and the name of a place set by hand
    point: Point | None = None  # of a place set by hand
    added: bool = False  # the recogniser had passed over the mention
    withdraws: str | None = None  # id of the judgement that no longer counts
    reviewer: str = ""
    decided_at: str = ""  # ISO 8601, UTC

    def __post_init__(self) -> None:
        named = (self.place_id is not None) + (self.point is not None)
        if named != (self.verdict is Verdict.PLACE):
            raise RecordError(f"Judgement {self.verdict} needs a place id or a point exactly where it names a place")
        if (self.withdraws is None) == (self.verdict is Verdict.WITHDRAWN):
            raise RecordError("Judgement names the judgement that it withdraws exactly where it withdraws one")
        if not self.name.strip():
            raise RecordError("Judgement needs the words that it judges")


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What made a result; no clock, so that equal runs give equal bytes."""

    geomap: str  # version
    gazetteer: str  # fingerprint of the tables
    recognizer: str  # model and version
    settings: Mapping[str, str] = field(default_factory=dict)  # those that change the answer


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedArticle:
    """An article with everything that was found in it, in the order of the text."""

    article: Article
    resolutions: tuple[Resolution, ...]
    areas: tuple[QuotedArea, ...]
    quoted_names: tuple[QuotedName, ...]
    provenance: Provenance
    schema: int = SCHEMA


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One article that could not be mapped: a line of errors.jsonl."""

    file: str
    reason: str
    line: int | None = None  # of a .jsonl file, from 1
    record: int | None = None  # of a list in a .json file, from 0
    id: str | None = None
