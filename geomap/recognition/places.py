"""What the tagger calls a place: where its name starts and ends, and when it is none after all."""

import re
from collections.abc import Iterator

from geomap.recognition import cues
from geomap.recognition.organisations import embedded
from geomap.recognition.page import Draft, Page
from geomap.recognition.shape import KNOWN, shaped
from geomap.recognition.spans import PLACES, ModelSpan
from geomap.records import Kind

_JOINTS = frozenset({" ", " and ", " & ", "-", ", "})
_QUARTERS = frozenset({"northwest", "southwest", "northeast", "southeast", "nw", "ne", "sw", "se", "n", "e", "s", "w", "west", "north", "south", "east"})
_CAMEL = re.compile(r"[a-z][A-Z]|[A-Z]{2}[a-z]|\d[a-z]")  # "DeltaTrak", "R2bn"
_SAINT = re.compile(r"(?:St\.?|Saint) ")
_NUMBERED = re.compile(r"[A-Za-z.]+(?: [A-Za-z.]+)? \d")


def joined(page: Page) -> list[ModelSpan]:
    """The tagger's spans, with neighbours that are one name put together: "Trinidad and Tobago", "Washington, D.C."."""
    found: list[ModelSpan] = []
    for span in page.spans:
        if found and span.label in PLACES and found[-1].label in PLACES:
            last = found[-1]
            gap = page.text[last.end : span.start]
            whole = page.text[last.start : span.end]
            if gap in _JOINTS and page.population(whole) >= KNOWN and (gap != ", " or whole.endswith("D.C.")):
                found[-1] = ModelSpan(last.start, span.end, last.label)
                continue
        found.append(span)
    return found


def from_place(page: Page, span: ModelSpan, model: str) -> Iterator[Draft]:
    """The mentions in a span that the tagger calls a place."""
    for start, end in shaped(page, span.start, span.end):
        name = page.text[start:end]
        if page.is_never_place(name):
            continue
        if page.is_demonym(name) and name not in page.rules.initialisms:
            yield Draft(start, end, Kind.DEMONYM, span.label, model)
            continue
        if span.label == "FAC":
            yield from _from_building(page, span, start, end, model)
        elif _stands(page, start, end):
            yield Draft(start, end, Kind.LITERAL, span.label, model)


def _from_building(page: Page, span: ModelSpan, start: int, end: int, model: str) -> Iterator[Draft]:
    name = page.text[start:end]
    if not is_street(page, name):
        inside = embedded(page, span)
        if inside:
            yield from inside
            return
    if any(letter.isdigit() for letter in name) and not _is_road(page, name):
        return
    if _stands(page, start, end):
        yield Draft(start, end, Kind.LITERAL, span.label, model)


def _is_road(page: Page, name: str) -> bool:
    return (_NUMBERED.match(name) is not None and name.split(maxsplit=1)[0].casefold() in page.rules.highways) or is_street(page, name)


def is_street(page: Page, name: str) -> bool:
    """Whether the name is a street's: "Seventh Street N.W."."""
    words = name.replace(".", "").split()
    while len(words) > 1 and words[-1].casefold() in _QUARTERS:
        words.pop()
    return len(words) > 1 and words[-1].casefold() in page.rules.streets


def _stands(page: Page, start: int, end: int) -> bool:
    """Whether nothing speaks against the tagger's word."""
    name = page.text[start:end]
    people = page.population(name)
    if (name in page.surnames or cues.titled(page, start)) and not (cues.located(page, start, end) or cues.followed(page, end)):
        return False
    if _SAINT.match(name) and page.text[end : end + 2] in ("'s", "’s") and people < 100_000:
        return False  # "St. Patrick's Day"
    if people >= KNOWN:
        return True
    if name.isupper() and len(name) > 2 and " " not in name and "." not in name:
        return False  # an organisation's initials
    return not (_CAMEL.search(name) or cues.speaks(page, end))
