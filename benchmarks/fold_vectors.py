"""Make the tagger's table of word vectors from those of en_core_web_md 3.7.1.

    python benchmarks/fold_vectors.py

writes geomap/recognition/tagger/weights/word_vectors.tensors: the same bytes each time. To be run only when the format
or the folding changes; what was learned from the rows (the tagger) has to be learned again afterwards.
"""

import sys
from zlib import crc32

import numpy as np
from spacy.strings import StringStore
from spacy.vectors import Vectors

from geomap.recognition.tagger.tensors import as_bytes
from geomap.recognition.tagger.vectors import FILE, FOLDER, WIDTH
from geomap.recognition.weights import check_weights, installed_folder


def main() -> None:
    """Fold and write."""
    folder = installed_folder()
    check_weights(folder)
    strings = StringStore().from_disk(folder / "vocab" / "strings.json")
    vectors = Vectors(strings=strings).from_disk(folder / "vocab")
    forms = [(strings[key], row) for key, row in vectors.key2row.items()]
    keys = np.array([crc32(form.encode()) for form, _ in forms], dtype=np.uint32)
    rows = np.array([row for _, row in forms], dtype=np.uint16)
    # The forms stand in the order of their frequency: of two with one key, the more frequent one stays.
    keys, first = np.unique(keys, return_index=True)
    rows = rows[first]
    folded = _folded(np.asarray(vectors.data, dtype=np.float64), np.bincount(rows, minlength=len(vectors.data)))
    facts = {"name": "word vectors", "version": "1", "from": "en_core_web_md 3.7.1 (Explosion, MIT licence)"}
    tensors = {"keys": keys, "rows": rows, "vectors": folded.astype(np.float16)}
    (FOLDER / FILE).write_bytes(as_bytes(facts, tensors))
    print(
        f"{len(keys)} word forms, {len(folded)} rows of {WIDTH}, {(FOLDER / FILE).stat().st_size} bytes",
        file=sys.stderr,
    )


def _folded(table: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """The rows' first principal components, each row set to length one before, the whole to variance one after."""
    table = table / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)
    weights = np.sqrt(counts)[:, None]
    table = table - (weights * table).sum(axis=0) / weights.sum()
    _, directions = np.linalg.eigh((weights * table).T @ table)
    chosen = directions[:, ::-1][:, :WIDTH]
    chosen = chosen * np.sign(
        chosen[np.abs(chosen).argmax(axis=0), np.arange(WIDTH)]
    )  # a direction has no sign of its own
    folded = table @ chosen
    return folded / np.sqrt((weights * folded**2).sum() / weights.sum() / WIDTH)


if __name__ == "__main__":
    main()
