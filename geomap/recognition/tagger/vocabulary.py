"""The word forms met so far, with their rows: whatever depends on a form alone is computed once."""

from collections.abc import Sequence
from threading import Lock
from typing import Any, NamedTuple, TypeAlias

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


Numbers: TypeAlias = "np.ndarray[Any, np.dtype[np.int64]]"


class Encoded(NamedTuple):
    """Tokens that are not blank: where each stands among those given, its form, and the bits of `kind_of`."""

    given: Numbers
    forms: Numbers
    kinds: "np.ndarray[Any, np.dtype[np.uint8]]"
    of: "_Forms"  # where the forms' numbers are from


class Vocabulary:
    """Encodes tokens. Safe to call from several threads, which take turns.

    A form's row is computed when it is first asked for: most of a text's words are too far from any capital to matter.
    """

    def __init__(self, network: Network, vectors: WordVectors, places: PlaceWords) -> None:
        self._network = network
        self._vectors = vectors
        self._places = places
        self._lock = Lock()
        self._forms = _Forms()

    def encode(self, tokens: Sequence[str]) -> Encoded:
        """The tokens' forms.

        Args:
            tokens: at most MOST of them; white space around a token does not count.
        """
        with self._lock:
            if not self._forms.has_room(len(tokens)):
                self._forms = _Forms()
            forms = self._forms
            try:
                ids = forms.numbers(tokens)
            except BaseException:  # a form without its bits must not stay, whatever stopped us
                self._forms = _Forms()
                raise
            given = np.flatnonzero(ids)
            ids = ids[given]
            return Encoded(given, ids, forms.kinds[ids], forms)

    def rows(self, encoded: Encoded, positions: Numbers) -> Floats:
        """The rows of some of the encoded tokens [positions, WIDTH]."""
        forms, ids = encoded.of, encoded.forms[positions]
        with self._lock:
            new = np.unique(ids[~forms.made[ids]])
            if len(new):
                self._learn(forms, new)
            rows: Floats = forms.rows[ids]
            return rows

    def _learn(self, forms: "_Forms", new: Numbers) -> None:
        words = [forms.index.forms[number] for number in new.tolist()]
        features = features_of(words, self._places.sizes(words), len(self._network.embeddings))
        forms.rows[new] = self._network.form_rows(features, self._vectors.rows(words))
        forms.made[new] = True


class _Forms:
    """The forms met since the vocabulary last forgot: what is known of the form of each number."""

    def __init__(self) -> None:
        self.index = _Index()
        self.kinds = np.zeros(CAPACITY, dtype=np.uint8)
        self.rows: Floats = np.empty((CAPACITY, WIDTH), dtype=np.float32)
        self.made = np.zeros(CAPACITY, dtype=np.bool_)  # whether the row is there

    def has_room(self, tokens: int) -> bool:
        """Whether so many new forms can be taken in."""
        return len(self.index.forms) + tokens <= CAPACITY and len(self.index) <= 4 * CAPACITY

    def numbers(self, tokens: Sequence[str]) -> Numbers:
        """The number of each token's form; new ones get theirs."""
        known = len(self.index.forms)
        ids = np.fromiter(map(self.index.__getitem__, tokens), dtype=np.int64, count=len(tokens))
        new = self.index.forms[known:]
        self.kinds[known : known + len(new)] = [kind_of(form) for form in new]
        return ids


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
