"""Learn the resolver's weights from annotated corpora and write gazetteer/rules/resolution_weights.tsv.

    python benchmarks/train_resolution.py CORPORA EVAL [--wiktor 2000] [--dry]

CORPORA is a folder with lgl.jsonl, geowebnews.jsonl and wiktor.jsonl; EVAL one with folds.tsv, country_names.tsv and
demonyms.tsv. Prints cross-validated figures (each article scored with weights that never saw its fold), then trains
on everything. No random numbers: the same corpora and gazetteer give the same file.
"""

import argparse
import json
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from famous_names import famous_names
from numpy.typing import NDArray
from resolution_fitting import (
    Example,
    accuracy,
    calibration_data,
    calibration_error,
    fit_calibration,
    train,
)

from geomap.evaluation.gold import GoldArticle, GoldToponym, NameTables, gold_article, is_right
from geomap.lookup.sqlite_gazetteer import SqliteGazetteer
from geomap.ports import Gazetteer
from geomap.records import Article, Mention, PublisherHome, Span
from geomap.resolution.blocks import NameBlock, make_block
from geomap.resolution.cues import Cues, parse_cues
from geomap.resolution.evidence import fixed_features
from geomap.resolution.home import HomeLearner
from geomap.resolution.home_model import parse_home_model
from geomap.resolution.layout import SENTENCE, Occurrence, lay_out
from geomap.resolution.model import CALIBRATION, model_lines
from geomap.resolution.naming import candidates_for
from geomap.resolution.prepare import occurrences, windows
from geomap.resolution.table import Table, make_table
from geomap.settings import load
from geomap.wiring import ensure_gazetteer

Floats = NDArray[np.float64]

RULES = Path(__file__).parent.parent / "gazetteer" / "rules"
# Of a mention of each corpus; news is what we read.
WEIGHTS = {
    "lgl": 1.0,
    "lgl at home": 0.7,
    "geowebnews": 1.0,
    "wiktor": 0.5,
    "lgl sentences": 0.05,  # without its article a local sentence teaches little but the paper's region
    "geowebnews sentences": 0.5,
    "famous names": 1.0,
}

CALIBRATED = {"lgl", "geowebnews", "geowebnews sentences", "famous names"}  # probabilities are fitted to these
FOLDS = 5

MEANINGS = {
    "population_small": "log10 of the population in half steps, up to 10,000",
    "population_middle": "the part of it from 10,000 to 300,000",
    "population_large": "the part of it above 300,000",
    "population_unknown": "the gazetteer gives no population",
    "population_share": "share of the population of all places of this name",
    "most_populous": "no place of this name has more people",
    "population_rivals": "log10 of the population times log2 of how many places share the name",
    "division_population": "log10 of the population of a division",
    "names": "log2 of how many names the gazetteer holds for it, rounded",
    "same_spelling": "spelt letter by letter as in the gazetteer",
    "short_alternate": "another name of three letters or fewer",
    "twin_division": "a division with a town of the same name in it or beside it",
    "twin_town": "a town with a division of the same name around it",
    "alone_country": "a country, the fewer other names the more",
    "alone_capital": "a capital, the fewer other names the more",
    "cue_water": 'set by hand: a river, lake or sea, and the text says so: "the river X"',
    "cue_spot": 'set by hand: an airport, dam or the like, and the text says so: "X airport"',
    "metonym_capital": "set by hand: a capital or country whose name stands for its government",
    "in_dateline": "a town in the dateline",
    "second_shared": "how many other names have a namesake in the same second-level division, up to two",
    "first_shared": "share of the other names with a namesake in the same first-level division, rare ones counted more",
    "country_named": "its country is named in the article",
    "first_named": "its first-level division is named in the article",
    "second_named": "its second-level division is named in the article",
    "named_near": "one of them is named near by in the text",
    "holds_country": "a country: country_share",
    "holds_first": "a first-level division: first_share",
    "holds_second": "a second-level division: first_share",
    "town_first_share": "a town: first_share",
    "dateline_country": "in the country of the dateline's town",
    "dateline_first": "in the first-level division of the dateline's town",
    "demonym_country": "a demonym of its country stands in the same sentence",
    "wide_population": "log10 of the population times how far the article's names spread over countries",
    "wide_capital": "a capital, times that spread",
    "wide_first": "a first-level division, times that spread",
    "alone_population": "log10 of the population, the fewer other names the more",
    "alone_first": "a first-level division, the fewer other names the more",
    "focus_population": "log10 of the population times country_share",
    "focus_capital": "a capital, times country_share",
    "twin_town_close": "a town with a division of its name around it: close_share",
    "twin_division_holds": "a division with a town of its name in it: holds_first",
    "match_geocoded": "set by hand: an answer of the online service",
    "home_near": "closeness to the publisher's town, by the logarithm of the distance",
    "country_share": "share of the article's other names in the same country",
    "country_near": "the same, near ones in the text counted more",
    "first_share": "share of the article's other names in the same first-level division",
    "first_near": "the same, near ones in the text counted more",
    "close_share": "share of the article's other places within 150 km",
    "close_near": "the same, near ones in the text counted more",
    "closest_km": "closeness to the nearest other place, by the logarithm of the distance",
    "holds_said": 'set by hand: the text says "X, Y", "X in Y" or "Y\'s X", and it is a Y that holds an X',
    "inside_comma": 'set by hand: the text says "X, Y" or "X (Y)" and it lies in Y',
    "inside_in": 'set by hand: the text says "X in Y" and it lies in Y',
    "inside_possessive": 'set by hand: the text says "Y\'s X" or "the Y city of X" and it lies in Y',
    "inside_apart": 'set by hand: the text says "from X to Y" or the like and it lies in Y',
    "same_kind_listed": '"X and Y", and both are of one kind',
    "ambiguous_below": "less probable answers are called ambiguous",
    "tie": "a rival with this share of the winner's probability ...",
    "tie_m": "... further away than this many metres makes an answer ambiguous",
}
STATUS = {"ambiguous_below": 0.5, "tie": 0.8, "tie_m": 25_000.0}


class Reader:
    """Makes examples of gold articles, the way the resolver sees them when spans are given."""

    def __init__(self, gazetteer: Gazetteer, cues: Cues, tables: NameTables) -> None:
        self.gazetteer, self._cues, self._tables = gazetteer, cues, tables
        with (RULES / "resolution_home.tsv").open(encoding="utf-8") as lines:
            self.learner = HomeLearner(gazetteer, cues, parse_home_model(lines))
        self._blocks: dict[str, NameBlock | None] = {}
        self.lost: dict[str, int] = {}  # gold mentions in windows where the gazetteer knows no name at all

    def _block(self, occurrence: Occurrence) -> NameBlock | None:
        name = occurrence.name
        if name not in self._blocks:
            found = candidates_for(name, self.gazetteer, self._cues)
            self._blocks[name] = make_block(name, found) if found else None
        return self._blocks[name]

    def examples(self, corpus: str, fold: str, gold: GoldArticle, home: PublisherHome | None = None) -> list[Example]:
        """One example a window of the article."""
        golds = [toponym for toponym in gold.toponyms if toponym.point is not None]
        mentions = [
            Mention(span=toponym.span, text=gold.text[toponym.span.start : toponym.span.end]) for toponym in golds
        ]
        article = Article(id=gold.id, text=gold.text, toponyms=tuple(mention.span for mention in mentions))
        made = []
        for window in windows(occurrences(article, mentions, self.gazetteer, self._cues)):
            layout = lay_out(gold.text, window, self._block, self._cues)
            asked = [(layout.group_of[i], golds[o.mention]) for i, o in enumerate(window) if o.mention >= 0]
            if layout.groups:
                made.append(self._example(make_table(layout, learned=home), asked, corpus, fold))
            elif asked:
                self.lost[corpus] = self.lost.get(corpus, 0) + len(asked)
        return made

    def _example(self, table: Table, asked: Sequence[tuple[int, GoldToponym]], corpus: str, fold: str) -> Example:
        right, exact, count = np.zeros(len(table.group)), np.zeros(len(table.group)), np.zeros(len(table.groups))
        for group, toponym in asked:
            if group < 0:
                continue
            count[group] += 1
            part = table.rows(group)
            for i, candidate in enumerate(table.groups[group].block.candidates, part.start):
                right[i] += is_right(toponym, candidate.place, self._tables)
                exact[i] += candidate.place.id == f"geonames:{toponym.geoname_id}"
        for values in (right, exact):  # occurrences taken in one sense may differ in gold: the majority of them counts
            values[:] = (values > 0.5 * count[table.group]) & (values > 0)
        return Example(
            corpus=corpus,
            fold=fold,
            table=table,
            features=fixed_features(table),
            right=right,
            exact=exact,
            count=count,
            unknown=sum(group < 0 for group, _ in asked),
        )


def sentences_of(gold: GoldArticle) -> Iterator[GoldArticle]:
    """Each sentence with annotations as an article of its own: short texts must be read right, too."""
    bounds = [0, *(match.end() for match in SENTENCE.finditer(gold.text)), len(gold.text)]
    for start, end in pairwise(bounds):
        inside = [
            replace(one, span=Span(one.span.start - start, one.span.end - start))
            for one in gold.toponyms
            if start <= one.span.start and one.span.end <= end
        ]
        if inside:
            yield GoldArticle(id=f"{gold.id}@{start}", text=gold.text[start:end], toponyms=tuple(inside))


def homes_of(golds: Sequence[GoldArticle], learner: HomeLearner) -> dict[str, PublisherHome]:
    """The home of each article's paper, learned from what its articles name, as at run time: no gold place is read."""
    named: dict[str, list[list[str]]] = {}
    for gold in golds:
        named.setdefault(str(gold.meta.get("domain")), []).append([one.name for one in gold.toponyms if one.usable])
    homes = {domain: learner.learn(domain, articles) for domain, articles in named.items()}
    found = ((gold.id, homes[str(gold.meta.get("domain"))]) for gold in golds)
    return {article: home for article, home in found if home is not None}


def table_of(path: Path) -> dict[str, str]:
    """A two-column table without its comments."""
    with path.open(encoding="utf-8") as lines:
        return dict(line.rstrip("\n").split("\t") for line in lines if line.strip() and not line.startswith("#"))


def folds_of(path: Path) -> dict[tuple[str, str], str]:
    """Fold of each (corpus, article)."""
    with path.open(encoding="utf-8") as lines:
        rows = (line.rstrip("\n").split("\t") for line in lines if line.strip() and not line.startswith("#"))
        return {(corpus, article): fold for corpus, article, fold in rows}


def read_corpora(
    folder: Path, reader: Reader, folds: dict[tuple[str, str], str], wiktor: int, gazetteer: Path
) -> list[Example]:
    """Examples of LGL (without and with the paper's town), GeoWebNews, their single sentences, and WikToR.

    Of WikToR the first `wiktor` articles of the training part and all of the held-out part; of the gazetteer, given by
    its file, the famous names.
    """
    examples: list[Example] = []
    for corpus in ("lgl", "geowebnews", "wiktor"):
        with (folder / f"{corpus}.jsonl").open(encoding="utf-8") as lines:
            golds = [gold_article(json.loads(line)) for line in lines]
        homes = homes_of(golds, reader.learner) if corpus == "lgl" else {}
        taken = 0
        for gold in golds:
            fold = folds[corpus, gold.id]
            taken += fold == "train"
            if fold == "train" and taken > wiktor:
                continue
            examples += reader.examples(corpus, fold, gold)
            if (
                corpus == "lgl"
            ):  # all of them, so that the figure counts those whose paper keeps its home to itself, too
                examples += reader.examples("lgl at home", fold, gold, homes.get(gold.id))
            if corpus != "wiktor":
                for sentence in sentences_of(gold):
                    examples += reader.examples(f"{corpus} sentences", fold, sentence)
    for number, gold in enumerate(famous_names(gazetteer)):
        examples += reader.examples("famous names", str(number % FOLDS), gold)
    for example in examples:
        example.weight = WEIGHTS[example.corpus]
    return examples


def cross_validate(examples: Sequence[Example], lost: Mapping[str, int]) -> tuple[Floats, Floats, Floats]:
    """Print figures on unseen folds; returns calibration data of the unseen answers."""
    unseen: list[Example] = []
    data = []
    for fold in map(str, range(FOLDS)):
        seen = [example for example in examples if example.fold not in (fold, "held")]
        tested = [example for example in examples if example.fold == fold or (fold == "0" and example.fold == "held")]
        train(seen, tested)
        data.append(calibration_data(e for e in tested if e.corpus in CALIBRATED))
        unseen += tested
    for corpus in WEIGHTS:
        share, possible, total = accuracy([one for one in unseen if one.corpus == corpus], lost.get(corpus, 0))
        print(f"{corpus:14} acc@161_country {share:.4f} of {total}; candidates hold a right one {possible:.4f}")
    rows, hits, counts = (np.concatenate(parts) for parts in zip(*data, strict=True))
    return rows, hits, counts


def main() -> None:
    """See the module's text."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("corpora", type=Path)
    cli.add_argument("evaluation", type=Path)
    cli.add_argument("--wiktor", type=int, default=2000, help="articles of WikToR to train on")
    cli.add_argument("--dry", action="store_true", help="print the figures, write nothing")
    args = cli.parse_args()
    began = time.perf_counter()
    path = ensure_gazetteer(load())
    gazetteer = SqliteGazetteer(path)
    tables = NameTables.of(table_of(args.evaluation / "country_names.tsv"), table_of(args.evaluation / "demonyms.tsv"))
    with (RULES / "resolution_cues.tsv").open(encoding="utf-8") as lines:
        reader = Reader(gazetteer, parse_cues(lines), tables)
    examples = read_corpora(args.corpora, reader, folds_of(args.evaluation / "folds.tsv"), args.wiktor, path)
    print(
        f"{len(examples)} articles, {sum(len(e.table.group) for e in examples)} candidates, "
        f"{time.perf_counter() - began:.0f} s",
        flush=True,
    )
    rows, hits, counts = cross_validate(examples, reader.lost)
    calibration = fit_calibration(rows, hits, counts)
    honest = 1 / (1 + np.exp(-rows @ calibration))
    print(f"calibration error {calibration_error(honest, hits, counts):.4f}; {time.perf_counter() - began:.0f} s")
    if not args.dry:
        write(train([example for example in examples if example.fold != "held"]), calibration, gazetteer.fingerprint)


def write(weights: Floats, calibration: Floats, fingerprint: str) -> None:
    """Write the weights table."""
    lines = [
        "# Weights of the resolver's evidence, learned by benchmarks/train_resolution.py from LGL, GeoWebNews",
        f"# and part of WikToR with the gazetteer {fingerprint[:16]}.",
        "# rank: what one unit adds to a candidate's log odds, by pass.",
        *model_lines(weights, dict(zip(CALIBRATION, calibration.tolist(), strict=True)), STATUS, MEANINGS),
    ]
    (RULES / "resolution_weights.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
