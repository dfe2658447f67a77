from dataclasses import dataclass, replace

import pytest

from geomap.errors import InputError
from geomap.pipeline import Pipeline
from geomap.records import (
    Article,
    Bound,
    Candidate,
    Kind,
    Match,
    Mention,
    Place,
    Point,
    Provenance,
    QuotedArea,
    QuotedName,
    Resolution,
    ScoredCandidate,
    Span,
    Status,
)

RUHA = Place(id="geonames:1", name="Ruha", point=Point(36.6, 35.8))
PROVENANCE = Provenance(geomap="0", gazetteer="none", recognizer="capitals")


class CapitalRecognizer:
    """Takes every capitalised word for a place."""

    name = "capitals"

    def recognize(self, article):
        words, start = [], 0
        for word in article.text.split(" "):
            if word[:1].isupper():
                words.append(Mention(span=Span(start, start + len(word)), text=word))
            start += len(word) + 1
        return tuple(words)

    def recognize_many(self, articles):
        return [self.recognize(article) for article in articles]


class OneAnswerResolver:
    """Knows one place; names in -n are its demonyms."""

    def __init__(self):
        self.told = []

    def resolve(self, article, mentions, chosen):
        self.told.append(dict(chosen))
        return tuple(self._answer(mention) for mention in mentions)

    def _answer(self, mention):
        match = Match.DEMONYM if mention.text.endswith("n") else Match.EXACT
        candidate = Candidate(place=RUHA, matched_name=mention.text, match=match)
        ranked = (ScoredCandidate(candidate=candidate, probability=0.9),)
        return Resolution(mention=mention, status=Status.RESOLVED, ranked=ranked)


@dataclass
class Reading:
    resolutions: tuple
    areas: tuple = ()
    quoted_names: tuple = ()


class NoAreas:
    def read_many(self, articles, geometry):
        return [Reading(resolutions) for _, resolutions in articles]


class NoGazetteer:
    fingerprint = "none"

    def geometry(self, place_id):
        return None

    def coarse_geometry(self, place_id):
        return self.geometry(place_id)


@pytest.fixture
def pipeline():
    return Pipeline(
        recognizer=CapitalRecognizer(),
        resolver=OneAnswerResolver(),
        areas=NoAreas(),
        gazetteer=NoGazetteer(),
        provenance=PROVENANCE,
    )


def test_articles_come_out_in_their_order_with_their_mentions(pipeline):
    first, second = pipeline.map([Article(id="a", text="from Ruha to Sarmin"), Article(id="b", text="no place")])
    assert [resolution.mention.text for resolution in first.resolutions] == ["Ruha", "Sarmin"]
    assert (second.article.id, second.resolutions, second.provenance) == ("b", (), PROVENANCE)


def test_resolve_answers_for_exactly_the_spans_given_in_their_order(pipeline):
    spans = (Span(13, 19), Span(5, 9), Span(0, 4))
    (mapped,) = pipeline.resolve([Article(id="a", text="from Ruha to Sarmin", toponyms=spans)])
    assert [resolution.mention.span for resolution in mapped.resolutions] == list(spans)
    assert [resolution.mention.text for resolution in mapped.resolutions] == ["Sarmin", "Ruha", "from"]


def test_a_given_span_that_only_a_demonym_explains_is_one(pipeline):
    (mapped,) = pipeline.resolve([Article(id="a", text="Ruhan fields", toponyms=(Span(0, 5),))])
    assert mapped.resolutions[0].mention.kind is Kind.DEMONYM


def test_resolve_without_spans_is_refused(pipeline):
    with pytest.raises(InputError, match="toponyms"):
        pipeline.resolve([Article(id="a", text="from Ruha")])


class OnlyTheFirst:
    """Corrections that keep one mention and note what they were shown."""

    def __init__(self):
        self.resolved = []

    def mentions(self, article, found):
        return found[:1]

    def chosen(self, article, mentions):
        return {0: "test:chosen"}

    def resolutions(self, article, found):
        self.resolved += [each.mention.text for each in found]
        return found


def test_corrections_come_after_recognition_and_after_resolution(pipeline):
    corrections = OnlyTheFirst()
    (mapped,) = replace(pipeline, corrections=corrections).map([Article(id="a", text="Ruha and Sarmin")])
    assert [each.mention.text for each in mapped.resolutions] == ["Ruha"]
    assert corrections.resolved == ["Ruha"]


def test_the_resolver_hears_which_places_people_chose(pipeline):
    article = Article(id="a", text="Ruha and Sarmin")
    pipeline.map([article])
    replace(pipeline, corrections=OnlyTheFirst()).map([article])
    assert pipeline.resolver.told == [{}, {0: "test:chosen"}]


def test_corrections_drop_no_span_that_was_asked_for(pipeline):
    article = Article(id="a", text="Ruha and Sarmin", toponyms=(Span(0, 4), Span(9, 15)))
    (mapped,) = replace(pipeline, corrections=OnlyTheFirst()).resolve([article])
    assert len(mapped.resolutions) == 2


class EveryIt:
    """Takes the word "it" for a mention of the first place."""

    def read(self, text, resolutions):
        at = text.index(" it") + 1
        mention = Mention(span=Span(at, at + 2), text="it", kind=Kind.NOMINAL)
        return (replace(resolutions[0], mention=mention),)


class AreaOfTheSecond:
    """Ties one area, and one quoted name, to the second mention."""

    def read_many(self, articles, geometry):
        area = QuotedArea(
            span=Span(0, 1), text="R", unit="hectare", bound=Bound.EXACT, low_m2=1.0, high_m2=1.0, mention=1
        )
        name = QuotedName(span=Span(0, 1), text="R", mention=1)
        return [Reading(resolutions, (area,), (name,)) for _, resolutions in articles]


def test_nominal_mentions_take_their_place_in_the_text_and_links_follow(pipeline):
    article = Article(id="a", text="Ruha saw it before Sarmin")
    (mapped,) = replace(pipeline, nominals=EveryIt(), areas=AreaOfTheSecond()).map([article])
    assert [each.mention.text for each in mapped.resolutions] == ["Ruha", "it", "Sarmin"]
    assert (mapped.areas[0].mention, mapped.areas[0].yardstick, mapped.quoted_names[0].mention) == (2, None, 2)


def test_resolve_adds_no_nominal_mentions(pipeline):
    article = Article(id="a", text="Ruha saw it", toponyms=(Span(0, 4),))
    (mapped,) = replace(pipeline, nominals=EveryIt()).resolve([article])
    assert [each.mention.text for each in mapped.resolutions] == ["Ruha"]
