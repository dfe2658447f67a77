"""The learned numbers: weights of the evidence in three passes, and what turns scores into honest probabilities."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from geomap.errors import GazetteerError
from geomap.geodesy import RADIUS_M, Floats
from geomap.resolution.blocks import STATIC
from geomap.resolution.evidence import FEATURES
from geomap.resolution.table import Ints

PASSES = ("prior", "first", "second")  # names alone; with the prior's picks as context; with the first pass's
CALIBRATION = (
    "constant",
    "log_odds",
    "margin",
    "single",
    "candidates",
    "population",
    "context",
    "division",
    "not_exact",
    "water_or_spot",
)
_BESIDE = math.cos(100_000.0 / RADIUS_M)
HEAD = "kind\tname\tprior\tfirst\tsecond\tmeaning"


class Ranker(Protocol):
    """Scores candidates. The place for a learned ranker: anything that gives scores and says what they are made of."""

    def scores(self, features: Floats, step: int) -> Floats:
        """Scores of the rows in pass `step` (index into PASSES), in log odds up to a constant a group."""
        ...

    def parts(self, features: Floats) -> Floats:
        """What each feature adds to the last pass's scores, shape (n, len(FEATURES))."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LinearRanker:
    """A conditional logit: one weight a feature and pass."""

    weights: Floats  # shape (3, len(FEATURES))

    def scores(self, features: Floats, step: int) -> Floats:
        """See Ranker; the prior pass reads only what no text changes."""
        width = len(STATIC) if step == 0 else features.shape[1]
        scores: Floats = features[:, :width] @ self.weights[step, :width]
        return scores

    def parts(self, features: Floats) -> Floats:
        """See Ranker."""
        parts: Floats = features * self.weights[-1]
        return parts


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionModel:
    """Everything learned, and the thresholds.

    Attributes:
        ranker: scores candidates.
        calibration: weights of the CALIBRATION columns: log odds that the first candidate is right.
        ambiguous_below: probability under which an answer is called ambiguous.
        tie: a rival with at least this share of the winner's probability ...
        tie_m: ... that lies further away than this makes the answer ambiguous.
    """

    ranker: Ranker
    calibration: Floats
    ambiguous_below: float = 0.5
    tie: float = 0.8
    tie_m: float = 25_000.0


def softmax(scores: Floats, starts: Ints, group: Ints) -> Floats:
    """Probabilities within each group of rows."""
    powers = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
    shares: Floats = powers / np.add.reduceat(powers, starts)[group]
    return shares


def calibration_row(raw: Floats, xyz: Floats, features: Floats) -> Floats:
    """The CALIBRATION columns of one group.

    Candidates beside the best one count as it: a town and the division around it are both right on a map of news.

    Args:
        raw: probabilities of its candidates, best first.
        xyz: their unit vectors.
        features: the best one's row.
    """
    beside = xyz @ xyz[0] > _BESIDE
    apart = raw[~beside]
    alone = not len(apart)
    best = min(max(float(raw[beside].sum()), 1e-6), 1 - 1e-6)
    margin = 0.0 if alone else math.log(max(float(raw[0]), 1e-9) / max(float(apart[0]), 1e-9))

    def value(name: str) -> float:
        return float(features[_INDEX[name]])

    return np.array(
        [
            1.0,
            0.0 if alone else min(math.log(best / (1 - best)), 6.0),
            min(margin, 8.0),
            float(alone),
            min(math.log2(1 + len(apart)), 5.0),
            value("population_small") + value("population_middle") + value("population_large"),
            value("close_share") + value("first_share") + value("first_named"),
            value("type_first") + value("type_second") + value("type_country"),
            1.0 - value("same_spelling"),
            value("type_water") + value("type_spot") + value("type_relief"),
        ]
    )


_INDEX = {name: index for index, name in enumerate(FEATURES)}


def calibrated(raw: Floats, log_odds: float) -> Floats:
    """Probabilities of a group, best first, once the best one's log odds are known.

    What a doubtful best one loses belongs to places that the gazetteer lacks, so that the others shrink in the same
    measure and the order never changes.
    """
    best = 1.0 / (1.0 + math.exp(-max(min(log_odds, 30.0), -30.0)))
    top = float(raw[0])
    if best <= top or top >= 1.0:
        shrunk: Floats = raw * (best / top)
        return shrunk
    grown: Floats = raw * ((1.0 - best) / (1.0 - top))
    grown[0] = best
    return grown


def parse_model(lines: Iterable[str]) -> ResolutionModel:
    """The model of a weights table (columns as in HEAD; "#" begins a comment).

    Rows of kind `rank` give a feature's weight in each pass, `calibrate` a calibration weight and `status` a threshold,
    both in the column `second`.

    Raises:
        GazetteerError: a row is not understood, or a feature has no row.
    """
    weights = np.zeros((len(PASSES), len(FEATURES)))
    calibration = np.zeros(len(CALIBRATION))
    status: dict[str, float] = {}
    seen: set[tuple[str, str]] = set()
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith(("#", "kind\t")):
            continue
        try:
            kind, name, *cells = line.rstrip("\n").split("\t")
            values = [float(cell or 0) for cell in cells[:3]]
            if kind == "rank":
                weights[:, _INDEX[name]] = values
            elif kind == "calibrate":
                calibration[CALIBRATION.index(name)] = values[2]
            elif kind == "status" and name in ("ambiguous_below", "tie", "tie_m"):
                status[name] = values[2]
            else:
                raise KeyError(f"{kind} {name}")  # noqa: TRY301 - reported below like any other line that cannot be used
        except (ValueError, KeyError, IndexError) as reason:
            message = f"weights table, line {number}: cannot use {line.strip()[:80]!r} ({reason})"
            raise GazetteerError(message) from reason
        seen.add((kind, name))
    missing = [name for name in FEATURES if ("rank", name) not in seen]
    missing += [name for name in CALIBRATION if ("calibrate", name) not in seen]
    if missing:
        raise GazetteerError(f"weights table lacks a row for {', '.join(missing)}; train it anew")
    return ResolutionModel(ranker=LinearRanker(weights=weights), calibration=calibration, **status)


def model_lines(
    weights: Floats, calibration: Mapping[str, float], status: Mapping[str, float], meanings: Mapping[str, str]
) -> list[str]:
    """The weights table that `parse_model` reads."""
    lines = [HEAD]
    for index, name in enumerate(FEATURES):
        numbers = "\t".join(f"{weight:.4f}" for weight in weights[:, index])
        lines.append(f"rank\t{name}\t{numbers}\t{meanings.get(name, '')}")
    lines += [f"calibrate\t{name}\t\t\t{calibration[name]:.4f}\t{meanings.get(name, '')}" for name in CALIBRATION]
    lines += [f"status\t{name}\t\t\t{value:g}\t{meanings.get(name, '')}" for name, value in status.items()]
    return lines
