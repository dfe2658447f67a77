from hypothesis import given
from hypothesis import strategies as st

from geomap.recognition.pieces import LONGEST, pieces


def test_an_article_of_the_usual_length_stays_whole():
    text = "A sentence of some words. " * 100
    assert list(pieces(text)) == [(0, text)]


def test_a_long_text_is_cut_at_paragraphs_before_sentences_before_words():
    def cut(text):
        return [piece for _, piece in pieces(text, longest=20)]

    assert cut("One two six.\n\nNo. Four five") == ["One two six.\n\n", "No. Four five"]
    assert cut("One two three. Four five") == ["One two three. ", "Four five"]
    assert cut("one two three four five") == ["one two three four ", "five"]


def test_what_is_longer_than_any_word_is_left_out():
    text = "In Oslo " + "(" * 5_000 + " and Bergen"
    assert list(pieces(text)) == [(0, "In Oslo "), (5_008, " and Bergen")]


def test_five_megabytes_on_one_line_come_in_pieces_that_fit():
    text = "word " * 1_000_000
    lengths = [len(piece) for _, piece in pieces(text)]
    assert max(lengths) <= LONGEST
    assert sum(lengths) == len(text)


@given(st.text(alphabet="ab. \n!", max_size=300), st.integers(min_value=4, max_value=40))
def test_the_pieces_are_the_text_again(text, longest):
    parts = list(pieces(text, longest))
    assert "".join(piece for _, piece in parts) == text
    assert all(text.startswith(piece, offset) for offset, piece in parts)


def test_an_empty_text_has_no_pieces():
    assert list(pieces("")) == []
