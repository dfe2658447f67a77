"""The tagger's network learns: from examples to weights, in plain numpy."""

import sys
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from tagger_corpora import Example
from tagger_forms import BUCKETS, Forms
from tagger_steps import Array, Batch, Rows, step

from geomap.recognition.tagger.activity import GAP, taking_part, without_capitals
from geomap.recognition.tagger.labels import COUNT
from geomap.recognition.tagger.network import LAYERS, WIDTH

EPOCHS = 3
RATE, LAST_RATE = 0.002, 0.0001  # of Adam, falling in a straight line
TOKENS = 2_500  # of a step
STEEPEST = 1.0  # length that all slopes of a step together are cut to
EVERY, LAST = 8, 60  # the weights shipped are the running mean over the last 60 times 8 steps


def learn(examples: Sequence[Example], seed: int) -> dict[str, Array]:
    """The weights after EPOCHS passes over the examples; the same for the same examples and seed."""
    rng = np.random.default_rng(seed)
    forms = Forms([GAP, *(example.forms for example in examples)])
    texts = [_ready(forms, example) for example in examples]
    weights = _fresh(rng)
    mean = {name: array.copy() for name, array in weights.items()}
    adam = Adam(weights)
    steps = sum(len(text.ids) for text in texts) / TOKENS * EPOCHS
    for epoch in range(EPOCHS):
        losses = []
        for batch in _batches(rng, texts):
            loss, slopes = step(weights, forms, batch, rng)
            adam.update(slopes, RATE + (LAST_RATE - RATE) * min(1.0, adam.steps / steps))
            losses.append(loss)
            if adam.steps % EVERY == 0:
                share = np.float32(1 / min(adam.steps / EVERY, LAST))
                for name, array in weights.items():
                    mean[name] += share * (array - mean[name])
        print(f"epoch {epoch + 1} of {EPOCHS}: loss {np.mean(losses):.4f}", file=sys.stderr, flush=True)
    return mean


class Adam:
    """Adam (Kingma & Ba 2015); rows of the embeddings that a step did not touch stay as they are."""

    def __init__(self, weights: dict[str, Array]) -> None:
        self.weights = weights
        self.steps = 0
        self._first = {name: np.zeros_like(array) for name, array in weights.items()}
        self._second = {name: np.zeros_like(array) for name, array in weights.items()}

    def update(self, slopes: dict[str, Any], rate: float) -> None:
        """Take one step down the slopes."""
        self.steps += 1
        rate *= np.sqrt(1 - 0.999**self.steps) / (1 - 0.9**self.steps)
        rows = {name: (s.index, s.slopes) if isinstance(s, Rows) else (slice(None), s) for name, s in slopes.items()}
        length = np.sqrt(sum(float(np.vdot(slope, slope)) for _, slope in rows.values()))
        cut = np.float32(min(1.0, STEEPEST / max(length, 1e-9)))
        for name, (index, whole) in rows.items():
            slope = whole * cut
            first = self._first[name][index] * np.float32(0.9) + slope * np.float32(0.1)
            second = self._second[name][index] * np.float32(0.999) + slope * slope * np.float32(0.001)
            self._first[name][index] = first
            self._second[name][index] = second
            self.weights[name][index] -= np.float32(rate) * first / (np.sqrt(second) + np.float32(1e-8))


def _fresh(rng: np.random.Generator) -> dict[str, Array]:
    """Weights to start from."""

    def maxout(name: str, inputs: int) -> dict[str, Array]:
        bound = np.sqrt(6.0 / (inputs + WIDTH))  # Glorot & Bengio 2010
        return {
            f"{name}.weights": rng.uniform(-bound, bound, (inputs, 2 * WIDTH)).astype(np.float32),
            f"{name}.bias": np.zeros(2 * WIDTH, dtype=np.float32),
            f"{name}.gain": np.ones(WIDTH, dtype=np.float32),
            f"{name}.shift": np.zeros(WIDTH, dtype=np.float32),
        }

    weights = {"embeddings": rng.uniform(-0.1, 0.1, (BUCKETS, WIDTH)).astype(np.float32), **maxout("form", 2 * WIDTH)}
    for name in LAYERS:
        weights |= maxout(name, 3 * WIDTH)
    weights["tag.weights"] = np.zeros((WIDTH, COUNT), dtype=np.float32)
    weights["tag.bias"] = np.zeros(COUNT, dtype=np.float32)
    return weights


def _ready(forms: Forms, example: Example) -> Batch:
    """An example with the gaps on either side that the tagger reads it with."""
    ids = forms.ids([*GAP, *example.forms, *GAP])
    outside = np.zeros(len(GAP), dtype=np.uint8)
    kinds = forms.kinds[ids]
    active = taking_part(kinds)
    words = without_capitals(kinds)
    return Batch(ids, np.concatenate([outside, example.tags, outside]), active if words is None else active | words)


def _batches(rng: np.random.Generator, texts: Sequence[Batch]) -> Iterator[Batch]:
    """The texts in a new order, some at a time; never one without a token that takes part."""
    batch: list[Batch] = []
    tokens = 0
    order = [text for index in rng.permutation(len(texts)).tolist() if (text := texts[index]).active.any()]
    for text in order:
        batch.append(text)
        tokens += len(text.ids)
        if tokens >= TOKENS or text is order[-1]:
            yield Batch(*(np.concatenate(parts) for parts in zip(*batch, strict=True)))
            batch, tokens = [], 0
