"""Where sentences and clauses begin and end."""

import pytest

from geomap.areas.mentions import MentionIndex
from geomap.areas.sentences import Sentences
from geomap.records import Span

# text with "|" before the position that is asked about, and the sentence that holds it
CASES = [
    ("It ra|ined. It snowed.", "It rained."),
    ("It rained. It sn|owed.", "It snowed."),
    ("Gen. Sm|ith left. He was ill.", "Gen. Smith left."),
    ("They have 5 sq. K|m of it. More came.", "They have 5 sq. Km of it."),
    ("“Go!” he sai|d. Nobody went.", "“Go!” he said."),
    ('"It is over." The m|en left.', "The men left."),
    ("A headline\n\nThe bo|dy starts.", "The body starts."),
    ("A head|line\n\nThe body starts.", "A headline"),
    ("Wait... Th|en it stopped?! Yes.", "Then it stopped?!"),
    ("No end in s|ight", "No end in sight"),
]


def sentences(text: str) -> Sentences:
    return Sentences(text, MentionIndex([]))


@pytest.mark.parametrize(("marked", "expected"), CASES)
def test_the_sentence_about_a_position(marked: str, expected: str) -> None:
    at, text = marked.index("|"), marked.replace("|", "")
    span = sentences(text).about(at)
    assert text[span.start : span.end] == expected


def test_a_stop_inside_a_name_ends_no_sentence(marked) -> None:  # type: ignore[no-untyped-def]  # a fixture
    given = marked("Troops of the [U.S. Zone] left. They went home.")
    span = Sentences(given.text, MentionIndex(given.resolutions)).about(0)
    assert given.text[span.start : span.end] == "Troops of the U.S. Zone left."


def test_a_sentence_without_end_reaches_seven_hundred_characters_either_way() -> None:
    span = sentences("word " * 2_000).about(5_000)
    assert (span.start, span.end) == (4_300, 5_700)


def test_the_sentence_before_and_none_before_the_first() -> None:
    text = "One fell.   Two rose. Three stood."
    before = sentences(text).before(text.index("Three"))
    assert before is not None
    assert text[before.start : before.end] == "Two rose."
    assert sentences(text).before(0) is None
    assert sentences("   ").before(2) is None


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("It burned; ten fled.", "ten", "ten fled."),
        ("It burned; ten fled.", "burned", "It burned"),
        ("Rain fell, but hail – big hail – came.", "hail", "but hail"),
        ("Rain fell and hail came.", "hail", "Rain fell and hail came."),
    ],
)
def test_a_clause_ends_at_semicolons_dashes_and_contrasts(text: str, word: str, expected: str) -> None:
    at = text.index(word)
    clause = sentences(text).clause(Span(0, len(text)), Span(at, at + len(word)))
    assert text[clause.start : clause.end] == expected


@pytest.mark.parametrize("run", [".", "!?", ' "', ".)", "\n ", " \n", '."', ". "])
def test_runs_of_marks_cost_little(run: str) -> None:
    text = run * 100_000  # takes hours where a pattern goes back over a run from each of its marks
    assert sentences(text).about(len(text) - 1).end <= len(text)
