"""The teacher: the md pipeline's tok2vec and ner, trained on with the corpora's gold, labels the silent texts."""

import random
import warnings
from collections.abc import Iterable, Sequence
from typing import Any

import spacy
from spacy.language import Language
from spacy.training import Example
from tagger_corpora import DEM, ORG, PER, Text
from thinc.api import fix_random_seed, use_ops

from geomap.recognition.pieces import pieces
from geomap.recognition.spans import ModelSpan
from geomap.recognition.weights import check_weights, installed_folder

EPOCHS = 2
RATE = 0.0005
DROPOUT = 0.1
WORDS = 1000  # of a step
_UNUSED = ("tagger", "parser", "senter", "attribute_ruler", "lemmatizer")
_LABELS = {DEM: "NORP", PER: "PERSON", ORG: "ORG"}


def taught(texts: Sequence[Text], seed: int) -> Language:
    """The md pipeline after some passes over texts with gold names."""
    fix_random_seed(seed)
    shuffled = random.Random(seed)
    folder = installed_folder()
    check_weights(folder)
    with use_ops("numpy", use_blis=False), warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=UserWarning)  # W095, and W030: names that cut a token
        nlp = spacy.load(folder, exclude=list(_UNUSED))
        optimizer = nlp.resume_training()
        optimizer.learn_rate = RATE
        examples = [
            Example.from_dict(nlp.make_doc(part), {"entities": entities})
            for text in texts
            for part, entities in _parts(text)
        ]
        for _ in range(EPOCHS):
            shuffled.shuffle(examples)
            for batch in _batches(examples):
                nlp.update(batch, sgd=optimizer, drop=DROPOUT)
    return nlp


def label(nlp: Language, texts: Iterable[str]) -> list[tuple[ModelSpan, ...]]:
    """The names that a pipeline finds in each text."""
    texts = list(texts)
    found: list[list[ModelSpan]] = [[] for _ in texts]
    parts = ((piece, (index, offset)) for index, text in enumerate(texts) for offset, piece in pieces(text))
    for doc, (index, offset) in nlp.pipe(parts, as_tuples=True, batch_size=16):
        found[index].extend(ModelSpan(e.start_char + offset, e.end_char + offset, e.label_) for e in doc.ents)
    return [tuple(spans) for spans in found]


def _parts(text: Text) -> Iterable[tuple[str, list[tuple[int, int, str]]]]:
    for offset, piece in pieces(text.text, 1200):
        end = offset + len(piece)
        yield (
            piece,
            [
                (name.start - offset, name.end - offset, _LABELS.get(name.kind, "GPE"))
                for name in text.names
                if offset <= name.start and name.end <= end
            ],
        )


def _batches(examples: Sequence[Any]) -> Iterable[list[Any]]:
    batch: list[Any] = []
    words = 0
    for example in examples:
        batch.append(example)
        words += len(example)
        if words >= WORDS:
            yield batch
            batch, words = [], 0
    if batch:
        yield batch
