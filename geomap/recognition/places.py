"""What the tagger calls a place: where its name starts and ends, and when it is none after all."""

import re
from collections.abc import Iterator

from geomap.recognition import cues
from geomap.recognition.embedding import embedded
from geomap.recognition.page import Draft, Page
from geomap.recognition.shape import shaped
from geomap.recognition.spans import BUILDING, PERSON, ModelSpan
from geomap.recognition.standing import KNOWN
from geomap.records import Kind

SAINTLY = 100_000  # people from which on "St. Petersburg's" is the town's and not a saint's
_QUARTERS = frozenset({
    "northwest", "southwest", "northeast", "southeast", "nw", "ne", "sw", "se", "n", "e", "s", "w", "west", "north",
    "south", "east",
})  # fmt: skip
_ODD = re.compile(r"[a-z][A-Z]|[A-Z]{2}[a-z]|[a-z]\.[a-z]|\d")  # "DeltaTrak", "cleveland.com", "District 7"
_SAINT = re.compile(r"(?:St\.?|Saint) ")
_NUMBERED = re.compile(r"([A-Za-z.]+)(?: [A-Za-z.]+)? \d")


def from_place(page: Page, span: ModelSpan, model: str) -> Iterator[Draft]:
    """The mentions in a span that the tagger calls a place; `model` is the tagger's short name."""
    for start, end in shaped(page, span.start, span.end):
        name = page.text[start:end]
        if page.is_never_place(name):
            continue
        if page.is_demonym(name) and name not in page.rules.initialisms:
            yield Draft(start, end, Kind.DEMONYM, span.label, model)
            continue
        inside = embedded(page, span) if _may_hold_place(page, span, name) else []
        if inside:
            yield from inside
        elif _stands(page, start, end):
            yield Draft(start, end, Kind.LITERAL, span.label, model)


def _may_hold_place(page: Page, span: ModelSpan, name: str) -> bool:
    """Whether the name is a building's or an airline's ("Air Canada"), in which a place's may stand."""
    if span.label == BUILDING:
        return not _is_street(page, name)
    return name.startswith("Air ") and page.population(name) < KNOWN


def _stands(page: Page, start: int, end: int) -> bool:
    """Whether nothing speaks against the tagger's word."""
    name = page.text[start:end]
    if page.text[end : end + 1] == "$":
        return False  # "US$3 million"
    if name.islower() or name.casefold() in page.rules.directions or _is_somebody(page, start, end):
        return False
    if page.population(name) >= KNOWN or _is_street(page, name) or _is_road(page, name):
        return True
    initials = name.isupper() and len(name) > 2 and " " not in name and "." not in name
    return not (initials or name in page.others or _ODD.search(name) or cues.speaks(page, end))


def _is_somebody(page: Page, start: int, end: int) -> bool:
    """Whether it is a saint's, somebody's or something's name."""
    name = page.text[start:end]
    if _SAINT.match(name) and page.text[end : end + 2] in ("'s", "’s") and page.population(name) < SAINTLY:
        return True  # "St. Patrick's Day"
    if page.next_word(end) in page.rules.deniers:
        return True  # "the Marburg virus"
    following = page.span_at(end + 1) if page.text[end : end + 1] == " " and " " not in name else None
    if following is not None and following.label == PERSON and not cues.located(page, start, end):
        return True  # "Israel Adesanya"
    known = name in page.surnames or cues.titled(page, start)
    return known and not (cues.located(page, start, end) or cues.followed(page, end))


def _is_road(page: Page, name: str) -> bool:
    """Whether the name is a numbered road's: "Highway 19", "State Route 7"."""
    match = _NUMBERED.match(name)
    return match is not None and match[1].casefold() in page.rules.highways


def _is_street(page: Page, name: str) -> bool:
    """Whether the name is a street's: "Seventh Street N.W."."""
    words = name.replace(".", "").split()
    while len(words) > 1 and words[-1].casefold() in _QUARTERS:
        words.pop()
    return len(words) > 1 and words[-1].casefold() in page.rules.streets
