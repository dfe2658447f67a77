import numpy as np
import pytest

from geomap.errors import RecognizerError
from geomap.recognition.tagger.tensors import as_bytes, from_bytes, read_tensors

ARRAYS = {
    "half": np.linspace(-2, 2, 12).astype(np.float16).reshape(3, 4),
    "small": np.array([1, 2, 65535], dtype=np.uint16),
    "none": np.zeros((0, 7), dtype=np.float32),
}


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "some.tensors"
    path.write_bytes(as_bytes({"name": "é", "version": "3"}, ARRAYS))
    return path


def test_arrays_come_back_as_they_were(path):
    facts, sha256, tensors = read_tensors(path)
    assert facts == {"name": "é", "version": "3"}
    assert len(sha256) == 64
    assert list(tensors) == list(ARRAYS)
    for name, array in ARRAYS.items():
        assert tensors[name].dtype == array.dtype
        assert np.array_equal(tensors[name], array)


def test_arrays_cannot_be_written_to(path):
    with pytest.raises(ValueError, match="read-only"):
        read_tensors(path).tensors["half"][0, 0] = 1


def test_bytes_are_read_as_files_are(path):
    held, read = from_bytes(path.read_bytes()), read_tensors(path)
    assert (held.facts, held.sha256, list(held.tensors)) == (read.facts, read.sha256, list(read.tensors))
    assert as_bytes(held.facts, held.tensors) == path.read_bytes()


def test_objects_are_refused():
    with pytest.raises(TypeError, match="object"):
        as_bytes({}, {"objects": np.array([{}], dtype=object)})


def test_damaged_bytes_are_refused(path):
    with pytest.raises(RecognizerError, match="save them again"):
        from_bytes(path.read_bytes()[:-1])


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: data[:-64] + b"\1" * 64,
        lambda data: data.replace(b"<f2", b"|O4"),
        lambda data: b"no json\n" + data,
        lambda data: b"[]\n" + data,
        lambda data: data.replace(b"sha256", b"sha255"),
    ],
)
def test_damaged_file_is_named(path, damage):
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(RecognizerError, match=r"some\.tensors.*install geomap again"):
        read_tensors(path)


def test_missing_file_is_named(tmp_path):
    with pytest.raises(RecognizerError, match="absent"):
        read_tensors(tmp_path / "absent")
