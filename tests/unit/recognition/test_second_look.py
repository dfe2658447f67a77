import pytest

from geomap.recognition.page import Draft, Page
from geomap.recognition.rules import EVIDENCE
from geomap.recognition.second_look import evidence, kept
from geomap.recognition.spans import Chances, ModelSpan
from geomap.recognition.standing import Names
from geomap.records import Kind


@pytest.fixture
def seen(gazetteer, rules):
    """seen(text, name, place): the text on the desk and the one name that the tagger marked, so sure of it."""

    def make(text, name, place=0.9, person=0.05, source="tagger"):
        start = text.index(name)
        span = ModelSpan(start, start + len(name), "PLACE", Chances(place, person))
        page = Page(text, (span,), Names(gazetteer, rules), rules)
        return page, Draft(span.start, span.end, Kind.LITERAL, span.label, source)

    return make


def looked_at(page, draft):
    return dict(zip(EVIDENCE, evidence(page, draft), strict=True))


def test_a_name_stays_where_the_tagger_is_sure_and_goes_where_it_is_not(seen):
    page, draft = seen("They saw Oxford there", "Oxford", place=0.9)
    assert kept(page, [draft]) == [draft]
    page, draft = seen("They saw Oxford there", "Oxford", place=0.1)
    assert kept(page, [draft]) == []


def test_every_piece_of_evidence_is_seen(seen):
    plain = looked_at(*seen("They saw Hume there", "Hume"))
    assert plain["place"] > 0 > plain["person"]
    assert 0 < plain["people"] < looked_at(*seen("They saw Oxford there", "Oxford"))["people"]
    assert [plain[name] for name in EVIDENCE[4:]] == [0] * 5
    assert looked_at(*seen("Reading helps, and reading well", "Reading"))["plain_word"] == 1
    assert looked_at(*seen("Reading helps, and readings too", "Reading"))["plain_word"] == 0
    assert looked_at(*seen("They saw Oxford United there", "Oxford"))["goes_on"] == 1
    assert looked_at(*seen("They slept in Oxford there", "Oxford"))["located"] == 1
    assert looked_at(*seen("They saw Reading there", "Reading"))["common"] == 1
    assert looked_at(*seen("They saw Zalin there", "Zalin"))["at_home"] == 1


@pytest.mark.parametrize("source", ["dateline", "list", "feature", "state"])
def test_what_the_words_around_give_away_is_not_doubted(seen, source):
    page, draft = seen("They saw Oxford there", "Oxford", place=0.01, source=source)
    assert evidence(page, draft) is None
    assert kept(page, [draft]) == [draft]


def test_neither_are_peoples_nor_what_the_tagger_did_not_see_nor_a_tagger_that_is_never_in_doubt(seen, page):
    desk, draft = seen("They saw Oxford and Heath there", "Oxford", place=0.01)
    heath = Draft(20, 25, Kind.LITERAL, None, "untagged")
    assert kept(desk, [draft._replace(kind=Kind.DEMONYM), heath]) == [draft._replace(kind=Kind.DEMONYM), heath]
    assert evidence(page("They saw Oxford", {"Oxford": "GPE"}), Draft(9, 15, Kind.LITERAL, "GPE", "md")) is None
