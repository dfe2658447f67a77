"""Gradient-boosted trees over the evidence, evaluated for all rows at once without walking any tree.

Every inner node asks whether a feature is at most a threshold. Where it is not, the leaves on the node's left cannot be
reached. So a feature's value, once binned by the thresholds that any tree asks it for, stands for one byte a tree whose
bits are the leaves still in reach. The bytes of all features are joined by AND, and the lowest bit that is left is the
leaf that a walk would end in (Lucchese et al. 2015, "QuickScorer").
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from geomap.errors import GazetteerError
from geomap.geodesy import Floats

MOST_LEAVES = 8  # of a tree: one bit each
HEAD = "tree\tnode\tfeature\tthreshold\tlow\thigh\tvalue"

Bytes = NDArray[np.uint8]
_LOWEST_BIT = np.array([(byte & -byte).bit_length() - 1 if byte else 0 for byte in range(256)], dtype=np.intp)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A node of a tree; a leaf has no feature.

    Attributes:
        value: a leaf's score; an inner node's mean score, by which a path's steps are told apart.
        feature: column that the node asks.
        threshold: rows of at most this go to `low`, others to `high`.
        low, high: numbers of the nodes below.
    """

    value: float
    feature: int = -1
    threshold: float = 0.0
    low: int = -1
    high: int = -1


Tree = Mapping[int, Node]  # number to node; 0 is the root


@dataclass(frozen=True, slots=True, kw_only=True)
class Trees:
    """A sum of trees, laid out for whole arrays of rows.

    Attributes:
        columns: the features that are asked, shape (u,).
        thresholds: of each, ascending, filled up with infinity, shape (u, b).
        reach: leaves in reach, by asked feature, bin and tree: shape (u, b + 1, t), bits are leaves.
        values: scores of the leaves, tree after tree, shape (t * MOST_LEAVES,).
        shares: what each family of features adds on the way to each leaf, shape (t * MOST_LEAVES, families).
    """

    columns: NDArray[np.intp]
    thresholds: Floats
    reach: Bytes
    values: Floats
    shares: Floats

    def leaves(self, features: Floats) -> NDArray[np.intp]:
        """The leaf that each row reaches in each tree, as index into `values`; shape (n, t)."""
        asked = features[:, self.columns]
        bins = (asked[:, :, None] > self.thresholds).sum(axis=2)
        reached = np.bitwise_and.reduce(self.reach[np.arange(len(self.columns)), bins], axis=1)
        found: NDArray[np.intp] = _LOWEST_BIT[reached] + MOST_LEAVES * np.arange(self.reach.shape[2])
        return found

    def scores(self, leaves: NDArray[np.intp]) -> Floats:
        """Sum of the trees for each row, in log odds, by the leaves that it reaches; shape (n,)."""
        total: Floats = self.values[leaves].sum(axis=1)
        return total

    def parts(self, leaves: NDArray[np.intp]) -> Floats:
        """What each family of features adds to each row's score; shape (n, families).

        A split adds the difference of its nodes' mean scores to the family of its feature (Saabas 2014). Rows of parts
        and scores differ by the same constant.
        """
        reached = np.zeros((len(leaves), len(self.values)))
        reached[np.arange(len(leaves))[:, None], leaves] = 1.0
        parts: Floats = reached @ self.shares
        return parts


@dataclass(slots=True)
class _Layout:
    """Leaves of one tree from left to right, and which of them each inner node shuts off."""

    tree: Tree
    family: NDArray[np.intp]  # of each feature
    leaves: list[tuple[float, dict[int, float]]] = field(default_factory=list)  # value, and the families' parts of it
    shut: list[tuple[int, float, int]] = field(default_factory=list)  # feature, threshold, leaves on its low side

    def read(self, number: int, parts: dict[int, float]) -> None:
        node = self.tree[number]
        if node.feature < 0:
            self.leaves.append((node.value, parts))
            return
        family, first = int(self.family[node.feature]), len(self.leaves)
        for child in (node.low, node.high):
            step = self.tree[child].value - node.value
            self.read(child, {**parts, family: parts.get(family, 0.0) + step})
            if child == node.low:
                low = sum(1 << leaf for leaf in range(first, len(self.leaves)))
                self.shut.append((node.feature, node.threshold, low))


def lay_out_trees(trees: Sequence[Tree], families: Floats) -> Trees:
    """Trees made ready.

    Args:
        trees: each with at most MOST_LEAVES leaves.
        families: 1 where a feature (row) belongs to a family (column).
    """
    layouts = [_Layout(tree, np.argmax(families, axis=1)) for tree in trees]
    for layout in layouts:
        layout.read(0, {})
    asked: dict[int, set[float]] = {}
    for layout in layouts:
        for feature, threshold, _ in layout.shut:
            asked.setdefault(feature, set()).add(threshold)
    columns = sorted(asked)
    width = max((len(found) for found in asked.values()), default=0)
    thresholds = np.full((len(columns), width), np.inf)
    for i, column in enumerate(columns):
        thresholds[i, : len(asked[column])] = sorted(asked[column])
    reach = np.full((len(columns), width + 1, len(trees)), 255, dtype=np.uint8)
    values = np.zeros(len(trees) * MOST_LEAVES)
    shares = np.zeros((len(values), families.shape[1]))
    for t, layout in enumerate(layouts):
        for feature, threshold, low in layout.shut:
            row = columns.index(feature)
            above = int(np.searchsorted(thresholds[row], threshold)) + 1
            reach[row, above:, t] &= 255 ^ low
        for leaf, (value, parts) in enumerate(layout.leaves, t * MOST_LEAVES):
            values[leaf] = value
            for family, part in parts.items():
                shares[leaf, family] = part
    return Trees(
        columns=np.array(columns, dtype=np.intp), thresholds=thresholds, reach=reach, values=values, shares=shares
    )


def parse_trees(lines: Iterable[str], features: Sequence[str], families: Floats) -> Trees:
    """The trees of a table (columns as in HEAD; "#" begins a comment).

    Args:
        lines: one node each; a leaf leaves feature, threshold, low and high empty.
        features: names of the columns.
        families: see `lay_out_trees`.

    Raises:
        GazetteerError: a line is not understood, or the nodes of a tree do not hang together.
    """
    columns = {name: index for index, name in enumerate(features)}
    found: dict[int, dict[int, Node]] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith(("#", "tree\t")):
            continue
        try:
            tree, node, feature, threshold, low, high, value = line.rstrip("\n").split("\t")
            found.setdefault(int(tree), {})[int(node)] = (
                Node(
                    value=float(value),
                    feature=columns[feature],
                    threshold=float(threshold),
                    low=int(low),
                    high=int(high),
                )
                if feature
                else Node(value=float(value))
            )
        except (ValueError, KeyError) as reason:
            message = f"tree table, line {number}: cannot use {line.strip()[:80]!r} ({reason})"
            raise GazetteerError(message) from reason
    for number, nodes in found.items():
        _check(number, nodes)
    return lay_out_trees([found[number] for number in sorted(found)], families)


def _check(number: int, tree: Tree) -> None:
    """Every node but the root stands below one other, and there is a bit for each leaf."""
    below = [child for node in tree.values() if node.feature >= 0 for child in (node.low, node.high)]
    leaves = sum(node.feature < 0 for node in tree.values())
    if sorted([0, *below]) != sorted(tree) or leaves > MOST_LEAVES:
        raise GazetteerError(
            f"tree table: the nodes of tree {number} do not make a tree of {MOST_LEAVES} leaves; train anew"
        )


def tree_lines(trees: Sequence[Tree], features: Sequence[str]) -> list[str]:
    """The table that `parse_trees` reads."""
    lines = [HEAD]
    for number, tree in enumerate(trees):
        for index, node in sorted(tree.items()):
            asks = (features[node.feature], f"{node.threshold:.6g}", str(node.low), str(node.high))
            cells = asks if node.feature >= 0 else ("",) * 4
            lines.append("\t".join((str(number), str(index), *cells, f"{node.value:.5f}")))
    return lines
