"""Fitting the resolver's trees: boosted by lightgbm from the logit's scores, loss over the candidates of a mention."""

from collections.abc import Sequence
from typing import Any

import lightgbm
import numpy as np
from resolution_fitting import EXACT_SHARE, FIXED, SUPPORTS, Example, Floats

from geomap.resolution.conventions import settle
from geomap.resolution.evidence import FEATURES
from geomap.resolution.model import CONSIDERED, PASSES, Ranker, softmax
from geomap.resolution.trees import MOST_LEAVES, Node, Tree

ROUNDS = 100
LEAST_CURVATURE = 1e-3  # of a row, where the loss is all but flat
# What was set by hand is none of the trees' business: the corpora hold too few cases of it to learn from.
COLUMNS = [index for index in range(len(FEATURES)) if index not in FIXED]
PARAMETERS: dict[str, Any] = {
    "num_leaves": MOST_LEAVES,
    "learning_rate": 0.06,
    "lambda_l2": 5.0,
    "min_data_in_leaf": 40,
    "min_sum_hessian_in_leaf": 1.0,
    "feature_fraction": 0.5,
    "max_bin": 32,
    "min_data_in_bin": 20,
    "monotone_constraints": [int(index in SUPPORTS) for index in COLUMNS],
    "use_missing": False,
    "boost_from_average": False,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "seed": 1,
    "verbose": -1,
}


class _Rows:
    """The candidates of all annotated names that the logit leaves open and that hold a right one."""

    def __init__(self, examples: Sequence[Example], weights: Floats) -> None:
        features, scores, right, exact, sizes, counted = [], [], [], [], [], []
        for example in examples:
            table = example.table
            score = example.features @ weights
            considered = softmax(score, table.starts, table.group) >= CONSIDERED
            for group in np.flatnonzero(example.count * example.taught):
                part = table.rows(int(group))
                rows = np.flatnonzero(considered[part]) + part.start
                if len(rows) > 1 and example.right[rows].any():
                    features.append(example.features[np.ix_(rows, COLUMNS)])
                    scores.append(score[rows])
                    right.append(example.right[rows])
                    exact.append(example.exact[rows])
                    sizes.append(len(rows))
                    counted.append(example.count[group] * example.weight)
        self.features, self.scores = np.concatenate(features), np.concatenate(scores)
        self.right, self.exact = np.concatenate(right), np.concatenate(exact)
        self.starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        self.group = np.repeat(np.arange(len(sizes)), sizes)
        self.weight = np.array(counted)
        self.exact_share = np.where(np.add.reduceat(self.exact, self.starts) > 0, EXACT_SHARE, 0.0)

    def gradient(self, boosted: Floats, _data: lightgbm.Dataset) -> tuple[Floats, Floats]:
        """First and second derivative of the loss: the one that `resolution_fitting.fit_ranker` has, too."""
        p = softmax(self.scores + boosted, self.starts, self.group)
        first = np.zeros_like(p)
        for mask, part in ((self.right, 1.0 - self.exact_share), (self.exact, self.exact_share)):
            inside = np.add.reduceat(p * mask, self.starts)
            target = p * mask / np.maximum(inside, 1e-12)[self.group]
            first += (self.weight * part * (inside > 0))[self.group] * (p - target)
        return first, self.weight[self.group] * np.maximum(p * (1.0 - p), LEAST_CURVATURE)


def fit_trees(examples: Sequence[Example], weights: Floats) -> list[Tree]:
    """Trees that better the logit.

    Args:
        examples: with the features of the last pass.
        weights: of the logit's last pass.
    """
    rows = _Rows(examples, weights)
    data = lightgbm.Dataset(rows.features, label=rows.right, params=PARAMETERS)
    booster = lightgbm.train({**PARAMETERS, "objective": rows.gradient}, data, num_boost_round=ROUNDS)
    return [_tree(dump["tree_structure"]) for dump in booster.dump_model()["tree_info"]]


def _tree(root: dict[str, Any]) -> Tree:
    nodes: dict[int, Node] = {}

    def read(dump: dict[str, Any]) -> tuple[int, float, float]:
        """Number, mean score and weight of a node."""
        number = len(nodes)
        if "split_feature" not in dump:
            value = round(float(dump["leaf_value"]), 5)
            nodes[number] = Node(value=value)
            return number, value, float(dump.get("leaf_weight", 1.0))
        nodes[number] = Node(value=0.0)  # keeps its number while those below are read
        low, low_value, low_weight = read(dump["left_child"])
        high, high_value, high_weight = read(dump["right_child"])
        weight = low_weight + high_weight
        value = (low_value * low_weight + high_value * high_weight) / weight
        nodes[number] = Node(
            value=round(value, 5),
            feature=COLUMNS[dump["split_feature"]],
            threshold=float(f"{dump['threshold']:.6g}"),
            low=low,
            high=high,
        )
        return number, value, weight

    read(root)
    return nodes


def score_with_trees(examples: Sequence[Example], ranker: Ranker) -> None:
    """Set each example's probabilities to those of logit and trees together."""
    for example in examples:
        table = example.table
        example.p, _ = ranker.probabilities(example.features, len(PASSES) - 1, table.starts, table.group)
        for start, pair in table.twins:
            settle(example.p, start, pair)
