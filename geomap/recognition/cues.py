"""What the words beside a name say of it: somewhere, somebody, or somebody of that town."""

import re

from geomap.recognition.page import Page
from geomap.recognition.shape import with_full_stop

_AGED = re.compile(r"\d{1,3},?(?: both| all)? of(?: [Nn]ear)? $")  # "Rickman, 45, of Alton"
_THING = re.compile(r"(?:\b[Tt]he|\b[Aa]n?|\b\d{4}|\b[A-Z][a-z]+) $")  # "the Honda", "a 1995 Honda", "Ford Mustang"
_SETTLEMENT = re.compile(r"\b([a-z]+)(?: of)? (?:[A-Z]\w+ and )?$")  # "in the villages of Nuli and Avnevi"
_MOVING = frozenset({"from", "to", "through", "via", "toward", "towards", "onto", "into"})
_TAKEN = frozenset({
    "reached", "entered", "shelled", "bombarded", "besieged", "encircled", "stormed", "overran", "retook", "recaptured",
    "liberated", "evacuated",
})  # fmt: skip
_JOINTS = frozenset({"of", "and"})  # between the word for a settlement and its name
_AGE_JOINTS = frozenset({"of", "near", "Near"})
# There towns bear people's names and the language's words, so that a name says little.
_NAMED_AFTER_PEOPLE = frozenset({"US", "CA", "GB", "IE", "AU", "NZ"})
_LOOK_BACK = 40  # characters


def located(page: Page, start: int, end: int) -> bool:
    """Whether the words around say that something is there: "in Pratt", "Pratt, Kan.", "45, of Alton"."""
    before = page.previous_word(start)
    if before.casefold() in page.rules.locators or state_follows(page, end) or settled(page, start):
        return True
    return before in _AGE_JOINTS and _before(_AGED, page, start) is not None


def settled(page: Page, start: int) -> bool:
    """Whether "the town of" or the like comes before: then an unknown name is a place too."""
    before = page.previous_word(start)
    if before not in _JOINTS and before not in page.rules.settlements:
        return False
    match = _before(_SETTLEMENT, page, start)
    return match is not None and match[1] in page.rules.settlements


def state_follows(page: Page, end: int) -> bool:
    """Whether ", Ky." or ", Tex." comes after."""
    index = page.starts.get(end + 2) if page.text[end : end + 2] == ", " else None
    if index is None:
        return False
    word = page.words[index]
    return page.text[word.start : with_full_stop(page, word.start, word.end)] in page.rules.abbreviations


def moving(page: Page, start: int) -> bool:
    """Whether somebody goes from or to it: true of places mostly, and of people sometimes."""
    return page.previous_word(start) in _MOVING


def taken(page: Page, start: int) -> bool:
    """Whether somebody reaches, shells or takes it: of what has a town's size, true of places."""
    return page.previous_word(start) in _TAKEN


def is_water(page: Page, start: int, end: int) -> bool:
    """Whether it is a river, lake or sea by its bare name: "the Euphrates"."""
    return page.previous_word(start) in ("the", "The") and page.is_water(page.text[start:end])


def followed(page: Page, end: int) -> bool:
    """Whether somebody or something of the town comes after, in small letters: "Danbury police"."""
    return page.text[end : end + 1] == " " and page.next_word(end) in page.rules.followers


def owns(page: Page, end: int) -> bool:
    """Whether something is the name's own: of "McDonald's" and "St. John's" more often than not no place's."""
    return page.text[end : end + 2] in ("'s", "’s")


def titled(page: Page, start: int) -> bool:
    """Whether a title stands before: "Mayor Horton", "Sgt. Moore"."""
    before = page.previous_word(start)
    return before[:1].isupper() and before.rstrip(".").casefold() in page.rules.titles


def told(page: Page, start: int) -> bool:
    """Whether a verb of speech stands before: "said Lincoln"."""
    return page.previous_word(start) in page.rules.speakers


def speaks(page: Page, end: int) -> bool:
    """Whether what comes after is mostly done by people: "Rogers said"."""
    return page.text[end : end + 1] == " " and page.next_word(end) in page.rules.speakers


def at_home(page: Page, name: str) -> bool:
    """Whether the places called so all lie in one country, which the article speaks of: Zalingei in news from Sudan."""
    country = page.country(name)
    return country is not None and country not in _NAMED_AFTER_PEOPLE and country in page.countries


def is_person(page: Page, start: int, end: int) -> bool:
    """Whether the article knows somebody of that name, or the words around say so."""
    if titled(page, start):
        return True
    if located(page, start, end) or followed(page, end):
        return False
    return told(page, start) or page.text[start:end] in page.surnames or speaks(page, end)


def is_thing(page: Page, start: int) -> bool:
    """Whether an article, a year or another name stands before, as before a thing's name: "the Honda"."""
    return _before(_THING, page, start) is not None


def _before(cue: re.Pattern[str], page: Page, start: int) -> re.Match[str] | None:
    return cue.search(page.text[max(0, start - _LOOK_BACK) : start])
