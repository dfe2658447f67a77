"""The word forms met so far, with their rows: whatever depends on a form alone is computed once."""

from collections.abc import Sequence
from threading import Lock
from typing import Any, NamedTuple

import numpy as np

from geomap.recognition.tagger.activity import kind_of
from geomap.recognition.tagger.features import features_of
from geomap.recognition.tagger.network import WIDTH, Floats, Network
from geomap.recognition.tagger.place_words import PlaceWords
from geomap.recognition.tagger.tokens import BLANK, form_of
from geomap.recognition.tagger.vectors import WordVectors

CAPACITY = 60_000  # forms; 15 MB. Then it forgets them all, which keeps a long run's memory where it is
KEPT = 100  # characters of a token that it remembers: longer ones are no words
MOST = CAPACITY // 2  # tokens of one call


class Encoded(NamedTuple):
    """Tokens that are not blank: where each stands among those given, its form, row and the bits of `kind_of`."""

    given: "np.ndarray[Any, np.dtype[np.int64]]"
    forms: "np.ndarray[Any, np.dtype[np.int64]]"
    rows: Floats
    kinds: "np.ndarray[Any, np.dtype[np.uint8]]"


class Vocabulary:
    """Encodes tokens. Safe to call from several threads, which take turns."""

    def __init__(self, network: Network, vectors: WordVectors, places: PlaceWords) -> None:
        self._network = network
        self._vectors = vectors
        self._places = places
        self._lock = Lock()
        self._rows: Floats = np.empty((CAPACITY, WIDTH), dtype=np.float32)
        self._kinds = np.zeros(CAPACITY, dtype=np.uint8)
        self._forget()

    def encode(self, tokens: Sequence[str]) -> Encoded:
        """The tokens' rows.

        Args:
            tokens: at most MOST of them; white space around a token does not count.
        """
        with self._lock:
            if len(self._index.forms) + len(tokens) > CAPACITY or len(self._index) > 4 * CAPACITY:
                self._forget()
            known = len(self._index.forms)
            ids = np.fromiter(map(self._index.__getitem__, tokens), dtype=np.int64, count=len(tokens))
            if len(self._index.forms) > known:
                try:
                    self._learn(known)
                except BaseException:  # a form without its row must not stay, whatever stopped us
                    self._forget()
                    raise
            given = np.flatnonzero(ids)
            ids = ids[given]
            return Encoded(given, ids, self._rows[ids], self._kinds[ids])

    def _forget(self) -> None:
        self._index = _Index()

    def _learn(self, known: int) -> None:
        forms = self._index.forms[known:]
        buckets = len(self._network.embeddings)
        rows = self._network.form_rows(
            [features_of(form, sizes, buckets) for form, sizes in zip(forms, self._places.sizes(forms), strict=True)],
            self._vectors.rows(forms),
        )
        self._rows[known : known + len(forms)] = rows
        self._kinds[known : known + len(forms)] = [kind_of(form) for form in forms]


class _Index(dict[str, int]):
    """Token -> number of its form, which a form gets when it is first asked for. 0 is the blank."""

    def __init__(self) -> None:
        super().__init__()
        self.forms = [BLANK]
        self._numbers = {BLANK: 0}

    def __missing__(self, token: str) -> int:
        form = form_of(token)[:KEPT]
        number = self._numbers.get(form)
        if number is None:
            number = self._numbers[form] = len(self.forms)
            self.forms.append(form)
        if len(token) <= KEPT:
            self[token] = number
        return number
