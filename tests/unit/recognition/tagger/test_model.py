import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from geomap.recognition.tagger.model import TaggerModel

MODEL = TaggerModel()


def names(text, *labels):
    return [text[span.start : span.end] for span in MODEL.spans([text])[0] if span.label in labels]


def test_places_of_a_news_sentence():
    text = "Protesters marched from Lyon to Paris on Monday, said Marie Dupont, who lives in Brussels, Belgium."
    assert names(text, "PLACE") == ["Lyon", "Paris", "Brussels", "Belgium"]
    assert names(text, "PERSON") == ["Marie Dupont"]


def test_place_inside_a_name_is_told_apart():
    text = "The Chicago City Council met, and the Boston Police Department sent people to Texas."
    assert names(text, "EMBEDDED") == ["Chicago", "Boston"]
    assert names(text, "PLACE") == ["Texas"]


def test_peoples_are_no_places():
    assert names("Turkish and Syrian officials met the Germans in Geneva.", "NORP") == ["Turkish", "Syrian", "Germans"]


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\0\0 \0", "😀" * 50, "في سوريا " * 20, "x" * 120_000, "\u0301\u0301"]
)
def test_texts_without_names(text):
    assert MODEL.spans([text]) == [()]


@pytest.mark.parametrize(
    "text", ["A" * 100_000, "Paris " * 20_000, "Zürich\u0000Genève\ud83d", "ÁÉÍ" * 500, "İstanbul ẞ ǅ"]
)
def test_spans_are_ordered_apart_and_inside(text):
    at = 0
    for span in MODEL.spans([text])[0]:
        assert at <= span.start < span.end <= len(text)
        assert text[span.start : span.end].strip() == text[span.start : span.end]
        at = span.end


def test_texts_do_not_see_each_other():
    texts = ["Mayors of towns near Lyon met.", "", "Paris\n\nSpringfield", "It rained in Nairobi. " * 2000, "Lima"]
    assert MODEL.spans(texts) == [MODEL.spans([text])[0] for text in texts]


def test_text_longer_than_a_part():
    text = "It rained in Nairobi. " * 10_000
    spans = MODEL.spans([text])[0]
    assert len(spans) == 10_000
    assert {text[span.start : span.end] for span in spans} == {"Nairobi"}


def test_small_letters_are_read():
    assert names("heavy rain fell in germany and in france on monday", "PLACE") == ["germany", "france"]


def test_no_texts():
    assert MODEL.spans([]) == []


def test_name_tells_version_and_weights():
    assert MODEL.name.startswith("geomap_tagger ")
    assert TaggerModel().name == MODEL.name


def test_spacy_is_not_needed():
    code = (
        "import sys; from geomap.wiring import Mapper; from geomap.recognition.tagger.model import TaggerModel; "
        "TaggerModel().spans(['In Oslo.']); sys.exit('spacy' in sys.modules or 'thinc' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_threads_share_one_model():
    model, texts = TaggerModel(), [f"Trains run from Lyon to Paris and to Town{number}." for number in range(50)]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(model.spans, [texts] * 8))
    assert all(answer == answers[0] for answer in answers)
    assert all(len(spans) >= 2 for spans in answers[0])
