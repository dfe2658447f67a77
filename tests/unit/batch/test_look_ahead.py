import pytest

from geomap.batch.look_ahead import BLOCK, BLOCK_CHARACTERS, with_homes
from geomap.reading.origin import Origin, Sourced
from geomap.records import Article, Failure, Mention, Place, Point, PublisherHome, Span
from geomap.resolution.publishers import Publishers

TOWN = Place(id="test:1", name="Ruha", point=Point(36.6, 35.8))
FAILURE = Failure(file="b.txt", reason="is empty")


class Learner:
    def learn(self, domain, articles):
        home = PublisherHome(domain=domain, place=TOWN, probability=0.9, articles=len(articles), mentions=1)
        return home if len(articles) > 1 else None


class Looker:
    """Recognises the first word; stumbles over "crash"."""

    def __init__(self):
        self.read = []

    def publishers(self):
        return Publishers(Learner())

    def recognized(self, articles):
        if any("crash" in article.text for article in articles):
            raise ZeroDivisionError
        self.read += [article.id for article in articles]
        return [
            Article(id=a.id, text=a.text, domain=a.domain, recognized=(Mention(span=Span(0, 4), text=a.text[:4]),))
            for a in articles
        ]


def sourced(number, domain="a.com", text="Ruha fell.", **fields):
    return Sourced(article=Article(id=str(number), text=text, domain=domain, **fields), origin=Origin(file="a.jsonl"))


def homes(outcomes, looker=None):
    looker = looker or Looker()
    return [
        outcome.article.learned_home and outcome.article.learned_home.articles
        for outcome in with_homes(outcomes, lambda: looker)
        if isinstance(outcome, Sourced)
    ]


def test_the_first_article_knows_what_the_last_one_tells():
    assert homes([sourced(1), sourced(2, domain="b.com"), sourced(3), sourced(4, domain=None)]) == [2, None, 2, None]


def test_order_and_failures_are_kept():
    outcomes = list(with_homes([sourced(1), FAILURE, sourced(2)], Looker))
    assert [getattr(outcome, "article", outcome) for outcome in outcomes][1] is FAILURE
    assert [outcome.article.id for outcome in outcomes if outcome is not FAILURE] == ["1", "2"]


def test_what_was_recognised_stays_with_the_article():
    outcome, *_ = with_homes([sourced(1), sourced(2)], Looker)
    assert outcome.article.recognized[0].text == "Ruha"


def test_articles_without_a_domain_wait_for_nobody():
    def endless():
        yield sourced(1, domain=None)
        yield sourced(2, domain="a.com", home="Paris, Texas")
        raise AssertionError("read on")

    outcomes = with_homes(endless(), Looker)
    assert [next(outcomes).article.id, next(outcomes).article.id] == ["1", "2"]


def test_an_article_that_breaks_the_recogniser_stops_nobody():
    looker = Looker()
    assert homes([sourced(1), sourced(2, text="a crash"), sourced(3)], looker) == [2, 2, 2]
    assert looker.read == ["1", "3"]


def test_spans_that_were_asked_for_are_not_recognised_anew():
    looker = Looker()
    assert homes([sourced(n, toponyms=(Span(0, 4),)) for n in (1, 2)], looker) == [2, 2]
    assert looker.read == []


@pytest.mark.parametrize("size", [1, 5, 40])
def test_the_chunks_of_the_recogniser_change_nothing(size):
    outcomes = with_homes([sourced(number) for number in range(30)], Looker, chunk=size)
    assert {outcome.article.learned_home.articles for outcome in outcomes} == {20}


def test_a_long_run_is_read_in_blocks():
    read = []

    def many():
        for number in range(BLOCK + 50):
            read.append(number)
            yield sourced(number)

    outcomes = with_homes(many(), Looker)
    next(outcomes)
    assert len(read) == BLOCK
    assert sum(1 for _ in outcomes) == BLOCK + 49


def test_long_texts_fill_a_block_sooner():
    read = []

    def many():
        for number in range(4):
            read.append(number)
            yield sourced(number, text="Ruha " * (BLOCK_CHARACTERS // 10))

    next(with_homes(many(), Looker))
    assert len(read) == 2
