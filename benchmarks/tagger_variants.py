"""Variants of examples: the same words with other places and other people, in capitals, or in small letters.

News names places that no corpus has. So that the tagger learns to tell names by what stands around them, it also reads
each article with names taken from all over the gazetteer, some of them misspelt so that no table knows them.
"""

import re
from collections.abc import Callable, Sequence

import numpy as np
from tagger_corpora import EMB, PER, PLACE, Example

from geomap.recognition.tagger.labels import B, L, U, tags_of

REPLACED = 0.5  # share of an article's names that get another
MISSPELT = 0.2  # of the new names
PLACE_LIKE = 0.1  # of the new surnames that are a place's name: Jack London
_LETTERS = "aeiouaeiounrstlmkdh"
_TYPES = frozenset(
    re.split(
        r"\s+",
        """County Parish Township Street Road Avenue Ave. Rd. St. Lane Drive Boulevard Blvd. Highway Route Interstate
        Loop River Creek Lake Bay Sea Ocean Gulf Mountain Mountains Park Island Islands Valley Peninsula Province
        District State Territory Republic University College School Hospital Church City Town Village Center Centre
        Bridge Square Plaza Station Airport of the""",
    )
)


def spans_of(example: Example) -> list[tuple[int, int, int]]:
    """The names of an example: first token, token after the last, kind."""
    found = []
    first = 0
    for at in np.flatnonzero(example.tags).tolist():
        kind, place = divmod(int(example.tags[at]) - 1, 4)
        if place in (B, U):
            first = at
        if place in (L, U):
            found.append((first, at + 1, kind))
    return found


class Variants:
    """Makes variants of examples.

    Args:
        places: names of places as tokens, to draw from.
        surnames: last words of people's names, to draw from.
    """

    def __init__(self, rng: np.random.Generator, places: Sequence[Sequence[str]], surnames: Sequence[str]) -> None:
        self._rng = rng
        self._places = places
        self._surnames = surnames

    def renamed(self, example: Example) -> Example:
        """The example with other names; the same name gets the same new one throughout."""
        new: dict[tuple[int, tuple[str, ...]], Sequence[str]] = {}
        forms: list[str] = []
        spans = []
        at = 0
        for first, end, kind in spans_of(example):
            name = tuple(example.forms[first:end])
            key = (kind == PER, name if kind != PER else name[-1:])
            if key not in new:
                new[key] = self._other(name, kind)
            forms += example.forms[at:first]
            start = len(forms)
            forms += new[key] if kind != PER else [*name[:-1], *new[key]]
            spans.append((start, len(forms), kind))
            at = end
        forms += example.forms[at:]
        return Example(forms, tags_of(spans, len(forms)))

    def _other(self, name: Sequence[str], kind: int) -> Sequence[str]:
        """Another name in place of a place's; a person's last word in place of a person's name."""
        if kind == PER:
            return self._other_surname(name[-1])
        if kind not in (PLACE, EMB) or self._rng.random() >= REPLACED or "." in name[-1]:
            return name
        other = list(self._places[int(self._rng.integers(len(self._places)))])
        if self._rng.random() < MISSPELT:
            other = [self._misspelt(word) for word in other]
        typed = [index for index, word in enumerate(name) if word in _TYPES or word[:1].isdigit()]
        if typed == [len(name) - 1]:
            return [*other, name[-1]]
        return name if typed else other

    def _other_surname(self, surname: str) -> Sequence[str]:
        if self._rng.random() >= REPLACED or not surname[:1].isupper():
            return [surname]
        place = self._places[int(self._rng.integers(len(self._places)))]
        if self._rng.random() < PLACE_LIKE and len(place) == 1:
            return place
        return [self._surnames[int(self._rng.integers(len(self._surnames)))]]

    def _misspelt(self, word: str) -> str:
        if len(word) < 4 or not word.isalpha():
            return word
        at = int(self._rng.integers(1, len(word)))
        letter = _LETTERS[int(self._rng.integers(len(_LETTERS)))]
        way = int(self._rng.integers(3))
        return word[:at] + (letter if way else "") + word[at + (way != 1) :]


def respelt(example: Example, spelling: Callable[[str], str]) -> Example:
    """The example in capitals or small letters."""
    return Example([spelling(form) for form in example.forms], example.tags)


def surnames(examples: Sequence[Example]) -> list[str]:
    """The last words of the people's full names."""
    return sorted(
        {
            example.forms[end - 1]
            for example in examples
            for first, end, kind in spans_of(example)
            if kind == PER and end - first > 1 and example.forms[end - 1][:1].isupper()
        }
    )


def full_names(examples: Sequence[Example]) -> list[tuple[str, ...]]:
    """People's names of two to four words."""
    names = {
        tuple(example.forms[first:end])
        for example in examples
        for first, end, kind in spans_of(example)
        if kind == PER and 1 < end - first <= 4
    }
    return sorted(name for name in names if all(word[:1].isupper() for word in name))
