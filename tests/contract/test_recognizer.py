"""What ports.Recognizer promises, asked of the corrected tagger and of a recogniser written by hand."""

import re
import threading
from collections.abc import Callable, Sequence
from itertools import cycle, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.names import key
from geomap.ports import Recognizer
from geomap.recognition.corrected import CorrectedRecognizer
from geomap.recognition.rules import EVIDENCE, recognition_rules
from geomap.recognition.spans import ModelSpan
from geomap.records import Article, BasemapShape, BBox, Candidate, Geometry, Kind, Mention, Place, Point, Span

TOWNS = {"Varna": 300_000, "Lom": 20_000, "Reading": 160_000, "Bar": 40_000, "St. Oswald": 900, "Trevi and Lom": 5_000}
CAPITALS = re.compile(r"\b[^\W\d_a-z][\w'’-]*(?: [^\W\d_a-z][\w'’-]*)*")
LABELS = ("GPE", "ORG", "PERSON", "NORP", "FAC", "DATE", "LOC", "GPE", "EVENT")

WORDS = ["Varna", "Lom", "Reading", "Bar", "St. Oswald", "the", "Mayor", "Ivan Lom", "Police", "County", "County,",
         "R-Lom", "VARNA --", "(AP)", "in", "and", "said", "Trevi", ",", ".", "\n", "\r\n\r\n", "’s", "'s", "-", "–",
         "45, of", "counties", "😀", "e\u0301", "\x00", "\u202e", "\u2028", "Bulgarian", "U.S.", "“", "”",
         "x" * 500]  # fmt: skip

TEXTS = [
    "Rain fell in Varna and Lom.",
    "VARNA (Wire) - Mayor Bar of Reading said so. Reading is fun; Bar County and Lom counties agree.",
    "😀 Varna’s port,\r\nLom.\r\n\r\nBulgarian sailors in Bar\x00Bar",
    "no capital anywhere",
    " \n\t ",
    "",
]


class HandGazetteer:
    """A few towns."""

    fingerprint = "by hand"

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        return tuple(
            Candidate(place=Place(id=town, name=town, point=Point(0, 0), feature_class="P", population=people),
                      matched_name=town)
            for town, people in TOWNS.items()
            if key(town) == key(name)
        )  # fmt: skip

    def max_population(self, name: str) -> int:
        return max((candidate.place.population for candidate in self.candidates(name)), default=-1)

    def place(self, place_id: str) -> Place | None:
        return None

    def referenced(self, reference: str) -> Place | None:
        return None

    def geometry(self, place_id: str) -> Geometry | None:
        return None

    def coarse_geometry(self, place_id: str) -> Geometry | None:
        return self.geometry(place_id)

    def basemap(self, window: BBox, detail: str) -> tuple[BasemapShape, ...]:
        return ()


class CapitalsModel:
    """A tagger that labels runs of capitalised words in turn, right or wrong."""

    name = "capitals 1.0"
    short_name = "capitals"

    def spans(self, texts: Sequence[str]) -> list[tuple[ModelSpan, ...]]:
        return [
            tuple(
                ModelSpan(*found.span(), label)
                for found, label in zip(CAPITALS.finditer(text), cycle(LABELS), strict=False)
            )
            for text in texts
        ]


class HandRecognizer:
    """Every town's name is a mention."""

    name = "by hand 1.0"

    def recognize(self, article: Article) -> tuple[Mention, ...]:
        towns = re.finditer("|".join(map(re.escape, sorted(TOWNS, key=len, reverse=True))), article.text)
        return tuple(Mention(span=Span(*found.span()), text=found[0]) for found in towns)

    def recognize_many(self, articles: Sequence[Article]) -> list[tuple[Mention, ...]]:
        return [self.recognize(article) for article in articles]


def corrected() -> CorrectedRecognizer:
    roles = {"title": "mayor", "office": "police", "feature": "county", "plural": "counties", "locator": "in",
             "speaker": "said", "short": "st", "direction": "northern", "given": "ivan"}  # fmt: skip
    rules = recognition_rules(
        words=[[role, word, ""] for role, word in roles.items()],
        common_words=[["reading", ""], ["bar", ""]],
        boilerplate=[["line", "", r"counties$", ""]],
        never_places=[["Trevi", "person", ""]],
        demonyms=[["Bulgarian", "BG", ""]],
        abbreviations=[["U.S.", "US", "initialism", ""], ["Bar.", "XX.B", "traditional", ""]],
        second_look=[[name, "1", ""] for name in EVIDENCE],
    )
    return CorrectedRecognizer(CapitalsModel(), HandGazetteer(), rules)


MAKERS: dict[str, Callable[[], Recognizer]] = {"corrected": corrected, "hand": HandRecognizer}


@pytest.fixture(params=MAKERS)
def make(request: pytest.FixtureRequest) -> Callable[[], Recognizer]:
    return MAKERS[request.param]


def articles() -> list[Article]:
    return [Article(id=str(number), text=text) for number, text in enumerate(TEXTS)]


def promised(text: str, mentions: Sequence[Mention]) -> None:
    for mention in mentions:
        assert mention.text == text[mention.span.start : mention.span.end]
        assert mention.text.strip() == mention.text != ""
        assert isinstance(mention.kind, Kind)
    for before, after in pairwise(mentions):
        assert before.span.end <= after.span.start


def test_it_says_who_it_is(make: Callable[[], Recognizer]) -> None:
    assert make().name.strip()


def test_the_names_of_a_plain_sentence_are_found(make: Callable[[], Recognizer]) -> None:
    assert {"Varna", "Lom"} <= {mention.text for mention in make().recognize(articles()[0])}


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_spans_are_in_order_apart_and_slice_to_their_text(make: Callable[[], Recognizer], number: int) -> None:
    article = articles()[number]
    promised(article.text, make().recognize(article))


def test_a_text_without_names_has_no_mentions(make: Callable[[], Recognizer]) -> None:
    assert [make().recognize(Article(id="a", text=text)) for text in TEXTS[3:]] == [(), (), ()]


def test_several_at_once_are_the_same_as_one_by_one_in_their_order(make: Callable[[], Recognizer]) -> None:
    recognizer = make()
    assert recognizer.recognize_many([]) == []
    assert recognizer.recognize_many(articles()) == [make().recognize(article) for article in articles()]
    assert recognizer.recognize_many(articles()[::-1])[::-1] == recognizer.recognize_many(articles())


def test_threads_get_the_answers_that_one_alone_gets(make: Callable[[], Recognizer]) -> None:
    expected, shared = make().recognize_many(articles()), make()
    answers: list[list[tuple[Mention, ...]]] = []
    gate = threading.Barrier(4)

    def ask() -> None:
        gate.wait()
        answers.append(shared.recognize_many(articles()))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [expected] * 4


@pytest.mark.parametrize("maker", MAKERS)
@settings(max_examples=150, deadline=None, derandomize=True)
@given(words=st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", " ", " ", ""])), max_size=14))
def test_the_promises_hold_for_any_text(maker: str, words: list[tuple[str, str]]) -> None:
    text = "".join(word + gap for word, gap in words)
    recognizer = MAKERS[maker]()
    mentions = recognizer.recognize(Article(id="any", text=text))
    promised(text, mentions)
    assert recognizer.recognize(Article(id="other", text=text)) == mentions
