import pytest
import spacy
from spacy.tokens import Span

from geomap.errors import RecognizerError
from geomap.recognition.tagger.component import GeomapTokenizer, TaggerComponent

TEXTS = [
    "Protesters marched from Lyon to Paris.",
    "",
    "Rain fell in Nairobi,  Kenya.\n\nMarie Dupont left Lima.",
    " \n ",
]


@pytest.fixture(scope="module")
def nlp():
    nlp = spacy.blank("en")
    nlp.add_pipe("geomap_tagger")
    return nlp


def entities(doc):
    return [(entity.text, entity.label_) for entity in doc.ents]


def test_it_writes_entities(nlp):
    assert entities(nlp(TEXTS[0])) == [("Lyon", "PLACE"), ("Paris", "PLACE")]


def test_pipe_gives_what_single_calls_give(nlp):
    assert [entities(doc) for doc in nlp.pipe(TEXTS)] == [entities(nlp(text)) for text in TEXTS]


def test_entities_of_others_stay(nlp):
    doc = nlp.make_doc(TEXTS[0])
    doc.ents = [Span(doc, 3, 4, label="SONG")]
    assert entities(nlp.get_pipe("geomap_tagger")(doc)) == [("Lyon", "SONG"), ("Paris", "PLACE")]


def test_our_tokeniser_keeps_the_text():
    vocab = spacy.blank("en").vocab
    for text in [*TEXTS, "a\tb  c\u00a0d ", "x\n", "Zürich, N.H. – don't"]:
        assert GeomapTokenizer(vocab)(text).text == text


def test_both_tokenisers_serve(nlp):
    ours = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "geomap_tokenizer"}}})
    ours.add_pipe("geomap_tagger")
    assert isinstance(ours.tokenizer, GeomapTokenizer)
    assert [entities(doc) for doc in ours.pipe(TEXTS)] == [entities(doc) for doc in nlp.pipe(TEXTS)]


def test_saved_and_loaded_it_says_the_same(nlp, tmp_path):
    nlp.to_disk(tmp_path)
    from_disk = spacy.load(tmp_path)
    from_bytes = spacy.blank("en")
    from_bytes.add_pipe("geomap_tagger")
    from_bytes.from_bytes(nlp.to_bytes())
    for other in (from_disk, from_bytes):
        assert [entities(doc) for doc in other.pipe(TEXTS)] == [entities(doc) for doc in nlp.pipe(TEXTS)]
        assert other.get_pipe("geomap_tagger").to_bytes() == nlp.get_pipe("geomap_tagger").to_bytes()


def test_damaged_weights_are_named(nlp):
    with pytest.raises(RecognizerError, match="cannot be used"):
        TaggerComponent().from_bytes(nlp.get_pipe("geomap_tagger").to_bytes()[:-1])


def test_labels_are_said():
    assert TaggerComponent().labels == ("PLACE", "EMBEDDED", "NORP", "PERSON", "ORG")
