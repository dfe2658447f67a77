"""How honest the probabilities are: calibration error, a reliability table, and what a threshold would cost."""

from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10
THRESHOLDS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99)

Judged = tuple[float, bool]  # probability of an answer, whether it was right


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Answers of like probability: from `low` (inclusive) to `high`."""

    low: float
    high: float
    answers: int
    believed: float  # mean probability
    right: float  # share right


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What is left when only answers of at least this probability count."""

    probability: float
    answered: float  # share of all gold mentions with a point
    right: float | None  # share right of those answered; None where none is


def reliability(judged: Sequence[Judged]) -> tuple[Bin, ...]:
    """The ten bins that hold answers, least probable first."""
    bins: dict[int, list[Judged]] = {}
    for probability, right in judged:
        bins.setdefault(min(BINS - 1, int(probability * BINS)), []).append((probability, right))
    return tuple(
        Bin(
            low=number / BINS,
            high=(number + 1) / BINS,
            answers=len(rows),
            believed=sum(p for p, _ in rows) / len(rows),
            right=sum(right for _, right in rows) / len(rows),
        )
        for number, rows in sorted(bins.items())
    )


def calibration_error(judged: Sequence[Judged]) -> float | None:
    """Expected calibration error: mean gap of probability and share right over the bins, weighted by their size."""
    if not judged:
        return None
    return sum(abs(one.believed - one.right) * one.answers for one in reliability(judged)) / len(judged)


def coverage(judged: Sequence[Judged], mentions: int) -> tuple[Coverage, ...]:
    """How many mentions are answered, and how many of the answers are right, at each threshold.

    Args:
        judged: answers with a place.
        mentions: gold mentions with a point, answered or not.
    """
    rows = []
    for threshold in THRESHOLDS:
        kept = [right for probability, right in judged if probability >= threshold]
        rows.append(
            Coverage(
                probability=threshold,
                answered=len(kept) / mentions if mentions else 0.0,
                right=sum(kept) / len(kept) if kept else None,
            )
        )
    return tuple(rows)
