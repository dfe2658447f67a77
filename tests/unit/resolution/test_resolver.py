"""The resolver over a handful of ambiguous places."""

import math
from collections.abc import Callable
from pathlib import Path

import pytest

from geomap.errors import GeocoderError, GeocoderUnavailable
from geomap.records import Article, Candidate, Kind, Match, Mention, Place, Point, Resolution, Span, Status
from geomap.resolution.cues import Cues
from geomap.resolution.explain import reasons_wanted
from geomap.resolution.model import ResolutionModel
from geomap.resolution.near import NearAnswer
from geomap.resolution.near_model import parse_near_model
from geomap.resolution.resolver import KEPT, Resolver

RULES = Path(__file__).parents[3] / "gazetteer" / "rules"

Resolve = Callable[..., tuple[Resolution, ...]]


def mentions_of(text: str, *names: str) -> tuple[Mention, ...]:
    found, start = [], 0
    for name in names:
        start = text.index(name, start)
        found.append(Mention(span=Span(start, start + len(name)), text=name))
        start += len(name)
    return tuple(found)


@pytest.fixture
def resolve(few, cues: Cues, model: ResolutionModel) -> Resolve:
    def run(text: str, *names: str, scan: bool = False, home: str | None = None) -> tuple[Resolution, ...]:
        asked = mentions_of(text, *names)
        toponyms = tuple(one.span for one in asked) if scan else None
        return Resolver(few, model, cues).resolve(Article(id="a", text=text, toponyms=toponyms, home=home), asked)

    return run


def test_a_state_beside_the_name_decides(resolve: Resolve) -> None:
    paris, texas = resolve("The fair in Paris, Texas, opened.", "Paris", "Texas")
    assert paris.place is not None
    assert paris.place.id == "test:2"
    assert texas.place is not None
    assert texas.place.id == "test:4"


def test_a_place_that_a_person_chose_speaks_for_the_other_names(few, cues: Cues, model: ResolutionModel) -> None:
    text = "From Paris they went to Dallas."
    article, asked = Article(id="a", text=text), mentions_of(text, "Paris", "Dallas")
    resolver = Resolver(few, model, cues)
    free, texan, french = (resolver.resolve(article, asked, chosen) for chosen in ({}, {0: "test:2"}, {0: "test:1"}))
    sure = [
        next(each.probability for each in answer[1].ranked if each.candidate.place.country_code == "US")
        for answer in (free, texan, french)
    ]
    assert sure[1] > sure[2]
    assert texan[0].best.candidate.place.id == "test:2"
    assert french[0].best.candidate.place.id == "test:1"
    assert resolver.resolve(article, asked) == free


def test_a_choice_that_is_no_candidate_or_holds_for_one_of_two_mentions_changes_nothing(
    few, cues: Cues, model: ResolutionModel
) -> None:
    text = "From Paris they went to Dallas, and back to Paris."
    article, asked = Article(id="a", text=text), mentions_of(text, "Paris", "Dallas", "Paris")
    resolver = Resolver(few, model, cues)
    free = resolver.resolve(article, asked)
    assert resolver.resolve(article, asked, {0: "test:none", 2: "test:none"}) == free
    assert resolver.resolve(article, asked, {0: "test:2"}) == free


def test_a_name_that_the_gazetteer_lacks_lies_near_the_articles_places(few, cues: Cues, model: ResolutionModel) -> None:
    near = NearAnswer(parse_near_model((RULES / "resolution_near.tsv").read_text(encoding="utf-8").splitlines()), cues)
    text = "A fire on Wexler Farm in Dallas was seen in Paris, Texas, and all over Lamar County."
    names = ("Wexler Farm", "Dallas", "Paris", "Texas", "Lamar County")
    article, asked = Article(id="a", text=text), mentions_of(text, *names)
    street, *others = Resolver(few, model, cues, near=near).resolve(article, asked)
    assert (street.status, street.place and street.place.country_code) == (Status.APPROXIMATE, "US")
    assert others == list(Resolver(few, model, cues).resolve(article, asked))[1:]


def test_all_mentions_of_an_unknown_name_lie_near_the_same_place(few, cues: Cues, model: ResolutionModel) -> None:
    near = NearAnswer(parse_near_model((RULES / "resolution_near.tsv").read_text(encoding="utf-8").splitlines()), cues)
    text = "A fire on Wexler Farm near Paris, Texas. In Dallas they speak of Wexler Farm; Lamar County mourns."
    names = ("Wexler Farm", "Paris", "Texas", "Dallas", "Wexler Farm", "Lamar County")
    answers = Resolver(few, model, cues, near=near).resolve(Article(id="a", text=text), mentions_of(text, *names))
    assert answers[0].place is not None
    assert answers[0].place == answers[4].place


def test_a_text_of_one_unknown_name_has_nothing_to_be_near_to(few, cues: Cues, model: ResolutionModel) -> None:
    near = NearAnswer(parse_near_model((RULES / "resolution_near.tsv").read_text(encoding="utf-8").splitlines()), cues)
    text = "Wexler Farm burned."
    (street,) = Resolver(few, model, cues, near=near).resolve(
        Article(id="a", text=text), mentions_of(text, "Wexler Farm")
    )
    assert street.status is Status.NOT_FOUND


def test_one_text_may_hold_two_senses_of_a_name(resolve: Resolve) -> None:
    text = "A treaty joins Paris, Tennessee, and Paris, France. The mayor of Paris signed."
    answers = resolve(text, "Paris", "Tennessee", "Paris", "France", "Paris")
    assert [one.place.id for one in answers if one.place] == ["test:3", "test:5", "test:1", "test:6", "test:1"]


def test_a_bare_name_means_what_its_qualified_namesake_means(resolve: Resolve) -> None:
    answers = resolve("People in Paris were glad. The fair in Paris, Texas, opened.", "Paris", "Paris", "Texas")
    assert [one.place.id for one in answers if one.place][:2] == ["test:2", "test:2"]


def test_names_that_nobody_asked_for_are_context_where_spans_are_given(resolve: Resolve) -> None:
    text = "Dallas and all of Texas wait. The fair in Paris opened."
    (alone,) = resolve(text, "Paris")
    (scanned,) = resolve(text, "Paris", scan=True)
    assert alone.place is not None
    assert alone.place.id == "test:1"
    assert scanned.place is not None
    assert scanned.place.id == "test:2"


def test_the_publishers_town_is_looked_up(resolve: Resolve, few) -> None:
    resolve("The fair in Paris opened.", "Paris", home="Dallas")
    assert "Dallas" in few.asked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells fell on the city of Idlib.", "test:9"),
        ("Idlib was quiet.", "test:9"),
        ("Rebels in Idlib province left.", "test:10"),
        ("The army invaded Idlib.", "test:10"),
    ],
)
def test_town_or_province_goes_by_convention(resolve: Resolve, text: str, expected: str) -> None:
    (idlib,) = resolve(text, "Idlib")
    assert idlib.place is not None
    assert idlib.place.id == expected
    assert any(one.name == "convention" for one in idlib.ranked[0].evidence) or idlib.ranked[0].probability > 0.5


def test_an_unknown_name_is_not_found_and_no_part_of_it_is_taken(resolve: Resolve) -> None:
    (church,) = resolve("The Third Presbyterian Church burned.", "Third Presbyterian Church")
    assert church.status is Status.NOT_FOUND
    assert church.ranked == ()


def test_every_mention_gets_one_answer_in_its_order(resolve: Resolve) -> None:
    answers = resolve("Iraq, Nowhereville and Syria met.", "Iraq", "Nowhereville", "Syria")
    assert [one.mention.text for one in answers] == ["Iraq", "Nowhereville", "Syria"]
    assert [one.status is Status.NOT_FOUND for one in answers] == [False, True, False]


def test_probabilities_fall_and_never_sum_to_more_than_one(resolve: Resolve) -> None:
    for answer in resolve("Paris, Jordan and Idlib.", "Paris", "Jordan", "Idlib"):
        shares = [one.probability for one in answer.ranked]
        assert shares == sorted(shares, reverse=True)
        assert sum(shares) <= 1.0 + 1e-5
        assert len(shares) <= KEPT


@pytest.mark.parametrize(("rank", "chance", "wanted"), [(0, 0.0, 6), (1, 0.0, 6), (2, 0.01, 3), (7, 0.0004, 1)])
def test_what_is_unlikely_has_few_reasons_and_what_is_hopeless_one(rank: int, chance: float, wanted: int) -> None:
    assert reasons_wanted(rank, chance) == wanted


def test_reasons_are_strongest_first_and_finite(resolve: Resolve) -> None:
    paris, *_ = resolve("The fair in Paris, Texas, opened. Dallas paid.", "Paris", "Texas", "Dallas")
    weights = [abs(one.weight) for one in paris.ranked[0].evidence]
    assert weights
    assert weights == sorted(weights, reverse=True)
    assert min(weights) >= 0.05
    assert any("Paris, Texas" in one.note for one in paris.ranked[0].evidence)


def test_a_country_named_elsewhere_is_counted_in_the_note(resolve: Resolve) -> None:
    text = "Texas won. Texas sang. The team of Texas flew to Paris."
    *_, paris = resolve(text, "Texas", "Texas", "Texas", "Paris")
    notes = [one.note for ranked in paris.ranked for one in ranked.evidence]
    assert any("Texas is named 3 times" in note for note in notes)


def test_a_name_broken_at_a_lines_end_is_found(resolve: Resolve) -> None:
    text = "Trucks from Dama-\nscus crossed into Iraq. Damascus said no more."
    broken, _, whole = resolve(text, "Dama-\nscus", "Iraq", "Damascus")
    assert broken.mention.text == "Dama-\nscus"
    assert broken.place is not None
    assert broken.ranked == whole.ranked


def test_both_names_of_a_containment_gain_and_say_why(resolve: Resolve) -> None:
    text = "The fair in Paris, in northern Texas, opened."
    for answer, family in zip(resolve(text, "Paris", "Texas"), ("said_beside", "said_around"), strict=True):
        for one in answer.ranked[:1] if len(answer.ranked) > 1 else ():
            (reason,) = [each for each in one.evidence if each.name == family]
            assert reason.weight > 0
            assert "Paris, in northern Texas" in reason.note


def test_notes_agree_with_the_sign_of_their_weights(resolve: Resolve) -> None:
    text = "Dallas in Texas waits. Paris, France, does not. The US and Jordan, Idlib and Syria: Paris and Dallas."
    names = ("Dallas", "Texas", "Paris", "France", "US", "Jordan", "Idlib", "Syria", "Paris", "Dallas")
    reasons = [each for answer in resolve(text, *names) for one in answer.ranked for each in one.evidence]
    claims = [each for each in reasons if "is named" in each.note or "the text says" in each.note]
    against = ("lies elsewhere", "it holds no", "a better reason", "but this is", "not named", "no state", "nothing")
    assert {each.weight < 0 for each in claims} == {True, False}
    for each in claims:
        assert (each.weight < 0) == any(words in each.note for words in against), each


def test_notes_call_countries_by_their_names(few, cues: Cues, model: ResolutionModel) -> None:
    class Named(type(few)):
        def referenced(self, reference: str) -> Place | None:
            return {"FR": self.place("test:6"), "IQ": self.place("test:12")}.get(reference)

    resolver = Resolver(Named(), model, cues)
    text = "Euphrates water is low. The fair in Paris opened in France."
    article = Article(id="a", text=text, home="Damascus")
    river, paris, _ = resolver.resolve(article, mentions_of(text, "Euphrates", "Paris", "France"))
    notes = [each.note for one in (*river.ranked, *paris.ranked) for each in one.evidence]
    assert any("in France" in note for note in notes)
    assert not any("FR" in note for note in notes)


def test_a_name_with_one_place_says_so(resolve: Resolve) -> None:
    (iraq,) = resolve("Iraq was calm.", "Iraq")
    assert [one.name for one in iraq.ranked[0].evidence] == ["only_candidate"]
    assert math.isclose(
        iraq.ranked[0].evidence[0].weight, math.log(iraq.probability / (1 - iraq.probability)), abs_tol=1e-3
    )


def test_the_same_call_gives_the_same_answer(resolve: Resolve) -> None:
    text = "Paris, Texas, and Jordan."
    assert resolve(text, "Paris", "Texas", "Jordan") == resolve(text, "Paris", "Texas", "Jordan")


def test_no_mentions_no_answers(resolve: Resolve) -> None:
    assert resolve("Nothing here.") == ()


def test_a_text_of_thousands_of_names_is_read_in_windows(resolve: Resolve) -> None:
    text = "Paris, Texas. " * 700
    answers = resolve(text, *(["Paris", "Texas"] * 700))
    assert len(answers) == 1400
    assert {one.place.id for one in answers if one.place} == {"test:2", "test:4"}


class Service:
    """A geocoder that knows one hamlet, or fails."""

    def __init__(self, error: GeocoderError | None = None) -> None:
        self.error, self.asked = error, []

    def geocode(self, name: str) -> tuple[Candidate, ...]:
        self.asked.append(name)
        if self.error:
            raise self.error
        place = Place(id="osm:1", name=name, point=Point(36.5, 35.5), country_code="SY", feature_class="P")
        return (Candidate(place=place, matched_name=name, match=Match.GEOCODED),)


def test_the_geocoder_is_asked_only_for_what_the_gazetteer_lacks(few, cues: Cues, model: ResolutionModel) -> None:
    service = Service()
    text = "Fighting near Kafr Nowhere in Syria. Kafr Nowhere fell."
    asked = mentions_of(text, "Kafr Nowhere", "Syria", "Kafr Nowhere")
    first, *_ = Resolver(few, model, cues, geocoder=service).resolve(Article(id="a", text=text), asked)
    assert service.asked == ["Kafr Nowhere"]
    assert first.best is not None
    assert first.best.candidate.match is Match.GEOCODED


@pytest.mark.parametrize("error", [GeocoderUnavailable("busy", retry_after_s=3.0), GeocoderError("nonsense")])
def test_a_failing_geocoder_leaves_names_not_found_and_is_reported_once(
    few, cues: Cues, model: ResolutionModel, error: GeocoderError
) -> None:
    warnings: list[str] = []
    resolver = Resolver(few, model, cues, geocoder=Service(error), warn=warnings.append)
    text = "Kafr Nowhere and Tell Nothing in Syria."
    for _article in range(2):
        answers = resolver.resolve(
            Article(id="a", text=text), mentions_of(text, "Kafr Nowhere", "Tell Nothing", "Syria")
        )
        assert [one.status is Status.NOT_FOUND for one in answers] == [True, True, False]
    assert len(warnings) == 1


def test_a_metonym_is_a_capital_or_a_country(few, cues: Cues, model: ResolutionModel) -> None:
    text = "Jordan objected."
    asked = (Mention(span=Span(0, 6), text="Jordan", kind=Kind.METONYM),)
    (answer,) = Resolver(few, model, cues).resolve(Article(id="a", text=text), asked)
    assert answer.place is not None
    assert answer.place.id == "test:14"
    assert "metonym" in {one.name for one in answer.ranked[0].evidence}


def test_home_draws_towards_its_country_and_state(few, cues: Cues, model: ResolutionModel) -> None:
    asked = mentions_of("The fair in Paris opened.", "Paris")
    resolver = Resolver(few, model, cues)
    shares = []
    for home in (None, "Dallas"):
        article = Article(id="a", text="The fair in Paris opened.", home=home)
        (answer,) = resolver.resolve(article, asked)
        shares.append({one.candidate.place.id: one.probability for one in answer.ranked}["test:2"])
    assert shares[1] > shares[0]


def test_demonyms_mean_their_country(few, cues: Cues, model: ResolutionModel) -> None:
    text = "Syrian troops left."
    asked = (Mention(span=Span(0, 6), text="Syrian", kind=Kind.DEMONYM),)
    (answer,) = Resolver(few, model, cues).resolve(Article(id="a", text=text), asked)
    assert answer.place is not None
    assert answer.place.country_code == "SY"
    assert answer.mention.kind is Kind.DEMONYM


@pytest.mark.parametrize("text", ["Idlib was quiet.", "Rebels in Idlib province left.", "The city of Idlib fell."])
def test_a_convention_speaks_for_the_one_that_it_means(resolve: Resolve, text: str) -> None:
    (idlib,) = resolve(text, "Idlib")
    settled = [(index, each) for index, one in enumerate(idlib.ranked) for each in one.evidence]
    for index, each in settled:
        if each.name == "convention":
            assert (each.weight > 0) == (index == 0)
            assert ("this is the other one" in each.note) == (index > 0)
