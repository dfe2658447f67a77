"""All word forms of the examples with what the network is told about each."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from geomap.recognition.tagger.activity import kind_of
from geomap.recognition.tagger.features import features_of
from geomap.recognition.tagger.place_words import PlaceWords
from geomap.recognition.tagger.vectors import WordVectors

BUCKETS = 16_384  # rows of embeddings that features share


class Forms:
    """The word forms of texts.

    Attributes:
        features: sparse [forms, BUCKETS], how often each has each feature.
        vectors: the word vectors [forms, 64].
        kinds: the bits of `kind_of` [forms].
    """

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        self._index = {
            form: number for number, form in enumerate(dict.fromkeys(form for text in texts for form in text))
        }
        forms = list(self._index)
        sizes = PlaceWords().sizes(forms)
        features = features_of(forms, sizes, BUCKETS)
        ones, ends = np.ones(len(features.rows), dtype=np.float32), np.append(features.starts, len(features.rows))
        self.features = csr_matrix((ones, features.rows, ends), shape=(len(forms), BUCKETS))
        self.vectors = WordVectors().rows(forms)
        self.kinds = np.array([kind_of(form) for form in forms], dtype=np.uint8)

    def ids(self, text: Sequence[str]) -> "np.ndarray[Any, np.dtype[np.int64]]":
        """The number of each of a text's forms."""
        return np.array([self._index[form] for form in text], dtype=np.int64)
