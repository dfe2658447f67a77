import pytest

from geomap.cli.wording import coordinates, percent, sentence_around, whereabouts
from geomap.records import Place, Point, Span


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. In Oslo it rains. Three.", "In «Oslo» it rains."),
        ("Oslo", "«Oslo»"),
        ("He said: “It rains in\nOslo!” Then he left.", "He said: “It rains in «Oslo»!"),
        ("Heading\n\nOslo is wet\n\nnext", "«Oslo» is wet"),
        ("x " * 300 + "Oslo" + " y" * 300, None),
    ],
)
def test_the_sentence_around_a_mention(text: str, expected: str | None) -> None:
    start = text.index("Oslo")
    sentence = sentence_around(text, Span(start, start + 4))
    assert expected is None or sentence == expected
    assert "«Oslo»" in sentence
    assert len(sentence) < 260


class NoCountries:
    def referenced(self, reference: str) -> Place | None:
        return None


class OneCountry(NoCountries):
    def referenced(self, reference: str) -> Place | None:
        return Place(id="c", name="United States", point=Point(-98.5, 39.76)) if reference == "US" else None


def test_words_for_places() -> None:
    place = Place(
        id="x", name="Oslo", point=Point(-97.131, -48.2), country_code="US", admin1="Minnesota", admin2="Oslo"
    )
    assert whereabouts(NoCountries())(place) == "Minnesota, US"
    assert whereabouts(OneCountry())(place) == "Minnesota, United States"
    assert coordinates(place) == "48.20°S 97.13°W"
    assert (percent(0.934), percent(None)) == ("93%", "")
