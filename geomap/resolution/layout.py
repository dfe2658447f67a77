"""How the names stand in the text: which occurrences mean one thing, what stands beside them, which belong together."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from geomap.names import cached_key
from geomap.records import Match
from geomap.resolution.blocks import NameBlock
from geomap.resolution.cues import Cues, Sense

_COMMA = re.compile(r",[ \t]*\n?[ \t]*|[ \t]*\([ \t]*(?:in[ \t]+)?")
_INSIDE = re.compile(r",?\s+(?:in|of)\s+(?:the\s+)?(?:[\w-]+\s+){0,2}")
_POSSESSIVE = re.compile(r"['’]s?\s+(?:[\w-]+\s+){0,3}")
_AND = re.compile(r",?\s+(?:and|or)\s+(?:in\s+)?(?:the\s+)?|\s?[/&]\s?|[-–]")
_AFTER = re.compile(r"['’]?s?[ \t\n-]+([A-Za-z][\w-]*)(?:[ \t\n]+([A-Za-z][\w-]*))?")
_BEFORE = re.compile(r"(?:([A-Za-z][\w-]*)[ \t\n]+)?([A-Za-z][\w-]*)[ \t\n]+(?:the[ \t\n]+)?$")
SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])|\n\s*\n")
_DATELINE_END = re.compile(
    r"[^\n]{0,60}?(?:\([A-Za-z/ .]{2,40}\)\s*)?(?:--|—|–|\s-\s)|[^\n]{0,45}\([A-Z][A-Za-z/ .]{1,30}\)"
)

NEAREST_GAP = 40  # characters: names further apart belong to no common phrase


class Link(IntEnum):
    """What the words between two neighbouring names say."""

    COMMA = 0  # "Paris, Texas", "Paris (Texas)": the first may lie in the second
    INSIDE = 1  # "Idlib in northwestern Syria"
    POSSESSIVE = 2  # "Syria's Idlib": the second in the first
    AND = 3  # "Iraq and Syria": things of one kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One appearance of a name; `mention` is its index among those asked for, -1 for context."""

    start: int
    end: int
    name: str
    mention: int
    demonym: bool = False
    metonym: bool = False


@dataclass(slots=True, kw_only=True)
class Group:
    """Occurrences of one name that are taken in one sense."""

    name: str
    block: NameBlock
    occurrences: list[int] = field(default_factory=list)
    cue: Sense | None = None
    cue_words: str = ""
    dateline: bool = False
    demonym: bool = False
    metonym: bool = False
    asked: bool = False  # some occurrence is a mention, not only scanned context


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The names of an article (or of a window of a long one).

    Attributes:
        occurrences: in the order of the text.
        groups: those that have candidates, in the order of their first occurrence.
        group_of: group of each occurrence, -1 where the gazetteer knows nothing.
        links: (group inside, group around, what says so); for AND both are of one kind.
        sentence: number of the sentence of each occurrence.
    """

    occurrences: tuple[Occurrence, ...]
    groups: tuple[Group, ...]
    group_of: tuple[int, ...]
    links: tuple[tuple[int, int, Link], ...]
    sentence: tuple[int, ...]


def link_between(text: str, left: Occurrence, right: Occurrence) -> list[Link]:
    """What the words between two neighbouring names may mean."""
    if not 0 <= right.start - left.end <= NEAREST_GAP:
        return []
    gap = text[left.end : right.start]
    links = []
    if _COMMA.fullmatch(gap):
        links.append(Link.COMMA)
    elif _INSIDE.fullmatch(gap):
        links.append(Link.INSIDE)
    elif _POSSESSIVE.fullmatch(gap):
        links.append(Link.POSSESSIVE)
    if _AND.fullmatch(gap):
        links.append(Link.AND)
    return links


def cue_beside(text: str, start: int, end: int, cues: Cues) -> tuple[Sense | None, str]:
    """The cue word before or after a name and its sense; (None, "") when there is none."""
    after = _AFTER.match(text, end, min(len(text), end + 40))
    if after:
        word = after[1].lower()
        for phrase in (f"{word} {after[2].lower()}", word) if after[2] else (word,):
            if phrase in cues.after:
                return cues.after[phrase], f"… {phrase}"
    before = _BEFORE.search(text[max(0, start - 40) : start])
    if before:
        word = before[2].lower()
        for phrase in (f"{before[1].lower()} {word}", word) if before[1] else (word,):
            if phrase in cues.before:
                return cues.before[phrase], f"{phrase} …"
    return None, ""


def dateline_end(text: str) -> int:
    """Where the first paragraph's dateline ends ("BEIRUT (AP) -"); 0 when it has none."""
    match = _DATELINE_END.match(text)
    return match.end() if match else 0


def _qualifiers(text: str, occurrences: Sequence[Occurrence], blocks: Sequence[NameBlock | None]) -> list[str]:
    """For each occurrence the key of the name that says where it lies ("Texas" for "Paris, Texas"), "" without one."""
    found = [""] * len(occurrences)
    for i in range(len(occurrences) - 1):
        inner, outer = blocks[i], blocks[i + 1]
        if inner is None or outer is None or inner is outer:
            continue
        links = link_between(text, occurrences[i], occurrences[i + 1])
        if (Link.COMMA in links or Link.INSIDE in links) and not inner.inside.isdisjoint(outer.contains):
            found[i] = cached_key(occurrences[i + 1].name)
        if Link.POSSESSIVE in links and not outer.inside.isdisjoint(inner.contains):
            found[i + 1] = cached_key(occurrences[i].name)
    return found


def _spread(keys: Sequence[str], qualifiers: list[str]) -> list[str]:
    """One sense per discourse: an unqualified name means what its last qualified namesake meant, or else the first."""
    first: dict[str, str] = {}
    for name, qualifier in zip(keys, qualifiers, strict=True):
        if qualifier:
            first.setdefault(name, qualifier)
    last: dict[str, str] = {}
    spread = []
    for name, qualifier in zip(keys, qualifiers, strict=True):
        if qualifier:
            last[name] = qualifier
        spread.append(last.get(name) or first.get(name, ""))
    return spread


def _links(text: str, occurrences: Sequence[Occurrence], group_of: Sequence[int]) -> list[tuple[int, int, Link]]:
    links: dict[tuple[int, int, Link], None] = {}
    comma_from: int | None = None  # "Paris, Lamar County, Texas": Paris lies in Texas too
    for i in range(len(occurrences) - 1):
        a, b = group_of[i], group_of[i + 1]
        if a < 0 or b < 0 or a == b:
            comma_from = None
            continue
        kinds = link_between(text, occurrences[i], occurrences[i + 1])
        for kind in kinds:
            links[(b, a, kind) if kind is Link.POSSESSIVE else (a, b, kind)] = None
        if Link.COMMA in kinds and comma_from is not None and comma_from != b:
            links[comma_from, b, Link.COMMA] = None
        comma_from = a if Link.COMMA in kinds else None
    return list(links)


def lay_out(
    text: str, occurrences: Sequence[Occurrence], blocks: Callable[[Occurrence], NameBlock | None], cues: Cues
) -> Layout:
    """Group the occurrences and read what stands beside them.

    Args:
        text: the article's text.
        occurrences: in the order of the text.
        blocks: the candidates of an occurrence's name, None when the gazetteer knows it not.
        cues: words beside names.
    """
    known = [blocks(occurrence) for occurrence in occurrences]
    keys = [cached_key(occurrence.name) for occurrence in occurrences]
    senses = _spread(keys, _qualifiers(text, occurrences, known))
    dateline = dateline_end(text)
    groups: dict[tuple[str, str, Sense | None, bool], int] = {}
    made: list[Group] = []
    group_of = []
    for i, (occurrence, block) in enumerate(zip(occurrences, known, strict=True)):
        if block is None:
            group_of.append(-1)
            continue
        cue, words = cue_beside(text, occurrence.start, occurrence.end, cues)
        identity = (keys[i], senses[i], cue, occurrence.demonym)
        index = groups.setdefault(identity, len(made))
        if index == len(made):
            demonym = occurrence.demonym or all(one.match is Match.DEMONYM for one in block.candidates)
            made.append(Group(name=occurrence.name, block=block, cue=cue, cue_words=words, demonym=demonym))
        made[index].occurrences.append(i)
        made[index].dateline |= occurrence.end <= dateline
        made[index].metonym |= occurrence.metonym
        made[index].asked |= occurrence.mention >= 0
        group_of.append(index)
    ends = [match.end() for match in SENTENCE.finditer(text)]
    return Layout(
        occurrences=tuple(occurrences),
        groups=tuple(made),
        group_of=tuple(group_of),
        links=tuple(_links(text, occurrences, group_of)),
        sentence=tuple(bisect_right(ends, occurrence.start) for occurrence in occurrences),
    )
