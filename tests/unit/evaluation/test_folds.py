"""Which pairs of name and place are new to a fold."""

import pytest
from gold_stories import gold

from geomap.errors import InputError
from geomap.evaluation.folds import folds_of, new_pairs


def test_a_pair_is_new_when_no_other_fold_holds_it() -> None:
    articles = [
        gold("Paris", ("Paris", 2.35, 48.86), article="1"),
        gold("the Paris", ("the Paris", 2.2, 49.1), article="2"),  # the same within a degree, another fold
        gold("Rome", ("Rome", 12.5, 41.9), article="3"),
        gold("Rome", ("Rome", 12.5, 41.9), article="4"),  # the same fold: it tells nothing
    ]
    is_new = new_pairs(articles, {"1": "0", "2": "1", "3": "0", "4": "0"})
    assert [is_new(one, one.golds[0]) for one in articles] == [False, False, True, True]


def test_only_the_corpus_own_lines_are_taken() -> None:
    lines = ["# corpus\tarticle\tfold\n", "lgl\t1\t0\n", "\n", "other\t1\t4\n"]
    assert folds_of(lines, "lgl") == {"1": "0"}


def test_a_line_of_other_than_three_cells_is_told() -> None:
    with pytest.raises(InputError, match="line 2"):
        folds_of(["lgl\t1\t0", "lgl\t1"], "lgl")
