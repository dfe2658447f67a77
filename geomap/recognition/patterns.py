"""Places that the words around a name give away: counties, lists, party letters, datelines, "Paris, Ky."."""

import re
from collections.abc import Iterator

from geomap.recognition.page import Draft, Page, Word
from geomap.recognition.roads import roads
from geomap.recognition.shape import trimmed, with_full_stop
from geomap.recognition.spans import EMBEDDED_PLACE, PLACES
from geomap.recognition.standing import KNOWN, PROMINENT
from geomap.records import Kind

_LED_BY = frozenset({"the", "this", "that", "a", "an", "each", "every", "our", "in", "from", "of", "at", "and", "but"})
_DIVISIONS = frozenset({"county", "parish", "township"})  # nothing else is called so: no gazetteer needs to know them
_WATERS = frozenset({"river", "creek"})  # nor these
_NO_NAMES = frozenset({
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "north", "south", "east",
    "west",
})  # fmt: skip
_LONGEST = 4  # words of a place's name
_LONGEST_LIST = 12  # words before "counties" that may belong to the list
_PARTIES = frozenset({"D", "R", "I", "DFL"})
_PLURAL = re.compile(r"[ \n]([a-z]+)\b")
_STATE = re.compile(r"[\w.], ")
_BROKEN = re.compile(r"(?<!\w)[A-Z]\w+-\n[a-z]\w+")
_OPENING = 400  # characters in which a report says where it was written
_LINE_OPENS = re.compile(r"(?:^|[.!?:…\"”)]\s\s?|\n)[\"“]?$", re.MULTILINE)  # before a dateline
_DATELINE = re.compile(
    r"((?:ST\. |MT\. |FT\. )?[A-ZÀ-Þ][A-ZÀ-Þ'’-]{2,}(?: [A-ZÀ-Þ][A-ZÀ-Þ'’-]+){0,3}|[A-Z]\.[A-Z]\.)"
    r"(?P<state>,\s(?:[A-Z][\w.]*\s?){1,2})?\s?(?P<agency>\([^)\n]{2,40}\)\s?)?(?P<dash>--|[-–—:])?"
)


def patterns(page: Page) -> Iterator[Draft]:
    """All that this module finds, the surest first."""
    yield from datelines(page)
    yield from parties(page)
    yield from divisions(page)
    yield from features(page)
    yield from states(page)
    yield from lists(page)
    yield from broken(page)
    yield from roads(page)


def datelines(page: Page) -> Iterator[Draft]:
    """As in "BEIRUT (Reuters) -", "MANSFIELD --", "SALINA, Kan.": where a report was written."""
    text = page.text
    for word in page.words:
        if not word.text.isupper():
            continue
        opens_line = _LINE_OPENS.search(text, max(0, word.start - 3), word.start) is not None
        match = _DATELINE.match(text, word.start) if opens_line or text.startswith(" (", word.end) else None
        if match is None or not (match["dash"] or match["agency"] or match["state"]) or page.is_closed(*match.span(1)):
            continue
        if not opens_line and not (match["dash"] and match["agency"]):
            continue  # "By Our Reporter WASHINGTON (AP) — " stands behind a name
        name = match[1]
        state = (match["state"] or "").strip(", ")
        opens = match.start() < _OPENING and match["dash"] in ("--", "–", "—") and not page.is_common(name)
        sure = match["agency"] or state in page.rules.abbreviations or opens
        needed = PROMINENT if match["dash"] == ":" and word.start >= _OPENING else KNOWN  # "READ: Three more arrests"
        if (sure or page.population(name) >= needed) and not page.is_never_place(name):
            yield Draft(match.start(1), match.end(1), Kind.LITERAL, None, "dateline")


def divisions(page: Page) -> Iterator[Draft]:
    """As in "Guma Local Government Area": what stands before these words is a division's name, known or not."""
    for words in page.rules.divisions:
        at = page.text.find(f" {words}")
        while at >= 0:
            end = at + 1 + len(words)
            start = _start_before(page, at)
            if start is not None and not page.text[end : end + 1].isalnum():
                kind = Kind.EMBEDDED if page.office_follows(end) else Kind.LITERAL
                yield Draft(start, end, kind, None, "feature")
            at = page.text.find(f" {words}", end)


def _start_before(page: Page, end: int) -> int | None:
    """Where the name starts that ends here: the tagger's place, else the one word."""
    index = page.index_from(end) - 1
    if index < 0 or page.words[index].end != end or page.words[index].text.casefold() in _LED_BY:
        return None
    span = page.span_at(end - 1)
    if span is not None and span.label in PLACES | {EMBEDDED_PLACE}:
        return trimmed(page, span.start, end)[0]
    return page.words[index].start


def features(page: Page) -> Iterator[Draft]:
    """As in "Otter Tail County", "the Euphrates River": a name that ends in the kind of place it is."""
    words = page.words
    for index, word in enumerate(words):
        if index == 0 or word.text.casefold() not in page.rules.features or _goes_on(page, index):
            continue
        first = _first_known(page, index)
        if first is None and word.text.casefold() in _DIVISIONS | _WATERS:
            first = _first_likely(page, index)
        if first is None:
            continue
        start, end = words[first].start, with_full_stop(page, word.start, word.end)
        if not page.is_never_place(page.text[start:end]):
            kind = Kind.EMBEDDED if page.office_follows(end) else Kind.LITERAL
            yield Draft(start, end, kind, None, "feature")


def _goes_on(page: Page, index: int) -> bool:
    """Whether the name is longer than that: "Red River Valley", "Indian Lake Road", "Cedar River Seafood"."""
    words, rules = page.words, page.rules
    if index + 1 == len(words) or page.text[words[index].end : words[index + 1].start] != " ":
        return False
    following = words[index + 1].text.casefold()
    if following in rules.features:
        return True
    division = words[index].text.casefold() in _DIVISIONS  # "Otter Tail County Road 80" names the county
    return not division and (following in rules.streets or following not in rules.offices)


def _first_known(page: Page, index: int) -> int | None:
    """Index of the first word of the longest name up to words[index] that the gazetteer knows."""
    words, best = page.words, None
    for first in range(index - 1, max(-1, index - _LONGEST), -1):
        gap = page.text[words[first].end : words[first + 1].start]
        if gap not in (" ", "\n", "-") or words[first].text.casefold() in _LED_BY:
            break
        if page.population(page.text[words[first].start : words[index].end]) >= KNOWN:
            best = first
    return best


def _first_likely(page: Page, index: int) -> int | None:
    """The same for a name that the gazetteer does not know: where the tagger's place starts, else one word."""
    words, before = page.words, page.words[index - 1]
    lowered = before.text.casefold()
    if page.text[before.end : words[index].start] != " " or lowered in _LED_BY or lowered in page.rules.directions:
        return None
    span = page.span_at(words[index].start)
    if span is not None and span.label in ("GPE", "LOC"):
        first = page.index_from(span.start)
        first += words[first].text.casefold() in _LED_BY
        if index - _LONGEST < first < index - 1:
            return first
    if index > 1 and page.text[words[index - 2].end : before.start] == " ":
        return index - 1 - (words[index - 2].text.rstrip(".").casefold() in page.rules.leads)
    return index - 1


def states(page: Page) -> Iterator[Draft]:
    """The state of "Paris, Ky."; the town before it is a mention of its own."""
    text = page.text
    for word in page.words:
        if text[max(0, word.start - 2) : word.start] != ", ":
            continue
        end = with_full_stop(page, word.start, word.end)
        before = text[max(0, word.start - 3) : word.start]
        if text[word.start : end] in page.rules.abbreviations and _STATE.match(before):
            yield Draft(word.start, end, Kind.LITERAL, None, "state")


def lists(page: Page) -> Iterator[Draft]:
    """As in "Eastland and Callahan counties", "the corner of State and Hubbard streets"."""
    for index, word in enumerate(page.words):
        plural = _PLURAL.match(page.text, word.end)
        if plural is None or plural[1] not in page.rules.plurals or page.opens_sentence(word.start):
            continue
        names = _listed(page, index)
        for name in names if len(names) > 1 else ():
            lowered = name.text.casefold()
            if not (page.is_demonym(name.text) or lowered in _NO_NAMES or page.is_never_place(name.text)):
                yield Draft(name.start, name.end, Kind.LITERAL, None, "list")


def _listed(page: Page, index: int) -> list[Word]:
    """The names of the list that ends in words[index], the last one first."""
    names = [page.words[index]]
    for before in reversed(page.words[max(0, index - _LONGEST_LIST) : index]):
        gap = page.text[before.end : names[-1].start]
        if gap == " " and before.text.casefold() not in _LED_BY:
            names[-1] = Word(before.start, names[-1].end, page.text[before.start : names[-1].end])
        elif gap in (", ", " and ", " or ", ", and ", " & "):
            names.append(before)
        else:
            break
    return names


def parties(page: Page) -> Iterator[Draft]:
    """As in "D-Beachwood", "R-Elbow Lake": the district behind a politician's party."""
    words, text = page.words, page.text
    for party in words:
        if party.text not in _PARTIES or text[party.end : party.end + 1] != "-":
            continue
        start = party.end + 1
        index = page.starts.get(start)
        if index is None:
            continue
        last = index
        while last + 1 < min(len(words), index + 3) and text[words[last].end : words[last + 1].start] == " ":
            last += 1
        end = with_full_stop(page, start, words[last].end)
        if not page.is_common(text[start:end]):
            yield Draft(start, end, Kind.LITERAL, None, "party")


def broken(page: Page) -> Iterator[Draft]:
    """A name that a printer's hyphen parts: "Dama-" at the end of a line, "scus" on the next."""
    for match in _BROKEN.finditer(page.text) if "-\n" in page.text else ():
        if page.population(match[0].replace("-\n", "")) >= PROMINENT and not page.is_closed(*match.span()):
            yield Draft(match.start(), match.end(), Kind.LITERAL, None, "broken")
