"""Mistakes as people read them: the text around, what was meant, what was answered, and why."""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, replace

from geomap.evaluation.gold import WORST_KM, GoldToponym, NameTables, is_right
from geomap.evaluation.matching import Outcome, Prediction
from geomap.ports import Gazetteer
from geomap.records import Evidence, Place, Point, Resolution, ScoredCandidate, Span

AROUND = 45  # characters of text on each side
REASONS = 2
WIDTH = 80

WRONG, INVENTED, MISSED = "wrong place", "invented", "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One wrong, missed or invented place.

    Attributes:
        article: its id.
        what: "wrong place", "missed" or "invented".
        mention: its characters.
        text: the words around, the mention in brackets, line breaks as spaces.
        meant: the gold; "" for an invented one.
        ours: what was answered; "" for a missed one.
        why: the answer's strongest reasons.
        lacked: what the right candidate lacked, or that there is none; "" where nothing is known of it.
        probability: of the answer.
        error_km: distance of the answer from the gold point.
        times: how often the article holds the same mistake; `text` shows its first.
    """

    article: str
    what: str
    mention: str
    text: str
    meant: str = ""
    ours: str = ""
    why: str = ""
    lacked: str = ""
    probability: float = 0.0
    error_km: float = WORST_KM
    times: int = 1

    def lines(self) -> list[str]:
        """For a terminal of 80 columns."""
        answer = f"{self.ours}; probability {self.probability:.2f}" if self.ours else ""
        if self.what == WRONG:
            answer += f", {self.error_km:,.0f} km off"
        often = f" ({self.times} times)" if self.times > 1 else ""
        out = _wrapped(f"{self.what}, article {self.article}{often}: ", self.text)
        for label, words in (("meant", self.meant), ("ours", answer), ("why", self.why), ("right", self.lacked)):
            if words:
                out += _wrapped(f"  {label:7}", words)
        return out


def _wrapped(label: str, words: str) -> list[str]:
    return textwrap.wrap(
        words, WIDTH, initial_indent=label, subsequent_indent=" " * 9, break_long_words=False, break_on_hyphens=False
    ) or [label.rstrip()]


def _rank(one: Mistake) -> tuple[int, float, float, str, str]:
    """Sorts the worst first: confident wrong places, then invented ones, then missed ones."""
    order = (WRONG, INVENTED, MISSED).index(one.what)
    return order, -one.probability, -one.error_km, one.article, one.text


def _told_once(mistakes: Iterable[Mistake]) -> list[Mistake]:
    """Of mistakes of one article that differ in nothing but where they stand, the first, with their number."""
    found: dict[tuple[str, ...], Mistake] = {}
    for one in mistakes:
        key = (one.article, one.what, one.mention, one.meant, one.ours)
        first = found.get(key)
        found[key] = one if first is None else replace(first, times=first.times + 1)
    return list(found.values())


class Explainer:
    """Makes mistakes of outcomes, with what the gazetteer says of the place that was meant."""

    def __init__(self, tables: NameTables, gazetteer: Gazetteer | None = None) -> None:
        self._tables, self._gazetteer = tables, gazetteer

    def wrong(self, outcomes: Iterable[Outcome]) -> list[Mistake]:
        """Wrong and missed places, worst first."""
        return sorted(_told_once(self._mistake(one) for one in outcomes if not one.right), key=_rank)

    def missed(self, outcomes: Iterable[Outcome]) -> list[Mistake]:
        """Only those that got no place, most frequent ones first: one rule often mends them all."""
        found = _told_once(self._mistake(one) for one in outcomes if one.place is None)
        return sorted(found, key=lambda mistake: (-mistake.times, _rank(mistake)))

    def invented(self, predictions: Iterable[Prediction]) -> list[Mistake]:
        """Answers where the gold has no place, most probable first."""
        return sorted(_told_once(_invented(one) for one in predictions if not one.annotated), key=_rank)

    def _mistake(self, one: Outcome) -> Mistake:
        place = one.place
        return Mistake(
            article=one.article.id,
            what=MISSED if place is None else WRONG,
            mention=one.gold.name,
            text=_around(one.article.text, one.gold.span),
            meant=_gold(one.gold),
            ours="" if place is None else _place(place),
            why=_why(one.answer),
            lacked=self._lacked(one),
            probability=one.probability or 0.0,
            error_km=one.error_km,
        )

    def _lacked(self, one: Outcome) -> str:
        if one.answer is None:
            return f"no mention was found here; {self._held(one)}" if self._gazetteer else "no mention was found here"
        return self._behind(one) or self._held(one)

    def _behind(self, one: Outcome) -> str:
        for number, scored in enumerate(one.answer.ranked if one.answer else (), 1):
            if is_right(one.gold, scored.candidate.place, self._tables):
                return _behind(number, scored)
        return ""

    def _held(self, one: Outcome) -> str:
        if self._gazetteer is None:
            return ""
        for candidate in self._gazetteer.candidates(one.gold.name):
            if is_right(one.gold, candidate.place, self._tables):
                return f"{_place(candidate.place)} is in the gazetteer"
        return f"the gazetteer has no “{one.gold.name}” within 161 km"


def _behind(number: int, scored: ScoredCandidate) -> str:
    against = sorted((one for one in scored.evidence if one.weight < 0), key=lambda one: one.weight)[:REASONS]
    because = f": {_reasons(against)}" if against else ""
    return f"{_place(scored.candidate.place)} came {_ordinal(number)}, probability {scored.probability:.2f}{because}"


def _ordinal(number: int) -> str:
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number, 'th') }"


def _reasons(evidence: Iterable[Evidence]) -> str:
    return "; ".join(f"{one.note} ({one.weight:+.1f})" for one in evidence)


def _why(answer: Resolution | None) -> str:
    best = answer.best if answer else None
    return _reasons(best.evidence[:REASONS]) if best else ""


def _invented(one: Prediction) -> Mistake:
    answer = one.answer
    return Mistake(
        article=one.article.id,
        what=INVENTED,
        mention=answer.mention.text,
        text=_around(one.article.text, answer.mention.span),
        ours=f"{answer.mention.kind.value}, {_place(answer.place)}" if answer.place else "",
        why=_why(answer),
        probability=answer.probability or 0.0,
    )


def _around(text: str, span: Span) -> str:
    before, after = text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]
    return " ".join(f"…{before}[{text[span.start : span.end]}]{after}…".split())


def _gold(gold: GoldToponym) -> str:
    known = f", geonames:{gold.geoname_id}" if gold.geoname_id is not None else ""
    return f"{gold.name} ({_point(gold.point)}{known})"


def _point(point: Point | None) -> str:
    if point is None:
        return "no point"
    east, north = "E" if point.lon >= 0 else "W", "N" if point.lat >= 0 else "S"
    return f"{abs(point.lon):.2f} {east}, {abs(point.lat):.2f} {north}"


def _place(place: Place) -> str:
    parts = [place.name, place.admin1, place.country_code, place.feature_code, place.id]
    return ", ".join(part for part in parts if part)
