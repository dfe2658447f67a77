"""Learn what phrases such as "the city" stand for and write gazetteer/rules/nominal_weights.tsv.

    python benchmarks/train_nominals.py CORPORA EVAL [--dry | --fold-models DIR]

CORPORA is a folder with lgl.jsonl and geowebnews.jsonl, EVAL one with folds.tsv. The articles of `nominals_gold.tsv`
are mapped as any article is; of each phrase that a reader has judged, the weights make the right antecedent (or none)
likely. Weights keep close to those set by hand (`BY_HAND`), since some of what is looked at is rare. No random numbers.
"""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from leaving_out import FOLDS, left_out, training_options
from numpy.typing import NDArray

from geomap.records import Article, Kind
from geomap.resolution.antecedent_features import FEATURES, NONE_FEATURES
from geomap.resolution.antecedents import LEAST, Antecedents
from geomap.resolution.nominal_phrases import parse_nominals
from geomap.settings import load
from geomap.wiring import Mapper, Tables, tables_folder

Floats = NDArray[np.float64]

ROOT = Path(__file__).parent.parent
GOLD = Path(__file__).with_name("nominals_gold.tsv")
TABLE = Path("gazetteer/rules/nominal_weights.tsv")
CLOSENESS = 3.0  # of the weights to those set by hand: the inverse of twice their variance
STEPS = 20  # of Newton's method: far more than it needs
THRESHOLDS = (0.5, 0.6, LEAST, 0.8, 0.9)
# Sense of proportion: what one would guess before looking at any article, in log odds.
BY_HAND = {
    "distance": -0.8, "same_sentence": 0.0, "mentions": 0.8, "share": 2.0, "first": 0.3, "opening": 0.4, "said": 1.5,
    "odd_size": -1.5, "demonym": -0.6, "passing": -0.2,
    "none": 0.2, "none_country": 0.3, "none_state": 0.0, "none_division": 0.3, "none_nature": 0.3, "none_wide": 0.2,
}  # fmt: skip


class Example(NamedTuple):
    """One phrase: a row for each candidate and a last one for none of them, and the number of the right row."""

    corpus: str
    fold: str
    rows: Floats
    right: int


def main() -> None:
    """Learn, print figures on unseen folds, write."""
    args = training_options(__doc__).parse_args()
    examples = read(args.corpora, args.evaluation / "folds.tsv")
    if args.fold_models:
        for name, without in left_out().items():
            seen = [one for one in examples if not without(one.corpus, one.fold)]
            write(fitted(seen), args.fold_models / name)
        return
    answers = []
    for fold in FOLDS:
        weights = fitted([one for one in examples if one.fold != fold])
        answers += [answer(one, weights) for one in examples if one.fold == fold]
    report(answers)
    if not args.dry:
        write(fitted(examples), ROOT)


def read(folder: Path, folds: Path) -> list[Example]:
    """The phrases that a reader has judged and the program finds, in the order of the table."""
    judged: dict[tuple[str, str], dict[int, str]] = {}
    for line in GOLD.read_text(encoding="utf-8").splitlines()[1:]:
        if not line.startswith("#"):
            corpus, article, start, name = line.split("\t")
            judged.setdefault((corpus, article), {})[int(start)] = name
    lines = [line.split("\t") for line in folds.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    fold_of = {(corpus, article): fold for corpus, article, fold, *_ in lines}
    texts: dict[tuple[str, str], str] = {}
    for corpus in sorted({corpus for corpus, _ in judged}):
        with (folder / f"{corpus}.jsonl").open(encoding="utf-8") as rows:
            texts |= {(corpus, row["id"]): row["text"] for row in map(json.loads, rows)}
    mapper, settings = Mapper(load()), load()
    rules = parse_nominals(Tables(tables_folder(settings)).lines("rules/nominals.tsv"))
    finder = Antecedents(rules, BY_HAND)
    found = []
    for (corpus, article), starts in judged.items():
        text = texts[corpus, article]
        mapped = mapper.map(Article(id=article, text=text)).article
        named = [one for one in mapped.resolutions if one.mention.kind is not Kind.NOMINAL]
        for choice in finder.choices(text, named):
            name = starts.get(choice.phrase.start)
            if name is not None:
                called = [{each.resolution.mention.text for each in story.mentions} for story in choice.stories]
                right = next((index for index, names in enumerate(called) if name in names), len(called))
                rows = [[row.get(each, 0.0) for each in BY_HAND] for row in (*choice.rows, choice.none)]
                found.append(Example(corpus, fold_of[corpus, article], np.array(rows), right))
    return found


def fitted(examples: Sequence[Example]) -> Floats:
    """The weights that make the right rows likeliest, close to those set by hand; by Newton's method."""
    start = np.array(list(BY_HAND.values()))
    weights = start.copy()
    for _ in range(STEPS):
        slope = 2 * CLOSENESS * (weights - start)
        bend = 2 * CLOSENESS * np.eye(len(start))
        for one in examples:
            shares = _shares(one, weights)
            mean = shares @ one.rows
            slope += mean - one.rows[one.right]
            bend += (one.rows.T * shares) @ one.rows - np.outer(mean, mean)
        weights -= np.linalg.solve(bend, slope)
    return weights


def answer(one: Example, weights: Floats) -> tuple[float, bool]:
    """Probability of the likeliest antecedent, and whether it is the right one."""
    shares = _shares(one, weights)
    best = int(shares[:-1].argmax())
    return float(shares[best]), best == one.right


def report(answers: Sequence[tuple[float, bool]]) -> None:
    """Print precision and how much is answered, at several thresholds."""
    probabilities = np.array([probability for probability, _ in answers])
    right = np.array([is_right for _, is_right in answers])
    print(f"{len(answers)} phrases with candidates, unseen folds; {right.mean():.3f} have the likeliest for antecedent")
    for threshold in THRESHOLDS:
        kept = probabilities >= threshold
        mean = probabilities[kept].mean()
        print(f"  from {threshold:.2f}: {kept.mean():.3f} answered, {right[kept].mean():.3f} right (told: {mean:.3f})")


def write(weights: Floats, root: Path) -> None:
    """Write the table under its path in this repository."""
    path = root / TABLE
    path.parent.mkdir(parents=True, exist_ok=True)
    named: Mapping[str, float] = dict(zip(BY_HAND, weights.tolist(), strict=True))
    lines = [
        "feature\tweight",
        "# What speaks for an antecedent, and for there being none; see resolution/antecedents.py. Learned by",
    ]
    lines += ["# benchmarks/train_nominals.py; log odds."]
    lines += [f"{name}\t{named[name]:.4f}" for name in (*FEATURES, *NONE_FEATURES)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"wrote {path}")


def _shares(one: Example, weights: Floats) -> Floats:
    scores = one.rows @ weights
    raised: Floats = np.exp(scores - scores.max())
    return raised / raised.sum()


if __name__ == "__main__":
    main()
