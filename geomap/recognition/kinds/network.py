"""The network that tells kinds apart: word forms to rows, rows to one hidden layer, that to four probabilities.

Each word form becomes a row of `EMBEDDED` numbers: the positive part of the sum of its folded vector, the vectors of
its lower form's and its last three letters' hash, and the vector of its shape. A row depends on nothing but the form,
so it is made once and kept. The rows of the 2 * WINDOW forms around a mention, the name's own vector and its flags go
through one hidden layer. Weights and their training: benchmarks/train_kinds.py.
"""

from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import Any, TypeAlias
from zlib import crc32

import numpy as np

from geomap.recognition.kinds.context import NOTHING, WINDOW, Context
from geomap.recognition.tagger.tensors import read_tensors
from geomap.recognition.tagger.vectors import WIDTH, WordVectors
from geomap.records import Kind

KINDS = (Kind.LITERAL, Kind.METONYM, Kind.EMBEDDED, Kind.DEMONYM)  # the columns of `probabilities`
EMBEDDED = 32  # numbers of a form's row
WORD_HASHES = 2_048
ENDING_HASHES = 512
SHAPES = 6
FILE = Path(__file__).with_name("weights") / "kinds.tensors"
KEPT_FORMS = 50_000  # rows of word forms kept between articles

Floats: TypeAlias = np.ndarray[Any, np.dtype[np.float32]]
Integers: TypeAlias = np.ndarray[Any, np.dtype[np.int64]]


class KindNetwork:
    """The learned decision. Cheap to make, loads on first use; safe to use from several threads.

    Args:
        path: the weights' file; None for the package's own.
        vectors: the table of word vectors.
        kept: how many word forms' rows, and names' vectors, are kept between articles.
    """

    def __init__(self, path: Path | None = None, vectors: WordVectors | None = None, *, kept: int = KEPT_FORMS) -> None:
        self._path = path or FILE
        self._vectors = vectors or WordVectors()
        self._kept = kept
        self._lock = Lock()
        self._weights: Mapping[str, Floats] = {}
        self._row_of: dict[str, int] = {}
        self._rows: Floats = np.zeros((0, EMBEDDED), dtype=np.float32)
        self._names: dict[str, Floats] = {}

    def probabilities(self, seen: Sequence[Context]) -> Floats:
        """How likely each mention is of each kind: float32 [mentions, len(KINDS)], rows sum to one.

        Args:
            seen: the mentions, of as many texts as there are at hand: together they take a fraction of the time.

        Raises:
            RecognizerError: the weights' or the vectors' file is missing or damaged.
        """
        if not seen:
            return np.zeros((0, len(KINDS)), dtype=np.float32)
        with self._lock:
            self._load()
            rows, own = self._rows_of(seen), self._own(seen)
        weights = self._weights
        hidden = rows.reshape(len(seen), -1) @ weights["around"]
        hidden += own @ weights["name"]
        hidden += np.array([context.flags for context in seen], dtype=np.float32) @ weights["flags"]
        hidden += weights["hidden"]
        return softmax(np.maximum(hidden, 0.0) @ weights["kinds"] + weights["prior"])

    def _load(self) -> None:
        if not self._weights:
            tensors = read_tensors(self._path).tensors
            self._weights = {name: tensor.astype(np.float32) for name, tensor in tensors.items()}

    def _rows_of(self, seen: Sequence[Context]) -> Floats:
        """Rows of the forms around the mentions: [mentions * 2 * WINDOW, EMBEDDED]."""
        if len(self._row_of) > self._kept:
            self._row_of = {}
        new = list(dict.fromkeys(form for context in seen for form in context.forms if form not in self._row_of))
        if new:
            made = form_rows(self._vectors.rows(new), form_features(new), self._weights)
            held = len(self._row_of)
            if held + len(new) > len(self._rows):  # twice the room each time, so that few rows are copied
                self._rows = np.resize(self._rows, (2 * (held + len(new)), EMBEDDED))
            self._rows[held : held + len(new)] = made
            self._row_of.update(zip(new, range(held, held + len(new)), strict=True))
        where = map(self._row_of.__getitem__, chain.from_iterable(context.forms for context in seen))
        rows: Floats = self._rows[np.fromiter(where, dtype=np.int64, count=2 * WINDOW * len(seen))]
        return rows

    def _own(self, seen: Sequence[Context]) -> Floats:
        if len(self._names) > self._kept:
            self._names = {}
        new = list(dict.fromkeys(context.name for context in seen if context.name not in self._names))
        if new:
            self._names.update(zip(new, name_vectors(new, self._vectors), strict=True))
        return np.array([self._names[context.name] for context in seen])


def form_features(forms: Sequence[str]) -> Integers:
    """Hash of the lower form, hash of its last three letters, shape: [forms, 3]."""
    found = np.empty((len(forms), 3), dtype=np.int64)
    for index, form in enumerate(forms):
        lowered = form.lower().encode(errors="surrogatepass")
        found[index] = crc32(lowered) % WORD_HASHES, crc32(b"-" + lowered[-3:]) % ENDING_HASHES, _shape(form)
    return found


def form_rows(vectors: Floats, features: Integers, weights: Mapping[str, Floats]) -> Floats:
    """The rows of word forms: float32 [forms, EMBEDDED]."""
    rows: Floats = vectors @ weights["vector"] + weights["word"][features[:, 0]]
    rows += weights["ending"][features[:, 1]] + weights["shape"][features[:, 2]]
    positive: Floats = np.maximum(rows, 0.0)
    return positive


def name_vectors(names: Sequence[str], vectors: WordVectors) -> Floats:
    """The vectors of names, of their last word where the table does not hold the whole name: [names, WIDTH]."""
    found = vectors.rows(names)
    missing = np.flatnonzero(~found.any(axis=1)).tolist()
    if missing:
        found[missing] = vectors.rows([names[index].replace("-", " ").split(" ")[-1] for index in missing])
    return found


def softmax(scores: Floats) -> Floats:
    """Probabilities of each row's scores."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    summed: Floats = raised / raised.sum(axis=1, keepdims=True)
    return summed


def sizes(hidden: int) -> dict[str, tuple[int, ...]]:
    """Shapes of the weights, by their names in the file."""
    return {
        "vector": (WIDTH, EMBEDDED),
        "word": (WORD_HASHES, EMBEDDED),
        "ending": (ENDING_HASHES, EMBEDDED),
        "shape": (SHAPES, EMBEDDED),
        "around": (2 * WINDOW * EMBEDDED, hidden),
        "name": (WIDTH, hidden),
        "flags": (3, hidden),
        "hidden": (hidden,),
        "kinds": (hidden, len(KINDS)),
        "prior": (len(KINDS),),
    }


def _shape(form: str) -> int:
    if form == NOTHING:
        return 0
    if form[0].isdigit():
        return 1
    if not form[0].isalpha():
        return 2
    if form.isupper() and len(form) > 1:
        return 3
    return 4 if form[0].isupper() else 5
