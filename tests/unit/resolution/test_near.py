import numpy as np
import pytest

from geomap.records import (
    Candidate,
    Kind,
    Match,
    Mention,
    Place,
    Point,
    PublisherHome,
    Resolution,
    ScoredCandidate,
    Span,
    Status,
)
from geomap.resolution.cues import Cues, Sense
from geomap.resolution.known_home import Home
from geomap.resolution.near import NearAnswer, likeliest
from geomap.resolution.near_model import FEATURES, NearModel, Radius
from geomap.resolution.near_scene import Spots

PARIS = Place(id="test:2", name="Paris", point=Point(-95.56, 33.66), country_code="US", admin1="Texas")
TYLER = Place(id="test:3", name="Tyler", point=Point(-95.3, 32.35), country_code="US", admin1="Texas")


CUES = Cues(ends={"street": Sense.ROAD, "highway": Sense.ROAD})


def model(**changes):
    weights = np.zeros(len(FEATURES))
    weights[FEATURES.index("share_161")] = 4.0
    fields = {
        "weights": weights,
        "calibration": np.array([-1.0, 1.0, 0.5]),
        "radii": (Radius(0.5, 20_000.0), Radius(0.0, 90_000.0)),
        "open_below": 0.6,
        "least": 0.3,
        "least_found": 0.7,
    }
    return NearModel(**{**fields, **changes})


def mention(**fields):
    return Mention(**{"span": Span(0, 6), "text": "Mill X", "recognizer": "given", **fields})


def answered(probability=0.4, match=Match.EXACT, **fields):
    candidate = Candidate(
        place=Place(id="test:9", name="Mill X", point=Point(0, 0)), matched_name="Mill X", match=match
    )
    ranked = (ScoredCandidate(candidate=candidate, probability=probability),)
    return Resolution(mention=mention(**fields), status=Status.AMBIGUOUS, ranked=ranked)


def unanswered(**fields):
    return Resolution(mention=mention(**fields), status=Status.NOT_FOUND)


def spot(place=PARIS, share=0.5, gap=10.0, **features):
    row = np.zeros(len(FEATURES))
    for name, value in {"share_161": share, **features}.items():
        row[FEATURES.index(name)] = value
    return place, row, gap


def spots_of(*spots):
    rows = np.array([row for _, row, _ in spots]).reshape(-1, len(FEATURES))
    return Spots(np.arange(len(spots)), rows, np.array([gap for *_, gap in spots]))


class FakeScene:
    """Gives the spots that a test wants."""

    def __init__(self, spots, home):
        self.places, self.home, self._spots = [place for place, *_ in spots], home, spots_of(*spots)

    def common_spots(self, names):
        return self._spots

    def around(self, place, name):
        return 3

    def closest(self, place, name):
        return self.places[place].name


def answer(resolution, *spots, home=None, **changes):
    near = NearAnswer(model(**changes), CUES)
    (found,) = near.answers([resolution], FakeScene(spots, home), lambda code: {"US": "United States"}[code])
    return found


def test_a_name_without_a_candidate_is_near_the_likeliest_place():
    found = answer(unanswered(), spot(TYLER, 0.1), spot(PARIS, 0.5))
    assert (found.status, found.place.id, found.place.name) == (Status.APPROXIMATE, None, "near Paris, Texas")
    assert (found.place.point, found.place.country_code, found.place.radius_m) == (PARIS.point, "US", 90_000.0)
    assert found.probability == pytest.approx(1 / (1 + np.exp(-1.5)), abs=1e-6)
    assert found.best.candidate.match is Match.NEAR


def test_many_places_close_by_make_the_radius_small():
    assert answer(unanswered(), spot(share_40=0.8)).place.radius_m == 20_000.0


def test_a_doubtful_answer_of_the_gazetteer_is_outdone_and_kept_behind():
    found = answer(answered(0.4), spot(share=0.5))
    assert [scored.candidate.match for scored in found.ranked] == [Match.NEAR, Match.EXACT]
    assert answer(answered(0.8), spot(share=0.5)).status is Status.AMBIGUOUS


def test_an_unsure_near_answer_is_not_given():
    assert answer(unanswered(), spot(share=0.0)).status is Status.APPROXIMATE  # p .38: the caller vouches for the name
    assert answer(unanswered(recognizer="tagger"), spot(share=0.0)).status is Status.NOT_FOUND
    assert answer(unanswered(), spot(share=0.0), least=0.5).status is Status.NOT_FOUND


def test_where_there_is_nothing_to_be_near_to_nothing_is_said():
    assert answer(unanswered()).status is Status.NOT_FOUND


@pytest.mark.parametrize(
    ("resolution", "is_open"),
    [
        (unanswered(), True),
        (answered(0.4), True),
        (answered(0.7), False),
        (answered(0.4, match=Match.DEMONYM), False),
        (unanswered(kind=Kind.DEMONYM), False),
        (unanswered(kind=Kind.NOMINAL), False),
        (unanswered(kind=Kind.METONYM), True),
        (unanswered(label="PLACE", recognizer="tagger"), True),
        (unanswered(label="PERSON", recognizer="feature"), False),
        (unanswered(label="FAC", recognizer="md"), False),
        (unanswered(recognizer="again"), False),
        (unanswered(recognizer="tagger", text="Mill Street"), False),
        (unanswered(recognizer="tagger", text="Highway 12"), False),
        (unanswered(recognizer="tagger", text="Old Street Farm"), True),
        (unanswered(text="Mill Street"), True),
    ],
)
def test_which_names_are_open(resolution, is_open):
    assert NearAnswer(model(), CUES).is_open(resolution) is is_open


def test_of_neighbours_as_good_as_equal_the_nearest_in_the_text_is_chosen():
    weights = model().weights
    assert likeliest(spots_of(spot(TYLER, 0.55, gap=90.0), spot(PARIS, 0.5, gap=5.0)), weights).spot == 1
    assert likeliest(spots_of(spot(TYLER, 0.9, gap=90.0), spot(PARIS, 0.5, gap=5.0)), weights).spot == 0


def test_each_reason_says_what_moved_the_odds():
    weights = model().weights.copy()
    weights[FEATURES.index("home")], weights[FEATURES.index("comma")] = 0.5, 0.25
    learned = PublisherHome(domain="a.com", place=TYLER, probability=0.9, articles=12, mentions=40)
    reasons = answer(
        unanswered(), spot(home=2.0, comma=1.0), home=Home.of(None, learned), weights=weights
    ).best.evidence
    assert [(each.name, each.weight) for each in reasons] == [
        ("not_in_gazetteer", 0.5),
        ("named_around", 2.0),
        ("home", 1.0),
        ("said_beside", 0.25),
    ]
    assert "3 of the article's other names lie within 161 km of Paris" in reasons[1].note
    assert "km from the publisher's home, learned from 12 articles of a.com: Tyler, Texas (p 0.90)" in reasons[2].note


def test_a_place_that_bears_its_divisions_name_is_told_by_its_country():
    town = Place(id="test:4", name="Idaho", point=Point(1, 1), country_code="US", admin1="Idaho")
    assert answer(unanswered(), spot(town)).place.name == "near Idaho, United States"
    nowhere = Place(id="test:5", name="Rockall", point=Point(1, 1))
    assert answer(unanswered(), spot(nowhere)).place.name == "near Rockall"
