r"""Phrases without a name that stand for a place named before: "the city", "the besieged town", "the ISIS-held area".

Which nouns there are, what places they fit, and which words may stand inside and behind such a phrase, is data
(`gazetteer/rules/nominals.tsv`). Recognition proposes the phrases that this module finds, and resolution looks up here
what each may stand for.

>>> rules = parse_nominals(["role\tword\tfits\tnote", "noun\tcity\tP\t", "follower\tis\t\t"])
>>> [phrase.noun for phrase in find_phrases("The city is quiet; the city of Homs is not.", rules)]
['city']
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from geomap.errors import SettingsError
from geomap.records import Place

ROLES = ("noun", "said", "held", "modifier", "follower", "holder")
_NOUNS = ("noun", "said", "held")
_MOST_MODIFIERS = 2
# The letter first and what stands before it after: so the search leaps from T to T.
_PHRASE = re.compile(r"[Tt](?<!\w.)h(?:e|is)\s((?:[A-Za-z][\w'’-]*\s){0,2}?[a-z][a-z-]*)\b")
_WORD = re.compile(r"[A-Za-z][\w-]*")
_FOLLOWING = re.compile(r"['’]s\b|['’]?[.,;:!?)\]\"”’…—–]|\s[-–—(\[\"“]|\s*\Z|\s*\n|\s([a-z]+)\b")
_PAST = "ed"  # "the city closed its schools"
_HELD = re.compile(r"[A-Za-z]+-([a-z]+)\Z")


class Phrase(NamedTuple):
    """A phrase in a text: code points [start, end); `noun` says what kind of place it stands for."""

    start: int
    end: int
    noun: str
    held: bool  # "the ISIS-held area": told apart by who holds it


class Fit(NamedTuple):
    """A GeoNames feature class and the beginning of a code ("" fits all; with "=" behind it, the whole code)."""

    feature_class: str
    code: str

    def holds(self, kind: str | None, code: str) -> bool:
        """Whether a place of that class and code fits."""
        wanted = self.code.removesuffix("=")
        return kind == self.feature_class and (code == wanted if wanted != self.code else code.startswith(wanted))


@dataclass(frozen=True, slots=True)
class NominalRules:
    """What there is to know of such phrases."""

    nouns: Mapping[str, tuple[Fit, ...]]
    only_said: frozenset[str]  # nouns that stand for a place only where the text has called it so: "the district"
    only_held: frozenset[str]  # nouns that stand for what somebody has left, and need to say who: "the ISIS-held area"
    modifiers: frozenset[str]  # may stand before the noun: "besieged", "northern"
    holders: frozenset[str]  # second parts of a compound that says who holds it: "held", "controlled"
    followers: frozenset[str]  # words behind the noun that belong to no compound with it: "is", "in"

    def fits(self, noun: str, place: Place) -> bool:
        """Whether the place may be called so."""
        code = place.feature_code or ""
        return any(fit.holds(place.feature_class, code) for fit in self.nouns.get(noun, ()))


def parse_nominals(lines: Iterable[str]) -> NominalRules:
    """Rules from the lines of the table, heading first.

    Raises:
        SettingsError: a line has a role that nothing here understands, or a noun that fits nothing.
    """
    words: dict[str, set[str]] = {role: set() for role in ROLES}
    nouns: dict[str, tuple[Fit, ...]] = {}
    for line in list(lines)[1:]:
        role, word, fits, *_ = [*line.split("\t"), "", ""]
        if role not in words or (role in _NOUNS and not fits):
            raise SettingsError(
                f"nominals.tsv has {line!r}; the role is one of {', '.join(ROLES)}, a noun fits something"
            )
        words[role].add(word)
        if role in _NOUNS:
            nouns[word] = tuple(Fit(*fit.partition(".")[::2]) for fit in fits.split())
    return NominalRules(
        nouns,
        frozenset(words["said"]),
        frozenset(words["held"]),
        frozenset(words["modifier"]),
        frozenset(words["holder"]),
        frozenset(words["follower"]),
    )


def find_phrases(text: str, rules: NominalRules) -> Iterator[Phrase]:
    """The phrases of a text, in its order."""
    for match in _PHRASE.finditer(text):
        found = _phrase(text, match.start(), match.start(1), rules)
        if found is not None:
            yield found


def _phrase(text: str, start: int, first: int, rules: NominalRules) -> Phrase | None:
    held = False
    at = first
    for _ in range(_MOST_MODIFIERS + 1):
        word = _WORD.match(text, at)
        if word is None:
            return None
        if word[0] in rules.nouns:
            stands = _ends(text, word.end(), rules) and (held or word[0] not in rules.only_held)
            return Phrase(start, word.end(), word[0], held) if stands else None
        compound = _HELD.match(word[0])
        if compound and compound[1] in rules.holders:
            held = True
        elif word[0] not in rules.modifiers:
            return None
        at = word.end() + 1
    return None


def _ends(text: str, end: int, rules: NominalRules) -> bool:
    """Whether the phrase ends here: "the city is", but not "the city council" or "the city of Homs"."""
    following = _FOLLOWING.match(text, end)
    if following is None:
        return False
    word = following[1]
    return word is None or word in rules.followers or word.endswith(_PAST)
