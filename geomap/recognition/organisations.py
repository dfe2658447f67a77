"""Places inside other names ("Paris Police Department"), and names of places that the tagger took for something else."""

from bisect import bisect_left

from geomap.recognition import cues
from geomap.recognition.page import Draft, Page, Word
from geomap.recognition.shape import KNOWN, with_full_stop, without_city
from geomap.recognition.spans import PEOPLES, ModelSpan
from geomap.records import Kind

# People that a place needs to be read as one, by where it stands; each was chosen for the best F1 on LGL and GeoWebNews.
PROMINENT = 15_000  # a name on its own, and before the word for an office: "Oxford", "Norfolk Board of Education"
MUNICIPAL = 500  # before what every town has: "Cottonport Fire Station"
HELD = 15_000  # after "of" or "in": "University of Hartford"
LAST = 100_000  # at the end: "Air Zimbabwe"
ELSEWHERE = 100_000  # before any other word: "Houston Rockets"
MIDDLE = 1_000_000  # behind other words: "Western Pennsylvania Kennel Association"

_LONGEST = 4  # words of a place's name
_ARTICLES = frozenset({"the", "a", "an", "our"})
_JOINTS = frozenset({" ", "-", "\n", "'s ", "’s "})


def words_of(page: Page, start: int, end: int) -> list[Word]:
    """The capitalised words inside a span."""
    first = bisect_left(page.words, start, key=lambda word: word.start)
    last = bisect_left(page.words, end, key=lambda word: word.start)
    return [word for word in page.words[first:last] if word.end <= end]


def embedded(page: Page, span: ModelSpan) -> list[Draft]:
    """The places in an organisation's, a building's or an event's name."""
    words = words_of(page, span.start, span.end)
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
            found.append(Draft(start, end, Kind.EMBEDDED, span.label, "embedded"))
        index += taken or 1
    return found


def _starts_with_person(page: Page, words: list[Word]) -> bool:
    """Whether the name starts with somebody's: "George Washington High School"."""
    return (
        len(words) > 2
        and words[0].text.casefold() in page.rules.given_names
        and words[1].text.casefold() not in page.rules.offices
        and page.population(page.text[words[0].start : words[1].end]) < PROMINENT
    )


def _words_taken(page: Page, words: list[Word], index: int) -> int:
    """How many words from words[index] on are a place; 0 for none."""
    for count in range(min(_LONGEST, len(words) - index), 0, -1):
        if count == len(words) or not _hangs_together(page, words[index : index + count]):
            continue  # the whole name is judged elsewhere
        start, end = words[index].start, words[index + count - 1].end
        name = page.text[start:end]
        people = page.population(name)
        if people < KNOWN:
            if count == 2 and words[index + 1].text in ("County", "Parish", "Township"):
                return count
            continue
        if not _may_be_place(page, name, count) or name in page.surnames:
            continue
        if people >= _needed(page, words, index, count):
            return count if len(without_city(page, start, end)) == end - start else count - 1
    return 0


def _hangs_together(page: Page, words: list[Word]) -> bool:
    return all(page.text[a.end : b.start] in _JOINTS for a, b in zip(words, words[1:], strict=False))


def _may_be_place(page: Page, name: str, count: int) -> bool:
    if page.is_never_place(name) or page.is_common(name) or page.is_demonym(name):
        return False
    return count > 1 or name.casefold() not in page.rules.offices


def _needed(page: Page, words: list[Word], index: int, count: int) -> int:
    """People that the place words[index:index + count] needs to be meant."""
    last = words[index + count - 1]
    if count > 1 and last.text.casefold() in page.rules.features:
        return KNOWN
    before = page.previous_word(words[index].start).casefold()
    if index > 0 and (before in page.rules.holders or before == "the"):
        return HELD
    if index + count == len(words):
        return LAST
    following = words[index + count]
    if page.text[last.end : following.start] == "-" and page.population(following.text) < KNOWN:
        return MIDDLE  # "Mercedes-Benz"
    if index > 0:
        return MIDDLE
    lowered = following.text.casefold()
    if lowered in page.rules.municipal:
        return MUNICIPAL
    return PROMINENT if lowered in page.rules.offices else ELSEWHERE


def relabelled(page: Page, span: ModelSpan, start: int, end: int) -> Draft | None:
    """A span that the tagger took for an organisation, a product or a people, and that is exactly a place."""
    name = page.text[start:end]
    people = page.population(name)
    if people < KNOWN or page.is_never_place(name) or page.is_common(name) or cues.is_person(page, start, end):
        return None
    near = cues.located(page, start, end) or cues.followed(page, end)
    alone = people >= PROMINENT and span.label != PEOPLES and (not cues.is_thing(page, start) or name.isupper())
    return Draft(start, end, Kind.LITERAL, span.label, "gazetteer") if near or alone else None


def somebody(page: Page, span: ModelSpan, start: int, end: int) -> Draft | None:
    """A span that the tagger took for a person, and that the words around call a place."""
    name = page.text[start:end]
    if page.population(name) < KNOWN or page.is_never_place(name) or page.is_common(name) or cues.titled(page, start):
        return None
    near = cues.located(page, start, end) or (cues.followed(page, end) and name not in page.surnames)
    return Draft(start, end, Kind.LITERAL, span.label, "gazetteer") if near else None
