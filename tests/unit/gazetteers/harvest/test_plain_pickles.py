import pickle
from pathlib import Path

import pytest

from geomap.errors import GazetteerError
from geomap.gazetteers.harvest.plain_pickles import load_plain


def test_plain_data_is_read(tmp_path):
    data = {"rows": [["Oldham", 1.5, None], ("a", True)]}
    (tmp_path / "a.pkl").write_bytes(pickle.dumps(data))
    assert load_plain(tmp_path / "a.pkl") == data


@pytest.mark.parametrize("value", [Path("x"), print, {1, frozenset()}.__class__])
def test_a_pickle_that_names_a_class_or_function_is_refused(tmp_path, value):
    (tmp_path / "a.pkl").write_bytes(pickle.dumps([value]))
    with pytest.raises(GazetteerError, match="not a plain pickle"):
        load_plain(tmp_path / "a.pkl")


def test_a_cut_pickle_is_refused(tmp_path):
    (tmp_path / "a.pkl").write_bytes(pickle.dumps(["x" * 99])[:20])
    with pytest.raises(GazetteerError, match="not a plain pickle"):
        load_plain(tmp_path / "a.pkl")
