"""Names in plain articles, with their part in the sentence: what a parser says, as practice for the kinds' network.

Only 3,700 mentions have their kind annotated: too few to learn how a sentence is built. en_core_web_md 3.7.1 parses
articles without annotations, and the network first learns to tell, from the words around a name alone, its part in the
sentence ("subject", "after `against`") and the tagger's label (organisations and people stand where metonyms stand).
"""

import warnings
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from geomap.recognition.weights import installed_folder

if TYPE_CHECKING:  # spaCy takes over a second to import
    from spacy.tokens import Token

LABELS = ("GPE", "LOC", "FAC", "NORP", "ORG", "PERSON")
BATCH = 16  # articles
_CHAIN = 6  # of names joined by "and" that are followed back to the first


class Name(NamedTuple):
    """A name in an article: code points [start, end), the tagger's label, its part in the sentence."""

    article: str
    start: int
    end: int
    label: str
    role: str


def names(articles: Iterable[tuple[str, str]]) -> Iterator[Name]:
    """The names of articles given as (id, text)."""
    import spacy  # noqa: PLC0415 - takes over a second
    from thinc.api import use_ops  # noqa: PLC0415 - same

    with use_ops("numpy", use_blis=False), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r".*\[W095\]", category=UserWarning)
        nlp = spacy.load(installed_folder(), exclude=["tagger", "attribute_ruler", "lemmatizer", "senter"])
    for doc, article in nlp.pipe(((text, article) for article, text in articles), as_tuples=True, batch_size=BATCH):
        for found in doc.ents:
            if found.label_ in LABELS:
                start, end = _bare(doc.text, found.start_char, found.end_char)
                if start < end:
                    yield Name(article, start, end, found.label_, _role(found.root))


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The name without its article and its possessive, as mentions are marked."""
    start += 4 * text[start:end].lower().startswith("the ")
    return start, end - 2 * text[start:end].endswith(("'s", "’s"))


def _role(token: "Token") -> str:
    node = token
    for _ in range(_CHAIN):
        if node.dep_ != "conj":
            break
        node = node.head
    return f"after {node.head.lower_}" if node.dep_ == "pobj" else node.dep_
