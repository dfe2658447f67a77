"""The tagger as a spaCy component, and its tokeniser for those who do not need spaCy's.

    nlp = spacy.blank("en")
    nlp.add_pipe("geomap_tagger")                     # writes Doc.ents; labels PLACE, EMBEDDED, NORP, PERSON, ORG
    nlp.tokenizer = GeomapTokenizer(nlp.vocab)        # if you like: several times quicker than spaCy's

Found by spaCy through the entry point group spacy_factories. A pipeline saved with it carries the network with it; the
word tables stay in the geomap package. Entities that another component has set before stay as they are.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry
from spacy.vocab import Vocab

from geomap.recognition.tagger.labels import KINDS
from geomap.recognition.tagger.tagger import FILE, Tagger
from geomap.recognition.tagger.tensors import as_bytes, from_bytes
from geomap.recognition.tagger.tokens import pieces

BATCH = 64  # documents


class TaggerComponent:
    """Writes the tagger's names into Doc.ents.

    Args:
        tagger: None for one with the package's own weights.
    """

    def __init__(self, tagger: Tagger | None = None) -> None:
        self._tagger = tagger or Tagger()

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that it gives."""
        return KINDS

    def __call__(self, doc: Doc) -> Doc:
        """Tag one document.

        Raises:
            RecognizerError: the weights are missing or damaged.
        """
        return next(self._tagged([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = BATCH) -> Iterator[Doc]:
        """Tag many documents; quicker than one by one."""
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            yield from self._tagged(batch)

    def _tagged(self, docs: list[Doc]) -> Iterator[Doc]:
        for doc, names in zip(docs, self._tagger.names([[token.text for token in doc] for doc in docs]), strict=True):
            free = [
                Span(doc, first, last + 1, label=KINDS[kind])
                for first, last, kind, _ in names
                if not (doc.ents and any(entity.start <= last and first < entity.end for entity in doc.ents))
            ]
            doc.ents = (*doc.ents, *free)
            yield doc

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:  # noqa: ARG002 - spaCy passes it
        """The network's file."""
        return as_bytes(self._tagger.file.facts, self._tagger.file.tensors)

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "TaggerComponent":  # noqa: ARG002 - spaCy passes it
        """Take the network from a file's bytes.

        Raises:
            RecognizerError: they are none, or damaged.
        """
        self._tagger = Tagger(from_bytes(data))
        return self

    def to_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002 - spaCy passes it
        """Write the network's file into a folder."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_bytes(self.to_bytes())

    def from_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> "TaggerComponent":  # noqa: ARG002 - spaCy passes it
        """Take the network from a folder.

        Raises:
            RecognizerError: its file is missing or damaged.
        """
        self._tagger = Tagger(Path(path) / FILE)
        return self


class GeomapTokenizer:
    """The tagger's own tokeniser as spaCy's: 2 million tokens a second. It has no exceptions to configure."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Cut a text into tokens; its white space is kept, as spaCy keeps it."""
        tokens = pieces(text)
        spaces = [len(token) > 1 and token[-1] == " " and not token.isspace() for token in tokens]
        words = [token[:-1] if space else token for token, space in zip(tokens, spaces, strict=True)]
        return Doc(self.vocab, words=words, spaces=spaces)


@Language.factory("geomap_tagger", assigns=["doc.ents", "token.ent_type", "token.ent_iob"])
def make_tagger(nlp: Language, name: str) -> TaggerComponent:  # noqa: ARG001 - spaCy calls it with both
    """The component with the package's weights."""
    return TaggerComponent()


@registry.tokenizers("geomap_tokenizer")  # type: ignore[untyped-decorator] # the registry is made at run time
def make_tokenizer() -> Callable[[Language], GeomapTokenizer]:
    """The tokeniser, for a pipeline's config."""
    return lambda nlp: GeomapTokenizer(nlp.vocab)
