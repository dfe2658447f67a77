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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from numpy.typing import NDArray

from geomap.evaluation.gold import GoldArticle, GoldToponym, NameTables, gold_article, is_right
from geomap.ports import Gazetteer
from geomap.records import Article, Mention, Place, Span
from geomap.resolution.blocks import STATIC, NameBlock, make_block
from geomap.resolution.conventions import settle
from geomap.resolution.cues import Cues, parse_cues
from geomap.resolution.evidence import FEATURES, add_context, fixed_features
from geomap.resolution.layout import SENTENCE, Occurrence, lay_out
from geomap.resolution.model import CALIBRATION, PASSES, calibration_row, model_lines, softmax
from geomap.resolution.naming import candidates_for
from geomap.resolution.prepare import occurrences, windows
from geomap.resolution.table import Table, make_table

Floats = NDArray[np.float64]

RULES = Path(__file__).parent.parent / "gazetteer" / "rules"
REGULAR = 0.5  # L2 penalty on the weights of standardised columns
WEIGHTS = {
    "lgl": 1.0,
    "geowebnews": 1.0,
    "wiktor": 0.5,
    "sentences": 0.3,
}  # of a mention of each corpus; news is what we read
EXACT_SHARE = 0.3  # how much of the loss asks for the gold's own id among the right ones


@dataclass(slots=True)
class Example:
    """An article (window) with what its gold says of each candidate."""

    corpus: str
    fold: str
    table: Table
    features: Floats
    right: Floats  # 1 where the candidate counts as right
    exact: Floats  # 1 where it is the gold place itself
    count: Floats  # gold mentions of each group
    unknown: int  # gold mentions of which the gazetteer knows nothing
    weight: float = 1.0  # of its corpus
    p: Floats = field(default_factory=lambda: np.zeros(0))


def minimise(
    function: Callable[[Floats], tuple[float, Floats]], x: Floats, steps: int = 200, memory: int = 12
) -> Floats:
    """L-BFGS with a backtracking line search; `function` gives value and gradient."""
    value, gradient = function(x)
    history: list[tuple[Floats, Floats, float]] = []
    for _ in range(steps):
        direction = -gradient
        kept = []
        for s, y, rho in reversed(history):
            alpha = rho * float(s @ direction)
            direction = direction - alpha * y
            kept.append(alpha)
        if history:
            s, y, _rho = history[-1]
            direction *= float(s @ y) / float(y @ y)
        for (s, y, rho), alpha in zip(history, reversed(kept), strict=True):
            direction = direction + (alpha - rho * float(y @ direction)) * s
        slope, size = float(gradient @ direction), 1.0 if history else 1.0 / (1.0 + float(np.abs(gradient).sum()))
        for _halving in range(30):
            new_value, new_gradient = function(x + size * direction)
            if new_value <= value + 1e-4 * size * slope:
                break
            size /= 2
        else:
            return x
        s, y = size * direction, new_gradient - gradient
        done = abs(value - new_value) < 1e-7 * max(1.0, abs(value))
        x, value, gradient = x + s, new_value, new_gradient
        if float(s @ y) > 1e-12:
            history = [*history[-memory + 1 :], (s, y, 1.0 / float(s @ y))]
        if done:
            break
    return x


def stacked(
    examples: Sequence[Example], width: int
) -> tuple[Floats, NDArray[np.int64], NDArray[np.int64], Floats, Floats, Floats]:
    """Rows, starts, groups, right, exact and group weights of all groups that hold a right candidate."""
    rows, sizes, right, exact, weight = [], [], [], [], []
    for example in examples:
        table = example.table
        for group in np.flatnonzero(example.count):
            part = table.rows(int(group))
            if example.right[part].any() and part.stop - part.start > 1:
                rows.append(example.features[part, :width])
                sizes.append(part.stop - part.start)
                right.append(example.right[part])
                exact.append(example.exact[part])
                weight.append(example.count[group] * example.weight)
    counts = np.array(sizes)
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    return (
        np.concatenate(rows),
        starts,
        np.repeat(np.arange(len(counts)), counts),
        np.concatenate(right),
        np.concatenate(exact),
        np.array(weight),
    )


def fit_ranker(examples: Sequence[Example], width: int, fixed: dict[int, float]) -> Floats:
    """Weights of a conditional logit over the first `width` features; `fixed` are set by hand."""
    rows, starts, group, right, exact, weight = stacked(examples, width)
    scale = rows.std(axis=0)
    scale[scale == 0] = 1.0
    rows = rows / scale
    offset = sum((rows[:, i] * scale[i] * w for i, w in fixed.items() if i < width), np.zeros(len(rows)))
    free = np.array([i not in fixed for i in range(width)])
    has_exact = np.add.reduceat(exact, starts) > 0
    share = np.where(has_exact, EXACT_SHARE, 0.0)

    def loss(w: Floats) -> tuple[float, Floats]:
        p = softmax(rows @ w + offset, starts, group)
        value, pull = 0.0, np.zeros_like(p)
        for mask, part in ((right, 1.0 - share), (exact, share)):
            inside = np.add.reduceat(p * mask, starts)
            safe = np.maximum(inside, 1e-12)
            value -= float((weight * part * np.log(safe)).sum())
            pull += (weight * part)[group] * (p - p * mask / safe[group] * (inside > 0)[group])
        gradient = (pull @ rows + REGULAR * w) * free
        return value + REGULAR / 2 * float(w @ w), gradient

    weights: Floats = minimise(loss, np.zeros(width)) / scale
    for i, value in fixed.items():
        if i < width:
            weights[i] = value
    return weights


def context_pass(examples: Sequence[Example]) -> None:
    """Fill the context columns from each example's current probabilities."""
    for example in examples:
        add_context(example.table, example.p, example.features)


def score(examples: Sequence[Example], weights: Floats) -> None:
    """Set each example's probabilities."""
    for example in examples:
        table = example.table
        example.p = softmax(example.features[:, : len(weights)] @ weights, table.starts, table.group)
        for start, pair in table.twins:
            settle(example.p, start, pair)


# Set by hand: what the corpora hold too few cases of; cross-validated figures are the same or better with them.
FIXED = {
    FEATURES.index("match_geocoded"): -0.5,
    FEATURES.index("inside_comma"): 3.0,  # "Paris, Ontario" is never the one in France
    FEATURES.index("same_kind_listed"): 3.0,  # "Washington and Beijing"
    FEATURES.index("alone_country"): 0.0,  # local papers would teach that a short text's Lebanon is a town
    FEATURES.index("alone_capital"): 0.0,
}


def train(examples: Sequence[Example], also: Sequence[Example] = ()) -> Floats:
    """Weights of the three passes; `also` are carried along, so that they end scored by weights that never saw them."""
    weights = np.zeros((len(PASSES), len(FEATURES)))
    everything = [*examples, *also]
    prior = fit_ranker(examples, len(STATIC), FIXED)
    weights[0, : len(STATIC)] = prior
    score(everything, prior)
    for step in (1, 2):
        context_pass(everything)
        weights[step] = fit_ranker(examples, len(FEATURES), FIXED)
        score(everything, weights[step])
    return weights


def calibration_data(examples: Iterable[Example]) -> tuple[Floats, Floats, Floats]:
    """Calibration rows, whether the answer was right, and how many mentions each stands for."""
    rows, hits, counts = [], [], []
    for example in examples:
        for group in np.flatnonzero(example.count):
            part = example.table.rows(int(group))
            order = np.argsort(-example.p[part], kind="stable")
            xyz = example.table.xyz[part][order]
            rows.append(calibration_row(example.p[part][order], xyz, example.features[part][order[0]]))
            hits.append(float(example.right[part][order[0]]))
            counts.append(example.count[group] * example.weight)
    return np.array(rows), np.array(hits), np.array(counts)


def fit_calibration(rows: Floats, hits: Floats, counts: Floats) -> Floats:
    """Logistic regression of being right."""

    def loss(w: Floats) -> tuple[float, Floats]:
        z = np.clip(rows @ w, -30, 30)
        p = 1 / (1 + np.exp(-z))
        value = -float((counts * (hits * np.log(p + 1e-12) + (1 - hits) * np.log(1 - p + 1e-12))).sum())
        return value + 0.5 * float(w @ w), (counts * (p - hits)) @ rows + w

    return minimise(loss, np.zeros(rows.shape[1]))


def accuracy(examples: Iterable[Example], lost: int) -> tuple[float, float, int]:
    """Share of gold mentions right, share whose candidates hold a right one, and how many there are.

    Args:
        examples: with probabilities.
        lost: mentions in articles of which the gazetteer knows no name at all.
    """
    hit = possible = 0
    total = lost
    for example in examples:
        total += example.unknown
        for group in np.flatnonzero(example.count):
            part = example.table.rows(int(group))
            n = int(example.count[group])
            total += n
            hit += n * int(example.right[part][int(np.argmax(example.p[part]))])
            possible += n * int(example.right[part].any())
    return hit / total, possible / total, total


def calibration_error(p: Floats, hits: Floats, counts: Floats) -> float:
    """Expected calibration error in ten bins."""
    bins = np.minimum((p * 10).astype(int), 9)
    return float(
        sum(
            abs((p[b] * counts[b]).sum() - (hits[b] * counts[b]).sum())
            for b in (bins == i for i in range(10))
            if b.any()
        )
        / counts.sum()
    )


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
    "alone_country": "set by hand: a country, the fewer other names the more",
    "alone_capital": "set by hand: a capital, the fewer other names the more",
    "match_geocoded": "set by hand: an answer of the online service",
    "home_near": "closeness to the publisher's town, by the logarithm of the distance",
    "country_share": "share of the article's other names in the same country",
    "country_near": "the same, near ones in the text counted more",
    "first_share": "share of the article's other names in the same first-level division",
    "first_near": "the same, near ones in the text counted more",
    "close_share": "share of the article's other places within 150 km",
    "close_near": "the same, near ones in the text counted more",
    "closest_km": "closeness to the nearest other place, by the logarithm of the distance",
    "inside_comma": 'the text says "X, Y" or "X (Y)" and it lies in Y',
    "inside_in": 'the text says "X in Y" and it lies in Y',
    "inside_possessive": 'the text says "Y\'s X" and it lies in Y',
    "same_kind_listed": '"X and Y", and both are of one kind',
    "ambiguous_below": "less probable answers are called ambiguous",
    "tie": "a rival with this share of the winner's probability ...",
    "tie_m": "... further away than this many metres makes an answer ambiguous",
}
STATUS = {"ambiguous_below": 0.5, "tie": 0.8, "tie_m": 25_000.0}


class Reader:
    """Makes examples of gold articles, the way the resolver sees them when spans are given."""

    def __init__(self, gazetteer: Gazetteer, cues: Cues, tables: NameTables) -> None:
        self._gazetteer, self._cues, self._tables = gazetteer, cues, tables
        self._blocks: dict[str, NameBlock | None] = {}
        self.lost: dict[str, int] = {}  # gold mentions in windows where the gazetteer knows no name at all

    def _block(self, occurrence: Occurrence) -> NameBlock | None:
        name = occurrence.name
        if name not in self._blocks:
            found = candidates_for(name, self._gazetteer, self._cues)
            self._blocks[name] = make_block(name, found) if found else None
        return self._blocks[name]

    def examples(self, corpus: str, fold: str, gold: GoldArticle, home: Place | None = None) -> list[Example]:
        """One example a window of the article."""
        golds = [toponym for toponym in gold.toponyms if toponym.point is not None]
        mentions = [
            Mention(span=toponym.span, text=gold.text[toponym.span.start : toponym.span.end]) for toponym in golds
        ]
        article = Article(id=gold.id, text=gold.text, toponyms=tuple(mention.span for mention in mentions))
        made = []
        for window in windows(occurrences(article, mentions, self._gazetteer, self._cues)):
            layout = lay_out(gold.text, window, self._block, self._cues)
            asked = [(layout.group_of[i], golds[o.mention]) for i, o in enumerate(window) if o.mention >= 0]
            if layout.groups:
                made.append(self._example(make_table(layout, home), asked, corpus, fold))
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


def table_of(path: Path) -> dict[str, str]:
    """A two-column table without its comments."""
    with path.open(encoding="utf-8") as lines:
        return dict(line.rstrip("\n").split("\t") for line in lines if line.strip() and not line.startswith("#"))


def folds_of(path: Path) -> dict[tuple[str, str], str]:
    """Fold of each (corpus, article)."""
    with path.open(encoding="utf-8") as lines:
        rows = (line.rstrip("\n").split("\t") for line in lines if line.strip() and not line.startswith("#"))
        return {(corpus, article): fold for corpus, article, fold in rows}


def read_corpora(folder: Path, reader: Reader, folds: dict[tuple[str, str], str], wiktor: int) -> list[Example]:
    """Examples of LGL, GeoWebNews and the first `wiktor` articles of WikToR's training part with its held-out part."""
    examples: list[Example] = []
    short: list[Example] = []
    for corpus in ("lgl", "geowebnews", "wiktor"):
        taken = 0
        with (folder / f"{corpus}.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                document = json.loads(line)
                fold = folds[corpus, document["id"]]
                if corpus == "wiktor" and fold == "train":
                    taken += 1
                    if taken > wiktor:
                        continue
                gold = gold_article(document)
                made = reader.examples(corpus, fold, gold)
                for example in made:
                    example.weight = WEIGHTS[corpus]
                examples += made
                if corpus != "wiktor":
                    for sentence in sentences_of(gold):
                        short += reader.examples("sentences", fold, sentence)
    for example in short:
        example.weight = WEIGHTS["sentences"]
    return examples + short


def cross_validate(examples: Sequence[Example], lost: Mapping[str, int]) -> tuple[Floats, Floats, Floats]:
    """Print figures on unseen folds; returns calibration data of the unseen answers."""
    unseen: list[Example] = []
    data = []
    for fold in "01234":
        seen = [example for example in examples if example.fold not in (fold, "held")]
        tested = [example for example in examples if example.fold == fold or (fold == "0" and example.fold == "held")]
        train(seen, tested)
        data.append(calibration_data(e for e in tested if e.corpus in ("lgl", "geowebnews")))
        unseen += tested
    for corpus in ("lgl", "geowebnews", "wiktor", "sentences"):
        share, possible, total = accuracy([one for one in unseen if one.corpus == corpus], lost.get(corpus, 0))
        print(f"{corpus:12} acc@161_country {share:.4f} of {total}; candidates hold a right one {possible:.4f}")
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
    from geomap.wiring import Mapper  # noqa: PLC0415 - the functions above serve with any gazetteer

    gazetteer = Mapper().gazetteer
    tables = NameTables.of(table_of(args.evaluation / "country_names.tsv"), table_of(args.evaluation / "demonyms.tsv"))
    with (RULES / "resolution_cues.tsv").open(encoding="utf-8") as lines:
        reader = Reader(gazetteer, parse_cues(lines), tables)
    examples = read_corpora(args.corpora, reader, folds_of(args.evaluation / "folds.tsv"), args.wiktor)
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
        f"# and part of WikToR with the gazetteer {fingerprint[:16]}. ",
        "# rank: what one unit adds to a candidate's log odds, by pass.",
        *model_lines(weights, dict(zip(CALIBRATION, calibration.tolist(), strict=True)), STATUS, MEANINGS),
    ]
    (RULES / "resolution_weights.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
