from dataclasses import replace

import pytest

from geomap.codec import to_json
from geomap.export.withheld import MOST_WORDS, shortened, withheld
from geomap.records import (
    Article,
    BBox,
    Bound,
    Candidate,
    Kind,
    MappedArticle,
    Mention,
    Place,
    Point,
    Provenance,
    QuotedArea,
    QuotedName,
    Region,
    Resolution,
    ScoredCandidate,
    Span,
    Status,
)

LONG = "the strip of broken hills between Kirkuk and Tikrit"
TEXT = f"They fled to {LONG}, as far as the old camp by the river where the road from the south ends."
PLACE = Place(id="g:1", name="Kirkuk", point=Point(44.4, 35.5))


def article() -> MappedArticle:
    start = TEXT.index(LONG)
    region = Region(relation="hills", span=Span(start, start + len(LONG)), text=LONG, bbox=BBox(43.0, 34.0, 45.0, 36.0))
    at = TEXT.index("Kirkuk")
    mention = Mention(span=Span(at, at + 6), text="Kirkuk", kind=Kind.LITERAL)
    ranked = (ScoredCandidate(candidate=Candidate(place=PLACE, matched_name="Kirkuk"), probability=0.9),)
    camp = TEXT[TEXT.index("old camp") : TEXT.index(" ends")]
    quoted = QuotedName(span=Span(0, 4), text=camp, region=replace(region, text=camp))
    area = QuotedArea(span=Span(0, 4), text=LONG, unit="own area", bound=Bound.EXACT, low_m2=1.0, high_m2=1.0)
    return MappedArticle(
        article=Article(id="a", text=TEXT),
        resolutions=(Resolution(mention=mention, status=Status.RESOLVED, ranked=ranked, region=region),),
        areas=(area,),
        quoted_names=(quoted,),
        provenance=Provenance(geomap="0", gazetteer="g", recognizer="r"),
    )


def test_no_sentence_is_left_of_an_article_that_is_written_without_its_text() -> None:
    words = TEXT.replace(",", " ").split()
    runs = {" ".join(words[at : at + MOST_WORDS + 1]) for at in range(len(words) - MOST_WORDS)}
    assert any(run in to_json(article(), with_text=False) for run in runs)
    assert not any(run in to_json(withheld(article()), with_text=False) for run in runs)


def test_names_offsets_and_numbers_stay() -> None:
    before, after = article(), withheld(article())
    assert [each.mention for each in after.resolutions] == [each.mention for each in before.resolutions]
    assert after.resolutions[0].region is not None
    assert before.resolutions[0].region is not None
    assert after.resolutions[0].region == replace(before.resolutions[0].region, text=shortened(LONG))
    assert (after.areas[0].span, after.areas[0].high_m2) == (before.areas[0].span, 1.0)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("northern Bavaria", "northern Bavaria"),
        ("30 km\nsouth of Raqqa", "30 km\nsouth of Raqqa"),
        ("a b c d e f", "a b c d e f"),
        ("a b c d e f g", "a b … d e f g"),
        (LONG, "the strip … between Kirkuk and Tikrit"),
        ("", ""),
    ],
)
def test_of_many_words_the_middle_is_left_out(words: str, kept: str) -> None:
    assert shortened(words) == kept
