"""Fitting of the kinds' network: its forward pass again, the gradients by hand, Adam. Used by train_kinds.py."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from geomap.recognition.kinds.context import WINDOW, Context
from geomap.recognition.kinds.network import EMBEDDED, Floats, Integers, form_features, name_vectors, sizes, softmax
from geomap.recognition.tagger.vectors import WordVectors

HIDDEN = 96
SMALL = {"word": 0.1, "ending": 0.1, "shape": 0.1, "kinds": 0.05}  # deviations of weights drawn small at the start
Weights = dict[str, Floats]


class Course(NamedTuple):
    """How to fit: passes over the examples, examples a step, and Adam's rate at the start, which falls to nothing."""

    epochs: int
    batch: int
    rate: float
    dropout: float  # share of the rows' numbers and of the hidden layer's that a step leaves out
    decay: float  # of matrices, as a share of the rate


class Examples(NamedTuple):
    """Mentions in the form that the network is fitted to; all arrays have one row a mention."""

    vectors: Floats  # [n, 2 * WINDOW, WIDTH]
    features: Integers  # [n, 2 * WINDOW, 3]
    names: Floats  # [n, WIDTH]
    flags: Floats  # [n, FLAGS]

    def take(self, index: "np.ndarray[Any, Any]") -> "Examples":
        """Some of them, by number or by mask."""
        return Examples(*(array[index] for array in self))


class Targets(NamedTuple):
    """What a head of the network should say of the examples."""

    head: str
    wanted: Floats  # [n, classes] shares that sum to one
    allowed: Floats | None = None  # [n, classes] 0 for classes that the annotators did not tell apart
    weight: Floats | None = None  # [n] of each example


def joined(parts: Sequence[Examples]) -> Examples:
    """Several sets as one."""
    return Examples(*(np.concatenate(arrays) for arrays in zip(*parts, strict=True)))


def examples(seen: Sequence[Context], vectors: WordVectors) -> Examples:
    """Contexts as arrays."""
    forms = [form for context in seen for form in context.forms]
    shape = (len(seen), 2 * WINDOW, -1)
    return Examples(
        vectors.rows(forms).reshape(shape),
        form_features(forms).reshape(shape),
        name_vectors([context.name for context in seen], vectors),
        np.array([context.flags for context in seen], dtype=np.float32),
    )


def first_weights(seed: int, heads: Mapping[str, int]) -> Weights:
    """Weights before fitting: those of the network, and further heads with so many classes."""
    random = np.random.default_rng(seed)
    shapes = sizes(HIDDEN) | {name: (HIDDEN, classes) for name, classes in heads.items()}
    shapes |= {f"{name} prior": (classes,) for name, classes in heads.items()}
    inputs = sizes(HIDDEN)["around"][0]
    weights = {}
    for name, shape in shapes.items():
        into = inputs if name in {"name", "flags"} else shape[0]
        deviation = SMALL.get(name, 0.05 if name in heads else (2 / into) ** 0.5)
        drawn = random.standard_normal(shape) * deviation if len(shape) > 1 else np.zeros(shape)
        weights[name] = drawn.astype(np.float32)
    return weights


def fitted(start: Weights, given: Examples, targets: Sequence[Targets], course: Course, seed: int) -> Weights:
    """Weights fitted to the examples, from `start` on; the same seed gives the same bytes."""
    random = np.random.default_rng(seed)
    weights = {name: array.copy() for name, array in start.items()}
    adam = _Adam(weights, course.decay)
    total, done = course.epochs * -(-len(given.names) // course.batch), 0
    for _ in range(course.epochs):
        order = random.permutation(len(given.names))
        for low in range(0, len(order), course.batch):
            batch = order[low : low + course.batch]
            pass_ = _Pass(weights, given.take(batch), random, course.dropout)
            adam.step(weights, pass_.gradients(targets, batch), course.rate * (1 - done / total))
            done += 1
    return weights


def probabilities(weights: Weights, given: Examples, head: str = "kinds", allowed: Floats | None = None) -> Floats:
    """What a head says: [n, classes]; classes that are not allowed get nothing."""
    rows = np.maximum(_summed(weights, given), 0.0).reshape(len(given.names), -1)
    hidden = rows @ weights["around"] + given.names @ weights["name"] + given.flags @ weights["flags"]
    return _told(weights, np.maximum(hidden + weights["hidden"], 0.0), head, allowed)


class _Adam:
    """Kingma and Ba 2015, with Loshchilov and Hutter's decay of the matrices."""

    def __init__(self, weights: Weights, decay: float) -> None:
        self._first = {name: np.zeros_like(array) for name, array in weights.items()}
        self._second = {name: np.zeros_like(array) for name, array in weights.items()}
        self._decay, self._steps = decay, 0

    def step(self, weights: Weights, gradients: Weights, rate: float) -> None:
        self._steps += 1
        for name, gradient in gradients.items():
            first, second = self._first[name], self._second[name]
            first += 0.1 * (gradient - first)
            second += 0.001 * (gradient * gradient - second)
            move = first / (1 - 0.9**self._steps) / (np.sqrt(second / (1 - 0.999**self._steps)) + 1e-8)
            if weights[name].ndim > 1:
                move += self._decay * weights[name]
            weights[name] -= (rate * move).astype(np.float32)


class _Pass:
    """One batch forward, with some numbers left out, and back."""

    def __init__(self, weights: Weights, given: Examples, random: np.random.Generator, dropout: float) -> None:
        self._weights, self._given = weights, given
        self._summed = _summed(weights, given)
        self._stacked = np.concatenate([weights["around"], weights["name"], weights["flags"]])
        count = len(given.names)
        inputs = np.concatenate([np.maximum(self._summed, 0.0).reshape(count, -1), given.names, given.flags], axis=1)
        self._kept_inputs = _mask(random, inputs.shape, dropout)
        self._inputs = inputs * self._kept_inputs
        before = self._inputs @ self._stacked + weights["hidden"]
        self._kept = _mask(random, before.shape, dropout) * (before > 0)
        self._hidden = before * self._kept

    def gradients(self, targets: Sequence[Targets], batch: Integers) -> Weights:
        """How the loss (cross entropy, summed over the targets) changes with each weight."""
        found: Weights = {}
        back = np.zeros_like(self._hidden)
        for target in targets:
            allowed = None if target.allowed is None else target.allowed[batch]
            off = (_told(self._weights, self._hidden, target.head, allowed) - target.wanted[batch]) / len(batch)
            if target.weight is not None:
                off *= target.weight[batch][:, None]
            found[target.head] = self._hidden.T @ off
            found[_prior(target.head)] = off.sum(axis=0)
            back += off @ self._weights[target.head].T
        return found | self._body(back * self._kept)

    def _body(self, back: Floats) -> Weights:
        given, weights = self._given, self._weights
        at_inputs = self._inputs.T @ back
        rows = weights["around"].shape[0]
        names = rows + weights["name"].shape[0]
        found: Weights = {"hidden": back.sum(axis=0)}
        found |= {"around": at_inputs[:rows], "name": at_inputs[rows:names], "flags": at_inputs[names:]}
        down = ((back @ self._stacked.T) * self._kept_inputs)[:, :rows].reshape(self._summed.shape)
        flat = (down * (self._summed > 0)).reshape(-1, EMBEDDED)
        found["vector"] = given.vectors.reshape(len(flat), -1).T @ flat
        for name, column in (("word", 0), ("ending", 1), ("shape", 2)):
            gathered = np.zeros_like(weights[name])
            np.add.at(gathered, given.features[..., column].ravel(), flat)
            found[name] = gathered
        return found


def _summed(weights: Weights, given: Examples) -> Floats:
    """Rows of the forms around before their positive part is taken."""
    features = given.features
    rows: Floats = given.vectors @ weights["vector"] + weights["word"][features[..., 0]]
    rows += weights["ending"][features[..., 1]] + weights["shape"][features[..., 2]]
    return rows


def _told(weights: Weights, hidden: Floats, head: str, allowed: Floats | None) -> Floats:
    scores = hidden @ weights[head] + weights[_prior(head)]
    return softmax(scores if allowed is None else np.where(allowed > 0, scores, np.float32(-1e9)))


def _prior(head: str) -> str:
    return "prior" if head == "kinds" else f"{head} prior"


def _mask(random: np.random.Generator, shape: tuple[int, ...], dropout: float) -> Floats:
    return ((random.random(shape, dtype=np.float32) >= dropout) / np.float32(1 - dropout)).astype(np.float32)
