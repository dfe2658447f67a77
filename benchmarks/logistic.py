"""Logistic regression by Newton's method: a few columns, no random numbers, the same bytes every time."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

STEPS = 50


def fit_logistic(rows: Floats, hits: Floats, counts: Floats, penalty: float = 1.0) -> Floats:
    """Weights of the columns; the first column is the constant and is not held small.

    Args:
        rows: shape (n, k).
        hits: 1 where it came true, else 0; shares are taken too.
        counts: how much each row counts.
        penalty: of the squared weights of standardised columns.
    """
    scale = rows.std(axis=0)
    scale[scale == 0] = 1.0
    scaled = rows / scale
    ridge = np.full(rows.shape[1], penalty)
    ridge[0] = 1e-6
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        p = 1.0 / (1.0 + np.exp(-np.clip(scaled @ weights, -30.0, 30.0)))
        slope = scaled.T @ (counts * (p - hits)) + ridge * weights
        curve = (scaled * (counts * p * (1.0 - p))[:, None]).T @ scaled + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        weights -= np.clip(step, -2.0, 2.0)
        if float(np.abs(step).max()) < 1e-9:
            break
    return weights / scale


def probabilities(rows: Floats, weights: Floats) -> Floats:
    """What the weights say of each row."""
    p: Floats = 1.0 / (1.0 + np.exp(-np.clip(rows @ weights, -30.0, 30.0)))
    return p


def error_in_bins(p: Floats, hits: Floats, counts: Floats) -> float:
    """Expected calibration error in ten bins."""
    bins = np.minimum((p * 10).astype(int), 9)
    apart = (abs(((p - hits) * counts)[bins == i].sum()) for i in range(10))
    return float(sum(apart) / counts.sum())
