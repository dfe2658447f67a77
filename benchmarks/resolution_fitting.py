"""Fitting the resolver's weights: a conditional logit by L-BFGS, in three passes, and the calibration on top."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from geomap.resolution.blocks import STATIC
from geomap.resolution.conventions import settle
from geomap.resolution.evidence import FEATURES, add_context
from geomap.resolution.model import PASSES, calibration_rows, softmax
from geomap.resolution.table import Table

Floats = NDArray[np.float64]
REGULAR = 0.5  # L2 penalty on the weights of standardised columns
# What probabilities are fitted to, and how much a mention counts: what people read, with its share of unknown places.
CALIBRATED = {"lgl": 1.0, "lgl at home": 0.7, "geowebnews": 2.0, "geowebnews sentences": 0.5, "famous names": 0.2}
EXACT_SHARE = 0.3  # how much of the loss asks for the gold's own id among the right ones


@dataclass(slots=True)
class Example:
    """An article (window) with what its gold says of each candidate."""

    corpus: str
    fold: str
    table: Table
    features: Floats
    right: Floats  # 1 where the candidate counts as right
    exact: Floats  # 1 where it is the gold place itself
    count: Floats  # gold mentions of each group
    taught: NDArray[np.bool_]  # whether to learn from a group
    unknown: int  # gold mentions of which the gazetteer knows nothing
    weight: float = 1.0  # of its corpus
    p: Floats = field(default_factory=lambda: np.zeros(0))


def minimise(
    function: Callable[[Floats], tuple[float, Floats]], x: Floats, steps: int = 200, memory: int = 12
) -> Floats:
    """L-BFGS with a backtracking line search; `function` gives value and gradient."""
    value, gradient = function(x)
    history: list[tuple[Floats, Floats, float]] = []
    for _ in range(steps):
        direction = -gradient
        kept = []
        for s, y, rho in reversed(history):
            alpha = rho * float(s @ direction)
            direction = direction - alpha * y
            kept.append(alpha)
        if history:
            s, y, _rho = history[-1]
            direction *= float(s @ y) / float(y @ y)
        for (s, y, rho), alpha in zip(history, reversed(kept), strict=True):
            direction = direction + (alpha - rho * float(y @ direction)) * s
        slope, size = float(gradient @ direction), 1.0 if history else 1.0 / (1.0 + float(np.abs(gradient).sum()))
        for _halving in range(30):
            new_value, new_gradient = function(x + size * direction)
            if new_value <= value + 1e-4 * size * slope:
                break
            size /= 2
        else:
            return x
        s, y = size * direction, new_gradient - gradient
        done = abs(value - new_value) < 1e-7 * max(1.0, abs(value))
        x, value, gradient = x + s, new_value, new_gradient
        if float(s @ y) > 1e-12:
            history = [*history[-memory + 1 :], (s, y, 1.0 / float(s @ y))]
        if done:
            break
    return x


def stacked(
    examples: Sequence[Example], width: int
) -> tuple[Floats, NDArray[np.int64], NDArray[np.int64], Floats, Floats, Floats]:
    """Rows, starts, groups, right, exact and group weights of all groups that hold a right candidate."""
    rows, sizes, right, exact, weight = [], [], [], [], []
    for example in examples:
        table = example.table
        for group in np.flatnonzero(example.count * example.taught):
            part = table.rows(int(group))
            if example.right[part].any() and part.stop - part.start > 1:
                rows.append(example.features[part, :width])
                sizes.append(part.stop - part.start)
                right.append(example.right[part])
                exact.append(example.exact[part])
                weight.append(example.count[group] * example.weight)
    counts = np.array(sizes)
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    return (
        np.concatenate(rows),
        starts,
        np.repeat(np.arange(len(counts)), counts),
        np.concatenate(right),
        np.concatenate(exact),
        np.array(weight),
    )


def fit_ranker(examples: Sequence[Example], width: int, fixed: dict[int, float], begin: Floats) -> Floats:
    """Weights of a conditional logit over the first `width` features; `fixed` are set by hand, `begin` is a guess."""
    rows, starts, group, right, exact, weight = stacked(examples, width)
    scale = rows.std(axis=0)
    scale[scale == 0] = 1.0
    rows = rows / scale
    offset = sum((rows[:, i] * scale[i] * w for i, w in fixed.items() if i < width), np.zeros(len(rows)))
    free = np.array([i not in fixed for i in range(width)])
    has_exact = np.add.reduceat(exact, starts) > 0
    share = np.where(has_exact, EXACT_SHARE, 0.0)

    def loss(w: Floats) -> tuple[float, Floats]:
        p = softmax(rows @ w + offset, starts, group)
        value, pull = 0.0, np.zeros_like(p)
        for mask, part in ((right, 1.0 - share), (exact, share)):
            inside = np.add.reduceat(p * mask, starts)
            safe = np.maximum(inside, 1e-12)
            value -= float((weight * part * np.log(safe)).sum())
            pull += (weight * part)[group] * (p - p * mask / safe[group] * (inside > 0)[group])
        gradient = (pull @ rows + REGULAR * w) * free
        return value + REGULAR / 2 * float(w @ w), gradient

    bounded = np.array([i in SUPPORTS for i in range(width)])
    solved = minimise(loss, np.where(free, begin[:width] * scale, 0.0))
    while (negative := bounded & free & (solved < 0)).any():  # each round holds some more at zero, so it ends
        free = free & ~negative
        solved = minimise(loss, np.where(free, solved, 0.0))
    weights: Floats = solved / scale
    for i, value in fixed.items():
        if i < width:
            weights[i] = value
    return weights


def context_pass(examples: Sequence[Example]) -> None:
    """Fill the context columns from each example's current probabilities."""
    for example in examples:
        add_context(example.table, example.p, example.features)


def score(examples: Sequence[Example], weights: Floats) -> None:
    """Set each example's probabilities."""
    for example in examples:
        table = example.table
        example.p = softmax(example.features[:, : len(weights)] @ weights, table.starts, table.group)
        for start, pair in table.twins:
            settle(example.p, start, pair)


# Set by hand: what the corpora hold too few cases of; cross-validated figures are the same or better with them.
FIXED = {
    FEATURES.index("match_geocoded"): -0.5,
    FEATURES.index("cue_water"): 3.0,  # "the river Nile"; the corpora's spans mostly hold the word
    FEATURES.index("cue_spot"): 3.0,
    FEATURES.index("open_water"): 2.0,  # "the Atlantic"
    FEATURES.index("article_nature"): 2.5,  # "the Blue Nile"
    FEATURES.index("cue_county"): 6.0,  # "Riverside and Orange counties"
    FEATURES.index("metonym_capital"): 3.0,  # the corpora's spans are given without their kinds
    FEATURES.index("inside_comma"): 4.0,  # "Paris, Ontario" is never the one in France
    FEATURES.index("inside_in"): 4.0,
    FEATURES.index("inside_possessive"): 4.0,
    FEATURES.index("inside_apart"): -6.0,  # nobody flies from Paris, Texas, "to Texas"
    FEATURES.index("holds_said"): 3.0,  # the Georgia of "Athens in Georgia"
    FEATURES.index("same_kind_listed"): 3.0,  # "Washington and Beijing"
}


# What can only speak for a candidate: a negative weight would be a trade-off between columns that measure nearly the
# same, and a reason that reads "Lebanon is named" would count against Lebanon's Tripoli.
SUPPORTS = [
    index
    for index, name in enumerate(FEATURES)
    if name.startswith(("cue_", "home_", "country_", "first_", "second_", "close", "dateline_", "holds_"))
    or name in ("in_dateline", "twin_division_beyond", "kind_in_name")
]


def train(examples: Sequence[Example], also: Sequence[Example] = ()) -> Floats:
    """Weights of the three passes; `also` are carried along, so that they end scored by weights that never saw them."""
    weights = np.zeros((len(PASSES), len(FEATURES)))
    everything = [*examples, *also]
    prior = fit_ranker(examples, len(STATIC), FIXED, weights[0])
    weights[0, : len(STATIC)] = prior
    score(everything, prior)
    for step in (1, 2):
        context_pass(everything)
        weights[step] = fit_ranker(examples, len(FEATURES), FIXED, weights[step - 1])
        score(everything, weights[step])
    return weights


def calibration_data(examples: Iterable[Example]) -> tuple[Floats, Floats, Floats]:
    """Calibration rows, whether the answer was right, and how many mentions each stands for."""
    rows, hits, counts = [], [], []
    for example in examples:
        table, asked = example.table, np.flatnonzero(example.count * example.taught)
        best = np.lexsort((-example.p, table.group))[table.starts]
        rows.append(calibration_rows(table, example.p, example.features, best)[asked])
        hits.append(example.right[best][asked])
        counts.append(example.count[asked] * CALIBRATED[example.corpus])
    return np.concatenate(rows), np.concatenate(hits), np.concatenate(counts)


def fit_calibration(rows: Floats, hits: Floats, counts: Floats) -> Floats:
    """Logistic regression of being right."""

    def loss(w: Floats) -> tuple[float, Floats]:
        z = np.clip(rows @ w, -30, 30)
        p = 1 / (1 + np.exp(-z))
        value = -float((counts * (hits * np.log(p + 1e-12) + (1 - hits) * np.log(1 - p + 1e-12))).sum())
        return value + 0.5 * float(w @ w), (counts * (p - hits)) @ rows + w

    return minimise(loss, np.zeros(rows.shape[1]))


def counted(examples: Iterable[Example]) -> tuple[int, int, int]:
    """Gold mentions right, those whose candidates hold a right one, and all; of examples with probabilities."""
    hit = possible = total = 0
    for example in examples:
        total += example.unknown
        for group in np.flatnonzero(example.count):
            part = example.table.rows(int(group))
            n = int(example.count[group])
            total += n
            hit += n * int(example.right[part][int(np.argmax(example.p[part]))])
            possible += n * int(example.right[part].any())
    return hit, possible, total


def calibration_error(p: Floats, hits: Floats, counts: Floats) -> float:
    """Expected calibration error in ten bins."""
    bins = np.minimum((p * 10).astype(int), 9)
    return float(
        sum(
            abs((p[b] * counts[b]).sum() - (hits[b] * counts[b]).sum())
            for b in (bins == i for i in range(10))
            if b.any()
        )
        / counts.sum()
    )
