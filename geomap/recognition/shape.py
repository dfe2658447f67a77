"""Where a place's name starts and ends: the span without "the", possessives, party letters and words of offices."""

import re
from collections.abc import Iterator

from geomap.recognition.page import Page

KNOWN = 0  # population from which on the gazetteer knows a name at all

_SPLIT = re.compile(r"\s*/\s*|\s+[-–—]+\s+|,\s+|\s*\n\s*\n\s*")
_HEAD = re.compile(r"(?:[\s\"“”‘’'(\[.,;:•*_#-]|(?:[Tt]he|THE|[Aa]n?|this|that|its|our|his|her|their)\s|[DRIP]-(?=[A-Z]))+")
_TAIL = re.compile(r"(?:['’][sS]?|[\s\"“”(\[\])&,;:!?*/_–—-])+$")
_OF = re.compile(r"(?:[Cc]ity|[Tt]own|[Vv]illage|[Tt]ownship|[Pp]rovince|[Ss]tate|[Cc]ounty|[Dd]istrict|[Nn]ation) of (?:[Tt]he )?")
_LED = re.compile(r"\s?-\s?[a-z]+$")  # "U.S.-led"
_NUMBER = re.compile(r"\d[\dA-Z]*(?:-\d+)?\s+(?=[A-Z])")
_OWN_TAILS = frozenset({"city", "town", "village"})  # in a town's name as often as in an office's
_LOWER_TAIL = re.compile(r"(?:\s+[a-zâ€”“-][\w-]*)+$")


def shaped(page: Page, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names in a span, each cut to what a gazetteer would call it."""
    text = page.text[start:end]
    if _SPLIT.search(text) and page.population(text) < KNOWN:
        at = start
        for gap in _SPLIT.finditer(text):
            yield from _pieces(page, at, start + gap.start())
            at = start + gap.end()
        yield from _pieces(page, at, end)
    else:
        yield from _pieces(page, start, end)


def _pieces(page: Page, start: int, end: int) -> Iterator[tuple[int, int]]:
    if start >= end:
        return
    text = page.text[start:end]
    for joint in (" and ", "-"):
        head, middle, tail = text.partition(joint)
        if middle and page.population(text) < KNOWN <= page.population(_bare(head)) and page.population(tail) >= KNOWN:
            yield from _one(page, start, start + len(head))
            yield from _one(page, start + len(head) + len(middle), end)
            return
    yield from _one(page, start, end)


def _bare(name: str) -> str:
    head = _HEAD.match(name)
    return name[head.end() :] if head else name


def _one(page: Page, start: int, end: int) -> Iterator[tuple[int, int]]:
    start, end = trimmed(page, start, end)
    start, end = _without_office(page, start, end)
    start = _without_direction(page, start, end)
    if start < end and page.text[start:end].strip():
        yield start, with_full_stop(page, start, end)


def trimmed(page: Page, start: int, end: int) -> tuple[int, int]:
    """The span without article, quotation marks, possessive, party letter and house number."""
    text = page.text
    head = _HEAD.match(text, start, end)
    if head and not (text[start:head.end()].casefold() == "the " and text[head.end() : end].casefold() in page.rules.articled):
        start = head.end()
    for opening in (_NUMBER, _OF):
        found = opening.match(text, start, end)
        if found and page.population(text[start:end]) < KNOWN:
            start = found.end()
    led = _LED.search(text[start:end])
    if led:
        end = start + led.start()
    tail = _TAIL.search(text[start:end])
    if tail:
        end = start + tail.start()
    lower = _LOWER_TAIL.search(text[start:end])
    if lower and page.population(text[start:end]) < KNOWN:
        end = start + lower.start()
    return start, max(start, end)


def with_full_stop(page: Page, start: int, end: int) -> int:
    """The end of the span, past the full stop that belongs to a short form: "Ky.", "Lafayette Ave.", "W. Phila."."""
    text = page.text
    if text[end : end + 1] != ".":
        return end
    last = text[start:end].rpartition(" ")[2]
    if f"{last}." in page.rules.abbreviations or last.casefold() in page.rules.shorts:
        return end + 1
    goes_on = text[end + 1 : end + 2] == " " and text[end + 2 : end + 3].islower()
    return end + 1 if goes_on else end


def _without_office(page: Page, start: int, end: int) -> tuple[int, int]:
    name = page.text[start:end]
    while " " in name and page.population(name) < KNOWN:
        rest, _, last = name.rpartition(" ")
        lowered = last.casefold()
        if lowered not in page.rules.offices or lowered in page.rules.features or lowered in _OWN_TAILS:
            break
        known = page.population(rest) >= KNOWN and not page.is_common(rest)
        if not known and rest.rpartition(" ")[2].casefold() not in page.rules.features:
            break
        name = rest
    return start, start + len(without_city(page, start, start + len(name)))


def without_city(page: Page, start: int, end: int) -> str:
    """"Dublin" of "Dublin City Council": there "City" belongs to the office, unless the town is called so."""
    name = page.text[start:end]
    rest, _, last = name.rpartition(" ")
    if not rest or last.casefold() not in _OWN_TAILS:
        return name
    following = page.next_word(end)
    office = following[:1].isupper() and following.casefold() in page.rules.offices
    return rest if office and page.population(rest) > page.population(name) else name


def _without_direction(page: Page, start: int, end: int) -> int:
    name = page.text[start:end]
    while True:
        first, gap, rest = name.partition(" ")
        if not gap or first.casefold() not in page.rules.directions or page.population(name) >= KNOWN:
            return end - len(name)
        if page.population(rest) < 15_000 or page.is_common(rest):
            return end - len(name)
        name = rest
