"""One area told twice: in two units ("120,000 km² (46,000 square miles)"), or a range with its unit said twice."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from geomap.areas.amounts import CHANGED
from geomap.areas.measures import Measure
from geomap.records import Basis, Bound, Span

_SAME = 0.15  # two figures this close are one area told in two units (texts round boldly)
_SECOND = re.compile(r"(?:\s?[,;]?\s?[(\[/]|\s?,?\sor\s|\s?=\s?|\s?;\s)(?:or\s|i\.e\.,?\s|that\sis,?\s)?\Z")


def joined(text: str, first: Measure, second: Measure) -> Measure | None:
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
        changed = CHANGED.search(re.sub(r"from\s\Z", "", text[max(0, first.since - 60) : first.since]))
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


# What may stand between a figure and the comparison that explains it: ", an area about", " (", " or ".
_EXPLAINED = re.compile(
    r"\s?[,(—–-]{0,2}\s?(?:(?:or|and|an?|the|area|region|territory|expanse|stretch|patch|zone|space|of|roughly|about|nearly"
    r"|almost|some|slightly|more|less|than|which|that|is|just|equal|equivalent|to|land|ground|around|approximately|over)"
    r"\s){0,7}(?:which\sis\s)?",
    re.IGNORECASE,
)
_ROUNDED = 0.4  # comparisons are bold: a figure this close in the same sentence is the same area


def explained(
    text: str, measures: Sequence[Measure], told: Sequence[Measure], sentence_of: Callable[[int], Span]
) -> list[Measure]:
    """Measures with the comparisons that only explain them taken in; the other comparisons stand on their own."""
    kept = list(measures)
    alone: list[Measure] = []
    for one in told:
        sentence = sentence_of(one.span.start)
        at = next((index for index, other in enumerate(kept) if _same(text, other, one, sentence)), None)
        if at is None:
            if not any(one.span.overlaps(other.span) for other in (*kept, *alone)):
                alone.append(one)
            continue
        first = kept[at]
        also = f"also told as \u201c{' '.join(one.text.split())}\u201d"
        kept[at] = replace(
            first,
            until=one.until if one.since >= first.until and one.since - first.until < 40 else first.until,
            note="; ".join(part for part in (first.note, also) if part),
            of=one.of,
            rule=one.rule if one.of is not None else "",
        )
    return sorted((*kept, *alone), key=lambda one: one.span)


def _same(text: str, figure: Measure, other: Measure, sentence: Span) -> bool:
    if not sentence.contains(figure.span) or figure.basis is not Basis.MEASURE:
        return False
    first, second = (figure, other) if figure.span < other.span else (other, figure)
    gap = text[first.until : second.since] if first.until <= second.since else None
    if gap is not None and len(gap) < 60 and _EXPLAINED.fullmatch(gap):
        return True
    a, b = figure.high_m2 or figure.low_m2, other.high_m2 or other.low_m2
    return bool(a and b and abs(a - b) <= _ROUNDED * max(a, b))
