"""Learn how sure a publisher's learned home is and write gazetteer/rules/resolution_home.tsv.

    python benchmarks/train_home.py CORPORA EVAL [--dry | --fold-models DIR]

Publishers are the newspapers of LGL, whole and in part, and groups of GeoWebNews articles and of openings of WikToR,
which have no publisher in common and hence no home. A home is right when at least a third of what the publisher names
(countries left out) lies in its first-level division or within 161 km. Names are those that are annotated, and those
that the resolver's scan finds. No random numbers.
"""

import argparse
import json
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from leaving_out import FOLDS, left_out, training_options
from logistic import Floats, error_in_bins, fit_logistic, probabilities

from geomap.evaluation.gold import GoldArticle, gold_article
from geomap.geodesy import distance_m
from geomap.lookup.sqlite_gazetteer import SqliteGazetteer
from geomap.names import cached_key
from geomap.ports import Gazetteer
from geomap.records import Place, Point
from geomap.resolution.cues import Cues, parse_cues
from geomap.resolution.home import LEAST_ARTICLES, HomeLearner
from geomap.resolution.home_model import FEATURES, HEAD, HomeModel
from geomap.resolution.scan import find_names
from geomap.settings import load
from geomap.wiring import ensure_gazetteer

ROOT = Path(__file__).parent.parent
TABLE = Path("gazetteer/rules/resolution_home.tsv")
LEAST = 0.5  # probability under which a publisher has no home
AROUND_KM = 161.0
LOCAL = 1 / 3  # of what a publisher names
PARTS = (3, 4, 5, 7)  # articles that a part of a publisher holds
GROUPS = (3, 5, 8, 15)  # articles of those that have no publisher in common
OPENINGS = 400  # of WikToR's training part
COUNTS = {"lgl": 1.0, "geowebnews": 1.0, "wiktor": 0.2}  # what one look counts: real publishers are the rule
MEANINGS = {
    "constant": "",
    "share": "log of the division's share of all votes",
    "margin": "log of its votes over the next division's",
    "support": "log of its votes",
    "articles": "share of the articles that name places there",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Articles looked at together; `everything` are all that the same publisher has."""

    corpus: str
    fold: str
    domain: str
    looked_at: Sequence[GoldArticle]
    everything: Sequence[GoldArticle]


def publishers(corpora: dict[str, Sequence[GoldArticle]], folds: dict[tuple[str, str], str]) -> Iterator[Publisher]:
    """Newspapers, their parts, and groups without a common publisher; none crosses a fold."""
    papers: dict[str, list[GoldArticle]] = defaultdict(list)
    for gold in corpora["lgl"]:
        papers[str(gold.meta.get("domain"))].append(gold)
    for domain, golds in papers.items():
        fold = folds["lgl", golds[0].id]
        yield Publisher(corpus="lgl", fold=fold, domain=domain, looked_at=golds, everything=golds)
        for size in PARTS:
            for start in range(0, len(golds) - size + 1, size):
                part = golds[start : start + size]
                if len(part) < len(golds):
                    yield Publisher(corpus="lgl", fold=fold, domain=domain, looked_at=part, everything=golds)
    for corpus in ("geowebnews", "wiktor"):
        by_fold: dict[str, list[GoldArticle]] = defaultdict(list)
        for gold in corpora[corpus]:
            by_fold[folds[corpus, gold.id]].append(gold)
        for fold, golds in sorted(by_fold.items()):
            for size in GROUPS:
                for start in range(0, len(golds) - size + 1, size):
                    part = golds[start : start + size]
                    yield Publisher(corpus=corpus, fold=fold, domain="", looked_at=part, everything=part)


def is_home(place: Place, golds: Sequence[GoldArticle], countries: set[str], gazetteer: Gazetteer) -> bool:
    """Whether at least a third of what the articles name lies around the place."""
    near = total = 0
    for gold in golds:
        for one in gold.toponyms:
            if one.point is None or cached_key(one.name) in countries:
                continue
            total += 1
            close = distance_m(Point(one.point.lon, one.point.lat), place.point) <= AROUND_KM * 1000
            known = None if close or one.geoname_id is None else gazetteer.place(f"geonames:{one.geoname_id}")
            near += close or (known is not None and known.admin1_code == place.admin1_code is not None)
    return total > 0 and near >= LOCAL * total


def names_of(gold: GoldArticle, gazetteer: Gazetteer, cues: Cues) -> tuple[list[str], list[str]]:
    """The names that are annotated, and those that the scan finds."""
    given = [one.name for one in gold.toponyms if one.usable]
    return given, [name for _, name in find_names(gold.text, gazetteer, cues)]


def table_keys(path: Path) -> set[str]:
    """Keys of the first column of a table."""
    with path.open(encoding="utf-8") as lines:
        return {cached_key(line.split("\t")[0]) for line in lines if line.strip() and not line.startswith("#")}


def write(path: Path, weights: Floats, fingerprint: str) -> None:
    """Write the table that `parse_home_model` reads."""
    lines = [
        "# How sure a publisher's learned home is: log odds, learned by benchmarks/train_home.py from LGL, GeoWebNews",
        f"# and part of WikToR with the gazetteer {fingerprint[:16]}.",
        HEAD,
        *(f"weight\t{name}\t{value:.4f}\t{MEANINGS[name]}" for name, value in zip(FEATURES, weights, strict=True)),
        f"set\tleast\t{LEAST:g}\tprobability under which a publisher has no home",
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """See the module's text."""
    args = training_options(__doc__).parse_args()
    gazetteer = SqliteGazetteer(ensure_gazetteer(load()))
    with (ROOT / "gazetteer/rules/resolution_cues.tsv").open(encoding="utf-8") as lines:
        cues = parse_cues(lines)
    learner = HomeLearner(gazetteer, cues, HomeModel(weights=np.zeros(len(FEATURES)), least=0.0))
    countries = table_keys(args.evaluation / "country_names.tsv")
    with (args.evaluation / "folds.tsv").open(encoding="utf-8") as lines:
        cells = (line.rstrip("\n").split("\t") for line in lines if line.strip() and not line.startswith("#"))
        folds = {(corpus, article): fold for corpus, article, fold in cells}
    corpora: dict[str, Sequence[GoldArticle]] = {}
    for corpus in ("lgl", "geowebnews", "wiktor"):
        with (args.corpora / f"{corpus}.jsonl").open(encoding="utf-8") as lines:
            read = (gold_article(json.loads(line)) for line in lines)
            golds = [gold for gold in read if folds[corpus, gold.id] in (*FOLDS, "train")]
        corpora[corpus] = golds[:OPENINGS] if corpus == "wiktor" else golds
    names = {(corpus, gold.id): names_of(gold, gazetteer, cues) for corpus, golds in corpora.items() for gold in golds}
    rows, hits, counts, from_fold, from_corpus = [], [], [], [], []
    for publisher in publishers(corpora, folds):
        for source in (0, 1):
            named = [names[publisher.corpus, gold.id][source] for gold in publisher.looked_at]
            support = learner.support(publisher.domain, named)
            if support is None or support.articles < LEAST_ARTICLES:
                continue
            rows.append(support.row)
            hits.append(float(is_home(support.place, publisher.everything, countries, gazetteer)))
            counts.append(COUNTS[publisher.corpus])
            from_fold.append(publisher.fold)
            from_corpus.append(publisher.corpus)
    report_and_write(
        (np.array(rows), np.array(hits), np.array(counts)),
        (np.array(from_fold), np.array(from_corpus)),
        gazetteer.fingerprint,
        args,
    )


def report_and_write(
    data: tuple[Floats, Floats, Floats],
    origin: tuple[np.ndarray[tuple[int], np.dtype[np.str_]], np.ndarray[tuple[int], np.dtype[np.str_]]],
    fingerprint: str,
    args: argparse.Namespace,
) -> None:
    """Print figures on unseen folds, and write what was asked for."""
    (rows, hits, counts), (fold, corpus) = data, origin

    def fitted(seen: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Floats:
        return fit_logistic(rows[seen], hits[seen], counts[seen])

    unseen = np.zeros(len(hits))
    for each in FOLDS:
        unseen[fold == each] = probabilities(rows[fold == each], fitted(fold != each))
    tested = np.isin(fold, FOLDS)
    print(f"calibration error {error_in_bins(unseen[tested], hits[tested], counts[tested]):.4f} on unseen folds")
    for name in ("lgl", "geowebnews"):
        here = corpus == name
        sure = here & (unseen >= LEAST)
        print(
            f"{name:12}{here.sum():5} looked at, {hits[here].mean():.3f} of them at home; "
            f"{sure.sum():5} called so, {hits[sure].mean() if sure.any() else 0:.3f} of these right"
        )
    if args.dry:
        return
    if args.fold_models is None:
        write(ROOT / TABLE, fitted(np.ones(len(hits), dtype=bool)), fingerprint)
        return
    for name, without in left_out().items():
        out = np.array([without(*row) for row in zip(corpus.tolist(), fold.tolist(), strict=True)])
        write(args.fold_models / name / TABLE, fitted(~out), fingerprint)


if __name__ == "__main__":
    main()
