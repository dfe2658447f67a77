"""Annotations against predictions: which answer meets which gold mention, and whether it is right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from geomap.evaluation.gold import GoldArticle, GoldToponym, NameTables, error_km, folded, is_demonym, is_right
from geomap.records import Kind, Place, Resolution, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A gold mention with a point, and what was answered for it.

    Attributes:
        article: where it stands.
        gold: what was meant.
        answer: None where no mention was predicted there.
        error_km: from the gold point; 20,039 km without an answer.
        right: within 161 km, or the country that the name means.
    """

    article: GoldArticle
    gold: GoldToponym
    answer: Resolution | None
    error_km: float
    right: bool

    @property
    def place(self) -> Place | None:
        """The place that was answered."""
        return None if self.answer is None else self.answer.place

    @property
    def probability(self) -> float | None:
        """Of the answer, as it is written; None where there is no place."""
        return probability_of(self.answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """A mention with a place that was found in the raw text and that the gold can judge."""

    article: GoldArticle
    answer: Resolution
    annotated: bool  # whether it overlaps a gold mention
    right: bool  # whether it is some gold mention's right place


def probability_of(answer: Resolution | None) -> float | None:
    """The probability as `parse` writes it: with four digits, so that figures can be checked from its output."""
    probability = None if answer is None else answer.probability
    return None if probability is None else round(probability, 4)


@dataclass(slots=True)
class Counts:
    """How many mentions of the raw text were found; "plain" is without demonyms."""

    gold: int = 0
    found: int = 0
    exact: int = 0
    plain_gold: int = 0
    plain_found: int = 0
    plain_exact: int = 0
    over_found: int = 0  # plain predictions that overlap a plain gold mention
    over_gold: int = 0  # and the other way round
    outcomes: list[Outcome] = field(default_factory=list)  # of plain gold mentions with a point
    predictions: list[Prediction] = field(default_factory=list)


def outcome(article: GoldArticle, gold: GoldToponym, answer: Resolution | None, tables: NameTables) -> Outcome:
    """Judge one answer."""
    place = None if answer is None else answer.place
    return Outcome(
        article=article,
        gold=gold,
        answer=answer,
        error_km=error_km(gold, place),
        right=is_right(gold, place, tables),
    )


def given_outcomes(article: GoldArticle, found: Sequence[Resolution], tables: NameTables) -> list[Outcome]:
    """One outcome a gold mention with a point, demonyms included: the spans were given."""
    by_span = {resolution.mention.span: resolution for resolution in found}
    return [outcome(article, gold, by_span.get(gold.span), tables) for gold in article.golds if gold.point is not None]


def count_text(article: GoldArticle, found: Sequence[Resolution], tables: NameTables, counts: Counts) -> None:
    """Add one article read from its raw text. Nominal mentions are no names and left out."""
    golds = article.golds
    by_span = {answer.mention.span: answer for answer in found if answer.mention.kind is not Kind.NOMINAL}
    plain = [gold for gold in golds if not is_demonym(gold, tables)]
    demonyms = [gold for gold in golds if is_demonym(gold, tables)]
    shown = [
        answer
        for span, answer in by_span.items()
        if answer.mention.kind is not Kind.DEMONYM
        and not touches(span, demonyms)
        and folded(article.text[span.start : span.end]) not in tables.demonyms
    ]
    counts.gold += len(golds)
    counts.found += len(by_span)
    counts.exact += sum(span in by_span for span in {gold.span for gold in golds})
    counts.plain_gold += len(plain)
    counts.plain_found += len(shown)
    spans = {gold.span for gold in plain}
    counts.plain_exact += sum(answer.mention.span in spans for answer in shown)
    counts.over_found += sum(touches(answer.mention.span, plain) for answer in shown)
    counts.over_gold += sum(any(gold.span.overlaps(one.mention.span) for one in shown) for gold in plain)
    _count_places(article, plain, shown, tables, counts)


def _count_places(
    article: GoldArticle, plain: Sequence[GoldToponym], shown: Sequence[Resolution], tables: NameTables, counts: Counts
) -> None:
    unlinked = [gold for gold in article.golds if gold.point is None]  # what overlaps these is neither right nor wrong
    placed = {
        answer.mention.span: answer
        for answer in shown
        if answer.place is not None and not touches(answer.mention.span, unlinked)
    }
    hits: set[Span] = set()
    for gold in plain:
        if gold.point is None:
            continue
        hit = placed.get(gold.span) or next((one for span, one in placed.items() if span.overlaps(gold.span)), None)
        judged = outcome(article, gold, hit, tables)
        counts.outcomes.append(judged)
        if hit is not None and judged.right:
            hits.add(hit.mention.span)
    counts.predictions += [
        Prediction(article=article, answer=answer, annotated=touches(span, article.golds), right=span in hits)
        for span, answer in placed.items()
    ]


def touches(span: Span, others: Iterable[GoldToponym]) -> bool:
    """Whether the span overlaps any of the gold mentions."""
    return any(span.overlaps(other.span) for other in others)
