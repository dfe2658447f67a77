"""Tokens to names: everything but the text and whoever asks."""

from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import NamedTuple

import numpy as np

from geomap.errors import RecognizerError
from geomap.recognition.spans import Chances
from geomap.recognition.tagger.activity import GAP, Mask, taking_part, without_capitals
from geomap.recognition.tagger.agreement import agreed
from geomap.recognition.tagger.certainty import chances
from geomap.recognition.tagger.decoding import best_tags, names_in
from geomap.recognition.tagger.network import Network
from geomap.recognition.tagger.place_words import PlaceWords
from geomap.recognition.tagger.tensors import TensorFile, read_tensors
from geomap.recognition.tagger.vectors import FOLDER, WordVectors
from geomap.recognition.tagger.vocabulary import CAPACITY, MOST, Vocabulary

FILE = "network.tensors"
BATCH = 8_000  # tokens that are computed together: more gains nothing
LONGEST = MOST - BATCH  # tokens of a part; longer texts are cut


class TokenName(NamedTuple):
    """A name in a sequence of tokens: its first and last token, its index in labels.KINDS, and how sure that is."""

    first: int
    last: int
    kind: int
    chances: Chances


class Tagger:
    """Finds names in sequences of tokens, whoever made them. Loaded on first use; safe to call from several threads.

    Args:
        network: the network's file, or what it holds; None for the package's own.
    """

    def __init__(self, network: Path | TensorFile | None = None) -> None:
        self._given = FOLDER / FILE if network is None else network
        self._lock = Lock()

    @cached_property
    def file(self) -> TensorFile:
        """The network's file."""
        return read_tensors(self._given) if isinstance(self._given, Path) else self._given

    @property
    def name(self) -> str:
        """Name, version and the start of the weights' checksum, for the provenance."""
        return f"{self.file.facts['name']} {self.file.facts['version']} ({self.file.sha256[:12]})"

    @cached_property
    def _network(self) -> Network:
        return Network.of(self.file.tensors)

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        vectors, places = WordVectors(), PlaceWords()
        learned_with = self.file.facts.get("tables")
        if learned_with != {"word_vectors": vectors.sha256, "place_words": places.sha256}:
            raise RecognizerError(
                f"the tagger {self.name} was learned with other word tables than this geomap has; "
                "install the geomap that saved it, or take the tagger of this one"
            )
        return Vocabulary(self._network, vectors, places)

    def names(self, texts: Sequence[Sequence[str]]) -> list[list[TokenName]]:
        """The names in each text, in order and not overlapping.

        Args:
            texts: tokens as they stand; a token of white space tells where a line ends, or nothing.

        Raises:
            RecognizerError: the weights are missing, damaged, or not of these word tables.
        """
        with self._lock:
            vocabulary, network = self._vocabulary, self._network
        found: list[list[TokenName]] = [[] for _ in texts]
        for batch in _batches(texts):
            tokens = list(chain(GAP, *((*part, *GAP) for _, _, part in batch)))
            encoded = vocabulary.encode(tokens)
            bounds = np.cumsum([len(GAP), *(len(part) + len(GAP) for _, _, part in batch)])
            active = taking_part(encoded.kinds)
            limits = np.searchsorted(encoded.given, bounds)
            _add_small(active, encoded.kinds, limits)
            positions, scores = network.scores(partial(vocabulary.rows, encoded), active)
            words = encoded.forms[positions] + CAPACITY * np.searchsorted(limits, positions, side="right")
            scores = agreed(scores, words)
            names = list(names_in(positions, best_tags(positions, scores)))
            for name, sure in zip(names, chances(positions, scores, names), strict=True):
                first, last = encoded.given[name[0]], encoded.given[name[1]]
                part = int(np.searchsorted(bounds, first, side="right")) - 1
                index, offset, _ = batch[part]
                shift = offset - bounds[part]
                found[index].append(TokenName(int(first + shift), int(last + shift), name[2], sure))
        return found


def _add_small(
    active: Mask,
    kinds: "np.ndarray[tuple[int], np.dtype[np.uint8]]",
    bounds: "np.ndarray[tuple[int], np.dtype[np.int64]]",
) -> None:
    """Let all words of the texts without capitals take part."""
    for start, after in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        end = after - len(GAP)
        words = without_capitals(kinds[start:end])
        if words is not None:
            active[start:end] |= words


def _batches(texts: Sequence[Sequence[str]]) -> Iterator[list[tuple[int, int, Sequence[str]]]]:
    """(index of the text, offset in its tokens, tokens) in groups that are computed together."""
    batch: list[tuple[int, int, Sequence[str]]] = []
    tokens = 0
    for index, text in enumerate(texts):
        for offset in range(0, len(text), LONGEST):
            part = text[offset : offset + LONGEST]
            size = len(part) + len(GAP)
            if batch and tokens + size > BATCH:
                yield batch
                batch, tokens = [], 0
            batch.append((index, offset, part))
            tokens += size
    if batch:
        yield batch
