"""A quick search for names in a text: runs of capitalised words that the gazetteer knows.

Only context: when a caller gives the spans to resolve, the other names of the article are found here. It would rather
miss a name than invent one: a run counts whole ("Third Presbyterian Church" is never "Third"), single small words need
a place of some size, and persons' and institutions' names are left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from geomap.ports import Gazetteer
from geomap.records import Match, Span
from geomap.resolution.cues import Cues

# U.S., St., or a word with inner hyphens and apostrophes; a full stop or a possessive ends the run.
_WORD = r"(?:(?:[A-Z]\.){2,}|(?:St|Ste|Mt|Ft)\.|[A-ZÀ-ÖØ-Þ]\w*(?:['’-](?!s\b)\w+)*)"
_RUN = re.compile(rf"\b{_WORD}(?:[ \t]+(?:(?:of|the|de|del|la|el|al|and|upon|on|ez|es)[ \t]+){{0,2}}{_WORD}){{0,5}}")
_PIECE = re.compile(r"\S+")
_BEFORE = re.compile(r"([\w.]+)[ \t]+$")
_SENTENCE_START = re.compile(r"(?:^|[.!?:]|\n)[\"”’)]*\s*[\"“‘'(]*$")
_CONTRACTION = re.compile(r"['’](?:ve|d|ll|re|t|m)$", re.IGNORECASE)
_AFTER_COMMA = re.compile(r"[\w,], $")
_PERSON_AFTER = re.compile(r",? (?:said|says|told|added|asked|wrote|noted|explained|testified)\b|, \d{1,2},")

MIN_POPULATION = 1_000  # of a single word: below that, ordinary words and surnames are likelier
SENTENCE_START = 50_000  # of a single word that stands at a sentence's start only, where any word is capitalised
ACRONYM = 1_000_000  # of a word of two to four capitals: US, UK, UAE, but not EMS
MAX_RUNS = 5_000  # looked at per article: enough context for any text, and a bound on the work


@dataclass(slots=True)
class _Scan:
    text: str
    gazetteer: Gazetteer
    cues: Cues
    surnames: set[str] = field(default_factory=set)  # last words of longer names that are no places
    inside: set[str] = field(default_factory=set)  # words capitalised within a sentence

    def is_context(self, name: str, words: int, start: int) -> bool:
        """Whether to take a run as a place's name."""
        if words > 1:
            return self.gazetteer.max_population(name) >= 0
        if len(name) < 2 or self.cues.stops(name) or name in self.surnames or _CONTRACTION.search(name):
            return False
        least = MIN_POPULATION
        if name.isupper() and len(name.replace(".", "")) <= 4:
            least = ACRONYM
        elif name not in self.inside:
            least = SENTENCE_START
        if _PERSON_AFTER.match(self.text, start + len(name)):
            least = SENTENCE_START
        return self.gazetteer.max_population(name) >= least

    def is_short_after_comma(self, name: str, start: int) -> bool:
        """Whether the name is a division's abbreviation after a comma: "Portland, ME"; elsewhere ME is no place."""
        if not name.isupper() or len(name) > 6 or not _AFTER_COMMA.search(self.text, max(0, start - 3), start):
            return False
        return any(candidate.match is Match.ABBREVIATION for candidate in self.gazetteer.candidates(name))

    def names_in(self, start: int, run: str) -> list[tuple[Span, str]]:
        """The names of one run: all of it, or what is left without the words at its front that belong to no name."""
        pieces = [(match.start(), match.group()) for match in _PIECE.finditer(run)]
        if len(pieces) == 1 and self.is_short_after_comma(run, start):
            return [(Span(start, start + len(run)), run)]
        whole = len(pieces) > 1 and self.is_context(run, len(pieces), start)  # "New Hampshire", not Hampshire
        while not whole and pieces and (self.cues.stops(pieces[0][1]) or not pieces[0][1][0].isupper()):
            pieces.pop(0)
        if not pieces or self.cues.is_title(pieces[0][1]):
            return []
        first, last = pieces[0][0], pieces[-1]
        name = run[first : last[0] + len(last[1])]
        if self.text.startswith(".", start + first + len(name)) and len(pieces[-1][1]) <= 5:
            short = name + "."  # "Ky.", "Calif.": the full stop may belong to the name
            bare = self.gazetteer.max_population(name)
            if not self.cues.stops(name) and self.gazetteer.max_population(short) >= max(bare + 1, MIN_POPULATION):
                return [(Span(start + first, start + first + len(short)), short)]
        if self.is_context(name, len(pieces), start + first):
            return [(Span(start + first, start + first + len(name)), name)]
        if " and " not in name:
            return []
        left, right = name.split(" and ", 1)  # "Iraq and Syria" is one run of two names
        offset = start + first
        return self.names_in(offset, left) + self.names_in(offset + len(left) + 5, right)

    def read_words(self, runs: Sequence[tuple[int, str]]) -> None:
        """Learn from the whole text which words are surnames and which are capitalised within sentences."""
        for start, run in runs:
            words = run.split()
            if not _SENTENCE_START.search(self.text, max(0, start - 6), start):
                self.inside.add(words[0])
            self.inside.update(words[1:])
            if 2 <= len(words) <= 4 and " and " not in run and not self.cues.is_generic(words[-1]):
                titled = self.cues.is_title(words[0])
                if titled or (not self.cues.stops(words[0]) and self.gazetteer.max_population(run) < 0):
                    self.surnames.add(words[-1])


def find_names(text: str, gazetteer: Gazetteer, cues: Cues, taken: Sequence[Span] = ()) -> list[tuple[Span, str]]:
    """Names of the text that are no part of a taken span, in the order of the text.

    Args:
        text: the article's text; offsets are its code points.
        gazetteer: decides what is a name.
        cues: words that are no names, titles of persons, endings of institutions' names.
        taken: spans that are known already.
    """
    letters = list(text)
    for span in taken:  # commas: they end a run, but no sentence
        letters[span.start : span.end] = "," * (span.end - span.start)
    text = "".join(letters)
    runs = [(match.start(), match.group()) for match in islice(_RUN.finditer(text), MAX_RUNS)]
    scan = _Scan(text, gazetteer, cues)
    scan.read_words(runs)
    found: list[tuple[Span, str]] = []
    for start, run in runs:
        before = _BEFORE.search(text, max(0, start - 20), start)
        if before and cues.is_title(before[1]) and before[1][0].isupper():
            continue
        found.extend(scan.names_in(start, run))
    return found
