"""One measure in its sentence, with the places around it; and the answer that a rule gives."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geomap.areas.grammar import Measure
from geomap.records import Kind, Relation, Resolution, Span

# What stands between a place and the larger one that explains it: "Decatur, Georgia", "Homs in Syria".
_CHAIN = re.compile(
    r",\s(?:in\s)?|\s\(|\sin\s(?:the\s)?(?:\w+\s){0,2}|\s(?:province|county|district|state),?\s(?:in\s)?"
)


@dataclass(frozen=True, slots=True)
class Link:
    """An answer: the mention's index (None: no place), how sure, and why."""

    mention: int | None
    relation: Relation
    probability: float | None
    note: str


@dataclass(frozen=True, slots=True)
class Scene:
    """One measure in its sentence."""

    text: str
    sentence: Span
    clause: Span
    measures: Sequence[Measure]
    position: int
    inside: list[int]  # mentions in the sentence
    resolutions: Sequence[Resolution]

    @property
    def measure(self) -> Measure:
        """The measure itself."""
        return self.measures[self.position]

    @property
    def previous(self) -> Measure | None:
        """The measure before it in the text."""
        return self.measures[self.position - 1] if self.position else None

    @property
    def first_after(self) -> int | None:
        """The first place of the sentence after the figure."""
        return next(
            (index for index in self.inside if self.start(index) >= self.measure.until and self.usable(index)), None
        )

    @property
    def last_before(self) -> int | None:
        """The last place of the sentence before the figure."""
        return next(
            (index for index in reversed(self.inside) if self.end(index) <= self.measure.since and self.usable(index)),
            None,
        )

    def start(self, index: int) -> int:
        """Where a mention starts."""
        return self.resolutions[index].mention.span.start

    def end(self, index: int) -> int:
        """Where a mention ends."""
        return self.resolutions[index].mention.span.end

    def usable(self, index: int) -> bool:
        """Demonyms and names inside other names measure nothing."""
        return self.resolutions[index].mention.kind not in {Kind.DEMONYM, Kind.EMBEDDED}

    def measured_between(self, start: int) -> bool:
        """Whether another figure stands between this one and a place after it."""
        following = self.measures[self.position + 1] if self.position + 1 < len(self.measures) else None
        return following is not None and following.span.start < start

    def head_of_chain(self, index: int) -> int:
        """As in "Decatur, Georgia": the first, which the others only explain."""
        while (
            index > 0
            and index - 1 in self.inside
            and self.usable(index - 1)
            and _CHAIN.fullmatch(self.text[self.end(index - 1) : self.start(index)])
        ):
            index -= 1
        return index

    def owned(self, index: int) -> int:
        """As in "Russia's Kursk region": the place that the first one owns, where there is one."""
        last = index + 1
        if last in self.inside and self.usable(last):
            gap = self.text[self.end(index) : self.start(last)]
            if re.fullmatch(r"['’]s?\s(?:[a-z]+\s){0,3}", gap):
                return last
        return index

    def link(self, index: int, relation: Relation, probability: float, note: str) -> Link:
        """An answer; `{name}` in the note stands for the mention's text."""
        name = self.resolutions[index].mention.text
        return Link(index, relation, round(probability, 3), note.replace("{name}", name))

    def why_none(self) -> str:
        """Why the figure has no place."""
        if not any(self.usable(index) for index in self.inside):
            return "its sentence names no place"
        return "no place in its sentence is said to hold it"
