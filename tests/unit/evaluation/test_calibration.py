"""Probabilities against what came true."""

import pytest

from geomap.evaluation.calibration import calibration_error, coverage, reliability


def test_calibration_error_is_the_mean_gap() -> None:
    assert calibration_error([(0.95, True)] * 9 + [(0.95, False)]) == pytest.approx(0.05)
    assert calibration_error([(0.95, True)] * 4 + [(0.15, False)] * 4) == pytest.approx(0.1)
    assert calibration_error([]) is None


def test_reliability_has_a_row_for_each_bin_with_answers() -> None:
    bins = reliability([(1.0, True), (0.9, False), (0.15, False)])
    assert [(one.low, one.answers, one.right) for one in bins] == [(0.1, 1, 0.0), (0.9, 2, 0.5)]
    assert bins[1].believed == pytest.approx(0.95)


def test_coverage_counts_unanswered_mentions_too() -> None:
    rows = {one.probability: (one.answered, one.right) for one in coverage([(0.95, True), (0.6, False)], 4)}
    assert rows[0.0] == (0.5, 0.5)
    assert rows[0.9] == (0.25, 1.0)
    assert rows[0.99] == (0.0, None)
