"""What the words beside a name say of it: somewhere, somebody, or somebody of that town."""

import re

from geomap.recognition.page import Page
from geomap.recognition.shape import with_full_stop

_AGED = re.compile(r"\d{1,3},?(?: both| all)? of(?: [Nn]ear)? $")  # "Rickman, 45, of Alton"
_COUNTED = re.compile(r"(?:\b[Tt]he|\b[Aa]n?|\b\d{4}|\b[A-Z][a-z]+) $")  # "the Honda", "a 1995 Honda", "Chesnut's Ford Mustang"


def located(page: Page, start: int, end: int) -> bool:
    """Whether the words around say that something is there: "in Pratt", "Pratt, Kan.", "45, of Alton"."""
    if page.previous_word(start).casefold() in page.rules.locators:
        return True
    return state_follows(page, end) or _AGED.search(page.text[max(0, start - 16) : start]) is not None


def state_follows(page: Page, end: int) -> bool:
    """Whether ", Ky." or ", Texas" comes after."""
    if page.text[end : end + 2] != ", ":
        return False
    index = page.starts.get(end + 2)
    if index is None:
        return False
    word = page.words[index]
    name = page.text[word.start : with_full_stop(page, word.start, word.end)]
    return name in page.rules.abbreviations


def followed(page: Page, end: int) -> bool:
    """Whether somebody or something of the town comes after, in small letters: "Danbury police"."""
    return page.text[end : end + 1] == " " and page.next_word(end) in page.rules.followers


def speaks(page: Page, end: int) -> bool:
    """Whether what comes after is mostly done by people: "Rogers said"."""
    return page.text[end : end + 1] == " " and page.next_word(end) in page.rules.speakers


def titled(page: Page, start: int) -> bool:
    """Whether a title stands before: "Mayor Horton", "Sgt. Moore"."""
    before = page.previous_word(start)
    return before[:1].isupper() and before.rstrip(".").casefold() in page.rules.titles


def is_person(page: Page, start: int, end: int) -> bool:
    """Whether the article knows somebody of that name, or the words around say so."""
    if titled(page, start):
        return True
    if located(page, start, end) or followed(page, end):
        return False
    return page.text[start:end] in page.surnames or speaks(page, end)


def is_thing(page: Page, start: int) -> bool:
    """Whether an article or a number stands before, as before a thing's name: "the Honda"."""
    return _COUNTED.search(page.text[max(0, start - 24) : start]) is not None
