"""One report on a corpus: what is measured, as records; `geomap.evaluation.rendering` puts it in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from geomap.evaluation.calibration import Bin, Coverage, coverage, reliability
from geomap.evaluation.folds import IsNew
from geomap.evaluation.gold import GoldArticle, NameTables
from geomap.evaluation.matching import Counts, Outcome, count_text, given_outcomes
from geomap.evaluation.metrics import ResolutionScores, TextScores, judged_of, resolution_scores, text_scores
from geomap.evaluation.mistakes import Explainer, Mistake
from geomap.evaluation.slices import Slice, kinds_of, known, slices_of
from geomap.ports import Gazetteer
from geomap.records import MappedArticle, Resolution, Status

WORST = 10  # mistakes of each kind

Predicted = Mapping[str, MappedArticle]  # by the article's id; an article that is missing counts as empty
Found = Mapping[str, tuple[Resolution, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """What a report rests on besides gold and predictions.

    Attributes:
        tables: country names and demonyms.
        gazetteer: for slices and for what a mistake lacked; None leaves both out.
        is_new: which pairs of name and place are new; None: no folds are known.
        worst: mistakes to keep, of each kind.
    """

    tables: NameTables
    gazetteer: Gazetteer | None = None
    is_new: IsNew | None = None
    worst: int = WORST


@dataclass(frozen=True, slots=True, kw_only=True)
class TextReport:
    """From the raw text to places."""

    articles: int
    gold: int
    gold_with_point: int
    scores: TextScores
    exact_places: TextScores | None  # without approximate answers, where there were any
    kinds: Slice
    invented: tuple[Mistake, ...]
    missed: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenReport:
    """Resolution alone: the spans were given."""

    articles: int
    gold: int
    gold_with_point: int
    scores: ResolutionScores | None  # None: no gold mention has a point
    exact_places: ResolutionScores | None  # without approximate answers, where there were any
    reliability: tuple[Bin, ...]
    coverage: tuple[Coverage, ...]
    slices: tuple[Slice, ...]
    wrong: tuple[Mistake, ...]


def text_report(golds: Sequence[GoldArticle], predicted: Predicted, protocol: Protocol) -> TextReport:
    """Score what `parse` found in the raw texts."""
    counts = _counts(golds, _resolutions(predicted), protocol.tables)
    exact = without_approximate(predicted)
    explainer = Explainer(protocol.tables, protocol.gazetteer)
    return TextReport(
        articles=len(golds),
        gold=counts.gold,
        gold_with_point=_with_point(golds),
        scores=text_scores(counts),
        exact_places=text_scores(_counts(golds, exact, protocol.tables)) if exact is not None else None,
        kinds=kinds_of(counts.predictions),
        invented=tuple(explainer.invented(counts.predictions)[: protocol.worst]),
        missed=tuple(explainer.missed(counts.outcomes)[: protocol.worst]),
    )


def given_report(golds: Sequence[GoldArticle], predicted: Predicted, protocol: Protocol) -> GivenReport:
    """Score what `resolve` answered for the gold's spans."""
    outcomes = _outcomes(golds, _resolutions(predicted), protocol.tables)
    exact = without_approximate(predicted)
    judged = judged_of(outcomes)
    mentions = known(outcomes, protocol.gazetteer, protocol.tables) if protocol.gazetteer else ()
    return GivenReport(
        articles=len(golds),
        gold=sum(len(article.golds) for article in golds),
        gold_with_point=len(outcomes),
        scores=resolution_scores(outcomes, protocol.tables, protocol.is_new),
        exact_places=resolution_scores(_outcomes(golds, exact, protocol.tables), protocol.tables, protocol.is_new)
        if exact is not None
        else None,
        reliability=reliability(judged),
        coverage=coverage(judged, len(outcomes)),
        slices=slices_of(mentions, protocol.is_new),
        wrong=tuple(Explainer(protocol.tables, protocol.gazetteer).wrong(outcomes)[: protocol.worst]),
    )


def without_approximate(predicted: Predicted) -> dict[str, tuple[Resolution, ...]] | None:
    """The resolutions with gazetteer answers only; None where all of them are."""
    found = {name: tuple(map(gazetteer_answer, mapped.resolutions)) for name, mapped in predicted.items()}
    changed = any(
        resolution.status is Status.APPROXIMATE for mapped in predicted.values() for resolution in mapped.resolutions
    )
    return found if changed else None


def gazetteer_answer(resolution: Resolution) -> Resolution:
    """The resolution itself, or in place of an approximate answer the gazetteer's best candidate, or none."""
    if resolution.status is not Status.APPROXIMATE:
        return resolution
    ranked = tuple(scored for scored in resolution.ranked if scored.candidate.place.id is not None)
    status = Status.AMBIGUOUS if ranked else Status.NOT_FOUND
    return replace(resolution, status=status, ranked=ranked)


def _resolutions(predicted: Predicted) -> dict[str, tuple[Resolution, ...]]:
    return {name: mapped.resolutions for name, mapped in predicted.items()}


def _counts(golds: Iterable[GoldArticle], found: Found, tables: NameTables) -> Counts:
    counts = Counts()
    for article in golds:
        count_text(article, found.get(article.id, ()), tables, counts)
    return counts


def _outcomes(golds: Iterable[GoldArticle], found: Found, tables: NameTables) -> list[Outcome]:
    return [one for article in golds for one in given_outcomes(article, found.get(article.id, ()), tables)]


def _with_point(golds: Iterable[GoldArticle]) -> int:
    return sum(gold.point is not None for article in golds for gold in article.golds)
