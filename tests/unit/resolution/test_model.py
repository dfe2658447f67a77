"""The weights table and the probabilities."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.errors import GazetteerError
from geomap.resolution.cues import parse_cues
from geomap.resolution.evidence import FEATURES
from geomap.resolution.model import CALIBRATION, calibrated, model_lines, parse_model, softmax


def written() -> list[str]:
    weights = np.arange(3 * len(FEATURES), dtype=np.float64).reshape(3, -1) / 8
    return model_lines(weights, dict.fromkeys(CALIBRATION, 0.25), {"tie": 0.7}, {})


def test_a_written_table_reads_back() -> None:
    model = parse_model(written())
    features = np.eye(len(FEATURES))
    assert model.ranker.scores(features, 2)[3] == pytest.approx((2 * len(FEATURES) + 3) / 8)
    assert model.calibration.tolist() == [0.25] * len(CALIBRATION)
    assert model.tie == 0.7


def test_a_missing_feature_is_told_by_name() -> None:
    lines = [line for line in written() if "\tclosest_km\t" not in line]
    with pytest.raises(GazetteerError, match="closest_km"):
        parse_model(lines)


@pytest.mark.parametrize("line", ["rank\tnonsense\t1\t1\t1\t", "rank\tnames\tx\t1\t1\t", "what\tis\t1\t1\t1\t", "rank"])
def test_a_line_that_cannot_be_used_is_told_by_number(line: str) -> None:
    with pytest.raises(GazetteerError, match="line 1:"):
        parse_model([line])


@pytest.mark.parametrize("line", ["county", "county\tbeside\tcounty", "county\tafter\tshire"])
def test_a_cue_that_cannot_be_used_is_told_by_number(line: str) -> None:
    with pytest.raises(GazetteerError, match="line 1:"):
        parse_cues([line])


@given(st.lists(st.floats(-40, 40), min_size=1, max_size=9), st.floats(-50, 50))
def test_calibration_keeps_the_order_and_the_bounds(scores: list[float], log_odds: float) -> None:
    count = len(scores)
    p = np.sort(softmax(np.array(scores), np.array([0]), np.zeros(count, dtype=np.int64)))[::-1]
    changed = calibrated(p, log_odds)
    assert changed.sum() <= 1 + 1e-9
    assert changed.min() >= 0
    assert all(changed[i] >= changed[i + 1] - 1e-12 for i in range(1, count - 1))
