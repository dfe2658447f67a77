"""What the archive map is made of, kept as numbers while a run is joined: some twenty bytes a mention.

An article's mentions of one place and kind are one row with a count; of them only the surest is remembered, under
the number by which its sentence can be asked for later.
"""

import datetime
from array import array
from dataclasses import dataclass, field
from typing import Protocol

from geomap.records import Kind, Point

KINDS = tuple(Kind)
SURE_STEPS = 20  # probabilities are kept in steps of 5 %
NO_DAY = -(1 << 30)
_EPOCH = datetime.date(1970, 1, 1).toordinal()
_MOST_COUNTED = (1 << 16) - 1
MOST_AREAS = 5_000


class ArchiveTexts(Protocol):
    """Where titles and sentences are asked for: only those that the page has room for."""

    def article(self, number: int) -> tuple[str, str | None]:
        """Title (or id) and address of an article."""
        ...

    def quote(self, mention: int) -> tuple[str, str, str]:
        """The text before a mention, its words and the text after; three empty ones where no text was kept."""
        ...


@dataclass(frozen=True, slots=True)
class ArchivePlace:
    """A place of the archive."""

    name: str
    point: Point
    country_code: str | None = None
    admin1: str | None = None
    feature_class: str | None = None
    feature_code: str | None = None
    radius_m: float | None = None


@dataclass(frozen=True, slots=True)
class ArchiveArea:
    """A quoted area that an article ties to a place."""

    article: int
    place: int
    middle: Point | None  # of the region that the place is narrowed to; None: the place's own point
    low_m2: float
    high_m2: float
    words: str
    rough: bool  # its position is


@dataclass(slots=True)
class ArchiveColumns:
    """Articles and their mentions, in the order of the archive."""

    days: "array[int]" = field(default_factory=lambda: array("i"))  # since 1970, by article
    publishers: "array[int]" = field(default_factory=lambda: array("i"))  # its number; -1: none
    copies: "array[int]" = field(default_factory=lambda: array("i"))  # later articles with the same text, by article
    domains: dict[str, int] = field(default_factory=dict)
    articles: "array[int]" = field(default_factory=lambda: array("i"))  # by row, as all that follow
    places: "array[int]" = field(default_factory=lambda: array("i"))
    kinds: "array[int]" = field(default_factory=lambda: array("b"))
    sure: "array[int]" = field(default_factory=lambda: array("b"))
    counts: "array[int]" = field(default_factory=lambda: array("H"))
    surest: "array[int]" = field(default_factory=lambda: array("q"))  # number of the row's surest mention
    areas: list[ArchiveArea] = field(default_factory=list)
    _rows: dict[tuple[int, int], int] = field(default_factory=dict)  # of the article at hand
    _probability: dict[int, float] = field(default_factory=dict)  # the same

    def add_article(self, day: str | None, domain: str | None, same_as: int | None) -> None:
        """Begin the next article; a copy of one that came before is only counted there."""
        self.days.append(NO_DAY if day is None else datetime.date.fromisoformat(day).toordinal() - _EPOCH)
        self.publishers.append(-1 if not domain else self.domains.setdefault(domain, len(self.domains)))
        self.copies.append(0)
        if same_as is not None:
            self.copies[same_as] += 1
        self._rows.clear()
        self._probability.clear()

    def add_mention(self, number: int, place: int, kind: str, probability: float) -> None:
        """Add a mention to the article at hand.

        Args:
            number: of the mention, for ArchiveTexts.
            place: number of its place.
            kind: of the mention.
            probability: of the place.
        """
        key = (place, KINDS.index(Kind(kind)))
        row = self._rows.get(key)
        if row is None:
            row = self._rows[key] = len(self.articles)
            self.articles.append(len(self.days) - 1)
            self.places.append(place)
            self.kinds.append(key[1])
            self.sure.append(0)
            self.counts.append(0)
            self.surest.append(number)
        self.counts[row] = min(self.counts[row] + 1, _MOST_COUNTED)
        if probability > self._probability.get(row, -1.0):
            self._probability[row] = probability
            self.sure[row] = int(probability * SURE_STEPS + 1e-9)
            self.surest[row] = number

    def add_area(
        self, place: int, *, middle: Point | None, low_m2: float, high_m2: float, words: str, rough: bool
    ) -> None:
        """Add a quoted area of the article at hand; the map shows so many at most, the first of the archive."""
        if len(self.areas) < MOST_AREAS:
            article = len(self.days) - 1
            self.areas.append(ArchiveArea(article, place, middle, low_m2, high_m2, words, rough))
