"""Places that the tagger took for an organisation, a product, a people or a person."""

from geomap.recognition import cues
from geomap.recognition.page import Draft, Page
from geomap.recognition.shape import with_full_stop
from geomap.recognition.spans import PERSON, ModelSpan
from geomap.recognition.standing import KNOWN, PROMINENT
from geomap.records import Kind

# Last words that leave no doubt. No gazetteer needs to know the name.
_LANDSCAPE = frozenset({
    "Forest", "Wilderness", "River", "Creek", "Lake", "Valley", "Island", "Islands", "Mountain", "Mountains", "Park",
    "Bay", "Peninsula",
})  # fmt: skip


def relabelled(page: Page, span: ModelSpan, start: int, end: int) -> Draft | None:
    """The place that the trimmed span [start, end) is after all, or None."""
    name = page.text[start:end]
    if page.is_never_place(name):
        return None
    head, _, last = name.rpartition(" ")
    if head and span.label == PERSON and head.partition(" ")[0].casefold() in page.rules.given_names:
        return None  # "Claude Williams"
    if head and (last in _LANDSCAPE or last.rstrip(".").casefold() in page.rules.sure_streets):
        return Draft(start, with_full_stop(page, start, end), Kind.LITERAL, span.label, "feature")
    known = page.population(name) >= KNOWN
    if _is_settlement(page, span, start, known=known) and name not in page.surnames:
        return Draft(start, end, Kind.LITERAL, span.label, "settlement")
    if not known or page.is_common(name):
        return None
    kind = Kind.EMBEDDED if page.office_follows(end) else Kind.LITERAL
    return Draft(start, end, kind, span.label, "gazetteer") if _stands(page, start, end) else None


def _is_settlement(page: Page, span: ModelSpan, start: int, *, known: bool) -> bool:
    """Whether "the town of" comes before; "the city Planning Commission" is none."""
    if not cues.settled(page, start):
        return False
    return span.label == PERSON or (not known and page.previous_word(start) in ("of", "and"))


def _stands(page: Page, start: int, end: int) -> bool:
    """Whether the words around, or the article's other places, call it a place: its size alone says too little."""
    name = page.text[start:end]
    is_person = cues.is_person(page, start, end)
    if cues.at_home(page, name) and not is_person:
        return True
    if page.office_follows(end) and not is_person:
        return page.population(name) >= PROMINENT  # "the Slidell PD"
    if cues.owns(page, end) or cues.titled(page, start):
        return False
    return cues.located(page, start, end) or (name not in page.surnames and _is_gone_to(page, start, end, is_person))


def _is_gone_to(page: Page, start: int, end: int, is_person: bool) -> bool:
    if cues.moving(page, start) or cues.followed(page, end):
        return True
    if cues.taken(page, start):
        return page.population(page.text[start:end]) >= PROMINENT
    return cues.is_water(page, start, end) and not is_person
