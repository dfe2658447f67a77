"""Places that the words around a name give away: counties, lists, datelines, "Paris, Ky."."""

import re
from collections.abc import Iterator

from geomap.recognition.page import Draft, Page, Word
from geomap.recognition.shape import KNOWN, with_full_stop
from geomap.records import Kind

_ARTICLES = frozenset({"the", "this", "that", "a", "an", "each", "every", "our", "in", "from", "of", "at", "and", "but"})
_DIVISIONS = frozenset({"county", "parish", "township"})
_WATERS = frozenset({"river", "creek"})
_PARTY = re.compile(r"(?<!\w)[DRI]-(?=[A-Z])")
_ORDINALS = frozenset({"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "north", "south", "east", "west"})
_PLURAL = re.compile(r"[ \n]([a-z]+)\b")
_STATE_GAP = re.compile(r",?\s{1,2}\(?$")
_OPENING = 400  # characters in which a report names where it was written
_DATELINE = re.compile(
    r"(?:^|(?<=[.!?:…\"”)]\s)|(?<=[.!?:…\"”)]\s\s)|(?<=\n))[\"“]?"
    r"((?:ST\. |MT\. |FT\. )?[A-ZÀ-Þ][A-ZÀ-Þ'’-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ'’-]+){0,3}|[A-Z]\.[A-Z]\.)"
    r"(?P<state>,\s(?:[A-Z][\w.]*\s?){1,2})?\s?(?P<agency>\([^)\n]{2,40}\)\s?)?(?P<dash>--|[-–—:])?",
    re.MULTILINE,
)


def features(page: Page) -> Iterator[Draft]:
    """"Otter Tail County", "the Euphrates River": a name that ends in the kind of place it is."""
    words, text = page.words, page.text
    for index, word in enumerate(words):
        lowered = word.text.casefold()
        if lowered not in page.rules.features or index == 0:
            continue
        first = _back(page, index)
        if first is None:
            continue
        start, end = words[first].start, with_full_stop(page, word.start, word.end)
        if page.is_never_place(page.text[start:end]) or _goes_on(page, index):
            continue
        yield Draft(start, end, _inside(page, index), None, "feature")


def _goes_on(page: Page, index: int) -> bool:
    """Whether the name is longer than that: "Red River Valley", "Indian Lake Road"."""
    words = page.words
    if index + 1 == len(words) or page.text[words[index].end : words[index + 1].start] != " ":
        return False
    following = words[index + 1].text.casefold()
    if words[index].text.casefold() in _DIVISIONS:
        return following in page.rules.features
    return following in page.rules.features or following in page.rules.streets or following not in page.rules.offices


def _back(page: Page, index: int) -> int | None:
    """Index of the first word of the name that ends in words[index], or None when there is no name."""
    words, text = page.words, page.text
    model = page.span_at(words[index].start)
    best = None
    for first in range(index - 1, max(-1, index - 4), -1):
        if text[words[first].end : words[first + 1].start] not in (" ", "\n", "-"):
            break
        if words[first].text.casefold() in _ARTICLES:
            break
        name = text[words[first].start : words[index].end]
        if page.population(name) >= KNOWN:
            best = first
    if best is not None:
        return best
    if text[words[index - 1].end : words[index].start] != " ":
        return None
    lowered = words[index].text.casefold()
    before = words[index - 1]
    if lowered in _DIVISIONS or lowered in _WATERS:
        if before.text.casefold() in _ARTICLES or before.text.casefold() in page.rules.directions:
            return None
        if model is not None and model.label in ("GPE", "LOC"):
            first = next((i for i in range(index) if words[i].start >= model.start), index - 1)
            if words[first].text.casefold() in _ARTICLES:
                first += 1
            if index - 4 < first < index - 1:
                return first
        led = index > 1 and words[index - 2].text.rstrip(".").casefold() in page.rules.leads
        return index - 2 if led and text[words[index - 2].end : before.start] == " " else index - 1
    return None


def _inside(page: Page, index: int) -> Kind:
    following = page.next_word(page.words[index].end)
    inside = following[:1].isupper() and following.casefold() in page.rules.offices
    return Kind.EMBEDDED if inside else Kind.LITERAL


def lists(page: Page) -> Iterator[Draft]:
    """"Eastland and Callahan counties", "the corner of State and Hubbard streets"."""
    words, text = page.words, page.text
    for index, word in enumerate(words):
        plural = _PLURAL.match(text, word.end)
        if not plural or plural[1] not in page.rules.plurals or page.opens_sentence(word.start):
            continue
        found = [word]
        for before in reversed(words[max(0, index - 12) : index]):
            gap = text[before.end : found[-1].start]
            if gap == " ":
                found[-1] = Word(before.start, found[-1].end, text[before.start : found[-1].end])
            elif gap in (", ", " and ", " or ", ", and ", " & "):
                found.append(before)
            else:
                break
        if len(found) > 1:
            for name in map(_unled, found):
                if not page.is_demonym(name.text) and name.text.casefold() not in _ORDINALS and not page.is_never_place(name.text):
                    yield Draft(name.start, name.end, Kind.LITERAL, None, "list")


def _unled(word: Word) -> Word:
    """Without the capital that opens a sentence: "Small Hitchcock and Hayes counties"."""
    head, gap, rest = word.text.partition(" ")
    return Word(word.start + len(head) + 1, word.end, rest) if gap and head.casefold() in _ARTICLES else word


def parties(page: Page) -> Iterator[Draft]:
    """"D-Beachwood", "R-Elbow Lake": the district behind a politician's party."""
    words, text = page.words, page.text
    for match in _PARTY.finditer(text):
        index = page.starts.get(match.end())
        if index is None:
            continue
        last = index
        while last + 1 < len(words) and last < index + 2 and text[words[last].end : words[last + 1].start] == " ":
            last += 1
        start, end = match.end(), with_full_stop(page, match.end(), words[last].end)
        if not page.is_common(text[start:end]):
            yield Draft(start, end, Kind.LITERAL, None, "party")


def with_state(page: Page) -> Iterator[Draft]:
    """"Paris, Ky.": the state and the town before it are two mentions."""
    words, text = page.words, page.text
    for word in words:
        end = with_full_stop(page, word.start, word.end)
        name = text[word.start : end]
        if name not in page.rules.abbreviations:
            continue
        gap = text[max(0, word.start - 3) : word.start]
        if ", " not in gap or (not page.text[max(0, word.start - 3)].isalnum() and page.text[word.start - 3] != "."):
            continue
        yield Draft(word.start, end, Kind.LITERAL, None, "state")


def datelines(page: Page) -> Iterator[Draft]:
    """"BEIRUT (Reuters) -", "MANSFIELD --", "SALINA, Kan.": where a report was written."""
    for match in _DATELINE.finditer(page.text):
        name = match[1]
        if not (match["dash"] or match["agency"] or match["state"]) or page.is_closed(*match.span(1)):
            continue
        known = page.population(name) >= KNOWN
        state = (match["state"] or "").strip(", ")
        opens = match.start() < _OPENING and match["dash"] in ("--", "–", "—") and not page.is_common(name)
        sure = match["agency"] or state in page.rules.abbreviations or opens
        if (known or sure) and not page.is_never_place(name):
            yield Draft(match.start(1), match.end(1), Kind.LITERAL, None, "dateline")
