"""Reports on articles small enough to count by hand."""

from gold_stories import FAR, GOLD, NEAR, ROUGH, SYRIA, TABLES, WEST, Names, answer, gold, mapped

from geomap.evaluation.report import GivenReport, Protocol, TextReport, given_report, text_report
from geomap.records import Kind, Resolution

PROTOCOL = Protocol(tables=TABLES)


def given(*answers: Resolution, protocol: Protocol = PROTOCOL) -> GivenReport:
    return given_report([GOLD], {"a": mapped(GOLD, answers)}, protocol)


def read(*answers: Resolution, protocol: Protocol = PROTOCOL) -> TextReport:
    return text_report([GOLD], {"a": mapped(GOLD, answers)}, protocol)


def test_given_spans_count_places_within_161_km_and_countries_by_name() -> None:
    report = given(answer("Westham", NEAR), answer("Farham", WEST), answer("Syria", SYRIA))
    assert report.scores is not None
    assert report.scores.acc161 == 0.25  # Nearham is 71 km off; Syria's centre is over 161 km off
    assert report.scores.acc161_country == 0.5
    assert report.scores.answered == 0.75
    assert report.exact_places is None  # there was no approximate answer


def test_raw_text_counts_recognition_without_demonyms_and_end_to_end() -> None:
    report = read(
        answer("Westham", WEST),
        answer("Farham", WEST),
        answer("Ghostham", FAR),
        answer("Syrian", SYRIA, kind=Kind.DEMONYM),
    )
    scores = report.scores
    assert (scores.exact.precision, scores.exact.recall) == (2 / 3, 2 / 3)
    assert (scores.end_to_end.precision, scores.end_to_end.recall) == (1 / 3, 1 / 3)
    assert [one.mention for one in report.invented] == ["Ghostham"]
    assert [one.mention for one in report.missed] == ["Syria"]


def test_nominal_mentions_are_left_out() -> None:
    assert read(answer("Westham", WEST), answer("Ghostham", FAR, kind=Kind.NOMINAL)).scores.exact.precision == 1.0


def test_kinds_show_how_often_each_is_right() -> None:
    report = read(answer("Westham", WEST), answer("Farham", WEST), answer("Ghostham", FAR, kind=Kind.EMBEDDED))
    rows = [(one.name, one.mentions, one.answered, one.right) for one in report.kinds.parts]
    assert rows == [("literal", 2, 1.0, 0.5), ("embedded", 1, 0.0, 0.0)]


def test_approximate_answers_are_scored_with_and_without() -> None:
    answers = [answer("Westham", ROUGH), answer("Farham", ROUGH, FAR), answer("Syria", SYRIA)]
    resolved = given(*answers)
    assert resolved.scores is not None
    assert resolved.exact_places is not None
    assert (resolved.scores.acc161_country, resolved.exact_places.acc161_country) == (0.5, 0.5)
    assert (resolved.scores.answered, resolved.exact_places.answered) == (0.75, 0.5)
    found = read(*answers)
    assert found.exact_places is not None
    assert (found.scores.end_to_end.recall, found.exact_places.end_to_end.recall) == (2 / 3, 2 / 3)
    assert found.exact_places.end_to_end.precision == 1.0


def test_an_article_without_predictions_is_empty() -> None:
    report = given_report([GOLD], {}, PROTOCOL)
    assert report.scores is not None
    assert report.scores.answered == 0.0
    assert report.scores.ece is None
    assert report.coverage[0].right is None


def test_without_a_point_there_is_nothing_to_resolve() -> None:
    nowhere = gold("Westham", ("Westham", None, None))
    assert given_report([nowhere], {}, PROTOCOL).scores is None


def test_new_pairs_are_those_that_could_be_right_and_are_not_known_from_elsewhere() -> None:
    protocol = Protocol(tables=TABLES, is_new=lambda _, one: one.name != "Westham")
    report = given(answer("Westham", WEST), answer("Farham", WEST, FAR), answer("Syria", WEST), protocol=protocol)
    assert report.scores is not None
    assert (report.scores.new_pairs, report.scores.new_pairs_right) == (1, 0.0)


def test_slices_come_with_a_gazetteer() -> None:
    protocol = Protocol(tables=TABLES, gazetteer=Names(WEST, FAR, SYRIA), is_new=lambda _, one: one.name == "Farham")
    report = given(answer("Westham", WEST), answer("Farham", WEST), protocol=protocol)
    titles = [one.title for one in report.slices]
    assert titles[:3] == ["class of place", "country", "places of that name"]
    classes = {part.name: (part.mentions, part.right, part.in_reach) for part in report.slices[0].parts}
    assert classes["P towns, villages"] == (1, 1.0, 1.0)
    assert classes["H waters"] == (1, 0.0, 1.0)
    assert classes["not in the gazetteer"] == (1, 0.0, 0.0)  # "Syrian": Names knows no demonyms
    newness = {part.name: part.mentions for part in report.slices[3].parts}
    assert newness == {"seen": 3, "new": 1}
