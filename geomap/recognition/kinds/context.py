"""What the network is told of a mention: the word forms on either side, and a little of the name itself."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

WINDOW = 8  # word forms on each side; more gained nothing on ReLocaR's training part, six lost half a point
NOTHING = ""  # the form where the text, or the paragraph, has ended
FLAGS = 3

_REACH = 72  # characters that mostly hold WINDOW forms
_FORM = re.compile(r"['’][sS]\b|(?:[A-Za-z]\.){2,}|[^\W\d_]+|\d[\d.,]*\d|\d|[^\s\w]|_|\n[ \t]*\n")
_PARAGRAPH = "\n"  # the first character of a form that ends a paragraph
_LETTERS = re.compile(r"[^\W_]+")
# The names before this one in a list: what stands before the list says what all of them mean ("Officials in Iraq, the
# United Kingdom and U.S."). Worth two points on ReLocaR's training part; the same behind the name is worth nothing.
_OPENER = r"(?!(?:In|At|On|From|The|But|And|For|With|After|When|While|If|As|Since|Near|By|To|It|He|She|They|We|Of)\b)"
_NAME = rf"(?:the )?{_OPENER}[A-Z][\w.'’-]*(?: (?:of |the |and )?[A-Z][\w.'’-]*){{0,3}}"
_LISTED = re.compile(rf"(?<![\w-])(?:{_NAME}(?:, (?:and |or )?|,? (?:and|or) | & |/|-))+(?:the )?\Z")
_JOINTS = tuple(joint + article for joint in (", ", " and ", " or ", " & ", "/", "-") for article in ("", "the "))
_LIST = 80  # characters that a list may have


class Context(NamedTuple):
    """A mention as the network sees it."""

    forms: tuple[str, ...]  # 2 * WINDOW: those before the name, then those after it, NOTHING where there are none
    name: str
    demonym: bool  # whether the tables know the name as a people's: "Syrian"

    @property
    def flags(self) -> tuple[bool, ...]:
        """What is said of the name itself: several words, capitals only, a people's."""
        return " " in self.name, self.name.isupper(), self.demonym


def contexts(text: str, spans: Iterable[tuple[int, int]], demonyms: Sequence[bool]) -> list[Context]:
    """The mentions text[start:end] with what stands around them; `demonyms` says of each whether it is one."""
    return [
        Context(_before(text, start) + _after(text, end), text[start:end], demonym)
        for (start, end), demonym in zip(spans, demonyms, strict=True)
    ]


def _before(text: str, start: int) -> tuple[str, ...]:
    if text.endswith(_JOINTS, 0, start):
        listed = _LISTED.search(text[max(0, start - _LIST) : start])
        start -= len(listed[0]) if listed else 0
    low = max(0, start - _REACH)
    if low:  # a word that the window cuts is no word
        cut = _LETTERS.match(text, low, start)
        low = cut.end() if cut else low
    forms = _FORM.findall(text, low, start)[-WINDOW:]
    for index in range(len(forms) - 1, -1, -1):
        if forms[index][0] == _PARAGRAPH:
            forms = forms[index + 1 :]
            break
    return (NOTHING,) * (WINDOW - len(forms)) + tuple(forms)


def _after(text: str, end: int) -> tuple[str, ...]:
    forms = _FORM.findall(text, end, end + _REACH)[:WINDOW]
    for index, form in enumerate(forms):
        if form[0] == _PARAGRAPH:
            forms = forms[:index]
            break
    return tuple(forms) + (NOTHING,) * (WINDOW - len(forms))
