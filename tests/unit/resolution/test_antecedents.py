from dataclasses import replace

import pytest

from geomap.errors import SettingsError
from geomap.records import Candidate, Kind, Mention, Place, Point, Resolution, ScoredCandidate, Span, Status
from geomap.resolution.antecedent_features import FEATURES, NONE_FEATURES
from geomap.resolution.antecedents import Antecedents, parse_weights
from geomap.resolution.nominal_phrases import parse_nominals

RULES = parse_nominals(["role\tword\tfits", "noun\tcity\tP", "follower\tis", "follower\tsleeps"])
WEIGHTS = dict.fromkeys((*FEATURES, *NONE_FEATURES), 0.0) | {"share": 3.0, "distance": -1.0}


def named(text, name, *, probability=0.9, kind=Kind.LITERAL, place_id="geonames:1"):
    start = text.index(name)
    place = Place(id=place_id, name=name, point=Point(1.0, 2.0), feature_class="P", feature_code="PPL")
    return Resolution(
        mention=Mention(span=Span(start, start + len(name)), text=name, kind=kind),
        status=Status.RESOLVED,
        ranked=(ScoredCandidate(candidate=Candidate(place=place, matched_name=name), probability=probability),),
    )


def read(text, *resolutions):
    return Antecedents(RULES, WEIGHTS).read(text, resolutions)


def test_a_phrase_gets_its_antecedents_place_and_says_why():
    text = "Ruha burned. Nobody came. The city is empty."
    ruha = named(text, "Ruha")
    (found,) = read(text, ruha)
    assert (found.mention.kind, found.mention.text, found.place) == (Kind.NOMINAL, "The city", ruha.place)
    assert found.ranked[0].evidence[0].note == "The city: Ruha, named 2 sentences before"
    assert 0.7 <= found.probability < 0.9


def test_the_noun_settles_what_the_name_left_open():
    text = "Ruha burned. The city is empty."
    ruha = named(text, "Ruha", probability=0.6)
    rival = replace(ruha.place, id="geonames:2", feature_class="A", feature_code="ADM1")
    other = ScoredCandidate(candidate=Candidate(place=rival, matched_name="Ruha"), probability=0.4)
    (found,) = read(text, replace(ruha, ranked=(*ruha.ranked, other)))
    assert found.probability == read(text, named(text, "Ruha", probability=1.0))[0].probability
    twin = replace(other, candidate=replace(other.candidate, place=replace(rival, feature_class="P")))
    assert read(text, replace(ruha, ranked=(*ruha.ranked, twin))) == ()


def test_what_is_not_sure_is_no_mention():
    text = "Ruha and Sarmin burned. The city is empty."
    assert read(text, named(text, "Ruha"), named(text, "Sarmin", place_id="geonames:2")) == ()
    assert read(text, named(text, "Ruha", probability=0.4)) == ()
    assert read(text, named(text, "Ruha", kind=Kind.EMBEDDED)) == ()


def test_a_phrase_counts_as_a_mention_of_what_it_stands_for():
    far = "Ruha burned. " + "It rained. " * 25
    text = far + "The city is empty. " + "It rained. " * 20 + "The city sleeps."
    weights = WEIGHTS | {"distance": 0.0}
    found = Antecedents(RULES, weights).read(text, [named(text, "Ruha")])
    assert [one.mention.text for one in found] == ["The city", "The city"]
    assert Antecedents(RULES, weights).read(far * 2 + "The city sleeps.", [named(far, "Ruha")]) == ()


def test_a_phrase_inside_a_mention_is_none():
    text = "Ruha burned. The city is empty."
    inside = named(text, "The city", place_id="geonames:2")
    assert read(text, named(text, "Ruha"), inside) == ()


def test_a_table_that_lacks_a_weight_is_refused():
    lines = ["feature\tweight", *(f"{name}\t0.5" for name in WEIGHTS)]
    assert parse_weights(lines)["share"] == 0.5
    with pytest.raises(SettingsError, match="none_wide"):
        parse_weights(lines[:-1])
