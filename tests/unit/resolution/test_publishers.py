from geomap.records import Article, Kind, Mention, Place, Point, PublisherHome, Span
from geomap.resolution.publishers import ARTICLES, Publishers

TOWN = Place(id="test:1", name="Ruha", point=Point(36.6, 35.8))


class CountingLearner:
    """Learns from two articles on; keeps what it was asked."""

    def __init__(self):
        self.asked = []

    def learn(self, domain, articles):
        self.asked.append((domain, list(articles)))
        if len(articles) < 2:
            return None
        return PublisherHome(domain=domain, place=TOWN, probability=0.9, articles=len(articles), mentions=4)


def article(number=1, domain="a.com", **fields):
    names = ((0, "Ruha", Kind.LITERAL), (5, "Syrian", Kind.DEMONYM))
    mentions = tuple(Mention(span=Span(at, at + len(n)), text=n, kind=kind) for at, n, kind in names)
    return Article(id=str(number), text="Ruha Syrian", domain=domain, **{"recognized": mentions, **fields})


def test_articles_of_one_domain_share_a_home():
    publishers = Publishers(CountingLearner())
    both = [article(1), article(2)]
    for each in both:
        publishers.note(each)
    assert [publishers.settled(each).learned_home.articles for each in both] == [2, 2]
    assert publishers.settled(article(3, domain="b.com")).learned_home is None


def test_one_domain_is_written_in_several_ways():
    publishers = Publishers(CountingLearner())
    both = [article(1, domain="www.A.com"), article(2)]
    for each in both:
        publishers.note(each)
    assert [publishers.settled(each).learned_home.domain for each in both] == ["a.com", "a.com"]


def test_demonyms_are_no_names():
    learner = CountingLearner()
    publishers = Publishers(learner)
    publishers.note(article())
    publishers.settled(article())
    assert learner.asked == [("a.com", [("Ruha",)])]


def test_spans_that_were_asked_for_are_the_names():
    learner = CountingLearner()
    publishers = Publishers(learner)
    asked = article(toponyms=(Span(0, 4), Span(5, 11)))
    publishers.note(asked)
    publishers.settled(asked)
    assert learner.asked[0][1] == [("Ruha", "Syrian")]


def test_a_home_is_learned_once_for_the_same_articles():
    learner = CountingLearner()
    publishers = Publishers(learner)
    for number in range(3):
        publishers.note(article(number))
    for number in range(3):
        publishers.settled(article(number))
    assert len(learner.asked) == 1


def test_a_publishers_first_articles_are_enough():
    publishers = Publishers(CountingLearner())
    for number in range(ARTICLES):
        assert publishers.wants(article(number))
        publishers.note(article(number))
    assert publishers.settled(article()).learned_home.articles == ARTICLES
    publishers.note(article(99))
    assert not publishers.wants(article(99))
    assert publishers.settled(article(99)).learned_home.articles == ARTICLES


def test_a_home_of_its_own_wins_and_no_domain_means_no_home():
    publishers = Publishers(CountingLearner())
    for number in range(2):
        publishers.note(article(number))
    for one in (article(home="Paris, Texas"), article(domain=None)):
        assert not publishers.wants(one)
        assert publishers.settled(one) == one
