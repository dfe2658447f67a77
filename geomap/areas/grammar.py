"""Area measures in running text: "about 4,000 sq km", "a few square miles", "300-400 hectares".

Units are found first, by one pattern; then the number is read backwards from each unit, in a window of fixed width.
So the cost is linear in the text, whatever the text holds.
"""

import re
from dataclasses import dataclass, replace

from geomap.areas.rules import AreaRules, alternatives
from geomap.records import Bound, Span
from geomap.units import DIGITS, MAGNITUDES, NUMBER_WORDS, AreaUnit, parse_number

_WINDOW = 90  # characters before a unit in which its number and bound must stand
_EARTH_M2 = 5.2e14  # more than the earth's surface is no area on it
_SAME = 0.15  # two figures this close are one area told in two units (texts round boldly)

_TOKEN = re.compile(rf"{DIGITS}|[A-Za-z]+")
_ANY_NUMBER = re.compile(rf"[\d½⅓⅔¼¾⅕-⅞]|\b(?:{'|'.join(sorted(NUMBER_WORDS))})\b", re.IGNORECASE)
_RANGE = re.compile(r"\s(?:to|or|and|up to)\s\Z|\s?[–—-]\s?\Z")
_RANGE_WORDS = re.compile(r"(?:^|[^\w])(?:between|from)\s\Z", re.IGNORECASE)
_CHANGED = re.compile(
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
_VOLUME = re.compile(r"[\s-]{1,2}(?:feet|foot|ft)\b", re.IGNORECASE)  # an acre-foot holds water
_RATE_AFTER = re.compile(
    r"\s?/\s?(?:[a-z]|\d)|\s?[·*]\s?[a-z]|\s?\^|⁻|-\d|\sper\s(?:second|minute|hour)", re.IGNORECASE
)
_SECOND = re.compile(r"(?:\s?[,;]?\s?[(\[/]|\s?,?\sor\s|\s?=\s?|\s?;\s)(?:or\s|i\.e\.,?\s|that\sis,?\s)?\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """An area that the text measures, not yet tied to any place."""

    span: Span  # number words and unit
    text: str
    unit: str
    bound: Bound
    low_m2: float | None
    high_m2: float | None
    until: int = 0  # end of all its words: of the second figure in brackets too
    since: int = 0  # start of all its words: of "more than" too
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Number:
    start: int
    low: float
    high: float
    vague: bool = False
    magnitude: float = 1.0  # the last one written: 1e6 in "2.5 million"


class AreaGrammar:
    """Finds measures. Patterns are compiled once."""

    def __init__(self, rules: AreaRules) -> None:
        self._vague = rules.vague
        self._units: dict[str, AreaUnit] = {}
        loose: list[str] = []
        strict: list[str] = []
        for unit in rules.units:
            for spelling in unit.spellings:
                self._units.setdefault(spelling if unit.strict else spelling.casefold(), unit)
                (strict if unit.strict else loose).append(spelling)
        pattern = (
            f"(?P<loose>(?i:{_spelled(loose)}))(?P<also>(?i:\\s?/\\s?(?:miles|mi|km|kilomet(?:re|er)s|acres|hectares"
            f"|square\\smiles|sq\\.?\\smi|sq\\.?\\skm|metres|meters|feet|ft)))?"
            f"|(?<=\\d)[\\s-]?(?P<strict>{_spelled(strict)})"
        )
        self._unit = re.compile(rf"(?<![A-Za-z/])(?:{pattern})(?![A-Za-z0-9²³])")
        self._stems = _stems(loose)
        self._after_digit = re.compile(rf"\d[\s-]?{_spelled(strict)}(?![A-Za-z])")
        bounds = rules.bounds
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
        self._exact = re.compile(rf"\b{alternatives(bounds['exact'])}\s(?:\w{{1,12}}\s)?\Z", re.IGNORECASE)
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
        self._vague_last = frozenset(words.split(" ")[-1] for words in rules.vague)
        self._vague_end = re.compile(rf"(?:(?<=\W)|^)(?P<words>{alternatives(rules.vague)})\s?\Z", re.IGNORECASE)

    def may_hold_area(self, text: str) -> bool:
        """Quick test: False where there is certainly none."""
        lower = text.casefold()
        return any(stem in lower for stem in self._stems) or self._after_digit.search(text) is not None

    def measures(self, text: str) -> tuple[Measure, ...]:
        """All measures in the order of the text; one that is told in two units comes once."""
        if not self.may_hold_area(text):
            return ()
        found: list[Measure] = []
        seen, last = 0, -1  # up to where numbers were looked for, and where the last one starts
        for hit in self._unit.finditer(text):
            floor = max(found[-1].until if found else 0, hit.start() - _WINDOW)
            for number in _ANY_NUMBER.finditer(text, max(floor, seen), hit.start()):
                last = number.start()
            seen = hit.start()
            if last < floor and not self._vague_before(text[floor : hit.start()].rstrip(" -\n")):
                continue
            measure = self._measure(text, hit, floor)
            if measure is None:
                continue
            if found and (joined := _joined(text, found[-1], measure)) is not None:
                found[-1] = joined
            else:
                found.append(measure)
        return tuple(found)

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
        number = self._number(before)
        if number is None:
            for _ in range(2):
                filler = self._filler.search(before)
                before = before[: filler.start()] if filler else before
            number = self._number(before) if before else None
        if number is None:
            return None
        lead = before[: number.start]
        if number.low <= 0 or _forbidden(lead, before[number.start :]):
            return None
        return self._finished(text, hit, floor, lead=lead, number=number, unit=unit, bound=bound)

    def _finished(
        self,
        text: str,
        hit: re.Match[str],
        floor: int,
        *,
        lead: str,
        number: _Number,
        unit: AreaUnit,
        bound: Bound | None,
    ) -> Measure | None:
        end, also = hit.end(), hit["also"]
        number, lead, ranged = self._ranged(lead, number)
        since = floor + len(lead)
        if bound is None:
            bound, since = self._bound_before(lead, since - len(lead))
        until = end
        for kind, pattern in self._behind:
            if bound is None and (behind := pattern.match(text, end)):
                bound, until = kind, behind.end()
        units = [unit.m2, *([second.m2] if (second := self._second_unit(unit, also)) else [])]
        low, high = number.low * min(units), number.high * max(units)
        if high > _EARTH_M2:
            return None
        if number.vague or len(units) > 1:
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

    def _number(self, before: str) -> _Number | None:
        """The number that ends here, words or digits or "a few"; positions count from the window's start."""
        stripped = before[:-3] + re.sub(r"[\s-]+\Z", "", before[-3:])
        if vague := self._vague_before(stripped):
            low, high = self._vague[re.sub(r"[\s-]+", " ", vague["words"].casefold())]
            return _Number(vague.start("words"), low, high, vague=True)
        tokens = _number_tokens(stripped)
        for skip in range(len(tokens)):
            words = [token[0].casefold() for token in tokens[skip:]]
            value = parse_number(words)
            if value is None:
                if not all(word in MAGNITUDES for word in words):
                    continue
                return self._vague_times(stripped[: tokens[skip].start()], words)
            magnitude = MAGNITUDES.get(words[-1], 1.0) if len(words) > 1 else 1.0
            return _Number(tokens[skip].start(), value, value, magnitude=magnitude)
        one = _ARTICLE_BEFORE.search(stripped + " ")  # "an area of an acre", but not "$500 an acre"
        return _Number(one.start("one"), 1.0, 1.0) if one else None

    def _vague_before(self, before: str) -> re.Match[str] | None:
        """The vague words that end here; the last of them is looked up first, since it is nearly always another."""
        last = re.split(r"[\s-]", before[-14:])[-1].casefold()
        return self._vague_end.search(before) if last in self._vague_last else None

    def _vague_times(self, before: str, magnitudes: list[str]) -> _Number | None:
        """As in "a few hundred": the vague word times the magnitudes."""
        vague = self._vague_before(before.rstrip())
        if vague is None:
            return None
        low, high = self._vague[re.sub(r"[\s-]+", " ", vague["words"].casefold())]
        for word in magnitudes:
            low, high = low * MAGNITUDES[word], high * MAGNITUDES[word]
        return _Number(vague.start("words"), low, high, vague=True)

    def _ranged(self, lead: str, number: _Number) -> tuple[_Number, str, bool]:
        """The number with the lower one before it: "300 to 400", "between 300 and 400", "2-3 million"."""
        link = _RANGE.search(lead)
        first = self._number(lead[: link.start()]) if link and not number.vague else None
        if link is None or first is None or first.vague:
            return number, lead, False
        opening = lead[: first.start]
        if "and" in link[0] and not re.search(r"\bbetween\s\Z", opening, re.IGNORECASE):
            return number, lead, False
        low = first.low
        if number.magnitude > 1 and first.magnitude == 1 and low * number.magnitude < number.high:
            low *= number.magnitude
        if not 0 < low < number.high or _forbidden(opening, lead[first.start :]):
            return number, lead, False
        if _RANGE_WORDS.search(opening) and _CHANGED.search(opening.rsplit("from", 1)[0]):
            return number, lead, False  # it grew from the one to the other: only the second is told of an area
        if word := re.search(r"\b(?:between|from)\s\Z", opening, re.IGNORECASE):
            opening = opening[: word.start()]
        return _Number(first.start, low, number.high), opening, True

    def _bound_before(self, lead: str, floor: int) -> tuple[Bound | None, int]:
        """The bound whose words start earliest: "no more than" before the "more than" in it."""
        best: tuple[Bound | None, int] = (None, len(lead))
        for kind, pattern in self._bounds:
            hit = pattern.search(lead)
            if hit is None or hit.start() >= best[1]:
                continue
            doubtful = hit[0].split()[0].casefold() in {"over", "around", "above", "under", "up", "range"}
            if not (doubtful and self._exact.search(lead[: hit.start()])):
                best = kind, hit.start()
        return best[0], floor + best[1]


def _spelled(spellings: list[str]) -> str:
    ordered = sorted(set(spellings), key=lambda spelling: (-len(spelling), spelling))
    return (
        "(?:"
        + "|".join(
            re.escape(one).replace(r"\ ", r"\.?[\s-]{1,2}") if " " in one else re.escape(one) for one in ordered
        ).replace(r"sq\.?[\s-]{1,2}", r"sq(?:\.[\s-]{0,2}|[\s-]{1,2})")
        + ")"
    )


def _stems(loose: list[str]) -> tuple[str, ...]:
    """Short strings, lower case, one of which every spelling holds: looking for them is quicker than any pattern."""
    stems = set()
    for spelling in loose:
        first, *rest = spelling.casefold().split(" ")
        if rest and len(first) < 4:  # "sq km", "km sq", "km squared": the gap may be a stop, a hyphen or a line break
            stems.update({first + gap for gap in " .-\n\u00a0"} if first == "sq" else {" " + rest[-1], "-" + rest[-1]})
        else:
            stems.add("squared" if rest[-1:] == ["squared"] else first.rstrip("s"))
    return tuple(sorted(stem for stem in stems if not any(stem != other and other in stem for other in stems)))


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


def _forbidden(lead: str, number: str) -> bool:
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


def _joined(text: str, first: Measure, second: Measure) -> Measure | None:
    """Two neighbouring measures as one: the same area in two units, or a range with the unit said twice."""
    between = text[first.until : second.since]
    if len(between) > 24:
        return None
    if first.unit != second.unit and _SECOND.search(between) and _alike(first, second):
        closing = re.match(r"\s?[)\]]", text[second.until : second.until + 2])
        return replace(
            first, until=second.until + (closing.end() if closing else 0), note=f"also given as {second.text}"
        )
    exact = first.bound in {Bound.EXACT, Bound.ABOUT} and second.bound in {Bound.EXACT, Bound.AT_MOST}
    if (
        first.unit == second.unit
        and exact
        and re.fullmatch(r"\s(?:and|to|up\sto)\s|\s?[–—-]\s?", text[first.until : second.span.start])
    ):
        opening = text[max(0, first.since - 12) : first.since]
        wanted = r"\bbetween\s\Z" if "and" in between else ""
        low, high = first.low_m2, second.high_m2
        changed = _CHANGED.search(re.sub(r"from\s\Z", "", text[max(0, first.since - 60) : first.since]))
        if low and high and low < high and re.search(wanted, opening) and not changed:
            span = Span(first.span.start, second.span.end)
            return replace(
                first, span=span, text=text[span.start : span.end], bound=Bound.RANGE, high_m2=high, until=second.until
            )
    return None


def _alike(first: Measure, second: Measure) -> bool:
    ends = [(a, b) for a, b in ((first.low_m2, second.low_m2), (first.high_m2, second.high_m2)) if a and b]
    return bool(ends) and all(
        abs(a - b) <= _SAME * max(a, b) or abs(a - b) <= _ulp(first) + _ulp(second) for a, b in ends
    )


def _ulp(measure: Measure) -> float:
    """Half of the last place written, in square metres: "0.02 square miles" may be 0.015 to 0.025."""
    digits = re.search(r"\d[\d,]*(?:\.(\d+))?", measure.text)
    value = measure.high_m2 or measure.low_m2 or 0.0
    if digits is None:
        return 0.0
    written = float(digits[0].replace(",", ""))
    places = len(digits[1] or "")
    return 0.51 * 10.0**-places * value / written if written else 0.0
