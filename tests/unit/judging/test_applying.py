from dataclasses import replace

import pytest

from geomap.judging.applying import Corrections, conflicts, standing, text_id
from geomap.judging.json_form import made_id
from geomap.records import (
    Article,
    Candidate,
    Evidence,
    Judgement,
    Kind,
    Match,
    Mention,
    Place,
    Point,
    Resolution,
    Scope,
    ScoredCandidate,
    Span,
    Status,
    Verdict,
)

TEXT = "Floods reached Ruha. In Ruha the bridge held, and near Old Mill the road did not."
ARTICLE = Article(id="floods", text=TEXT)
WRONG = Place(id="geonames:1", name="Ruha", point=Point(36.6, 35.8))
RIGHT = Place(id="geonames:2", name="Ruha", point=Point(26.4, -5.1))
PLACES = {place.id: place for place in (WRONG, RIGHT)}


def judgement(name="Ruha", at=0, **fields):
    """A judgement on the name's occurrence number `at`."""
    start = -1
    for _ in range(at + 1):
        start = TEXT.index(name, start + 1)
    given = {
        "text_id": text_id(TEXT),
        "article": "floods",
        "verdict": Verdict.PLACE,
        "scope": Scope.MENTION,
        "reviewer": "Ana",
        "decided_at": "2026-05-04T10:00:00Z",
    } | fields
    if given["verdict"] is Verdict.PLACE and "point" not in given:
        given.setdefault("place_id", "geonames:2")
    made = Judgement(id="", name=name, span=Span(start, start + len(name)), **given)
    return replace(made, id=made_id(made))


def mentions(text=TEXT, name="Ruha"):
    found, start = [], text.find(name)
    while start >= 0:
        found.append(Mention(span=Span(start, start + len(name)), text=name))
        start = text.find(name, start + 1)
    return tuple(found)


def resolved(mention):
    reason = Evidence(name="population", weight=1.0, note="it is larger")
    ranked = tuple(
        ScoredCandidate(candidate=Candidate(place=place, matched_name="Ruha"), probability=p, evidence=(reason,))
        for place, p in ((WRONG, 0.8), (RIGHT, 0.2))
    )
    return Resolution(mention=mention, status=Status.AMBIGUOUS, ranked=ranked)


def places_after(corrections, article=ARTICLE):
    found = tuple(resolved(mention) for mention in mentions(article.text))
    return [each.place.id for each in corrections.resolutions(article, found)]


def test_one_mention_is_corrected_and_its_neighbour_is_not():
    assert places_after(Corrections([judgement(at=1)], PLACES.get)) == ["geonames:1", "geonames:2"]


def test_a_correction_for_the_article_reaches_all_its_mentions_but_no_other_article():
    corrections = Corrections([judgement(scope=Scope.ARTICLE)], PLACES.get)
    assert places_after(corrections) == ["geonames:2", "geonames:2"]
    assert places_after(corrections, Article(id="floods", text="Ruha again.")) == ["geonames:1"]


def test_a_correction_everywhere_reaches_other_articles():
    corrections = Corrections([judgement(scope=Scope.EVERYWHERE)], PLACES.get)
    assert places_after(corrections, Article(id="other", text="Ruha again.")) == ["geonames:2"]


def test_the_narrower_judgement_wins_whichever_came_last():
    narrow = judgement(at=0, place_id="geonames:1")
    wide = judgement(scope=Scope.EVERYWHERE, place_id="geonames:2")
    for order in ([narrow, wide], [wide, narrow]):
        assert places_after(Corrections(order, PLACES.get)) == ["geonames:1", "geonames:2"]


def test_of_two_judgements_on_one_mention_the_last_wins_and_the_conflict_shows():
    ana, ben = judgement(place_id="geonames:2"), judgement(place_id="geonames:1", reviewer="Ben")
    assert places_after(Corrections([ana, ben], PLACES.get))[0] == "geonames:1"
    assert conflicts([ana, ben]) == [(ana, ben)]


def test_who_changes_their_mind_contradicts_nobody():
    assert conflicts([judgement(place_id="geonames:2"), judgement(place_id="geonames:1")]) == []


def test_the_resolver_hears_of_chosen_places_that_the_gazetteer_has():
    asked = mentions()
    one = Corrections([judgement()], PLACES.get)
    assert one.chosen(ARTICLE, asked) == {0: "geonames:2"}
    whole = Corrections([judgement(scope=Scope.ARTICLE)], PLACES.get)
    assert whole.chosen(ARTICLE, asked) == {0: "geonames:2", 1: "geonames:2"}
    by_hand = Corrections([judgement(point=Point(1.0, 2.0))], PLACES.get)
    nowhere = Corrections([judgement(verdict=Verdict.NOT_A_PLACE)], PLACES.get)
    assert (
        by_hand.chosen(ARTICLE, asked)
        == nowhere.chosen(ARTICLE, asked)
        == Corrections([], PLACES.get).chosen(ARTICLE, asked)
        == {}
    )


def test_a_withdrawn_judgement_no_longer_counts():
    made = judgement()
    undone = judgement(verdict=Verdict.WITHDRAWN, withdraws=made.id)
    assert standing([made, undone]) == {}
    assert places_after(Corrections([made, undone], PLACES.get)) == ["geonames:1", "geonames:1"]


def test_the_chosen_place_is_certain_and_says_who_chose_it_and_the_others_stay_below():
    found = Corrections([judgement()], PLACES.get).resolutions(ARTICLE, (resolved(mentions()[0]),))[0]
    assert (found.status, found.probability) == (Status.RESOLVED, 1.0)
    assert [each.candidate.place.id for each in found.ranked] == ["geonames:2", "geonames:1"]
    assert found.ranked[1].probability == 0.0
    note = found.best.evidence[0]
    assert (note.name, note.note) == ("judgement", "Ana chose this place on 2026-05-04 for this mention")
    assert found.best.evidence[1].note == "it is larger"


def test_a_place_set_by_hand_needs_no_gazetteer():
    made = judgement(place_id=None, point=Point(10.0, 50.0), place_name="the old mill")
    found = Corrections([made], PLACES.get).resolutions(
        ARTICLE, (Resolution(mention=mentions()[0], status=Status.NOT_FOUND),)
    )[0]
    assert (found.place.id, found.place.name, found.place.point) == (None, "the old mill", Point(10.0, 50.0))
    assert found.best.candidate.match is Match.ALTERNATE


def test_a_place_that_the_gazetteer_lost_is_told_and_not_applied():
    told = []
    made = judgement(place_id="geonames:99")
    assert places_after(Corrections([made], PLACES.get, missing=told.append)) == ["geonames:1", "geonames:1"]
    assert told == [made]


@pytest.mark.parametrize(("scope", "left"), [(Scope.MENTION, 1), (Scope.ARTICLE, 0), (Scope.EVERYWHERE, 0)])
def test_what_is_no_place_is_dropped_as_far_as_was_said(scope, left):
    used = []
    made = judgement(verdict=Verdict.NOT_A_PLACE, scope=scope)
    corrections = Corrections([made], PLACES.get, used=used.append)
    assert len(corrections.mentions(ARTICLE, mentions())) == left
    assert set(used) == {made}


def test_a_missed_mention_is_added_in_the_order_of_the_text_and_resolved():
    made = judgement("Old Mill", added=True)
    corrections = Corrections([made], PLACES.get)
    found = corrections.mentions(ARTICLE, mentions())
    assert [each.text for each in found] == ["Ruha", "Ruha", "Old Mill"]
    assert (found[2].kind, found[2].recognizer) == (Kind.LITERAL, "review")
    answer = corrections.resolutions(ARTICLE, (Resolution(mention=found[2], status=Status.NOT_FOUND),))[0]
    assert answer.place == RIGHT


def test_an_added_mention_takes_the_place_of_one_that_it_overlaps():
    made = judgement("Old Mill", added=True)
    inside = Mention(span=Span(TEXT.index("Mill"), TEXT.index("Mill") + 4), text="Mill")
    found = Corrections([made], PLACES.get).mentions(ARTICLE, (inside,))
    assert [each.text for each in found] == ["Old Mill"]


def test_a_name_added_everywhere_is_found_in_other_texts_as_a_whole_word_only():
    made = judgement("Old Mill", added=True, scope=Scope.EVERYWHERE)
    other = Article(id="b", text="Old Mills are many, Old Mill is one.")
    found = Corrections([made], PLACES.get).mentions(other, ())
    assert [(each.text, each.span.start) for each in found] == [("Old Mill", 20)]


def test_a_correction_of_a_mention_that_was_found_adds_nothing_elsewhere():
    corrections = Corrections([judgement(scope=Scope.EVERYWHERE)], PLACES.get)
    assert corrections.mentions(Article(id="b", text="Ruha, again."), ()) == ()
