"""Place words: of each word form, how large the places are that are called so, start so, or go on so.

A table of the package, made from the gazetteer by benchmarks/train_tagger.py; at run time the tagger asks no gazetteer.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from zlib import crc32

import numpy as np

from geomap.recognition.tagger.tensors import TensorFile, read_tensors
from geomap.recognition.tagger.vectors import FOLDER

FILE = "place_words.tensors"
STEPS = (0, 1, 1_000, 10_000, 100_000, 1_000_000)  # people from which on a place is one size larger


def size(population: int | None) -> int:
    """0 for no such place, 1 for one of unknown population, up to 6 for a million people and more."""
    return 0 if population is None else sum(population >= step for step in STEPS)


def packed(whole: int, first: int, later: int) -> int:
    """The sizes of the largest places that a form is the name of, the first word and a later word of, as one number."""
    return (whole * 7 + first) * 7 + later


class PlaceWords:
    """The table of place words.

    Args:
        path: the table's file; None for the package's own.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or FOLDER / FILE

    @property
    def sha256(self) -> str:
        """The checksum of the table.

        Raises:
            RecognizerError: the table's file is missing or damaged.
        """
        return _table(self._path).sha256

    def sizes(self, forms: Sequence[str]) -> list[tuple[int, int, int]]:
        """For each form the sizes of the places called so, starting so, going on so; capitals are told apart.

        Raises:
            RecognizerError: the table's file is missing or damaged.
        """
        tensors = _table(self._path).tensors
        keys, values = tensors["keys"], tensors["sizes"]
        asked = np.fromiter(_keys(forms), dtype=np.uint32)
        places = np.searchsorted(keys, asked)
        places[places == len(keys)] = 0
        found = np.where(keys[places] == asked, values[places], 0).tolist()
        return [(value // 49, value // 7 % 7, value % 7) for value in found]


def _keys(forms: Iterable[str]) -> Iterable[int]:
    for form in forms:
        written = form.title() if len(form) > 3 and form.isupper() else form
        yield crc32(written.encode(errors="surrogatepass"))


@cache
def _table(path: Path) -> TensorFile:
    return read_tensors(path)
