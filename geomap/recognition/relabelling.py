"""Places that the tagger took for an organisation, a product, a people or a person."""

from geomap.recognition import cues
from geomap.recognition.page import Draft, Page
from geomap.recognition.shape import with_full_stop
from geomap.recognition.spans import PEOPLES, PERSON, ModelSpan
from geomap.recognition.standing import KNOWN, PROMINENT
from geomap.records import Kind

LARGE = 100_000  # people that a place needs where the tagger saw a people's name: Aleppo, but not the town of Igbo

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
    if head and (last in _LANDSCAPE or last.rstrip(".").casefold() in page.rules.sure_streets):
        return Draft(start, with_full_stop(page, start, end), Kind.LITERAL, span.label, "feature")
    known = page.population(name) >= KNOWN
    if cues.settled(page, start) and name not in page.surnames and (span.label == PERSON or not known):
        return Draft(start, end, Kind.LITERAL, span.label, "settlement")
    if not known or page.is_common(name):
        return None
    stands = _somewhere(page, start, end) if span.label == PERSON else _stands(page, span, start, end)
    return Draft(start, end, Kind.LITERAL, span.label, "gazetteer") if stands else None


def _stands(page: Page, span: ModelSpan, start: int, end: int) -> bool:
    if cues.is_person(page, start, end):
        return False
    if cues.located(page, start, end) or cues.followed(page, end) or cues.is_water(page, start, end):
        return True
    name = page.text[start:end]
    prominent = page.population(name) >= (LARGE if span.label == PEOPLES else PROMINENT)
    return prominent and (name.isupper() or not cues.is_thing(page, start))


def _somewhere(page: Page, start: int, end: int) -> bool:
    """A person's name needs more: the words around must call it a place."""
    if cues.titled(page, start):
        return False
    if cues.located(page, start, end):
        return True
    name = page.text[start:end]
    if name in page.surnames:
        return False
    reached = cues.taken(page, start) and page.population(name) >= PROMINENT
    return reached or cues.moving(page, start) or cues.followed(page, end)
