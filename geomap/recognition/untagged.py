"""Places that the tagger passed over, or that stand in one list with a place."""

import re
from collections.abc import Iterator, Sequence

from geomap.recognition import cues
from geomap.recognition.page import Draft, Page, Word
from geomap.recognition.repetition import Free
from geomap.recognition.shape import with_full_stop
from geomap.recognition.spans import ORGANISATIONS, PEOPLES, PERSON, ModelSpan
from geomap.recognition.standing import KNOWN, PROMINENT
from geomap.records import Kind

_AFTER = re.compile(r",? (?:and|or|&) |, |/")
_BEFORE = re.compile(r"(?:,? (?:and|or|&) |, |/)$")
_MISTAKEN = ORGANISATIONS | {PERSON, PEOPLES}
_LONGEST_GAP = 6  # characters of ", and "
_LONGEST = 4  # words of a place's name


def beside(page: Page, found: Sequence[Draft], free: Free) -> Iterator[Draft]:
    """Names in one list with a place: Pataskala in "Newark, Heath and Pataskala"."""
    literal = [draft for draft in found if draft.kind is Kind.LITERAL]
    starts, ends = {draft.start for draft in literal}, {draft.end for draft in literal}
    for span in page.spans:
        if span.label not in _MISTAKEN or not free(span.start, span.end) or not _is_beside(page, span, starts, ends):
            continue
        name = page.text[span.start : span.end]
        if page.population(name) >= KNOWN and page.may_carry(name) and not cues.titled(page, span.start):
            yield Draft(span.start, span.end, Kind.LITERAL, span.label, "beside")


def _is_beside(page: Page, span: ModelSpan, starts: set[int], ends: set[int]) -> bool:
    """Whether only the joint of a list stands between the name and a place."""
    after = _AFTER.match(page.text, span.end)
    if after is not None and after.end() in starts:
        return True
    before = _BEFORE.search(page.text[max(0, span.start - _LONGEST_GAP) : span.start])
    return before is not None and span.start - len(before[0]) in ends


def untagged(page: Page, free: Free) -> Iterator[Draft]:
    """Capitalised names without a label: places of some size, or names that stand where places do, and demonyms."""
    for run in _runs(page):
        if page.is_untagged(run[0].start, run[-1].end) and free(run[0].start, run[-1].end):
            draft = _in_run(page, run)
            if draft:
                yield draft


def _runs(page: Page) -> Iterator[Sequence[Word]]:
    """Capitalised words that hang together."""
    first = 0
    for index in range(1, len(page.words) + 1):
        ends = index == len(page.words)
        if ends or page.text[page.words[index - 1].end : page.words[index].start] not in (" ", "-"):
            yield page.words[first:index]
            first = index


def _in_run(page: Page, run: Sequence[Word]) -> Draft | None:
    opens = page.opens_sentence(run[0].start)
    if opens and len(run) > 1 and (page.is_never_place(run[0].text) or page.is_common(run[0].text)):
        run, opens = run[1:], False  # "In Euclid"
    for count in range(min(_LONGEST, len(run)), 0, -1):
        start, end = run[0].start, with_full_stop(page, run[0].start, run[count - 1].end)
        name = page.text[start:end]
        if page.is_demonym(name) and count == len(run) and name not in page.rules.initialisms:
            return Draft(start, end, Kind.DEMONYM, None, "untagged")
        if page.population(name) < KNOWN or not page.may_carry(name):
            continue
        if count < len(run):
            office = run[count].text.casefold() in page.rules.municipal and page.population(name) >= PROMINENT
            return Draft(start, end, Kind.EMBEDDED, None, "untagged") if office else None
        return Draft(start, end, Kind.LITERAL, None, "untagged") if _stands(page, start, end, opens=opens) else None
    return None


def _stands(page: Page, start: int, end: int, *, opens: bool) -> bool:
    name = page.text[start:end]
    if name in page.rules.initialisms:
        return True
    if name in page.rules.abbreviations or name.casefold() in page.rules.directions:
        return False  # behind a comma they are found before: "Paris, Ky."
    if cues.is_person(page, start, end):
        return False
    if cues.at_home(page, name):
        return True
    near = cues.located(page, start, end) or cues.is_water(page, start, end)
    return near or (page.population(name) >= PROMINENT and not opens)
