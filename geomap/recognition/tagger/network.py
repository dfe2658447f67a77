"""The network's forward pass: a row for a word form, then three layers that look one token to either side.

    form:   [sum of its embeddings, its word vector] -> maxout of two -> layer norm                    64 numbers
    layer:  x + layer norm(maxout of two([x before, x, x after])), three times                         64 numbers
    tags:   linear, 21 scores

Residual maxout layers over windows are spaCy's (Honnibal et al.); everything is float32.
"""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any, NamedTuple, Self, TypeAlias

import numpy as np

from geomap.recognition.tagger.activity import LAYERS, Mask, Positions, reach
from geomap.recognition.tagger.features import Features

Floats: TypeAlias = np.ndarray[Any, np.dtype[np.float32]]
WIDTH = 64
TINY = np.float32(1e-5)  # keeps the layer norm from dividing by zero


class Maxout(NamedTuple):
    """A maxout of two with layer norm. Its weights' columns are the first pieces of all numbers, then the second."""

    weights: Floats
    bias: Floats
    gain: Floats
    shift: Floats

    def __call__(self, rows: Floats) -> Floats:
        """Rows [n, inputs] to rows [n, WIDTH]."""
        pieces = rows @ self.weights
        pieces += self.bias
        best: Floats = np.maximum(pieces[:, :WIDTH], pieces[:, WIDTH:])
        best -= best.mean(axis=1, keepdims=True)
        scale = np.einsum("ij,ij->i", best, best)
        scale /= WIDTH
        scale += TINY
        np.sqrt(scale, out=scale)
        best /= scale[:, None]
        best *= self.gain
        best += self.shift
        return best


class Network(NamedTuple):
    """The weights, ready to be used."""

    embeddings: Floats
    form: Maxout
    layers: tuple[Maxout, ...]
    tag_weights: Floats
    tag_bias: Floats

    @classmethod
    def of(cls, tensors: Mapping[str, "np.ndarray[Any, Any]"]) -> Self:
        """The network from its file's arrays."""
        ready = {name: array.astype(np.float32) for name, array in tensors.items()}
        parts = ("weights", "bias", "gain", "shift")
        return cls(
            embeddings=ready["embeddings"],
            form=Maxout(*(ready[f"form.{part}"] for part in parts)),
            layers=tuple(Maxout(*(ready[f"{name}.{part}"] for part in parts)) for name in LAYERS),
            tag_weights=ready["tag.weights"],
            tag_bias=ready["tag.bias"],
        )

    def form_rows(self, features: Features, vectors: Floats) -> Floats:
        """The rows of word forms [n, WIDTH], from the embeddings that each is the sum of and its word vector."""
        if not len(features.starts):
            return np.zeros((0, WIDTH), dtype=np.float32)
        summed = np.add.reduceat(self.embeddings[features.rows], features.starts, axis=0)
        return self.form(np.hstack([summed, vectors]))

    def scores(self, rows_of: Callable[[Positions], Floats], active: Mask) -> tuple[Positions, Floats]:
        """The tags' scores for the active tokens.

        Args:
            rows_of: gives the forms' rows of tokens at these positions [positions, WIDTH].
            active: which tokens are asked [n]; none within a GAP of either end.

        Returns:
            The asked tokens' positions, and their scores [asked, COUNT].
        """
        positions = reach(active)
        place = np.zeros(len(active), dtype=np.int64)
        values = rows_of(positions[0])
        for layer, (before, here) in zip(self.layers, pairwise(positions), strict=True):
            place[before] = np.arange(len(before))
            middle = place[here]
            window = values[np.stack([middle - 1, middle, middle + 1], axis=1).ravel()].reshape(len(here), 3 * WIDTH)
            values = values[middle] + layer(window)
        return positions[-1], values @ self.tag_weights + self.tag_bias
