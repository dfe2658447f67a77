"""The figures, on articles small enough to count by hand, and against the field's scorer where it is at hand."""

import importlib.util
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from geomap.codec import to_dict
from geomap.errors import InputError
from geomap.evaluation.gold import GoldArticle, NameTables, gold_article
from geomap.evaluation.metrics import calibration_error, evaluate
from geomap.records import (
    Article,
    Candidate,
    Evidence,
    Kind,
    MappedArticle,
    Mention,
    Place,
    Point,
    Provenance,
    Resolution,
    ScoredCandidate,
    Span,
    Status,
)

SHARED = Path(__file__).parents[4] / "shared"
TABLES = NameTables.of({"Syria": "SY"}, {"Syrian": "SY"})
WEST = Place(id="geonames:1", name="Westham", point=Point(10.0, 50.0), country_code="DE", feature_code="PPL")
NEAR = Place(id="geonames:2", name="Nearham", point=Point(11.0, 50.0), country_code="DE", feature_code="PPL")
FAR = Place(id="geonames:3", name="Farham", point=Point(40.0, 10.0), country_code="ET", feature_code="PPL")
SYRIA = Place(id="geonames:163843", name="Syria", point=Point(38.5, 35.0), country_code="SY", feature_code="PCLI")


def answer(text: str, name: str, place: Place | None, p: float = 0.9, kind: Kind = Kind.LITERAL) -> Resolution:
    start = text.index(name)
    mention = Mention(span=Span(start, start + len(name)), text=name, kind=kind)
    if place is None:
        return Resolution(mention=mention, status=Status.NOT_FOUND)
    why = (Evidence(name="close_by", weight=1.5, note="12 km from Nearham"),)
    best = ScoredCandidate(candidate=Candidate(place=place, matched_name=name), probability=p, evidence=why)
    return Resolution(mention=mention, status=Status.RESOLVED, ranked=(best,))


def mapped(article: GoldArticle, answers: Sequence[Resolution]) -> MappedArticle:
    return MappedArticle(
        article=Article(id=article.id, text=article.text),
        resolutions=tuple(answers),
        areas=(),
        quoted_names=(),
        provenance=Provenance(geomap="0", gazetteer="g", recognizer="r"),
    )


def gold(text: str, *rows: tuple[str, float | None, float | None]) -> GoldArticle:
    toponyms = [
        {
            "start": text.index(name),
            "end": text.index(name) + len(name),
            "name": name,
            "lat": lat,
            "lon": lon,
            "geonameid": None,
            "type": None,
        }
        for name, lon, lat in rows
    ]
    return gold_article({"id": "a", "text": text, "toponyms": toponyms})


TEXT = "Westham and Farham lie in Syria, the Syrian press says of Ghostham."
GOLD = gold(TEXT, ("Westham", 10.0, 50.0), ("Farham", 40.0, 10.0), ("Syria", 36.0, 33.0), ("Syrian", 38.0, 35.0))


def test_given_spans_count_places_within_161_km_and_countries_by_name() -> None:
    answers = [answer(TEXT, "Westham", NEAR), answer(TEXT, "Farham", WEST), answer(TEXT, "Syria", SYRIA)]
    report = evaluate([GOLD], {"a": mapped(GOLD, answers)}, TABLES, given_spans=True)
    assert report.resolution is not None
    assert report.resolution.acc161 == 0.25  # Nearham is 71 km off; Syria's centre is over 161 km off
    assert report.resolution.acc161_country == 0.5
    assert report.resolution.answered == 0.75
    assert report.recognition is None


def test_raw_text_counts_recognition_without_demonyms_and_end_to_end() -> None:
    answers = [
        answer(TEXT, "Westham", WEST),
        answer(TEXT, "Farham", WEST),
        answer(TEXT, "Ghostham", FAR),
        answer(TEXT, "Syrian", SYRIA, kind=Kind.DEMONYM),
    ]
    report = evaluate([GOLD], {"a": mapped(GOLD, answers)}, TABLES)
    assert report.recognition is not None
    assert report.end_to_end is not None
    assert (report.recognition.precision, report.recognition.recall) == (2 / 3, 2 / 3)
    assert (report.end_to_end.precision, report.end_to_end.recall) == (1 / 3, 1 / 3)
    assert [one.what for one in report.mistakes] == ["wrong place", "invented", "missed"]


def test_a_mistake_shows_text_gold_answer_and_reason() -> None:
    report = evaluate([GOLD], {"a": mapped(GOLD, [answer(TEXT, "Farham", WEST)])}, TABLES, given_spans=True)
    text = "\n".join(report.lines())
    assert "[Farham]" in text
    assert "40.00 E, 10.00 N" in text
    assert "Westham, DE, PPL, geonames:1" in text
    assert "12 km from Nearham (+1.5)" in text


def test_an_article_without_predictions_is_empty() -> None:
    report = evaluate([GOLD], {}, TABLES, given_spans=True)
    assert report.resolution is not None
    assert report.resolution.answered == 0.0
    assert report.resolution.ece is None


def test_calibration_error_is_the_mean_gap() -> None:
    assert calibration_error([(0.95, True)] * 9 + [(0.95, False)]) == pytest.approx(0.05)
    assert calibration_error([]) is None


@pytest.mark.parametrize(
    "document",
    [
        {"id": "a", "text": "x"},
        {"id": "a", "toponyms": []},
        {"id": "a", "text": "x", "toponyms": [{"start": 0, "end": 9, "name": "x"}]},
        {"id": "a", "text": "x", "toponyms": [{"start": 0}]},
    ],
)
def test_a_gold_line_that_cannot_be_used_is_told(document: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="'a'"):
        gold_article(document)


def _scorer() -> Any:
    path = SHARED / "eval" / "score.py"
    if not path.is_file():
        pytest.skip("needs ../shared/eval/score.py, the field's scorer")
    spec = importlib.util.spec_from_file_location("shared_score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _table(name: str) -> dict[str, str]:
    lines = (SHARED / "eval" / name).read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if line.strip() and not line.startswith("#"))


def _guesses(article: GoldArticle, given: bool) -> list[Resolution]:
    """Answers that are right, near, far, missing or made up, by a rule that knows no chance."""
    places, found = [None, WEST, FAR, SYRIA], []
    for number, one in enumerate(article.toponyms):
        right = one.point and Place(id=f"geonames:{one.geoname_id}", name=one.name, point=one.point)
        place = right if number % 3 else places[number % 4]
        span = one.span if given or number % 5 else Span(one.span.start, one.span.end + 1)
        kind = Kind.DEMONYM if number % 7 == 3 else Kind.LITERAL
        if number % 6 != 5:
            mention = Mention(span=span, text=article.text[span.start : span.end] or "x", kind=kind)
            if place is None:
                found.append(Resolution(mention=mention, status=Status.NOT_FOUND))
            else:
                best = ScoredCandidate(
                    candidate=Candidate(place=place, matched_name=one.name), probability=round((number % 10) / 10, 4)
                )
                found.append(Resolution(mention=mention, status=Status.RESOLVED, ranked=(best,)))
    return found


@pytest.mark.parametrize("given", [True, False])
@pytest.mark.parametrize("corpus", ["lgl", "geowebnews"])
def test_the_figures_are_those_of_the_fields_scorer(corpus: str, given: bool) -> None:
    scorer = _scorer()
    with (SHARED / "corpora" / f"{corpus}.jsonl").open(encoding="utf-8") as lines:
        documents = [json.loads(line) for line, _ in zip(lines, range(20), strict=False)]
    golds = [gold_article(document) for document in documents]
    predicted = {one.id: mapped(one, _guesses(one, given)) for one in golds}
    written = {name: to_dict(one)["mentions"] for name, one in predicted.items()}
    theirs = scorer.score(documents, written, given)
    tables = NameTables.of(_table("country_names.tsv"), _table("demonyms.tsv"))
    ours = evaluate(golds, predicted, tables, given_spans=given)
    if given:
        assert ours.resolution is not None
        figures = theirs["resolution"]
        assert round(ours.resolution.acc161, 4) == figures["acc@161"]
        assert round(ours.resolution.acc161_country, 4) == figures["acc@161_country"]
        assert round(ours.resolution.answered, 4) == figures["answered"]
        assert round(ours.resolution.auc, 4) == pytest.approx(figures["auc"], abs=1e-4)
        assert round(ours.resolution.ece or 0, 4) == figures["ece"]
        return
    for scores, name in (
        (ours.recognition, "recognition"),
        (ours.recognition_overlap, "recognition_overlap"),
        (ours.recognition_demonyms, "recognition_demonyms"),
        (ours.end_to_end, "end_to_end_161"),
    ):
        assert scores is not None
        found = {"p": round(scores.precision, 4), "r": round(scores.recall, 4), "f1": round(scores.f1, 4)}
        assert found == theirs[name]
