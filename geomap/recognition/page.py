"""One article on the desk: its text, its capitalised words, and what the tagger said."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cached_property
from typing import NamedTuple

from geomap.recognition.rules import RecognitionRules
from geomap.recognition.spans import EMBEDDED_PLACE, NUMBERS, PEOPLES, PERSON, PLACES, ModelSpan
from geomap.recognition.standing import KNOWN, Names
from geomap.records import Kind

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽŁŃŅŇŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽƏȘȚ"
# U.S. and N.H.; a short form with its full stop (St., Mt.), so that "St. Louis" hangs together; any other word with a
# capital, apostrophes inside it included, but not the possessive's. The capital comes first and what stands before it
# is asked after, so that the search may leap from capital to capital.
_WORD = re.compile(
    rf"[{_UPPER}](?<!\w.)(?:(?<=[A-Z])\.(?:[A-Z]\.)+|(?:(?<=S)te?|(?<=[MF])t|(?<=[NSEW]))\.(?=\s?[A-Z])"
    r"|[^\W_]*(?:['’](?!(?:[sS]|ve|m|ll|d|re|t)(?!\w))[^\W_]+)*)"
)
_LINE = re.compile(r"^", re.MULTILINE)
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


class Page:
    """An article's text with everything that the steps ask of it."""

    def __init__(self, text: str, spans: tuple[ModelSpan, ...], names: Names, rules: RecognitionRules) -> None:
        self.text = text
        self.rules = rules
        self.population = names.population
        self.is_town = names.is_town
        self.is_water = names.is_water
        self.is_demonym = names.is_demonym
        self.country = names.country
        self._spoken_of = names.spoken_of
        self._previous: dict[int, str] = {}  # words before, by where the mention starts
        self._closed = _closed(text, rules)
        if self._closed:
            spans = tuple(span for span in spans if not self.is_closed(span.start, span.end))
        self.spans = spans

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Every capitalised word outside the boilerplate."""
        found = tuple(map(_word, _WORD.finditer(self.text)))
        return tuple(w for w in found if not self.is_closed(w.start, w.end)) if self._closed else found

    @cached_property
    def _word_starts(self) -> list[int]:
        return [word.start for word in self.words]

    @cached_property
    def _span_starts(self) -> list[int]:
        return [span.start for span in self.spans]

    @cached_property
    def starts(self) -> dict[int, int]:
        """Where a word starts -> its index in `words`."""
        return {word.start: index for index, word in enumerate(self.words)}

    @cached_property
    def surnames(self) -> frozenset[str]:
        """Last words of the people's full names in the article: "Bali" of "Mustafa Bali"."""
        return frozenset(_surnames(self))

    @cached_property
    def others(self) -> frozenset[str]:
        """Names that the tagger more often takes for something else than for a place."""
        votes: Counter[str] = Counter()
        for span in self.spans:
            votes[self.text[span.start : span.end]] += -1 if span.label in PLACES else 1
        return frozenset(name for name, vote in votes.items() if vote > 0)

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries that the article speaks of, by the tagger's places and peoples."""
        found = {
            self._spoken_of(self.text[span.start : span.end])
            for span in self.spans
            if span.label in PLACES or span.label in (EMBEDDED_PLACE, PEOPLES)
        }
        return frozenset(code for code in found if code is not None)

    @cached_property
    def _tagged(self) -> bytearray:
        """1 for every character of the tagger's spans."""
        marked = bytearray(len(self.text))
        for span in self.spans:
            marked[span.start : span.end] = b"\1" * (span.end - span.start)
        return marked

    def is_untagged(self, start: int, end: int) -> bool:
        """Whether the tagger marked nothing there."""
        return self._tagged.find(1, start, end) < 0

    def span_at(self, position: int) -> ModelSpan | None:
        """The tagger's span that holds the character, or None."""
        index = bisect_right(self._span_starts, position) - 1
        return self.spans[index] if index >= 0 and position < self.spans[index].end else None

    def index_from(self, position: int) -> int:
        """Index of the first word that starts there or later."""
        return bisect_left(self._word_starts, position)

    def office_follows(self, end: int) -> bool:
        """Whether the word for an office comes after, as a part of the name: "Council" in "Dublin City Council"."""
        following = self.next_word(end)
        return following[:1].isupper() and following.casefold() in self.rules.offices

    def may_carry(self, name: str) -> bool:
        """Whether the name may be read as a place where the tagger does not say so."""
        return not (name in self.surnames or self.is_common(name) or self.is_never_place(name))

    def is_sure(self, name: str) -> bool:
        """Whether the gazetteer knows the name and it is no word of the language."""
        return len(name) > 2 and self.population(name) >= KNOWN and not self.is_common(name)

    def is_closed(self, start: int, end: int) -> bool:
        """Whether the span touches boilerplate."""
        return self._closed is not None and self._closed.find(1, start, end) >= 0

    def next_word(self, end: int) -> str:
        """The word after a mention as it stands, past a possessive; "" where punctuation comes first."""
        match = _NEXT.match(self.text, end)
        return match[1] if match else ""

    def previous_word(self, start: int) -> str:
        """The word before a mention as it stands; "" where punctuation comes first."""
        found = self._previous.get(start)
        if found is None:
            found = self._previous[start] = self._find_previous_word(start)
        return found

    def _find_previous_word(self, start: int) -> str:
        text, low = self.text, max(0, start - _LOOK_BACK)
        if text[start - 1 : start] not in (" ", "\n"):
            return ""
        at = max(text.rfind(" ", low, start - 1) + 1, text.rfind("\n", low, start - 1) + 1, low)
        match = _PREVIOUS.search(text, at, start)
        return match[1] if match else ""

    def opens_sentence(self, start: int) -> bool:
        """Whether a capital here means nothing."""
        if start > 1 and self.text[start - 1] == " " and self.text[start - 2].isalnum():
            return False  # as mostly
        return _SENTENCE_END.search(self.text[max(0, start - _LOOK_BACK) : start]) is not None

    def is_never_place(self, name: str) -> bool:
        """Whether the tables say that this name is no place."""
        never = self.rules.never_places
        return name in never or (name.isupper() and len(name) > 3 and name.title() in never)

    def is_common(self, name: str) -> bool:
        """Whether the name is also a plain word of the language."""
        return name.casefold() in self.rules.common_words


def _word(match: re.Match[str]) -> Word:
    return Word(match.start(), match.end(), match[0])


def _closed(text: str, rules: RecognitionRules) -> bytearray | None:
    """1 for every character of the boilerplate; None where there is none."""
    matches = [rules.boilerplate_lines.match(text, line.end()) for line in _LINE.finditer(text)]
    small = text.lower()
    for trigger, pattern in rules.boilerplate_inline:
        if trigger in small:
            matches.extend(pattern.finditer(text))
    marked = None
    for match in matches:
        if match is not None:
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
