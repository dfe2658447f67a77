"""How the names stand in the text: which occurrences mean one thing, what stands beside them, which belong together."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from geomap.names import cached_key
from geomap.records import Match
from geomap.resolution.blocks import NameBlock
from geomap.resolution.cues import Cues, Sense

_COMMA = re.compile(r",[ \t]*\n?[ \t]*|[ \t]*\([ \t]*(?:in[ \t]+)?")
# Words for a kind of place: "Paris, a town in Texas", "the Lebanese city of Tripoli".
_KIND = (
    r"(?:city|town|village|capital|port|hamlet|suburb|municipality|district|county|parish|province|state|region"
    r"|governorate|island|enclave|community|settlement|township|area|resort|stronghold)"
)
# Up to four words that may stand between "in" and a name ("in the far north of"): none that starts another phrase.
_ADJECTIVES = (
    r"(?:(?!(?:with|for|to|from|and|or|than|by|at|on|near|against|between|over|after|before|since|into|about|outside"
    r"|as|that|which|who|when|while|until|versus|via|a|an)\b)[^\W\d][\w-]*\s+){0,4}"
)
_INSIDE = re.compile(
    rf",?\s+(?:in|of|inside)\s+{_ADJECTIVES}|,\s+(?:an?|the|one)\s+(?:[\w-]+\s+){{0,3}}{_KIND}\s+(?:in|of)\s+{_ADJECTIVES}"
    rf"|,\s+which\s+(?:is|lies|sits)\s+in\s+{_ADJECTIVES}"
)
_POSSESSIVE = re.compile(
    rf"['’]s?\s+{_ADJECTIVES}|['’]s?\s+(?:[\w-]+\s+){{0,3}}{_KIND},\s+|\s+(?:[\w-]+\s+){{0,2}}{_KIND}\s+of\s+(?:the\s+)?"
)
_AND = re.compile(r",?\s+(?:and|or)\s+(?:in\s+)?(?:the\s+)?|\s?[/&]\s?|[-–]")
# Journeys and dealings join two places: the second does not hold the first.
_FROM = re.compile(r"\b(?:from|left|leaves?|leaving|quit|fled|flees?|fleeing)\s+(?:the\s+)?$", re.IGNORECASE)
_TO = re.compile(rf"\s+(?:to|for)\s+(?:[a-z-]+\s+){{0,3}}(?:in\s+)?{_ADJECTIVES}")
_DEALINGS = re.compile(rf"\s+(?:in\s+talks|at\s+war|in\s+dispute|at\s+odds)\s+with\s+{_ADJECTIVES}")
_AFTER = re.compile(r"['’]?s?[ \t\n-]+([A-Za-z][\w-]*)(?:[ \t\n]+([A-Za-z][\w-]*))?")
# The rest of a list behind its first names, and what all of them are: "Trinity, Anderson and Leon counties".
_NAME = r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2}"
_LISTED = re.compile(rf"(?:,\s+{_NAME})*,?\s+(?:and|or|&)\s+{_NAME}\s+([a-z]+s)\b")
_BEFORE = re.compile(r"(?:([A-Za-z][\w-]*)[ \t\n]+)?([A-Za-z][\w-]*)[ \t\n]+(?:the[ \t\n]+)?$")
_DATELINE_END = re.compile(
    r"[^\n]{0,60}?(?:\([A-Za-z/ .]{2,40}\)\s*)?(?:--|—|–|\s-\s)|[^\n]{0,45}\([A-Z][A-Za-z/ .]{1,30}\)"
)

_LOOK_BACK = 40  # characters before a name in which cue words stand
_WORDS_BEFORE = 5  # "the city of the ", and a space too many
NEAREST_GAP = 60  # characters: names further apart belong to no common phrase


class Link(IntEnum):
    """What the words between two neighbouring names say."""

    COMMA = 0  # "Paris, Texas", "Paris (Texas)": the first may lie in the second
    INSIDE = 1  # "Idlib in northwestern Syria"
    POSSESSIVE = 2  # "Syria's Idlib", "the Syrian city of Idlib": the second in the first
    AND = 3  # "Iraq and Syria": things of one kind
    APART = 4  # "from Paris to Texas": the first does not lie in the second


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
    article: bool = False  # "the" stands before it somewhere
    asked: bool = False  # some occurrence is a mention, not only scanned context


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The names of an article (or of a window of a long one).

    Attributes:
        occurrences: in the order of the text.
        groups: those that have candidates, in the order of their first occurrence.
        group_of: group of each occurrence, -1 where the gazetteer knows nothing.
        links: (group inside, group around, what says so); for AND both are of one kind. With the words of the text.
    """

    occurrences: tuple[Occurrence, ...]
    groups: tuple[Group, ...]
    group_of: tuple[int, ...]
    links: Mapping[tuple[int, int, Link], str]


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
    elif _DEALINGS.fullmatch(gap) or (_TO.fullmatch(gap) and _FROM.search(text, max(0, left.start - 16), left.start)):
        links.append(Link.APART)
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
    listed = _LISTED.match(text, end, min(len(text), end + 120))
    if listed and listed[1] in cues.after:
        return cues.after[listed[1]], f"… {listed[1]}"
    before = _BEFORE.search(text, _words_before(text, start), start)
    if before:
        word = before[2].lower()
        for phrase in (f"{before[1].lower()} {word}", word) if before[1] else (word,):
            if phrase in cues.before:
                return cues.before[phrase], f"{phrase} …"
    return None, ""


def _words_before(text: str, start: int) -> int:
    """Where the few words before a name begin: a pattern that ends there need not be tried from farther back."""
    low = max(0, start - _LOOK_BACK)
    for _ in range(_WORDS_BEFORE):
        start = text.rfind(" ", low, start)
        if start < 0:
            return low
    return start


def dateline_end(text: str) -> int:
    """Where the first paragraph's dateline ends ("BEIRUT (AP) -"); 0 when it has none."""
    match = _DATELINE_END.match(text)
    return match.end() if match else 0


def _between(
    text: str, occurrences: Sequence[Occurrence], blocks: Sequence[NameBlock | None]
) -> tuple[tuple[Link, ...], ...]:
    """What stands between each name and the next one: (), where either is unknown.

    "Washington, Oregon and Idaho" lists three states: a comma says nothing of containment where "and" ends the list and
    all of its names may be countries, or states of one country.
    """
    found: list[tuple[Link, ...]] = []
    for i in range(len(occurrences) - 1):
        known = blocks[i] is not None and blocks[i + 1] is not None
        found.append(tuple(link_between(text, occurrences[i], occurrences[i + 1])) if known else ())
    kinds = [block.wide_kinds if block else frozenset() for block in blocks]
    for last in (i for i, links in enumerate(found) if Link.AND in links):
        shared, first = kinds[last] & kinds[last + 1], last
        while shared and first > 0 and Link.COMMA in found[first - 1]:
            shared = shared & kinds[first - 1]
            if shared:
                first -= 1
                found[first] = (Link.AND,)
    return tuple(found)


def _qualifiers(
    occurrences: Sequence[Occurrence], blocks: Sequence[NameBlock | None], between: Sequence[tuple[Link, ...]]
) -> list[str]:
    """For each occurrence the key of the name that says where it lies ("Texas" for "Paris, Texas"), "" without one."""
    found = [""] * len(occurrences)
    for i, links in enumerate(between):
        inner, outer = blocks[i], blocks[i + 1]
        if inner is None or outer is None or inner is outer:
            continue
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


_LIES_IN = frozenset({Link.COMMA, Link.INSIDE, Link.POSSESSIVE})
# Which link takes another one further: "Paris, Lamar County, Texas", "from Paris to Texas and Ohio".
_CARRIED_BY = {Link.COMMA: Link.COMMA, Link.APART: Link.AND}


def _links(
    text: str, occurrences: Sequence[Occurrence], group_of: Sequence[int], between: Sequence[tuple[Link, ...]]
) -> dict[tuple[int, int, Link], str]:
    links: dict[tuple[int, int, Link], str] = {}
    carried: tuple[int, Link] | None = None  # the first name of such a chain, and its link
    for i, kinds in enumerate(between):
        a, b = group_of[i], group_of[i + 1]
        if a < 0 or b < 0 or a == b:
            carried = None
            continue
        words = " ".join(text[occurrences[i].start : occurrences[i + 1].end].split())
        for kind in kinds:
            links.setdefault((b, a, kind) if kind is Link.POSSESSIVE else (a, b, kind), words)
        if carried and group_of[carried[0]] != b and _CARRIED_BY[carried[1]] in kinds:
            first, kind = carried
            whole = " ".join(text[occurrences[first].start : occurrences[i + 1].end].split())
            links.setdefault((group_of[first], b, kind), whole)
        if Link.APART in kinds or Link.COMMA in kinds:
            carried = (i, kinds[0])
        elif not (carried and carried[1] is Link.APART and Link.AND in kinds):
            carried = None
    return links


def _in_one_sense(
    links: dict[tuple[int, int, Link], str], identities: Sequence[tuple[str, str, Sense | None, bool]]
) -> dict[tuple[int, int, Link], str]:
    """The links, also of groups of the same name and sense: after "Paris, Texas" the "city of Paris" is in Texas."""
    known: dict[tuple[str, str], list[int]] = {}
    for group, (name, qualifier, _, _) in enumerate(identities):
        known.setdefault((name, qualifier), []).append(group)
    spread = dict(links)
    for (inside, around, kind), words in links.items():
        name, qualifier, _, _ = identities[inside]
        for other in known[name, qualifier] if qualifier and kind in _LIES_IN else ():
            if other != around:
                spread.setdefault((other, around, kind), words)
    return spread


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
    between = _between(text, occurrences, known)
    senses = _spread(keys, _qualifiers(occurrences, known, between))
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
        made[index].article |= text[max(0, occurrence.start - 4) : occurrence.start].lower() == "the "
        group_of.append(index)
    return Layout(
        occurrences=tuple(occurrences),
        groups=tuple(made),
        group_of=tuple(group_of),
        links=_in_one_sense(_links(text, occurrences, group_of, between), tuple(groups)),
    )
