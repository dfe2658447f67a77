import time

import pytest

from geomap.export.page_text import Link, outermost, paragraphs, sentences
from geomap.records import Span


def link(start: int, end: int, key: str = "a") -> Link:
    return Link(Span(start, end), key, "literal")


def cut(text: str, *links: Link) -> list[str]:
    return [text[each.span.start : each.span.end] for each in sentences(text, Span(0, len(text)), links)]


def test_the_longest_of_overlapping_links_stays_and_knows_the_others() -> None:
    (kept,) = outermost([link(4, 9, "inner"), link(0, 12, "outer"), link(8, 15, "crossing")])
    assert (kept.span, kept.key, kept.also) == (Span(0, 12), "outer", ("crossing", "inner"))


def test_many_links_are_quick() -> None:
    text = "Verun fell. " * 20_000
    links = [link(at, at + 5, str(at)) for at in range(0, len(text), 12)]
    began = time.process_time()
    whole = outermost(links)
    assert len(sentences(text, Span(0, len(text)), whole)) == 20_000
    assert time.process_time() - began < 3.0


def test_links_apart_stay_in_the_order_of_the_text() -> None:
    assert [each.key for each in outermost([link(10, 12, "b"), link(0, 2, "a"), link(2, 10, "c")])] == ["a", "c", "b"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\n\ntwo", ["one", "two"]),
        ("one\ngoes on\n\ntwo", ["one\ngoes on", "two"]),
        ("one\ntwo\n three ", ["one", "two", "three"]),
        ("one\r\n\r\ntwo\r\n", ["one", "two"]),
        ("  ", []),
        ("", []),
    ],
)
def test_paragraphs_part_at_blank_lines_or_else_at_lines(text: str, expected: list[str]) -> None:
    assert [text[span.start : span.end] for span in paragraphs(text)] == expected


def test_a_name_split_over_lines_keeps_its_paragraph_whole() -> None:
    text = "They left New\nHaven at dawn.\nNobody stayed."
    assert [text[span.start : span.end] for span in paragraphs(text, [Span(10, 19)])] == [text[:28], "Nobody stayed."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It fell. They fled! Why? Nobody knows.", ["It fell.", "They fled!", "Why?", "Nobody knows."]),
        ('He said "it fell." She left.', ['He said "it fell."', "She left."]),
        ("Gen. Orlo and Mr. Paz met J. Kern.", ["Gen. Orlo and Mr. Paz met J. Kern."]),
        ("It cost 3.5 million. no capital follows", ["It cost 3.5 million. no capital follows"]),
        ("وصلوا أمس. ثم غادروا؟ نعم.", ["وصلوا أمس.", "ثم غادروا؟", "نعم."]),
        ("他们来了。我们走了。", ["他们来了。", "我们走了。"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_a_sentence_never_ends_inside_a_name() -> None:
    assert cut("We saw Mt! Blue today. It rained.", link(7, 15)) == ["We saw Mt! Blue today.", "It rained."]


def test_pieces_give_back_the_sentence_and_carry_their_links() -> None:
    text = "From Verun 🚚 to Karsk."
    (sentence,) = sentences(text, Span(0, len(text)), [link(5, 10, "v"), link(16, 21, "k"), link(40, 50, "outside")])
    assert "".join(piece.text for piece in sentence.pieces) == text
    assert [(piece.text, piece.link.key) for piece in sentence.pieces if piece.link] == [("Verun", "v"), ("Karsk", "k")]
