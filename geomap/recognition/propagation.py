"""Names that the article itself explains: found once and used again, or standing beside a place in a list."""

import re
from collections.abc import Callable, Iterator

from geomap.recognition import cues
from geomap.recognition.organisations import PROMINENT
from geomap.recognition.page import Draft, Page, Word
from geomap.recognition.shape import KNOWN, with_full_stop
from geomap.recognition.spans import PERSON, ModelSpan
from geomap.records import Kind

_LIST_GAP = re.compile(r",? (?:and|or|&) |, |/")
_SHORTEST = 3  # letters of a name that is worth carrying on

Free = Callable[[int, int], bool]


def again(page: Page, found: list[Draft], free: Free) -> Iterator[Draft]:
    """Further occurrences of the places found: the tagger often sees only one of them."""
    names: dict[str, set[str]] = {}
    for draft in found:
        name = page.text[draft.start : draft.end]
        if draft.kind is Kind.LITERAL and len(name) >= _SHORTEST and _carries(page, name):
            for spelling in (name, name.title() if name.isupper() and len(name) > 3 else name):
                names.setdefault(_head(spelling), set()).add(spelling)
    if not names:
        return
    covers = _covers(page)
    for index, word in enumerate(page.words):
        for name in names.get(word.text, ()):
            end = word.start + len(name)
            if page.text.startswith(name, word.start) and free(word.start, end) and not page.text[end : end + 1].isalnum():
                kind = _kind(page, index, word.start, end, covers)
                if kind is not None:
                    yield Draft(word.start, end, kind, None, "again")


def _carries(page: Page, name: str) -> bool:
    return name not in page.surnames and not page.is_common(name) and not page.is_never_place(name)


def _head(name: str) -> str:
    return re.split(r"[ \n-]", name, maxsplit=1)[0]


def _covers(page: Page) -> dict[int, ModelSpan]:
    """Start of each capitalised word -> the tagger's span that it lies in, for names of several words."""
    covers = {}
    for span in page.spans:
        text = page.text[span.start : span.end]
        if " " in text:
            for match in re.finditer(r"\S+", text):
                covers[span.start + match.start()] = span
    return covers


def _kind(page: Page, index: int, start: int, end: int, covers: dict[int, ModelSpan]) -> Kind | None:
    """What the name is here; None where it is part of somebody's or something's name."""
    span = covers.get(start)
    if span is not None and span.label == PERSON:
        following = page.next_word(end)
        return Kind.EMBEDDED if following.casefold() in page.rules.offices and following[:1].isupper() else None
    before = page.words[index - 1] if index else None
    if before is not None and page.text[before.end : start] in (" ", "-") and not page.opens_sentence(before.start):
        lowered = before.text.casefold()
        if before.text[:1].isupper() and lowered not in page.rules.directions and not _ordinary(page, before):
            return None
    if cues.titled(page, start):
        return None
    following = page.next_word(end)
    if following[:1].isupper() and page.text[end : end + 1] in (" ", "-"):
        return Kind.EMBEDDED if following.casefold() in page.rules.offices else None
    return Kind.EMBEDDED if span is not None else Kind.LITERAL


def _ordinary(page: Page, word: Word) -> bool:
    """Whether the word before is no name: "In Mansfield", "The Mansfield"."""
    return page.is_never_place(word.text) or page.is_common(word.text)


def beside(page: Page, found: list[Draft], free: Free) -> Iterator[Draft]:
    """Names in one list with a place: "Newark, Heath and Pataskala"."""
    starts = {draft.start: draft for draft in found if draft.kind is Kind.LITERAL}
    ends = {draft.end: draft for draft in found if draft.kind is Kind.LITERAL}
    for span in page.spans:
        if span.label not in ("PERSON", "ORG", "PRODUCT", "NORP", "WORK_OF_ART"):
            continue
        name = page.text[span.start : span.end]
        if not free(span.start, span.end) or page.population(name) < KNOWN or not _carries(page, name):
            continue
        after = _LIST_GAP.match(page.text, span.end)
        before = page.text[max(0, span.start - 6) : span.start]
        gap = next((m.start() for m in _LIST_GAP.finditer(before) if m.end() == len(before)), None)
        left = gap is not None and ends.get(span.start - len(before) + gap)
        right = after is not None and starts.get(after.end())
        if (left or right) and not cues.titled(page, span.start):
            yield Draft(span.start, span.end, Kind.LITERAL, span.label, "beside")


def untagged(page: Page, free: Free) -> Iterator[Draft]:
    """Capitalised names that the tagger passed over and that are places of some size, or that stand where places do."""
    tagged = bytearray(len(page.text))
    for span in page.spans:
        tagged[span.start : span.end] = b"\1" * (span.end - span.start)
    for run in _runs(page):
        start, end = run[0].start, run[-1].end
        if tagged.find(1, start, end) >= 0 or not free(start, end):
            continue
        yield from _in_run(page, run)


def _runs(page: Page) -> Iterator[list[Word]]:
    run: list[Word] = []
    for word in page.words:
        if run and page.text[run[-1].end : word.start] not in (" ", "-"):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _in_run(page: Page, run: list[Word]) -> Iterator[Draft]:
    opens = page.opens_sentence(run[0].start)
    if opens and len(run) > 1 and (page.is_never_place(run[0].text) or page.is_common(run[0].text)):
        run, opens = run[1:], False
    for count in range(min(4, len(run)), 0, -1):
        start, end = run[0].start, with_full_stop(page, run[0].start, run[count - 1].end)
        name = page.text[start:end]
        people = page.population(name)
        if people < KNOWN or not _carries(page, name) or page.is_demonym(name):
            continue
        if count < len(run):
            if run[count].text.casefold() in page.rules.municipal and people >= PROMINENT:
                yield Draft(start, end, Kind.EMBEDDED, None, "untagged")
            return
        near = cues.located(page, start, end) or cues.followed(page, end)
        if name in page.rules.initialisms or (not cues.is_person(page, start, end) and (near or (people >= PROMINENT and not opens))):
            yield Draft(start, end, Kind.LITERAL, None, "untagged")
        return
