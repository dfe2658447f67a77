"""Words that narrow a place, as the grammar found them."""

from collections.abc import Sequence
from dataclasses import dataclass

from geomap.areas.rules import Feature
from geomap.records import Resolution, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words that narrow one mention.

    Attributes:
        mention: its index.
        span: the words with the name.
        kind: "part", "feature", "near", "beyond", "distance" or "between".
        directions: relations of the compass words inside the place ("northwest", "central").
        feature: the rule of the noun ("valley", "outskirts").
        noun: that noun as the rules spell it.
        outside: (relation, bearing) of "south of X": beside the place, not in it.
        distance_m: how far from it.
        other: the second mention of "between A and B".
        reach_m: how wide the text says that it is ("a 30 km wide strip along the border").
        edge: the distance counts from the place's border.
        bank: (relation, bearing) of "the west bank of X": which side of a river.
        words: the words without the name.
    """

    mention: int
    span: Span
    kind: str
    directions: tuple[str, ...] = ()
    feature: Feature | None = None
    noun: str = ""
    outside: tuple[str, float | None] | None = None
    distance_m: float | None = None
    other: int | None = None
    reach_m: float | None = None
    edge: bool = False
    bank: tuple[str, float] | None = None
    words: str = ""

    @property
    def meaning(self) -> tuple[object, ...]:
        """All that decides how it is drawn, but for the places."""
        words = self.words.casefold()
        return (
            self.kind,
            self.directions,
            self.feature,
            self.noun,
            self.outside,
            self.distance_m,
            self.reach_m,
            self.edge,
            self.bank,
            words,
        )


@dataclass(frozen=True, slots=True)
class Look:
    """One mention and the words before it."""

    text: str
    resolutions: Sequence[Resolution]
    index: int
    floor: int
    lead: str  # text from floor to the name

    @property
    def span(self) -> Span:
        """The name's own span."""
        return self.resolutions[self.index].mention.span

    def phrase(self, kind: str, start: int, directions: tuple[str, ...] = ()) -> Phrase:
        """A phrase that starts at a position of `lead` and ends with the name."""
        return Phrase(
            mention=self.index,
            span=Span(self.floor + start, self.span.end),
            kind=kind,
            directions=directions,
            words=self.lead[start:].strip(),
        )
