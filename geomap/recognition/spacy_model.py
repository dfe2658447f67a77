"""SpanModel: spaCy's en_core_web_md 3.7.1, of which only tok2vec and ner are loaded."""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from importlib.metadata import version as installed_version
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from geomap.errors import RecognizerError
from geomap.recognition.pieces import pieces
from geomap.recognition.spans import ModelSpan
from geomap.recognition.weights import check_weights, installed_folder

if TYPE_CHECKING:  # spaCy takes over a second to import
    from spacy.language import Language

BATCH = 16  # pieces at once: more gains nothing and costs memory
BATCH_CHARACTERS = 50_000  # of all its pieces together
_UNUSED = ("tagger", "parser", "senter", "attribute_ruler", "lemmatizer")


class SpacySpanModel:
    """The tagger, loaded on first use. Threads take turns, since spaCy's vocabulary is no place for two at once.

    Args:
        folder: where the model's files are; None for the installed package's.
    """

    name = "en_core_web_md 3.7.1"
    short_name = "md"

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._nlp: Language | None = None
        self._lock = Lock()

    def spans(self, texts: Sequence[str]) -> list[tuple[ModelSpan, ...]]:
        """The names of every text, in the order of the text and not overlapping.

        Raises:
            RecognizerError: the model is missing, or its weights are not the ones that were measured.
        """
        found: list[list[ModelSpan]] = [[] for _ in texts]
        with self._lock:
            nlp = self._nlp = self._nlp or _loaded(self._folder or installed_folder())
            for batch in _batches(texts):
                with _forgetting(nlp):
                    for doc, (index, offset) in nlp.pipe(batch, as_tuples=True, batch_size=BATCH):
                        found[index].extend(
                            ModelSpan(name.start_char + offset, name.end_char + offset, name.label_)
                            for name in doc.ents
                        )
        return [tuple(spans) for spans in found]


def _batches(texts: Sequence[str]) -> Iterator[list[tuple[str, tuple[int, int]]]]:
    """(piece, (index of its text, offset in it)) in groups that fit in memory."""
    batch: list[tuple[str, tuple[int, int]]] = []
    characters = 0
    for index, text in enumerate(texts):
        for offset, piece in pieces(text):
            if batch and (len(batch) == BATCH or characters + len(piece) > BATCH_CHARACTERS):
                yield batch
                batch, characters = [], 0
            batch.append((piece, (index, offset)))
            characters += len(piece)
    if batch:
        yield batch


def _forgetting(nlp: "Language") -> AbstractContextManager[object]:
    """Let spaCy 3.8 forget the words of a batch afterwards, so that a long run does not fill the memory with them."""
    return nlp.memory_zone() if hasattr(nlp, "memory_zone") else nullcontext()


def _loaded(folder: Path) -> "Language":
    import spacy  # noqa: PLC0415 - slow to import, and `geomap --help` needs none of it
    from thinc.api import use_ops  # noqa: PLC0415 - same

    check_weights(folder)
    try:
        # Plain numpy is 1.6 to 1.9 times as fast here as thinc's own BLIS. The layers keep the operations that are
        # current while they are made, so the setting is needed only for as long as this takes, and nobody else sees it.
        with use_ops("numpy", use_blis=False), warnings.catch_warnings():
            # W095: the model was trained with spaCy 3.7 and measured under 3.8.
            warnings.filterwarnings("ignore", message=r".*\[W095\]", category=UserWarning)
            return spacy.load(folder, exclude=list(_UNUSED))
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise RecognizerError(
            f"spaCy {installed_version('spacy')} cannot load the recogniser's model in {folder} ({fault}); "
            "install a spaCy from 3.7 on and before 3.9"
        ) from fault
