"""Word vectors: 64 numbers for each of 514,000 word forms, in the package, no spaCy needed.

    from geomap.recognition.tagger.vectors import WordVectors

    vectors = WordVectors()  # cheap; the file is mapped on first use (about 10 ms) and shared by all instances
    rows = vectors.rows(["Damascus", "said", "Qwrtzl"])  # float32 [3, 64]; a new array
    rows[2].any()  # False: a form that is not in the table is all zeros
    mean = rows.mean(axis=0)  # a row's numbers have mean 0 and variance 1 over the table: no scaling needed

A word form is a token as it stands in the text, without spaces: "Damascus", "U.S.", "said", "'s". It is looked for as
it stands, then, if it is all in capitals, as a name ("DAMASCUS" as "Damascus"), then in small letters. Safe to use from
several threads. About 1 µs a form in calls of hundreds of forms: ask for an article's forms at once, and keep the rows
of forms that you need again.

Where the numbers come from: the vectors of Explosion's en_core_web_md 3.7.1 (trained on OSCAR, Wikipedia, OpenSubtitles
and news; MIT licence, in weights/LICENSE), 20,000 rows of 300 that several word forms share, set to length one and
folded to their 64 principal components (a row counts as the root of the number of forms that share it). Made by
benchmarks/fold_vectors.py. Word forms are kept as the CRC-32 of their UTF-8 only: one unknown form in 8,400 gets a row
that is not its own.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias
from zlib import crc32

import numpy as np

from geomap.recognition.tagger.tensors import TensorFile, read_tensors

WIDTH = 64
FOLDER = Path(__file__).with_name("weights")
FILE = "word_vectors.tensors"

Floats: TypeAlias = np.ndarray[Any, np.dtype[np.float32]]
Integers: TypeAlias = np.ndarray[Any, np.dtype[np.int64]]


class WordVectors:
    """The table of word vectors.

    Args:
        path: the table's file; None for the package's own.
    """

    width = WIDTH

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or FOLDER / FILE

    @property
    def sha256(self) -> str:
        """The checksum of the table.

        Raises:
            RecognizerError: the table's file is missing or damaged.
        """
        return _table(self._path).sha256

    def rows(self, forms: Sequence[str]) -> Floats:
        """The vectors of word forms, one row each: float32 [len(forms), 64], zeros for a form that is not in the table.

        Raises:
            RecognizerError: the table's file is missing or damaged.
        """
        table = _table(self._path).tensors["vectors"]
        found = self.indices(forms)
        rows = table[found].astype(np.float32)
        rows[found < 0] = 0.0
        return rows

    def indices(self, forms: Sequence[str]) -> Integers:
        """Which row of the table each form has, -1 for none: forms with the same index share their vector.

        Raises:
            RecognizerError: the table's file is missing or damaged.
        """
        found = self._find(forms)
        for variant in (_as_name, str.lower):
            missing = np.flatnonzero(found < 0)
            others = [(index, variant(forms[index])) for index in missing.tolist()]
            others = [(index, other) for index, other in others if other != forms[index]]
            if others:
                found[[index for index, _ in others]] = self._find([other for _, other in others])
        return found

    def _find(self, forms: Iterable[str]) -> Integers:
        tensors = _table(self._path).tensors
        keys, rows = tensors["keys"], tensors["rows"]
        asked = np.fromiter((crc32(form.encode(errors="surrogatepass")) for form in forms), dtype=np.uint32)
        places = np.searchsorted(keys, asked)
        places[places == len(keys)] = 0
        return np.where(keys[places] == asked, rows[places].astype(np.int64), -1)


def _as_name(form: str) -> str:
    return form.title() if form.isupper() else form


@cache
def _table(path: Path) -> TensorFile:
    return read_tensors(path)
