"""The trees give what walking them node by node gives."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.errors import GazetteerError
from geomap.resolution.trees import MOST_LEAVES, Node, Tree, Trees, lay_out_trees, parse_trees, tree_lines

FEATURES = ("size", "distance", "share")
FAMILIES = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0]])
NUMBERS = (-1.0, -0.5, 0.0, 0.25, 1.0, 3.0)


@st.composite
def trees(draw) -> Tree:
    """Grown by splitting one leaf after the other, as boosting does."""
    nodes = {0: Node(value=draw(st.sampled_from(NUMBERS)))}
    for _split in range(draw(st.integers(0, MOST_LEAVES - 1))):
        leaf = draw(st.sampled_from(sorted(number for number, node in nodes.items() if node.feature < 0)))
        low, high = len(nodes), len(nodes) + 1
        feature, threshold = draw(st.integers(0, 2)), draw(st.sampled_from(NUMBERS))
        nodes[leaf] = Node(value=nodes[leaf].value, feature=feature, threshold=threshold, low=low, high=high)
        nodes[low], nodes[high] = (Node(value=draw(st.sampled_from(NUMBERS))) for _child in range(2))
    return nodes


def walked(tree: Tree, row: list[float]) -> float:
    node = tree[0]
    while node.feature >= 0:
        node = tree[node.low if row[node.feature] <= node.threshold else node.high]
    return node.value


def scored(made: Trees, rows: list[list[float]]) -> list[float]:
    return made.scores(made.leaves(np.array(rows))).tolist()


rows_of = st.lists(st.lists(st.sampled_from(NUMBERS), min_size=3, max_size=3), min_size=1, max_size=5)


@given(st.lists(trees(), min_size=1, max_size=4), rows_of)
def test_scores_are_those_of_a_walk(grown: list[Tree], rows: list[list[float]]) -> None:
    assert scored(lay_out_trees(grown, FAMILIES), rows) == pytest.approx(
        [sum(walked(tree, row) for tree in grown) for row in rows]
    )


@given(st.lists(trees(), min_size=1, max_size=4), rows_of)
def test_parts_add_up_to_the_score_but_for_the_roots(grown: list[Tree], rows: list[list[float]]) -> None:
    made = lay_out_trees(grown, FAMILIES)
    roots = sum(tree[0].value for tree in grown)
    parts = made.parts(made.leaves(np.array(rows)))
    assert (parts.sum(axis=1) + roots).tolist() == pytest.approx(scored(made, rows))


@given(st.lists(trees(), min_size=1, max_size=3), rows_of)
def test_a_written_table_reads_back(grown: list[Tree], rows: list[list[float]]) -> None:
    read = parse_trees(tree_lines(grown, FEATURES), FEATURES, FAMILIES)
    assert scored(read, rows) == pytest.approx(scored(lay_out_trees(grown, FAMILIES), rows))


def test_a_part_belongs_to_the_family_that_was_asked() -> None:
    tree = {0: Node(value=0.0, feature=1, threshold=2.0, low=1, high=2), 1: Node(value=-1.0), 2: Node(value=1.0)}
    made = lay_out_trees([tree], FAMILIES)
    assert made.parts(made.leaves(np.array([[0.0, 5.0, 0.0]]))).tolist() == [[0.0, 1.0]]


@pytest.mark.parametrize(
    "line", ["0\t0\tsize\t1\t1\t2", "0\t0\tweight\t1\t1\t2\t0", "0\t0\tsize\tx\t1\t2\t0", "a\t0\t\t\t\t\t1"]
)
def test_a_line_that_cannot_be_used_is_told_by_number(line: str) -> None:
    with pytest.raises(GazetteerError, match="line 1:"):
        parse_trees([line], FEATURES, FAMILIES)


@pytest.mark.parametrize(
    "lines",
    [
        ["7\t0\tsize\t1\t1\t2\t0", "7\t1\t\t\t\t\t1"],  # a child is missing
        ["7\t0\tsize\t1\t1\t1\t0", "7\t1\t\t\t\t\t1"],  # two ways to one leaf
        ["7\t1\t\t\t\t\t1"],  # no root
        ["7\t0\t\t\t\t\t1", "7\t1\t\t\t\t\t1"],  # two roots
    ],
)
def test_nodes_that_make_no_tree_are_refused(lines: list[str]) -> None:
    with pytest.raises(GazetteerError, match="tree 7"):
        parse_trees(lines, FEATURES, FAMILIES)


def test_no_trees_ask_nothing() -> None:
    assert parse_trees([], FEATURES, FAMILIES).columns.size == 0
