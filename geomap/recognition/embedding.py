"""Places inside other names: Paris in "Paris Police Department", Hartford in "the University of Hartford"."""

from collections.abc import Sequence
from itertools import pairwise

from geomap.recognition.page import Draft, Page, Word
from geomap.recognition.shape import with_full_stop, without_city
from geomap.recognition.spans import ModelSpan
from geomap.recognition.standing import KNOWN, PROMINENT
from geomap.records import Kind

# People that a place needs to be meant, by where it stands in the name. Chosen by the precision that each range of
# populations had on LGL and GeoWebNews: a mention is worth proposing where it is right more often than not.
MUNICIPAL = 500  # before what every town has: "Cottonport Fire Station"
OFFICIAL = PROMINENT  # before any other word for an office: "Norfolk Board of Education"
HELD = 15_000  # after "of" or "in": "University of Hartford"
LAST = 100_000  # at the end: "Air Zimbabwe"
ELSEWHERE = 100_000  # before any other word: "Houston Rockets"
MIDDLE = 1_000_000  # behind other words: "Western Pennsylvania Kennel Association"

_LONGEST = 4  # words of a place's name
_ARTICLES = frozenset({"the", "a", "an", "our"})
_JOINTS = frozenset({" ", "-", "\n", "'s ", "’s "})
_DIVISIONS = frozenset({"County", "Parish", "Township"})


def embedded(page: Page, span: ModelSpan) -> list[Draft]:
    """The places in an organisation's, a building's or an event's name."""
    words: Sequence[Word] = page.words[page.index_from(span.start) : page.index_from(span.end)]
    if words and words[0].text.casefold() in _ARTICLES:
        words = words[1:]
    if not words or _starts_with_person(page, words):
        return []
    found = []
    index = 0
    while index < len(words):
        taken = _words_taken(page, words, index)
        if taken:
            start = words[index].start
            end = with_full_stop(page, start, words[index + taken - 1].end)
            source = "river" if _is_rivers(page, words[index:], taken) else "embedded"
            found.append(Draft(start, end, Kind.EMBEDDED, span.label, source))
        index += taken or 1
    return found


def _starts_with_person(page: Page, words: Sequence[Word]) -> bool:
    """Whether the name starts with somebody's: "George Washington High School"."""
    return (
        len(words) > 2
        and words[0].text.casefold() in page.rules.given_names
        and words[1].text.casefold() not in page.rules.offices
        and page.population(page.text[words[0].start : words[1].end]) < PROMINENT
    )


def _words_taken(page: Page, words: Sequence[Word], index: int) -> int:
    """How many words from words[index] on are a place; 0 for none. The whole name is judged elsewhere."""
    for count in range(min(_LONGEST, len(words) - index, len(words) - 1), 0, -1):
        part = words[index : index + count]
        if not all(page.text[before.end : after.start] in _JOINTS for before, after in pairwise(part)):
            continue
        start, end = part[0].start, part[-1].end
        name = page.text[start:end]
        if count == 2 and part[1].text in _DIVISIONS and page.population(name) < KNOWN:
            return count
        if _is_rivers(page, words[index:], count):
            return count
        need = _needed(page, words, index, count) if _may_be_place(page, name) else None
        if need is not None and page.population(name) >= need:
            return count if without_city(page, start, end) == name else count - 1
    return 0


def _is_rivers(page: Page, words: Sequence[Word], count: int) -> bool:
    """Whether an office is called after a river, the first words of its name: "Danube Commission"."""
    name = page.text[words[0].start : words[count - 1].end]
    offices = any(word.text.casefold() in page.rules.offices for word in words[count:])
    return offices and page.is_water(name) and page.population(name) == KNOWN and _may_be_place(page, name)


def _may_be_place(page: Page, name: str) -> bool:
    if name in page.surnames or page.is_never_place(name) or page.is_common(name) or page.is_demonym(name):
        return False
    if " " in name or name in page.rules.initialisms:
        return True
    rules, lowered = page.rules, name.rstrip(".").casefold()
    return len(name) > 2 and not (lowered in rules.offices or lowered in rules.directions or lowered in rules.leads)


def _needed(page: Page, words: Sequence[Word], index: int, count: int) -> int | None:
    """People that the place words[index:index + count] needs to be meant; None where it never is."""
    last = words[index + count - 1]
    if count > 1 and last.text.casefold() in page.rules.features:
        return KNOWN
    if index > 0 and page.previous_word(words[index].start).casefold() in page.rules.holders | {"the"}:
        return HELD
    if index + count == len(words):
        return LAST
    return _needed_before(page, last, words[index + count], first=index == 0)


def _needed_before(page: Page, last: Word, following: Word, *, first: bool) -> int | None:
    lowered = following.text.casefold()
    if lowered == "war":
        return None  # "the Gulf War"
    compound = page.text[last.end : following.start] == "-" and page.population(following.text) < KNOWN
    if compound or not first:
        return MIDDLE  # "Mercedes-Benz"
    if lowered in page.rules.municipal:
        return MUNICIPAL
    return OFFICIAL if lowered in page.rules.offices else ELSEWHERE
