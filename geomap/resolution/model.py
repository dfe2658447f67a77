"""The learned numbers: weights of the evidence in three passes, trees, and what makes scores honest probabilities."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geomap.errors import GazetteerError
from geomap.geodesy import RADIUS_M, Floats
from geomap.resolution.blocks import STATIC
from geomap.resolution.evidence import FEATURES
from geomap.resolution.families import MEMBERS
from geomap.resolution.table import Ints, Table
from geomap.resolution.trees import Trees, parse_trees

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
    "country",
)
_BESIDE = math.cos(100_000.0 / RADIUS_M)
CONSIDERED = 1e-4  # least probability by the logit of a row that the trees look at
HEAD = "kind\tname\tprior\tfirst\tsecond\tmeaning"


class Considered(NamedTuple):
    """What the trees looked at in the last pass."""

    rows: NDArray[np.intp]
    leaves: NDArray[np.intp]  # that these rows reach, shape (rows, trees)


NOTHING = Considered(np.zeros(0, dtype=np.intp), np.zeros((0, 0), dtype=np.intp))


@dataclass(frozen=True, kw_only=True)
class Ranker:
    """A conditional logit, and in the last pass trees boosted from its scores."""

    weights: Floats  # shape (3, len(FEATURES))
    trees: Trees | None = None

    def scores(self, features: Floats, step: int) -> Floats:
        """Scores of the rows by the logit alone in pass `step` (index into PASSES), in log odds.

        The prior pass reads only what no text changes.
        """
        width = len(STATIC) if step == 0 else features.shape[1]
        scores: Floats = features[:, :width] @ self.weights[step, :width]
        return scores

    def probabilities(self, features: Floats, step: int, starts: Ints, group: Ints) -> tuple[Floats, Considered]:
        """Probabilities of the rows within their groups, and what the trees have looked at."""
        scores = self.scores(features, step)
        p = softmax(scores, starts, group)
        if self.trees is None or step < len(PASSES) - 1:
            return p, NOTHING
        rows = np.flatnonzero(p >= CONSIDERED)
        leaves = self.trees.leaves(features[rows])
        scores[rows] += self.trees.scores(leaves)
        return softmax(scores, starts, group), Considered(rows, leaves)

    @cached_property
    def _shares(self) -> Floats:
        """What one unit of each feature adds for each family, shape (len(FEATURES), len(FAMILIES))."""
        shares: Floats = self.weights[-1][:, None] * MEMBERS
        return shares

    def parts(self, features: Floats, considered: Considered) -> Floats:
        """What each family of features adds to the last pass's scores, shape (n, len(FAMILIES))."""
        parts: Floats = features @ self._shares
        if self.trees is not None:
            parts[considered.rows] += self.trees.parts(considered.leaves)
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


def is_beside(table: Table, best: Ints) -> NDArray[np.bool_]:
    """Whether each row lies within 100 km of the best one of its group, as that does itself; shape (n,)."""
    beside: NDArray[np.bool_] = np.einsum("nd,nd->n", table.xyz, table.xyz[best[table.group]]) > _BESIDE
    return beside


def calibration_rows(table: Table, p: Floats, features: Floats, best: Ints) -> Floats:
    """The CALIBRATION columns of all groups, shape (g, len(CALIBRATION)).

    Candidates beside the best one count as it: a town and the division around it are both right on a map of news.

    Args:
        table: the article.
        p: probabilities of its rows within their groups.
        features: of its rows.
        best: most probable row of each group.
    """
    starts, group, count = table.starts, table.group, len(table.starts)
    beside = is_beside(table, best)
    together = np.clip(np.bincount(group, weights=p * beside, minlength=count), 1e-6, 1 - 1e-6)
    rivals = np.bincount(group, weights=~beside, minlength=count)
    alone = rivals == 0
    rival = np.maximum.reduceat(np.where(beside, 0.0, p), starts)
    margin = np.log(np.maximum(p[best], 1e-9) / np.maximum(rival, 1e-9))
    chosen = features[best]

    def total(*names: str) -> Floats:
        found: Floats = chosen[:, [_INDEX[name] for name in names]].sum(axis=1)
        return found

    return np.stack(
        [
            np.ones(count),
            np.where(alone, 0.0, np.minimum(np.log(together / (1 - together)), 6.0)),
            np.where(alone, 0.0, np.minimum(margin, 8.0)),
            alone.astype(np.float64),
            np.minimum(np.log2(1 + rivals), 5.0),
            total("population_small", "population_middle", "population_large"),
            total("close_share", "first_share", "first_named"),
            total("type_first", "type_second", "type_country"),
            1.0 - total("same_spelling"),
            total("type_water", "type_spot", "type_relief"),
            total("country_share"),
        ],
        axis=1,
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


def parse_model(lines: Iterable[str], tree_lines: Iterable[str] = ()) -> ResolutionModel:
    """The model of a weights table (columns as in HEAD; "#" begins a comment) and of a table of trees (trees.HEAD).

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
    trees = parse_trees(tree_lines, FEATURES, MEMBERS)
    ranker = Ranker(weights=weights, trees=trees if trees.columns.size else None)
    return ResolutionModel(ranker=ranker, calibration=calibration, **status)


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
