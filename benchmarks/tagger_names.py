"""What the tagger learns from the gazetteer: how large the places are that a word names, and names to draw from."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from zlib import crc32

import numpy as np

from geomap.recognition.tagger.place_words import packed, size
from geomap.recognition.tagger.tensors import as_bytes
from geomap.recognition.tagger.tokens import form_of, pieces

_LATIN = 0x250  # code points below are Latin letters, signs and digits
_QUERY = (
    "SELECT names.name, MAX(names.population), MAX(places.class IN ('A', 'P') AND names.name = places.name) "
    "FROM names JOIN places ON places.n = names.place GROUP BY names.name ORDER BY names.name"
)
SMALLEST = 200  # people of a place whose name is drawn


def place_words(gazetteer: Path) -> bytes:
    """The table of place words, as a file."""
    largest: dict[str, list[int | None]] = {}
    for forms, population, _ in _names(gazetteer):
        for position, form in enumerate(forms):
            which = 0 if len(forms) == 1 else 1 if position == 0 else 2
            known = largest.setdefault(form, [None, None, None])
            before = known[which]
            known[which] = population if before is None else max(before, population)
    values = {crc32(form.encode()): packed(*map(size, known)) for form, known in sorted(largest.items())}
    keys = np.array(sorted(values), dtype=np.uint32)
    sizes = np.array([values[key] for key in keys.tolist()], dtype=np.uint16)
    return as_bytes({"name": "place words", "version": "1"}, {"keys": keys, "sizes": sizes})


def names_to_draw(gazetteer: Path) -> list[list[str]]:
    """Names of towns, countries and divisions, each as tokens."""
    return [
        forms
        for forms, population, settled in _names(gazetteer)
        if settled
        and population >= SMALLEST
        and len(forms) <= 6
        and forms[0][:1].isupper()
        and not set(forms) & set(",()/")
    ]


def _names(gazetteer: Path) -> Iterable[tuple[list[str], int, bool]]:
    with sqlite3.connect(f"file:{gazetteer}?mode=ro", uri=True) as connection:
        for name, population, settled in connection.execute(_QUERY):
            if all(ord(character) < _LATIN for character in name):
                yield [form_of(piece) for piece in pieces(name)], population, bool(settled)
