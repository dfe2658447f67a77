from collections.abc import Callable, Sequence

import pytest

from geomap.batch.attempting import attempt
from geomap.batch.guard import CHUNK, CHUNK_CHARACTERS, map_guarded, sentence
from geomap.errors import GazetteerError, GeomapError, InputError, RecognizerError, SettingsError
from geomap.reading.origin import Origin, Sourced
from geomap.records import Article, Failure, MappedArticle, Provenance


def sourced(number: int, text: str = "Oslo") -> Sourced:
    return Sourced(article=Article(id=str(number), text=text), origin=Origin(file="a.jsonl", line=number))


class Fake:
    """Maps nothing, fails where a text says so, and notes how it was called."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.calls: list[list[str]] = []
        self.error = error or ValueError("two\nlines")

    def __call__(self, articles: Sequence[Article]) -> list[MappedArticle]:
        self.calls.append([article.id for article in articles])
        if any(article.text == "bad" for article in articles):
            raise self.error
        made = Provenance(geomap="0", gazetteer="0", recognizer="fake")
        return [
            MappedArticle(article=article, resolutions=(), areas=(), quoted_names=(), provenance=made)
            for article in articles
        ]


def ids(outcomes: list[MappedArticle | Failure]) -> list[str | None]:
    return [f"!{o.id or o.line}" if isinstance(o, Failure) else o.article.id for o in outcomes]


def test_articles_are_mapped_in_small_chunks_and_in_order() -> None:
    fake = Fake()
    outcomes = list(map_guarded((sourced(n) for n in range(CHUNK + 2)), fake))
    assert ids(outcomes) == [str(n) for n in range(CHUNK + 2)]
    assert [len(call) for call in fake.calls] == [CHUNK, 2]


def test_a_bad_article_of_a_chunk_fails_alone() -> None:
    fake = Fake()
    broken = Failure(file="a.jsonl", line=2, reason="not JSON")
    outcomes = list(map_guarded([sourced(1), broken, sourced(3, "bad"), sourced(4)], fake))
    assert ids(outcomes) == ["1", "!2", "!3", "4"]
    assert outcomes[2] == Failure(
        file="a.jsonl", line=3, id="3", reason="unexpected ValueError: two lines (GEOMAP_DEBUG=1 shows where)"
    )
    assert fake.calls == [["1", "3", "4"], ["1"], ["3"], ["4"]]


def test_our_own_errors_are_given_as_they_are() -> None:
    assert sentence(InputError("has no text")) == "has no text"


def test_long_texts_make_short_chunks() -> None:
    fake = Fake()
    list(map_guarded([sourced(1, "x" * CHUNK_CHARACTERS), sourced(2), sourced(3)], fake))
    assert fake.calls == [["1"], ["2", "3"]]


@pytest.mark.parametrize("error", [GazetteerError("gone"), RecognizerError("gone"), SettingsError("wrong")])
def test_a_broken_installation_ends_the_run(error: GeomapError) -> None:
    with pytest.raises(type(error)):
        list(map_guarded([sourced(1, "bad")], Fake(error)))


def test_an_interrupt_passes() -> None:
    with pytest.raises(KeyboardInterrupt):
        list(map_guarded([sourced(1, "bad")], Fake(KeyboardInterrupt())))


def test_failures_alone_map_nothing() -> None:
    fake = Fake()
    failure = Failure(file="x", reason="y")
    assert list(map_guarded([failure], fake)) == [failure]
    assert fake.calls == []


def test_articles_are_taken_as_they_come() -> None:
    def endless() -> "Callable[[], Sourced]":
        number = 0

        def read() -> Sourced:
            nonlocal number
            number += 1
            return sourced(number)

        return read

    outcomes = map_guarded(iter(endless(), None), Fake())
    assert isinstance(next(outcomes), MappedArticle)


def test_attempt_hands_back_value_or_error() -> None:
    assert attempt(lambda: 5) == 5
    assert isinstance(attempt(lambda: int("x")), ValueError)
