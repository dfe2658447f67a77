"""Numbers read backwards from where they end: "about 4,000", "a few hundred", "between 300 and 400", "one and a half".

The words are looked for in a window of fixed width, so that a long line costs no more than a short one.
"""

import re
from dataclasses import dataclass

from geomap.areas.rules import AreaRules, alternatives
from geomap.records import Bound
from geomap.units import DIGITS, MAGNITUDES, NUMBER_WORDS, parse_number

_TOKEN = re.compile(rf"{DIGITS}|[A-Za-z]+")
_LAST_WORD = re.compile(r"([A-Za-z]+)[\s-]*\Z")
_RANGE = re.compile(r"\s(?:to|or|and|up to)\s\Z|\s?[–—-]\s?\Z")
_RANGE_WORDS = re.compile(r"(?:^|[^\w])(?:between|from)\s\Z", re.IGNORECASE)
CHANGED = re.compile(
    r"\b(?:grew|grow\w*|grown|shr[aiu]nk\w*|rose|risen|rising|expand\w*|increas\w*|f[ae]ll\w*|reduc\w*|drop\w*|swell\w*|"
    r"swelled|balloon\w*|enlarge\w*|cut|up|down|doubl\w*)\b[^.;]{0,30}\Z",
    re.IGNORECASE,
)
_ARTICLE_BEFORE = re.compile(
    r"\b(?:of|on|about|than|over|under|half|nearly|almost|roughly|around|just|only|barely|least|most|covering|covers|"
    r"covered|is|was|to|approximately|with|into)\s+(?P<one>an?)\s\Z",
    re.IGNORECASE,
)
_MONEY = re.compile(r"(?:[$€£¥₹₽]|\b(?:USD?|EUR|GBP|RM|Rs\.?|A\$|C\$))\s?\Z")
_RATIO_BEFORE = re.compile(r"\b(?:per|every|each|a|an)\s(?:square\s)?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """A number, or the two ends of a range or of a vague word; `start` counts from the window's start."""

    start: int
    low: float
    high: float
    vague: bool = False
    magnitude: float = 1.0  # the last one written: 1e6 in "2.5 million"


class AmountGrammar:
    """Reads numbers and the words that bound them. Patterns are compiled once."""

    def __init__(self, rules: AreaRules) -> None:
        bounds = rules.bounds
        self._vague = rules.vague
        self._bounds = tuple(
            (
                Bound(kind),
                re.compile(
                    rf"(?:(?<=\W)|^){alternatives(bounds[kind])}[\s-]?(?:(?:the|a|an|just|another|only)\s)?\Z",
                    re.IGNORECASE,
                ),
            )
            for kind in ("at_least", "at_most", "about")
        )
        self._bound_last = frozenset(
            re.split(r"[\s-]", words)[-1]
            for kind in ("at_least", "at_most", "about")
            for words in bounds[kind]
            if words[-1].isalpha()
        ) | {"the", "a", "an", "just", "another", "only"}
        self._exact = re.compile(rf"\b{alternatives(bounds['exact'])}\s(?:\w{{1,12}}\s)?\Z", re.IGNORECASE)
        self._vague_last = frozenset(words.split(" ")[-1] for words in rules.vague)
        self._vague_end = re.compile(rf"(?:(?<=\W)|^)(?P<words>{alternatives(rules.vague)})\s?\Z", re.IGNORECASE)

    def number(self, before: str) -> Number | None:
        """The number that ends here, words or digits or "a few"; positions count from the window's start."""
        stripped = before[:-3] + re.sub(r"[\s-]+\Z", "", before[-3:])
        if vague := self.vague_before(stripped):
            low, high = self._vague[re.sub(r"[\s-]+", " ", vague["words"].casefold())]
            return Number(vague.start("words"), low, high, vague=True)
        tokens = _number_tokens(stripped)
        for skip in range(len(tokens)):
            words = [token[0].casefold() for token in tokens[skip:]]
            value = parse_number(words)
            if value is None:
                if not all(word in MAGNITUDES for word in words):
                    continue
                return self._vague_times(stripped[: tokens[skip].start()], words)
            magnitude = MAGNITUDES.get(words[-1], 1.0) if len(words) > 1 else 1.0
            return Number(tokens[skip].start(), value, value, magnitude=magnitude)
        one = _ARTICLE_BEFORE.search(stripped + " ")  # "an area of an acre", but not "$500 an acre"
        return Number(one.start("one"), 1.0, 1.0) if one else None

    def vague_before(self, before: str) -> re.Match[str] | None:
        """The vague words that end here; the last of them is looked up first, since it is nearly always another."""
        last = re.split(r"[\s-]", before[-14:])[-1].casefold()
        return self._vague_end.search(before) if last in self._vague_last else None

    def _vague_times(self, before: str, magnitudes: list[str]) -> Number | None:
        """As in "a few hundred": the vague word times the magnitudes."""
        vague = self.vague_before(before.rstrip())
        if vague is None:
            return None
        low, high = self._vague[re.sub(r"[\s-]+", " ", vague["words"].casefold())]
        for word in magnitudes:
            low, high = low * MAGNITUDES[word], high * MAGNITUDES[word]
        return Number(vague.start("words"), low, high, vague=True)

    def ranged(self, lead: str, number: Number) -> tuple[Number, str, bool]:
        """The number with the lower one before it: "300 to 400", "between 300 and 400", "2-3 million"."""
        link = _RANGE.search(lead)
        first = self.number(lead[: link.start()]) if link and not number.vague else None
        if link is None or first is None or first.vague:
            return number, lead, False
        opening = lead[: first.start]
        if "and" in link[0] and not re.search(r"\bbetween\s\Z", opening, re.IGNORECASE):
            return number, lead, False
        low = first.low
        if number.magnitude > 1 and first.magnitude == 1 and low * number.magnitude < number.high:
            low *= number.magnitude
        if not 0 < low < number.high or forbidden(opening, lead[first.start :]):
            return number, lead, False
        if _RANGE_WORDS.search(opening) and CHANGED.search(opening.rsplit("from", 1)[0]):
            return number, lead, False  # it grew from the one to the other: only the second is told of an area
        if word := re.search(r"\b(?:between|from)\s\Z", opening, re.IGNORECASE):
            opening = opening[: word.start()]
        return Number(first.start, low, number.high), opening, True

    def bound_before(self, lead: str, floor: int) -> tuple[Bound | None, int]:
        """The bound whose words start earliest: "no more than" before the "more than" in it."""
        best: tuple[Bound | None, int] = (None, len(lead))
        worded = _LAST_WORD.search(lead[-24:])
        if worded and worded[1].casefold() not in self._bound_last:
            return None, floor + len(lead)  # nearly always: no word that bounds a number ends here
        for kind, pattern in self._bounds:
            hit = pattern.search(lead)
            if hit is None or hit.start() >= best[1]:
                continue
            doubtful = hit[0].split()[0].casefold() in {"over", "around", "above", "under", "up", "range"}
            if not (doubtful and self._exact.search(lead[: hit.start()])):
                best = kind, hit.start()
        return best[0], floor + best[1]


def _number_tokens(stripped: str) -> list[re.Match[str]]:
    """The last tokens that could be one number, in their order: number words, digits, "and", "of"."""
    tokens = list(_TOKEN.finditer(stripped))
    kept: list[re.Match[str]] = []
    following = len(stripped)
    for token in reversed(tokens[-10:]):
        gap, word = stripped[token.end() : following], token[0].casefold()
        first_digit = token[0][0].isdigit() or not token[0][0].isalpha()
        if len(gap) > 2 or gap.strip(" \t\n\r-") or not (first_digit or word in NUMBER_WORDS or word in {"and", "of"}):
            break
        if (
            first_digit
            and token.start()
            and (stripped[token.start() - 1].isalnum() or stripped[token.start() - 1] in "._/")
        ):
            break
        kept.append(token)
        following = token.start()
    kept.reverse()
    while kept and kept[0][0].casefold() in {"and", "of"}:
        kept.pop(0)
    return kept


def forbidden(lead: str, number: str) -> bool:
    """Whether the words before say that this is a price, a ratio, a power or less than nothing."""
    if lead[-1:] in "-−–" and lead[-1:] and not re.search(r"(?:[a-z]|\d\s?)[-−–]\Z", lead, re.IGNORECASE):
        return True
    return bool(
        _MONEY.search(lead)
        or lead[-1:] == "/"
        or (_RATIO_BEFORE.search(lead) and "per" in lead[-12:].casefold())
        or re.search(r"\b(?:every|each)\s\Z", lead, re.IGNORECASE)
        or number[:1] == "-"
    )
