from geomap.records import Candidate, Kind, Mention, Place, Point, Resolution, ScoredCandidate, Span, Status
from geomap.resolution.short_forms import short_forms


def named(text, name, *, kind=Kind.LITERAL, place_id="geonames:1"):
    start = text.index(name)
    place = Place(id=place_id, name=name, point=Point(1.0, 2.0))
    candidate = ScoredCandidate(candidate=Candidate(place=place, matched_name=name), probability=0.9)
    mention = Mention(span=Span(start, start + len(name)), text=name, kind=kind)
    return Resolution(mention=mention, status=Status.RESOLVED, ranked=(candidate,))


def found(text, *resolutions):
    return [(text[form.start : form.end], form.of.mention.text) for form in short_forms(text, resolutions)]


def test_the_last_word_behind_an_article_and_the_first_before_small_letters():
    text = "The Gaza Strip and Deir ez-Zor starve. Deir is dark, the Strip is shut, a Strip is not."
    names = named(text, "Gaza Strip"), named(text, "Deir ez-Zor")
    assert found(text, *names) == [("Deir", "Deir ez-Zor"), ("the Strip", "Gaza Strip")]


def test_a_form_of_two_places_is_none():
    text = "The Gaza Strip and the Las Vegas Strip differ. The Strip is long."
    assert found(text, named(text, "Gaza Strip"), named(text, "Las Vegas Strip", place_id="geonames:2")) == []


def test_only_literal_names_have_short_forms_and_only_those_named_before():
    text = "The Strip is shut. The Gaza Strip starves. The Strip is dark."
    assert found(text, named(text, "Gaza Strip")) == [("The Strip", "Gaza Strip")]
    assert found(text, named(text, "Gaza Strip", kind=Kind.METONYM)) == []


def test_a_word_beside_another_capital_is_part_of_another_name():
    text = "The Gaza Strip and Rostov-on-Don. The Strip Club met Ivan Rostov and the Strip-mine men at the Rostov Gate."
    assert found(text, named(text, "Gaza Strip"), named(text, "Rostov-on-Don")) == []
