"""One article on the desk: its text, its capitalised words, what the tagger said, and the names it looks up."""

import re
from bisect import bisect_right
from functools import cached_property, lru_cache
from typing import NamedTuple

from geomap.names import cached_key
from geomap.ports import Gazetteer
from geomap.recognition.rules import RecognitionRules
from geomap.recognition.spans import NUMBERS, PERSON, ModelSpan
from geomap.records import Kind

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽŁŃŅŇŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽƏȘȚ"
# U.S. and N.H.; a short form with its full stop (St., Mt., Ave.), so that "St. Louis" hangs together; any other word with a
# capital, apostrophes inside it included, but not the possessive's.
_WORD = re.compile(
    rf"(?<!\w)(?:(?:[A-Z]\.){{2,}}|(?:St|Ste|Mt|Ft|[NSEW])\.(?=\s?[A-Z])|[{_UPPER}][^\W_]*(?:['’](?![sS](?!\w))[^\W_]+)*)"
)
_NEXT = re.compile(r"['’]?s?[ \n-]{0,2}([A-Za-z][A-Za-z-]*)")
_PREVIOUS = re.compile(r"([A-Za-z][\w'’.-]*)[ \n]$")
_SENTENCE_END = re.compile(r"(?:^|[.!?:;…\"”“)\]*•]|\n|--|[—–])\s*[\"“‘'(\[]*$")
_LOOK_BACK = 24  # characters before a mention that the small looks below need


class Word(NamedTuple):
    """A capitalised word: code points [start, end)."""

    start: int
    end: int
    text: str


class Draft(NamedTuple):
    """A mention in the making."""

    start: int
    end: int
    kind: Kind
    label: str | None
    source: str  # which rule or model found it


class Names:
    """The gazetteer's answers that recognition needs, remembered: texts repeat their names."""

    def __init__(self, gazetteer: Gazetteer, *, size: int = 65_536) -> None:
        self.population = lru_cache(maxsize=size)(gazetteer.max_population)


class Page:
    """An article's text with everything that the steps ask of it."""

    def __init__(self, text: str, spans: tuple[ModelSpan, ...], names: Names, rules: RecognitionRules) -> None:
        self.text = text
        self.rules = rules
        self.population = names.population
        self._closed = _closed(text, rules)
        self.spans = tuple(span for span in spans if not self.is_closed(span.start, span.end)) if self._closed else spans

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Every capitalised word outside the boilerplate."""
        found = tuple(Word(match.start(), match.end(), match[0]) for match in _WORD.finditer(self.text))
        return tuple(w for w in found if not self.is_closed(w.start, w.end)) if self._closed else found

    @cached_property
    def starts(self) -> dict[int, int]:
        """Where a word starts -> its index in `words`."""
        return {word.start: index for index, word in enumerate(self.words)}

    @cached_property
    def surnames(self) -> frozenset[str]:
        """Last words of the people's full names in the article: "Bali" of "Mustafa Bali"."""
        return frozenset(_surnames(self))

    def span_at(self, position: int) -> ModelSpan | None:
        """The tagger's span that holds the character, or None."""
        index = bisect_right(self.spans, position, key=lambda span: span.start) - 1
        return self.spans[index] if index >= 0 and position < self.spans[index].end else None

    def is_closed(self, start: int, end: int) -> bool:
        """Whether the span touches boilerplate."""
        return self._closed is not None and self._closed.find(1, start, end) >= 0

    def next_word(self, end: int) -> str:
        """The word after a mention as it stands, past a possessive; "" where punctuation comes first."""
        match = _NEXT.match(self.text, end)
        return match[1] if match else ""

    def previous_word(self, start: int) -> str:
        """The word before a mention as it stands; "" where punctuation comes first."""
        match = _PREVIOUS.search(self.text[max(0, start - _LOOK_BACK) : start])
        return match[1] if match else ""

    def opens_sentence(self, start: int) -> bool:
        """Whether a capital here means nothing."""
        return _SENTENCE_END.search(self.text[max(0, start - _LOOK_BACK) : start]) is not None

    def is_never_place(self, name: str) -> bool:
        """Whether the tables say that this name is no place."""
        never = self.rules.never_places
        return name in never or (name.isupper() and len(name) > 3 and name.title() in never)

    def is_common(self, name: str) -> bool:
        """Whether the name is also a plain word of the language."""
        return name.casefold() in self.rules.common_words

    def is_demonym(self, name: str) -> bool:
        """Whether the tables say that this is a people or what is theirs."""
        return cached_key(name) in self.rules.demonyms


def _closed(text: str, rules: RecognitionRules) -> bytearray | None:
    """1 for every character of the boilerplate; None where there is none."""
    marked = None
    for match in rules.boilerplate.finditer(text):
        marked = marked or bytearray(len(text))
        marked[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    return marked


def _surnames(page: Page) -> set[str]:
    found = set()
    for span in page.spans:
        if span.label != PERSON:
            continue
        words = page.text[span.start : span.end].replace("’s", "").replace("'s", "").split()
        lowered = [word.casefold() for word in words]
        if len(words) > 1 and not page.rules.offices.intersection(lowered) and words[-1][:1].isupper():
            found.add(words[-1].strip(".,;"))
        elif len(words) == 1 and page.previous_word(span.start).casefold().rstrip(".") in page.rules.titles:
            found.add(words[0])
    return found


def unnumbered(spans: tuple[ModelSpan, ...]) -> tuple[ModelSpan, ...]:
    """The spans that are names, not dates or numbers."""
    return tuple(span for span in spans if span.label not in NUMBERS)
