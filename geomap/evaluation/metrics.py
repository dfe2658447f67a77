"""The figures: recognition, resolution, both end to end, and how honest the probabilities are."""

import math
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from geomap.evaluation.gold import (
    RIGHT_KM,
    WORST_KM,
    GoldArticle,
    GoldToponym,
    NameTables,
    error_km,
    folded,
    is_demonym,
    is_right,
)
from geomap.evaluation.mistakes import Mistake, invented, missed, wrong_place
from geomap.records import Kind, MappedArticle, Resolution, Span

WORST_MISTAKES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Precision, recall and their harmonic mean, each a share."""

    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, right_found: int, found: int, right_gold: int, gold: int) -> "Scores":
        """From counts; an empty denominator gives 0."""
        precision = right_found / found if found else 0.0
        recall = right_gold / gold if gold else 0.0
        both = precision + recall
        return cls(precision=precision, recall=recall, f1=2 * precision * recall / both if both else 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionScores:
    """How well given mentions were resolved; shares of all gold mentions with a point.

    Attributes:
        acc161: within 161 km of the gold point.
        acc161_country: the same, or the country that the name means.
        answered: got any place.
        median_km: median distance to the gold point; unanswered counts as 20,039 km.
        mean_km: mean distance.
        auc: mean of ln(1 + error) / ln(1 + 20039); 0 is perfect.
        ece: expected calibration error in ten bins, None where no answer has a probability.
    """

    acc161: float
    acc161_country: float
    answered: float
    median_km: float
    mean_km: float
    auc: float
    ece: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All figures of one evaluation; those that the kind of run does not give are None."""

    articles: int
    gold: int
    gold_with_point: int
    recognition: Scores | None = None  # exact spans, demonyms left out
    recognition_overlap: Scores | None = None
    recognition_demonyms: Scores | None = None  # exact spans, demonyms counted in
    end_to_end: Scores | None = None  # right within 161 km, country rule
    resolution: ResolutionScores | None = None
    mistakes: tuple[Mistake, ...] = ()

    def lines(self) -> list[str]:
        """The report for a terminal, one line an entry."""
        out = [
            f"{'articles':24}{self.articles}",
            f"{'gold mentions':24}{self.gold}, {self.gold_with_point} with a point",
        ]
        for name, scores in (
            ("recognition", self.recognition),
            ("  any overlap", self.recognition_overlap),
            ("  with demonyms", self.recognition_demonyms),
            ("end to end, 161 km", self.end_to_end),
        ):
            if scores is not None:
                out.append(f"{name:24}P {scores.precision:.4f}  R {scores.recall:.4f}  F1 {scores.f1:.4f}")
        if self.resolution is not None:
            found = self.resolution
            out.append(
                f"{'right within 161 km':24}{found.acc161:.4f}; with the country rule {found.acc161_country:.4f}"
            )
            out.append(f"{'answered':24}{found.answered:.4f}")
            out.append(f"{'error':24}median {found.median_km:.1f} km, mean {found.mean_km:.1f} km, AUC {found.auc:.4f}")
            if found.ece is not None:
                out.append(f"{'calibration error':24}{found.ece:.4f}")
        if self.mistakes:
            out.append("worst mistakes")
            for mistake in self.mistakes:
                out.extend("  " + line for line in mistake.lines())
        return out


@dataclass(slots=True)
class _Counts:
    gold: int = 0
    found: int = 0
    exact: int = 0
    plain_gold: int = 0  # without demonyms
    plain_found: int = 0
    plain_exact: int = 0
    over_found: int = 0
    over_gold: int = 0
    placed_found: int = 0  # predictions with a place that gold can judge
    placed_gold: int = 0
    right_found: int = 0
    right_gold: int = 0
    errors: list[float] = field(default_factory=list)
    near: int = 0
    right: int = 0
    confident: list[tuple[float, bool]] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)


def _touches(span: Span, others: Iterable[GoldToponym]) -> bool:
    return any(span.overlaps(other.span) for other in others)


def _count_article(article: GoldArticle, found: Sequence[Resolution], tables: NameTables, counts: _Counts) -> None:
    """Recognition and end to end, for one article read from raw text."""
    golds = article.golds
    by_span = {
        resolution.mention.span: resolution for resolution in found if resolution.mention.kind is not Kind.NOMINAL
    }
    plain = [gold for gold in golds if not is_demonym(gold, tables)]
    demonyms = [gold for gold in golds if is_demonym(gold, tables)]
    shown = [
        resolution
        for span, resolution in by_span.items()
        if resolution.mention.kind is not Kind.DEMONYM
        and not _touches(span, demonyms)
        and folded(article.text[span.start : span.end]) not in tables.demonyms
    ]
    counts.gold += len(golds)
    counts.found += len(by_span)
    counts.exact += sum(span in by_span for span in {gold.span for gold in golds})
    counts.plain_gold += len(plain)
    counts.plain_found += len(shown)
    spans = {gold.span for gold in plain}
    counts.plain_exact += sum(resolution.mention.span in spans for resolution in shown)
    counts.over_found += sum(_touches(resolution.mention.span, plain) for resolution in shown)
    counts.over_gold += sum(any(gold.span.overlaps(one.mention.span) for one in shown) for gold in plain)
    _count_places(article, plain, shown, tables, counts)


def _count_places(
    article: GoldArticle,
    plain: Sequence[GoldToponym],
    shown: Sequence[Resolution],
    tables: NameTables,
    counts: _Counts,
) -> None:
    unlinked = [gold for gold in article.golds if gold.point is None]  # neither right nor wrong
    placed = {
        resolution.mention.span: resolution
        for resolution in shown
        if resolution.place is not None and not _touches(resolution.mention.span, unlinked)
    }
    counts.placed_found += len(placed)
    hits: set[Span] = set()
    for gold in plain:
        if gold.point is None:
            continue
        counts.placed_gold += 1
        hit = placed.get(gold.span) or next(
            (one for one in placed.values() if one.mention.span.overlaps(gold.span)), None
        )
        if hit is None:
            counts.mistakes.append(missed(article, gold))
        elif is_right(gold, hit.place, tables):
            counts.right_gold += 1
            hits.add(hit.mention.span)
        else:
            counts.mistakes.append(wrong_place(article, gold, hit))
    counts.right_found += len(hits)
    counts.mistakes += [invented(article, one) for span, one in placed.items() if not _touches(span, article.golds)]


def _count_given(article: GoldArticle, found: Sequence[Resolution], tables: NameTables, counts: _Counts) -> None:
    """Resolution of given spans, for one article."""
    by_span = {resolution.mention.span: resolution for resolution in found}
    counts.gold += len(article.golds)
    for gold in article.golds:
        if gold.point is None:
            continue
        answer = by_span.get(gold.span)
        place = answer.place if answer else None
        error = error_km(gold, place)
        right = is_right(gold, place, tables)
        counts.errors.append(error)
        counts.near += error <= RIGHT_KM
        counts.right += right
        if answer and answer.probability is not None:
            counts.confident.append((answer.probability, right))
        if not right:
            counts.mistakes.append(wrong_place(article, gold, answer) if answer and place else missed(article, gold))


def calibration_error(confident: Sequence[tuple[float, bool]]) -> float | None:
    """Expected calibration error: mean gap of probability and share right over ten bins, weighted by their size."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for probability, right in confident:
        bins.setdefault(min(9, int(probability * 10)), []).append((probability, right))
    if not bins:
        return None
    gaps = (abs(sum(p for p, _ in rows) - sum(right for _, right in rows)) for rows in bins.values())
    return sum(gaps) / len(confident)


def _resolution(counts: _Counts) -> ResolutionScores | None:
    total = len(counts.errors)
    if not total:
        return None
    return ResolutionScores(
        acc161=counts.near / total,
        acc161_country=counts.right / total,
        answered=sum(error < WORST_KM for error in counts.errors) / total,
        median_km=statistics.median(counts.errors),
        mean_km=statistics.fmean(counts.errors),
        auc=statistics.fmean(map(math.log1p, counts.errors)) / math.log1p(WORST_KM),
        ece=calibration_error(counts.confident),
    )


def evaluate(
    gold: Iterable[GoldArticle],
    predicted: Mapping[str, MappedArticle],
    tables: NameTables,
    *,
    given_spans: bool = False,
    worst: int = WORST_MISTAKES,
) -> Report:
    """Score predictions.

    Args:
        gold: annotated articles, see `gold_article`.
        predicted: by the article's id; an article without predictions counts as empty.
        tables: country names and demonyms.
        given_spans: the predictions answer for the gold's spans: resolution alone is measured. Otherwise they come from
            the raw text: recognition and both end to end.
        worst: how many mistakes to keep, the most confident ones first.
    """
    counts, articles, with_point = _Counts(), 0, 0
    for article in gold:
        articles += 1
        with_point += sum(toponym.point is not None for toponym in article.golds)
        mapped = predicted.get(article.id)
        count = _count_given if given_spans else _count_article
        count(article, mapped.resolutions if mapped else (), tables, counts)
    mistakes = tuple(sorted(counts.mistakes, key=lambda mistake: mistake.rank)[:worst])
    if given_spans:
        return Report(
            articles=articles,
            gold=counts.gold,
            gold_with_point=with_point,
            resolution=_resolution(counts),
            mistakes=mistakes,
        )
    c = counts
    return Report(
        articles=articles,
        gold=c.gold,
        gold_with_point=with_point,
        recognition=Scores.of(c.plain_exact, c.plain_found, c.plain_exact, c.plain_gold),
        recognition_overlap=Scores.of(c.over_found, c.plain_found, c.over_gold, c.plain_gold),
        recognition_demonyms=Scores.of(c.exact, c.found, c.exact, c.gold),
        end_to_end=Scores.of(c.right_found, c.placed_found, c.right_gold, c.placed_gold),
        mistakes=mistakes,
    )
