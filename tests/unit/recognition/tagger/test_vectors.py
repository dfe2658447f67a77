import numpy as np
import pytest

from geomap.errors import RecognizerError
from geomap.recognition.tagger.vectors import WordVectors

VECTORS = WordVectors()


def alike(one, other):
    a, b = VECTORS.rows([one, other])
    return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))


def test_one_row_a_form():
    rows = VECTORS.rows(["Damascus", "said", "Damascus"])
    assert rows.shape == (3, VECTORS.width)
    assert rows.dtype == np.float32
    assert np.array_equal(rows[0], rows[2])
    assert not np.array_equal(rows[0], rows[1])


def test_rows_are_a_copy():
    VECTORS.rows(["said"])[0, 0] = 99
    assert VECTORS.rows(["said"])[0, 0] != 99


def test_no_forms_no_rows():
    assert VECTORS.rows([]).shape == (0, VECTORS.width)


@pytest.mark.parametrize("form", ["Qwrtzlplk", "", "\0", "\ud800", "😀" * 50, "x" * 100_000])
def test_unknown_form_is_zeros(form):
    assert VECTORS.indices([form]).tolist() == [-1]
    assert not VECTORS.rows([form]).any()


@pytest.mark.parametrize(
    ("form", "same"), [("NIZHNEVARTOVSK", "Nizhnevartovsk"), ("Notwithstanding", "notwithstanding")]
)
def test_other_spelling_stands_in(form, same):
    assert np.array_equal(*VECTORS.rows([form, same]))


def test_words_of_a_kind_lie_together():
    assert alike("Aleppo", "Damascus") > 0.5 > alike("Aleppo", "Microsoft")


def test_missing_table_is_named(tmp_path):
    with pytest.raises(RecognizerError, match="absent"):
        WordVectors(tmp_path / "absent").rows(["said"])
