"""One step of learning: the tagger's network forward on a batch, and backward to the slopes of all weights."""

from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from tagger_forms import Forms

from geomap.recognition.tagger.activity import reach
from geomap.recognition.tagger.network import LAYERS, TINY, WIDTH

DROPOUT = 0.2
FEATURE_DROPOUT = 0.1  # share of a form's features that a step does not see

Array = np.ndarray[Any, np.dtype[np.float32]]


class Batch(NamedTuple):
    """Tokens of several texts: their forms, tags, and which of them take part."""

    ids: "np.ndarray[Any, np.dtype[np.int64]]"
    tags: "np.ndarray[Any, np.dtype[np.uint8]]"
    active: "np.ndarray[Any, np.dtype[np.bool_]]"


class Rows(NamedTuple):
    """Slopes of some rows of a matrix; those of the others are zero."""

    index: "np.ndarray[Any, np.dtype[np.int64]]"
    slopes: Array


class _Maxout:
    """One use of a maxout with layer norm: forward when made, then backward."""

    def __init__(self, weights: dict[str, Array], name: str, rows: Array) -> None:
        self.name, self.rows, self.weights = name, rows, weights[f"{name}.weights"]
        pieces = rows @ self.weights + weights[f"{name}.bias"]
        first, second = pieces[:, :WIDTH], pieces[:, WIDTH:]
        self.second = second > first
        best = np.where(self.second, second, first)
        best -= best.mean(axis=1, keepdims=True)
        self.scale = np.sqrt((best * best).mean(axis=1, keepdims=True) + TINY)
        self.normal = best / self.scale
        self.gain = weights[f"{name}.gain"]
        self.out = self.normal * self.gain + weights[f"{name}.shift"]

    def back(self, slope: Array, slopes: dict[str, Any]) -> Array:
        """The slope of the input rows; those of the weights go into `slopes`."""
        slopes[f"{self.name}.gain"] = (slope * self.normal).sum(axis=0)
        slopes[f"{self.name}.shift"] = slope.sum(axis=0)
        slope = slope * self.gain
        slope = (
            slope - slope.mean(axis=1, keepdims=True) - self.normal * (slope * self.normal).mean(axis=1, keepdims=True)
        )
        slope /= self.scale
        both = np.concatenate([np.where(self.second, 0, slope), np.where(self.second, slope, 0)], axis=1)
        slopes[f"{self.name}.weights"] = self.rows.T @ both
        slopes[f"{self.name}.bias"] = both.sum(axis=0)
        return both @ self.weights.T


class _FormRows:
    """The rows of a batch's word forms, each computed once: forward when made, then backward."""

    def __init__(self, weights: dict[str, Array], forms: Forms, ids: Any, rng: np.random.Generator) -> None:
        unique, self.where = np.unique(ids, return_inverse=True)
        chosen = forms.features[unique]
        kept = (rng.random(len(chosen.data), dtype=np.float32) >= FEATURE_DROPOUT).astype(np.float32)
        self.buckets, local = np.unique(chosen.indices, return_inverse=True)
        self.features = csr_matrix((kept, local, chosen.indptr), shape=(len(unique), len(self.buckets)))
        sums = self.features @ weights["embeddings"][self.buckets]
        self.maxout = _Maxout(weights, "form", np.concatenate([sums, forms.vectors[unique]], axis=1))
        self.drop = _dropped(rng, (len(ids), WIDTH))
        self.out = self.maxout.out[self.where] * self.drop

    def back(self, slope: Array, slopes: dict[str, Any]) -> None:
        """The slopes of the weights go into `slopes`."""
        tokens = len(self.where)
        ones = np.ones(tokens, dtype=np.float32)
        gather = csr_matrix((ones, self.where, np.arange(tokens + 1)), shape=(tokens, self.features.shape[0]))
        inner = self.maxout.back(gather.T @ (slope * self.drop), slopes)
        slopes["embeddings"] = Rows(self.buckets, self.features.T @ inner[:, :WIDTH])


def step(
    weights: dict[str, Array], forms: Forms, batch: Batch, rng: np.random.Generator
) -> tuple[float, dict[str, Any]]:
    """The mean loss of a batch's active tokens, and the slopes of all weights; of the embeddings as `Rows`."""
    slopes: dict[str, Any] = {}
    positions = reach(batch.active)
    rows = _FormRows(weights, forms, batch.ids[positions[0]], rng)
    values = rows.out
    place = np.zeros(len(batch.ids), dtype=np.int64)
    used = []
    for name, (before, here) in zip(LAYERS, pairwise(positions), strict=True):
        place[before] = np.arange(len(before))
        middle = place[here]
        window = np.stack([middle - 1, middle, middle + 1], axis=1)
        layer = _Maxout(weights, name, values[window.ravel()].reshape(len(here), 3 * WIDTH))
        drop = _dropped(rng, layer.out.shape)
        used.append((layer, drop, middle, len(values)))
        values = values[middle] + layer.out * drop
    loss, slope = _loss(values @ weights["tag.weights"] + weights["tag.bias"], batch.tags[positions[-1]])
    slopes["tag.weights"] = values.T @ slope
    slopes["tag.bias"] = slope.sum(axis=0)
    slope = slope @ weights["tag.weights"].T
    for layer, drop, middle, count in reversed(used):
        inner = layer.back(slope * drop, slopes)
        below = np.zeros((count, WIDTH), dtype=np.float32)
        below[middle - 1] += inner[:, :WIDTH]  # no position stands twice in `middle`
        below[middle] += inner[:, WIDTH : 2 * WIDTH] + slope
        below[middle + 1] += inner[:, 2 * WIDTH :]
        slope = below
    rows.back(slope, slopes)
    return loss, slopes


def _loss(scores: Array, truth: "np.ndarray[Any, np.dtype[np.uint8]]") -> tuple[float, Array]:
    """The mean cross entropy and its slope."""
    scores = scores - scores.max(axis=1, keepdims=True)
    chances = np.exp(scores)
    chances /= chances.sum(axis=1, keepdims=True)
    asked = np.arange(len(chances))
    loss = -float(np.log(np.maximum(chances[asked, truth], 1e-9)).mean())
    chances[asked, truth] -= 1
    return loss, chances / np.float32(len(chances))


def _dropped(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """Zeros for what is left out, and what makes up for it elsewhere."""
    kept = rng.random(shape, dtype=np.float32) >= DROPOUT
    return kept * np.float32(1 / (1 - DROPOUT))
