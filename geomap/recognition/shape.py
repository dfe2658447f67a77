"""Where a place's name starts and ends: the span without "the", possessives, party letters and words of offices."""

import re
from collections.abc import Iterator

from geomap.recognition.page import Page
from geomap.recognition.standing import KNOWN, PROMINENT, VAST

_SPLIT = re.compile(r"\s*/\s*|\s+[-–—]+\s+|,\s+|\s*\n\s*")
_JOINTS = (" and ", "-")
_HEAD = re.compile(
    r"(?:[\s\"“”‘’'(\[.,;:•*_#-]|(?:[Tt]he|THE|[Aa]n?|this|that|its|our|his|her|their)\s|[DRIP]-(?=[A-Z]))+"
)
_OF = re.compile(
    r"(?:[Cc]ity|[Tt]own|[Vv]illage|[Tt]ownship|[Pp]rovince|[Ss]tate|[Cc]ounty|[Dd]istrict|[Nn]ation) of (?:[Tt]he )?"
)
_AWAY = re.compile(r"(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est)(?:east|west)? of (?:[Tt]he )?")
_NUMBER = re.compile(r"\d[\dA-Z]*(?:-\d+)?\s+(?=[A-Z])")  # of a house
_TAIL = re.compile(r"(?:['’][sS]?|[\s\"“”(\[\])&,;:!?*/_–—-])+$")
_LED = re.compile(r"\s?-\s?[a-z]+$")  # "U.S.-led"
_LOWER_TAIL = re.compile(r"(?:\s+[a-zâ€”“-][\w-]*)+$")  # "Matara district"; the signs are scars of wrong decoding
_PLAIN = re.compile(r"(?!(?:The|THE|An?) )[A-Z][A-Za-z]*(?: [A-Z][A-Za-z]*)*")  # nothing to be cut off it
_HYPHENED = re.compile(r"(?:-[A-Za-z]\w*)+")
_OWN_TAILS = frozenset({"city", "town", "village", "state"})  # in a town's name as often as in an office's


def shaped(page: Page, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names in a span of the tagger's, each cut to what a gazetteer would call it."""
    text = page.text[start:end]
    if page.is_never_place(text):
        return
    if page.population(text) >= KNOWN:
        yield from _shaped_one(page, start, end)
        return
    at = start
    for gap in _SPLIT.finditer(text):
        yield from _shaped_pair(page, at, start + gap.start())
        at = start + gap.end()
    yield from _shaped_pair(page, at, end)


def trimmed(page: Page, start: int, end: int) -> tuple[int, int]:
    """The span without article, quotation marks, possessive, party letter and house number; may be empty."""
    text = page.text
    if _PLAIN.fullmatch(text, start, end):
        return start, end
    head = _HEAD.match(text, start, end)
    if head and not _owns_article(page, text[start : head.end()], text[head.end() : end]):
        start = head.end()
    for opening in (_NUMBER, _OF, _AWAY):
        found = opening.match(text, start, end)
        if found and (page.population(text[start:end]) < KNOWN or page.population(text[found.end() : end]) >= KNOWN):
            start = found.end()
    end = _without(_LED, text, start, end)
    if text[end - 1] == "." and not _is_short(page, text[start:end]):
        end -= 1
    end = _without(_TAIL, text, start, end)
    shorter = _without(_LOWER_TAIL, text, start, end)
    if shorter < end and page.population(text[start:end]) < KNOWN:
        end = shorter
    return start, max(start, end)


def with_full_stop(page: Page, start: int, end: int) -> int:
    """The end of the span, past the full stop that belongs to a short form: "Ky.", "Lafayette Ave.", "W. Phila."."""
    text = page.text
    if text[end : end + 1] != ".":
        return end
    last = text[start:end].rpartition(" ")[2]
    if f"{last}." in page.rules.abbreviations or last.casefold() in page.rules.shorts:
        return end + 1
    sentence_goes_on = text[end + 1 : end + 2] == " " and text[end + 2 : end + 3].islower()
    return end + 1 if sentence_goes_on else end


def without_city(page: Page, start: int, end: int) -> str:
    """The "Dublin" of "Dublin City Council", unless the town is called so: "Kansas City Council"."""
    name = page.text[start:end]
    rest, _, last = name.rpartition(" ")
    if not rest or last.casefold() not in _OWN_TAILS or not page.office_follows(end):
        return name
    town = page.is_town(name) and page.population(name) >= PROMINENT  # Denver City, Texas, is small
    return rest if not town and page.population(rest) >= KNOWN else name


def _shaped_pair(page: Page, start: int, end: int) -> Iterator[tuple[int, int]]:
    """One name, or the two of "Armenia-Italy" and "the Soviet Union and America"."""
    text = page.text[start:end]
    for joint in _JOINTS:
        head, middle, tail = text.partition(joint)
        if middle and not _is_known(page, text) and all(map(page.is_sure, (_without_head(head), tail))):
            yield from _shaped_one(page, start, start + len(head))
            yield from _shaped_one(page, start + len(head) + len(middle), end)
            return
    head, _, tail = text.partition(" ")
    if page.population(text) < KNOWN and page.population(head) >= VAST and page.population(tail) >= VAST:
        yield from _shaped_one(page, start, start + len(head))  # "Greece Italy", where a comma is missing
        yield from _shaped_one(page, end - len(tail), end)
        return
    yield from _shaped_one(page, start, end)


def _is_known(page: Page, name: str) -> bool:
    """Whether the whole is one place: Miami-Dade is a county."""
    return page.population(name) >= KNOWN or page.population(f"{name} County") >= KNOWN


def _shaped_one(page: Page, start: int, end: int) -> Iterator[tuple[int, int]]:
    if start >= end:
        return
    start, end = trimmed(page, start, end)
    end = _without_office(page, start, end)
    start = _without_direction(page, start, end)
    if start < end:
        yield start, with_full_stop(page, start, _with_hyphen(page, start, end))


def _owns_article(page: Page, article: str, name: str) -> bool:
    """Whether the article is a part of the name: The Hague."""
    return article.casefold() == "the " and name.casefold() in page.rules.articled


def _without(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    found = pattern.search(text[start:end])
    return start + found.start() if found else end


def _without_head(name: str) -> str:
    head = _HEAD.match(name)
    return name[head.end() :] if head else name


def _is_short(page: Page, name: str) -> bool:
    last = name.rpartition(" ")[2]
    return "." in last[:-1] or last in page.rules.abbreviations or last[:-1].casefold() in page.rules.shorts


def _with_hyphen(page: Page, start: int, end: int) -> int:
    """Past a hyphen where the gazetteer knows the longer name: "Weston-on-the-Green"."""
    longer = _HYPHENED.match(page.text, end)
    return longer.end() if longer and page.population(page.text[start : longer.end()]) >= KNOWN else end


def _without_office(page: Page, start: int, end: int) -> int:
    """The end of "West Columbia" in "West Columbia City Council"."""
    name = rest = page.text[start:end]
    while " " in rest and page.population(rest) < KNOWN:
        rest, _, last = rest.rpartition(" ")
        lowered = last.casefold()
        if lowered not in page.rules.offices or lowered in page.rules.features:
            break
        named = page.is_sure(rest) or rest.rpartition(" ")[2].casefold() in page.rules.features
        if named:
            whole = lowered in _OWN_TAILS and name.endswith(last)  # "Harbor City", in no gazetteer
            name = name if whole else rest
            break
    return start + len(without_city(page, start, start + len(name)))


def _without_direction(page: Page, start: int, end: int) -> int:
    """The start of "Philadelphia" in "South Philadelphia"; "South Sudan" is in the gazetteer and stays whole."""
    name = page.text[start:end]
    while page.population(name) < KNOWN:
        first, _, rest = name.partition(" ")
        lowered = first.casefold()
        narrows = lowered in page.rules.directions
        plain = narrows or page.is_common(first) or page.is_never_place(first)
        if not rest or not plain or (lowered in page.rules.leads and not narrows):
            break  # "Lake Manassas" lies elsewhere than Manassas
        if page.population(rest) < PROMINENT or page.is_common(rest):
            break
        name = rest
    return end - len(name)
