"""The figures of the field's protocol: recognition, resolution, both end to end."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from geomap.evaluation.calibration import Judged, calibration_error
from geomap.evaluation.folds import IsNew
from geomap.evaluation.gold import RIGHT_KM, WORST_KM, NameTables, is_right
from geomap.evaluation.matching import Counts, Outcome


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
class TextScores:
    """How well mentions were found in raw text, and their places with them.

    Attributes:
        exact: the same span; demonyms left out.
        overlap: any common character; demonyms left out.
        demonyms: the same span; demonyms counted in.
        end_to_end: a place within 161 km (country rule) for a mention that overlaps; demonyms left out.
    """

    exact: Scores
    overlap: Scores
    demonyms: Scores
    end_to_end: Scores


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
        new_pairs: mentions whose pair of name and place no other fold holds and that could have been answered rightly;
            None without folds.
        new_pairs_right: share right of these, None where there is none.
    """

    acc161: float
    acc161_country: float
    answered: float
    median_km: float
    mean_km: float
    auc: float
    ece: float | None
    new_pairs: int | None = None
    new_pairs_right: float | None = None


def text_scores(counts: Counts) -> TextScores:
    """The shares of what was counted."""
    c = counts
    right_gold = sum(one.right for one in c.outcomes)
    right_found = sum(one.right for one in c.predictions)
    return TextScores(
        exact=Scores.of(c.plain_exact, c.plain_found, c.plain_exact, c.plain_gold),
        overlap=Scores.of(c.over_found, c.plain_found, c.over_gold, c.plain_gold),
        demonyms=Scores.of(c.exact, c.found, c.exact, c.gold),
        end_to_end=Scores.of(right_found, len(c.predictions), right_gold, len(c.outcomes)),
    )


def resolution_scores(
    outcomes: Sequence[Outcome], tables: NameTables, is_new: IsNew | None = None
) -> ResolutionScores | None:
    """Scores of the mentions; None where there is none.

    Args:
        outcomes: one a gold mention with a point.
        tables: country names and demonyms.
        is_new: whether a gold mention's pair of name and place is in no other fold.
    """
    total = len(outcomes)
    if not total:
        return None
    errors = [one.error_km for one in outcomes]
    new = [
        one.right
        for one in outcomes
        if is_new is not None and is_new(one.article, one.gold) and _could_be_right(one, tables)
    ]
    return ResolutionScores(
        acc161=sum(error <= RIGHT_KM for error in errors) / total,
        acc161_country=sum(one.right for one in outcomes) / total,
        answered=sum(error < WORST_KM for error in errors) / total,
        median_km=statistics.median(errors),
        mean_km=statistics.fmean(errors),
        auc=statistics.fmean(map(math.log1p, errors)) / math.log1p(WORST_KM),
        ece=calibration_error(judged_of(outcomes)),
        new_pairs=None if is_new is None else len(new),
        new_pairs_right=sum(new) / len(new) if new else None,
    )


def judged_of(outcomes: Sequence[Outcome]) -> list[Judged]:
    """Probability and verdict of each answer that has a place."""
    return [(one.probability, one.right) for one in outcomes if one.probability is not None]


def _could_be_right(one: Outcome, tables: NameTables) -> bool:
    ranked = one.answer.ranked if one.answer else ()
    return any(is_right(one.gold, scored.candidate.place, tables) for scored in ranked)
