"""Our figures are those of the field's scorer, to the last digit, where that is at hand."""

import importlib.util
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from gold_stories import FAR, SYRIA, WEST, mapped

from geomap.codec import to_dict
from geomap.evaluation.folds import folds_of, new_pairs
from geomap.evaluation.gold import GoldArticle, NameTables, gold_article
from geomap.evaluation.rendering import given_json, text_json
from geomap.evaluation.report import Protocol, given_report, text_report
from geomap.records import Candidate, Kind, Mention, Place, Resolution, ScoredCandidate, Span, Status

SHARED = Path(__file__).parents[4] / "shared"


@pytest.fixture(scope="module")
def scorer() -> Any:
    path = SHARED / "eval" / "score.py"
    if not path.is_file():
        pytest.skip("needs ../shared/eval/score.py, the field's scorer")
    spec = importlib.util.spec_from_file_location("shared_score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def table(name: str) -> dict[str, str]:
    lines = (SHARED / "eval" / name).read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if line.strip() and not line.startswith("#"))


def documents(corpus: str) -> list[dict[str, Any]]:
    with (SHARED / "corpora" / f"{corpus}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line, _ in zip(lines, range(60), strict=False)]


def guesses(article: GoldArticle, given: bool) -> list[Resolution]:
    """Answers that are right, near, far, missing or made up, by a rule that knows no chance."""
    places, found = [None, WEST, FAR, SYRIA], []
    for number, one in enumerate(article.toponyms):
        right = one.point and Place(id=f"geonames:{one.geoname_id}", name=one.name, point=one.point)
        place = right if number % 3 else places[number % 4]
        span = one.span if given or number % 5 else Span(one.span.start, one.span.end + 1)
        kind = Kind.DEMONYM if number % 7 == 3 else Kind.LITERAL
        if number % 6 != 5:
            mention = Mention(span=span, text=article.text[span.start : span.end] or "x", kind=kind)
            ranked: Sequence[ScoredCandidate] = [
                ScoredCandidate(
                    candidate=Candidate(place=candidate, matched_name=one.name),
                    probability=(number % 13) / 13 / (order + 1),
                )
                for order, candidate in enumerate((place, right))
                if place is not None and candidate is not None
            ]
            status = Status.RESOLVED if ranked else Status.NOT_FOUND
            found.append(Resolution(mention=mention, status=status, ranked=tuple(ranked)))
    return found


@pytest.mark.parametrize("corpus", ["lgl", "geowebnews"])
def test_the_figures_are_those_of_the_fields_scorer(corpus: str, scorer: Any) -> None:
    rows = documents(corpus)
    golds = [gold_article(row) for row in rows]
    folds = folds_of((SHARED / "eval" / "folds.tsv").read_text(encoding="utf-8").splitlines(), corpus)
    tables = NameTables.of(table("country_names.tsv"), table("demonyms.tsv"))
    protocol = Protocol(tables=tables, is_new=new_pairs(golds, folds))
    for given in (True, False):
        predicted = {one.id: mapped(one, guesses(one, given)) for one in golds}
        written = {name: to_dict(one)["mentions"] for name, one in predicted.items()}
        theirs = scorer.score(rows, written, given, seen=scorer.pairs_seen(rows, folds))
        if given:
            ours = given_json(given_report(golds, predicted, protocol))
            assert ours["resolution"] == theirs["resolution"]
            continue
        ours = text_json(text_report(golds, predicted, protocol))
        for name in ("recognition", "recognition_overlap", "recognition_demonyms", "end_to_end_161"):
            assert ours[name] == theirs[name], name
