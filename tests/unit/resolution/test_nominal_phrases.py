import pytest

from geomap.errors import SettingsError
from geomap.records import Place, Point
from geomap.resolution.nominal_phrases import find_phrases, parse_nominals

TABLE = [
    "role\tword\tfits\tnote",
    "noun\tcity\tP",
    "noun\tcapital\tP.PPLC P.PPLA=",
    "noun\tcountry\tA.PCL",
    "said\tdistrict\tA.ADM2",
    "modifier\tbesieged",
    "holder\theld",
    "follower\tis",
]


def place(feature_class, code):
    return Place(id="1", name="X", point=Point(0.0, 0.0), feature_class=feature_class, feature_code=code)


@pytest.fixture(scope="module")
def rules():
    return parse_nominals(TABLE)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The city is quiet.", ["The city"]),
        ("This besieged city's walls fell.", ["This besieged city"]),
        ("They left the ISIS-held city.", ["the ISIS-held city"]),
        ("They left the rebel-held, besieged city.", []),
        ("The city council met.", []),
        ("The city of Homs is quiet.", []),
        ("The city closed its gates.", ["The city"]),
        ("A city is quiet; every city is.", []),
        ("The\ncity\nis quiet; the city", ["The\ncity", "the city"]),
        ("Soothe city nerves.", []),
        ("the " * 50, []),
    ],
)
def test_a_phrase_is_a_noun_for_a_place_that_stands_alone(rules, text, found):
    assert [text[phrase.start : phrase.end] for phrase in find_phrases(text, rules)] == found


def test_who_holds_it_is_noted(rules):
    (phrase,) = find_phrases("the ISIS-held city.", rules)
    assert (phrase.noun, phrase.held) == ("city", True)


def test_a_noun_fits_classes_beginnings_of_codes_and_whole_codes(rules):
    assert rules.fits("city", place("P", "PPLX"))
    assert rules.fits("country", place("A", "PCLI"))
    assert rules.fits("capital", place("P", "PPLA"))
    assert not rules.fits("capital", place("P", "PPLA2"))
    assert not rules.fits("city", place("A", "ADM1"))
    assert not rules.fits("moon", place("P", "PPL"))
    assert rules.only_said == {"district"}


@pytest.mark.parametrize("line", ["verb\truns\t", "noun\tmoon\t"])
def test_a_line_that_nothing_understands_is_named(line):
    with pytest.raises(SettingsError, match=line.split("\t")[1]):
        parse_nominals([*TABLE, line])
