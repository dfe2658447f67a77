import math

import numpy as np
import pytest

from geomap.errors import GazetteerError
from geomap.resolution.home import HomeLearner, country_of
from geomap.resolution.home_model import FEATURES, HomeModel, parse_home_model
from geomap.resolution.publishers import ARTICLES

TEXAN = [["Paris", "Lamar County", "Dallas"], ["Paris", "Lamar County"], ["Texas", "Paris", "Dallas"]]


@pytest.fixture
def learner(few, cues):
    return HomeLearner(few, cues, HomeModel(weights=np.array([2.0, 0, 0, 0, 0])))


def test_articles_that_name_a_county_and_its_neighbours_put_their_publisher_there(learner):
    home = learner.learn("thepaper.com", TEXAN)
    assert (home.place.id, home.domain, home.articles) == ("test:2", "thepaper.com", 3)
    assert home.probability == pytest.approx(1 / (1 + math.exp(-2)), abs=1e-4)
    assert home.mentions == 5  # Texas, and twice Lamar County and Dallas; of Paris it is not sure


def test_namesakes_alone_do_not_send_a_local_paper_abroad(learner):
    home = learner.learn("thepaper.com", [["Jordan"], ["Jordan", "Third"], ["Jordan"]])
    assert home is None or home.place.country_code != "US"


def test_the_country_of_the_domain_counts(learner):
    articles = [["Paris"], ["Paris"], ["Paris", "France"]]
    assert learner.learn("lejournal.fr", articles).place.country_code == "FR"


def test_the_names_order_and_spelling_do_not_matter(learner):
    shuffled = [[name.upper() for name in reversed(article)] for article in reversed(TEXAN)]
    assert learner.learn("thepaper.com", shuffled) == learner.learn("thepaper.com", TEXAN)


def test_two_articles_are_too_few(learner):
    assert learner.learn("thepaper.com", TEXAN[:2]) is None


def test_names_that_nobody_knows_tell_nothing(learner):
    assert learner.learn("thepaper.com", [["Qwertz"], [], ["Asdf"]]) is None
    assert learner.support("thepaper.com", [["Syria"], ["Iraq"], ["Syria"]]) is None  # countries have no division


def test_an_unsure_home_is_none(few, cues):
    assert HomeLearner(few, cues, HomeModel(weights=np.zeros(5), least=0.6)).learn("thepaper.com", TEXAN) is None


def test_only_the_first_articles_count(learner):
    first = TEXAN * 7
    assert len(first) > ARTICLES
    assert learner.learn("a.com", first) == learner.learn("a.com", [*first[:ARTICLES], ["Damascus"]])


@pytest.mark.parametrize(
    ("domain", "code"), [("lfpress.ca", "CA"), ("x.co.uk", "GB"), ("x.com", ""), ("x.io", ""), ("10.0.0.1", "")]
)
def test_the_ending_of_a_domain_names_a_country_unless_it_is_sold_to_everybody(domain, code):
    assert country_of(domain) == code


def table(**changes):
    rows = dict.fromkeys(FEATURES, "1.5") | changes
    return ["kind\tname\tvalue\tmeaning", *(f"weight\t{n}\t{v}\t" for n, v in rows.items()), "set\tleast\t0.6\t"]


def test_the_table_is_read():
    model = parse_home_model(["# comment", *table(share="-2")])
    assert model.least == 0.6
    assert model.weights[FEATURES.index("share")] == -2


@pytest.mark.parametrize("lines", [table()[:3], table(share="much"), table(unknown="1"), [*table(), "nonsense"]])
def test_a_damaged_table_is_refused(lines):
    with pytest.raises(GazetteerError, match="home table"):
        parse_home_model(lines)
