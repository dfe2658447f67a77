"""One measure in its sentence, with the places around it; and the answer that a rule gives."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from geomap.areas.measures import Measure
from geomap.records import Kind, Relation, Resolution, Span

_LEAD = 240  # characters before a figure or a name in which all words that say what it is must stand

# What stands between a place and the larger one that explains it: "Decatur, Georgia", "Homs in Syria".
_CHAIN = re.compile(
    r",\s(?:in\s)?|\s\(|\sin\s(?:the\s)?(?:\w+\s){0,2}|\s(?:province|county|district|state),?\s(?:in\s)?"
)


# What stands between places of one list.
_LISTED = re.compile(r"(?:\s[a-z]+)?(?:,\s|,?\s(?:and|or|&)\s)(?:(?:in|near|around|the|nearby)\s){0,2}")


@dataclass(frozen=True, slots=True)
class Link:
    """An answer: the mention's index (None: no place), by which rule, and why."""

    mention: int | None
    relation: Relation
    rule: str  # its line in `areas_links.tsv`
    note: str


@dataclass(frozen=True)
class Scene:
    """One measure in its sentence."""

    text: str
    sentence: Span
    clause: Span
    measures: Sequence[Measure]
    position: int
    inside: Sequence[int]  # mentions in the sentence
    resolutions: Sequence[Resolution]

    @property
    def measure(self) -> Measure:
        """The measure itself."""
        return self.measures[self.position]

    @property
    def previous(self) -> Measure | None:
        """The measure before it in the text."""
        return self.measures[self.position - 1] if self.position else None

    @cached_property
    def after(self) -> Sequence[int]:
        """Mentions of the sentence after the figure."""
        return self.inside[bisect_left(self.inside, self.measure.until, key=self.start) :]

    @cached_property
    def before(self) -> Sequence[int]:
        """Mentions of the sentence before the figure."""
        return self.inside[: bisect_right(self.inside, self.measure.since, key=self.end)]

    @cached_property
    def first_after(self) -> int | None:
        """The first place of the sentence after the figure."""
        return next((index for index in self.after if self.usable(index)), None)

    @cached_property
    def last_before(self) -> int | None:
        """The last place of the sentence before the figure."""
        return next((index for index in reversed(self.before) if self.usable(index)), None)

    def lead(self, until: int) -> str:
        """The words of the clause up to a position, the last of them only where they are very many."""
        return self.text[max(self.clause.start, until - _LEAD) : until]

    def start(self, index: int) -> int:
        """Where a mention starts."""
        return self.resolutions[index].mention.span.start

    def end(self, index: int) -> int:
        """Where a mention ends."""
        return self.resolutions[index].mention.span.end

    def names(self, index: int) -> bool:
        """Whether there is such a mention in the sentence."""
        return 0 <= index < len(self.resolutions) and self.sentence.contains(self.resolutions[index].mention.span)

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
            and self.names(index - 1)
            and self.usable(index - 1)
            and _CHAIN.fullmatch(self.text[self.end(index - 1) : self.start(index)])
        ):
            index -= 1
        return index

    def owned(self, index: int) -> int:
        """As in "Russia's Kursk region": the place that the first one owns, where there is one."""
        last = index + 1
        if self.names(last) and self.usable(last):
            gap = self.text[self.end(index) : self.start(last)]
            if re.fullmatch(r"['’]s?\s(?:[a-z]+\s){0,3}", gap):
                return last
        return index

    def link(self, index: int, relation: Relation, rule: str, note: str) -> Link:
        """An answer; `{name}` in the note stands for the mention's text."""
        name = " ".join(self.resolutions[index].mention.text.split())
        return Link(index, relation, rule, note.replace("{name}", name))

    def listed_link(self, index: int, rule: str, note: str) -> Link:
        """An answer for a part of a place; of two places named together the first, of more than two none."""
        listed = self.listed(index)
        names = [" ".join(self.resolutions[each].mention.text.split()) for each in listed]
        if len(listed) > 2:
            together = f"{', '.join(names[:-1])} and {names[-1]}"
            return Link(None, Relation.OTHER, "", f"the figure is of {together} together")
        if len(listed) == 2:
            return self.link(listed[0], Relation.PART, "list", f"{note}, together with {names[1]}")
        return self.link(index, Relation.PART, rule, note)

    def listed(self, index: int) -> list[int]:
        """The places of one list ("A, B and C") that a place stands in; itself where there is no list."""
        first = last = index
        while self._joined(first - 1, first):
            first -= 1
        while self._joined(last, last + 1):
            last += 1
        links = [self.text[self.end(each) : self.start(each + 1)] for each in range(first, last)]
        ended = [at for at, link in enumerate(links) if " and " in link or " or " in link or "&" in link]
        if not ended or not first <= index <= first + ended[-1] + 1:
            return [index]  # "Decatur, Georgia" is no list
        return list(range(first, first + ended[-1] + 2))

    def _joined(self, first: int, second: int) -> bool:
        if not (self.names(first) and self.names(second) and self.usable(first) and self.usable(second)):
            return False
        return _LISTED.fullmatch(self.text[self.end(first) : self.start(second)]) is not None

    def why_none(self) -> str:
        """Why the figure has no place."""
        if not any(self.usable(index) for index in self.inside):
            return "its sentence names no place"
        return "no place in its sentence is said to hold it"
