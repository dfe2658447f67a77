"""SpanModel: the project's own tagger with its own tokeniser."""

from collections.abc import Sequence
from itertools import accumulate

from geomap.recognition.spans import ModelSpan
from geomap.recognition.tagger.labels import KINDS
from geomap.recognition.tagger.tagger import Tagger
from geomap.recognition.tagger.tokens import pieces


class TaggerModel:
    """The tagger over texts, loaded on first use. Safe to call from several threads.

    Args:
        tagger: None for one with the package's own weights.
    """

    short_name = "tagger"

    def __init__(self, tagger: Tagger | None = None) -> None:
        self._tagger = tagger or Tagger()

    @property
    def name(self) -> str:
        """Its version and the start of its weights' checksum: "geomap_tagger 1 (3f9c2ab41d70)".

        Raises:
            RecognizerError: the weights are missing or damaged.
        """
        return self._tagger.name

    def spans(self, texts: Sequence[str]) -> list[tuple[ModelSpan, ...]]:
        """The names of every text, in the order of the text and not overlapping.

        Raises:
            RecognizerError: the weights are missing or damaged.
        """
        cut = [pieces(text) for text in texts]
        found = []
        for tokens, names in zip(cut, self._tagger.names(cut), strict=True):
            starts = list(accumulate(map(len, tokens), initial=0))
            found.append(
                tuple(
                    ModelSpan(starts[first], starts[last] + len(tokens[last].rstrip()), KINDS[kind], chances)
                    for first, last, kind, chances in names
                )
            )
        return found
