"""Area measures in running text: "about 4,000 sq km", "a few square miles", "300-400 hectares".

Units are found first, by one pattern; then the number is read backwards from each unit, in a window of fixed width.
So the cost is linear in the text, whatever the text holds.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from geomap.areas.amounts import AmountGrammar, Number, forbidden
from geomap.areas.measures import Measure
from geomap.areas.rules import AreaRules, alternatives, by_first_letter
from geomap.areas.triggers import windows
from geomap.areas.twice_told import joined
from geomap.records import Basis, Bound, Span
from geomap.units import NUMBER_WORDS, AreaUnit

_WINDOW = 90  # characters before a unit in which its number and bound must stand
_UNIT = 48  # characters that a unit's spelling may have, line breaks and second unit included
_SPACES = "- ?"  # between a figure and a short unit, as triggers spell them
_EARTH_M2 = 5.2e14  # more than the earth's surface is no area on it

_ANY_NUMBER = re.compile(rf"[\d½⅓⅔¼¾⅕-⅞]|\b(?:{'|'.join(sorted(NUMBER_WORDS))})\b", re.IGNORECASE)
_VOLUME = re.compile(r"[\s-]{1,2}(?:feet|foot|ft)\b", re.IGNORECASE)  # an acre-foot holds water
_RATE_AFTER = re.compile(
    r"\s?/\s?(?:[a-z]|\d)|\s?[·*]\s?[a-z]|\s?\^|⁻|-\d|\sper\s(?:second|minute|hour)", re.IGNORECASE
)


class AreaGrammar:
    """Finds measures. Patterns are compiled once."""

    def __init__(self, rules: AreaRules) -> None:
        self.amounts = AmountGrammar(rules)
        self._units: dict[str, AreaUnit] = {}
        loose: list[str] = []
        strict: list[str] = []
        for unit in rules.units:
            for spelling in unit.spellings:
                self._units.setdefault(spelling if unit.strict else spelling.casefold(), unit)
                (strict if unit.strict else loose).append(spelling)
        short = "|".join(re.escape(one) for one in sorted(strict, key=len, reverse=True))
        pattern = (
            f"(?P<loose>(?i:{by_first_letter(loose, _spelled)}))"
            "(?P<also>(?i:\\s?/\\s?(?:miles|mi|km|kilomet(?:re|er)s|acres|hectares"
            "|square\\smiles|sq\\.?\\smi|sq\\.?\\skm|metres|meters|feet|ft)))?"
            f"|(?<=\\d)[\\s-]?(?P<strict>{short})"
        )
        self._unit = re.compile(rf"(?<![A-Za-z/])(?:{pattern})(?![A-Za-z0-9²³])")
        self.triggers = {"unit": _stems(loose), "short unit": _after_digits(strict)}
        self._after_digit = re.compile(rf"\d[\s-]?(?:{short})(?![A-Za-z])")
        bounds = rules.bounds
        self._filler = re.compile(rf"[\s-]{alternatives(bounds['filler'])}[\s-]?\Z", re.IGNORECASE)
        between = {"after_at_least": Bound.AT_LEAST, "after_about": Bound.ABOUT, "after_at_most": Bound.AT_MOST}
        self._between = tuple(
            (bound, re.compile(rf"[\s-]?{alternatives(bounds[kind])}[\s-]?\Z", re.IGNORECASE))
            for kind, bound in between.items()
        )
        self._behind = tuple(
            (bound, re.compile(rf"[\s-]{{0,2}}{alternatives(bounds[kind])}(?!\w)", re.IGNORECASE))
            for kind, bound in between.items()
        )
        compare = alternatives(rules.cues["compare"])
        self._sized_before = re.compile(
            rf"\b(?:{compare}|area\sof|size\sof|worth\sof|covering|covers|covered)\s\Z", re.IGNORECASE
        )
        self._sized_behind = re.compile(r"\s(?:in\s(?:size|area)\b|across\b)", re.IGNORECASE)

    def stretches(self, text: str, triggers: Mapping[str, Sequence[int]]) -> list[tuple[int, int]]:
        """Where in a text units may stand, by where the strings of `triggers` were found in it."""
        short = [at for at in triggers.get("short unit", ()) if self._after_digit.match(text, at)]
        return windows(text, sorted((*triggers.get("unit", ()), *short)), _UNIT, _UNIT)

    def measures(self, text: str, stretches: Sequence[tuple[int, int]] | None = None) -> tuple[Measure, ...]:
        """All measures in the order of the text; one that is told in two units comes once.

        Args:
            text: the article's text.
            stretches: where in it units may stand, [start, end) in order and apart from each other; None for anywhere.
        """
        stretches = [(0, len(text))] if stretches is None else stretches
        found: list[Measure] = []
        seen, last = 0, -1  # up to where numbers were looked for, and where the last one starts
        for hit in self._units_in(text, stretches):
            floor = max(found[-1].until if found else 0, hit.start() - _WINDOW)
            for number in _ANY_NUMBER.finditer(text, max(floor, seen), hit.start()):
                last = number.start()
            seen = hit.start()
            if last < floor and not self.amounts.vague_before(text[floor : hit.start()].rstrip(" -\n")):
                continue
            measure = self._measure(text, hit, floor)
            if measure is None:
                continue
            if found and (told := joined(text, found[-1], measure)) is not None:
                found[-1] = told
            else:
                found.append(measure)
        return tuple(found)

    def _units_in(self, text: str, stretches: Sequence[tuple[int, int]]) -> Iterator[re.Match[str]]:
        for start, end in stretches:
            for hit in self._unit.finditer(text, start, end):
                if hit.end() < end or end == len(text):  # else it may go on: "5 ha" of "5 habitants"
                    yield hit

    def _measure(self, text: str, hit: re.Match[str], floor: int) -> Measure | None:
        spelled = hit["loose"] or hit["strict"]
        end = hit.end()
        unit = self._unit_of(spelled, strict=hit["strict"] is not None)
        if unit is None or _VOLUME.match(text, end) or _RATE_AFTER.match(text, end) or _named(text, hit):
            return None
        before, bound = text[floor : hit.start()], None
        for kind, pattern in self._between:
            if trimmed := pattern.search(before):
                before, bound = before[: trimmed.start()], kind
                break
        number = self.amounts.number(before)
        if number is None:
            for _ in range(2):
                filler = self._filler.search(before)
                before = before[: filler.start()] if filler else before
            number = self.amounts.number(before) if before else None
        if number is None:
            return None
        lead = before[: number.start]
        if number.low <= 0 or forbidden(lead, before[number.start :]):
            return None
        return self._finished(text, hit, floor, lead=lead, number=number, unit=unit, bound=bound)

    def _finished(
        self,
        text: str,
        hit: re.Match[str],
        floor: int,
        *,
        lead: str,
        number: Number,
        unit: AreaUnit,
        bound: Bound | None,
    ) -> Measure | None:
        end, also = hit.end(), hit["also"]
        number, lead, ranged = self.amounts.ranged(lead, number)
        since = floor + len(lead)
        if bound is None:
            bound, since = self.amounts.bound_before(lead, since - len(lead))
        until = end
        for kind, pattern in self._behind:
            if bound is None and (behind := pattern.match(text, end)):
                bound, until = kind, behind.end()
        if unit.sized and not (self._sized_before.search(lead[-40:]) or self._sized_behind.match(text, end)):
            return None
        units = [unit.m2, unit.m2_high, *([second.m2] if (second := self._second_unit(unit, also)) else [])]
        low, high = number.low * min(units), number.high * max(units)
        if high > _EARTH_M2:
            return None
        if number.vague or min(units) < max(units):
            bound = Bound.VAGUE
        elif ranged:
            bound = Bound.RANGE
        bound = bound or Bound.EXACT
        start = floor + number.start
        return Measure(
            span=Span(start, end),
            text=text[start:end],
            unit=unit.name,
            bound=bound,
            since=min(since, start),
            until=until,
            basis=Basis.COMPARISON if unit.sized else Basis.MEASURE,
            low_m2=None if bound is Bound.AT_MOST else low,
            high_m2=None if bound is Bound.AT_LEAST else high,
        )

    def _unit_of(self, spelled: str, *, strict: bool) -> AreaUnit | None:
        plain = re.sub(r"[\s-]+", " ", spelled.replace(".", " ")).strip()
        return self._units.get(plain if strict else plain.casefold())

    def _second_unit(self, unit: AreaUnit, also: str | None) -> AreaUnit | None:
        """The unit after the slash of "square kilometres/miles"."""
        if not also:
            return None
        name = also.strip(" /\n\t")
        squared = unit.name.startswith("square") and not name.casefold().startswith("sq")
        return self._unit_of(f"sq {name}" if squared else name, strict=False)


def _spelled(word: str) -> str:
    """The pattern of a spelling but for its first letter: full stops may stand in it, and "sq.km" needs no space."""
    pattern = re.escape(word).replace(r"\ ", r"\.?[\s-]{1,2}")
    return pattern.replace(r"q\.?[\s-]{1,2}", r"q(?:\.[\s-]{0,2}|[\s-]{1,2})")


def _stems(loose: list[str]) -> tuple[str, ...]:
    """Short strings, lower case, one of which every spelling holds: looking for them is quicker than any pattern."""
    stems = {"sq"}
    for plain in sorted((spelling.lower() for spelling in loose), key=lambda plain: (plain.count(" "), len(plain))):
        if not any(stem in plain for stem in stems):
            stems.add(max(plain.split(" "), key=len).rstrip("s"))
    return tuple(sorted(stems))


def _after_digits(strict: list[str]) -> tuple[str, ...]:
    """The first three characters of each short unit with a digit before it ("?": one beyond Latin-1): "5ha", "? h"."""
    starts = {start for one in strict for start in (one[:2].lower(), *(space + one[0].lower() for space in _SPACES))}
    return tuple(sorted(digit + start for digit in "0123456789?" for start in starts))


def _named(text: str, hit: re.Match[str]) -> bool:
    """Whether the unit is part of a name: "Hundred Acre Wood", "15 Acre residents", "a Square Mile fund"."""
    spelled = hit["loose"] or ""
    if not spelled[:1].isupper() or spelled.isupper():
        return False
    before = text[max(0, hit.start() - 20) : hit.start()]
    hyphened = before.endswith("-")
    worded = re.search(r"(\w+)[\s-]\Z", before)
    if worded is None:
        return False
    if worded[1].isalpha():
        return worded[1][0].isupper()  # "Hundred Acre", "A Thousand Acres"; headlines in capitals say it again below
    return spelled == "Acre" and not hyphened
