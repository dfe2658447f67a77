"""Learn the resolver's weights and trees from annotated corpora.

    python benchmarks/train_resolution.py CORPORA EVAL [--wiktor 2000] [--dry | --fold-models DIR]

CORPORA is a folder with lgl.jsonl, geowebnews.jsonl and wiktor.jsonl; EVAL one with folds.tsv, country_names.tsv and
demonyms.tsv (docs/training.md). Prints cross-validated figures: each article is scored by a model that never saw its
fold. Then trains on everything and writes gazetteer/rules/resolution_weights.tsv and resolution_trees.tsv; with --dry
nothing; with --fold-models DIR the same two files for each model that leaves something out, calibrated on what it has
seen alone. The same corpora and gazetteer give the same files.
"""

import os
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from leaving_out import training_options
from resolution_boosting import fit_trees, score_with_trees
from resolution_corpora import FOLDS, RULES, WEIGHTS, Reader, folds_of, read_corpora, table_of
from resolution_fitting import (
    CALIBRATED,
    Example,
    Floats,
    calibration_data,
    calibration_error,
    counted,
    fit_calibration,
    train,
)
from resolution_meanings import MEANINGS

from geomap.evaluation.gold import NameTables
from geomap.lookup.sqlite_gazetteer import SqliteGazetteer
from geomap.resolution.cues import parse_cues
from geomap.resolution.evidence import FEATURES
from geomap.resolution.families import MEMBERS
from geomap.resolution.model import CALIBRATION, Ranker, model_lines
from geomap.resolution.trees import Tree, lay_out_trees, tree_lines
from geomap.settings import load
from geomap.wiring import ensure_gazetteer

STATUS = {"ambiguous_below": 0.5, "tie": 0.8, "tie_m": 25_000.0}
HALVES = (("0", "1"), ("2", "3", "4"))  # of the folds
WHOLE = ("lgl", "geowebnews")  # corpora that are left out as a whole, too

Answers = tuple[Floats, Floats, Floats]  # of calibration_data


@dataclass(frozen=True, slots=True)
class Trained:
    """Weights of the logit's passes and the trees on top."""

    weights: Floats
    trees: list[Tree]


def _in_fold(example: Example, fold: str) -> bool:
    """Whether a fold's model leaves the example out; what is held out belongs to the first one, to be measured once."""
    return example.fold == fold or (fold == "0" and example.fold == "held")


def _learnt(examples: Iterable[Example], *without: str) -> list[Example]:
    """Examples to learn from: nothing of these folds, nothing that is held out."""
    return [example for example in examples if example.fold not in (*without, "held")]


def _answers(tested: Iterable[Example]) -> Answers:
    return calibration_data(example for example in tested if example.corpus in CALIBRATED and example.fold != "held")


def _joined(parts: Iterable[Answers]) -> Answers:
    rows, hits, counts = (np.concatenate(each) for each in zip(*parts, strict=True))
    return rows, hits, counts


class Figures:
    """Accuracy by corpus, added up over folds."""

    def __init__(self) -> None:
        self._sums: dict[str, Floats] = {}

    def add(self, tested: Sequence[Example]) -> None:
        """Count examples by the probabilities that they have now."""
        for corpus in WEIGHTS:
            found = self._sums.setdefault(corpus, np.zeros(3))
            found += counted(one for one in tested if one.corpus == corpus)

    def lines(self, lost: Mapping[str, int]) -> list[str]:
        """One line a corpus; `lost` are mentions in articles of which the gazetteer knows no name."""
        lines = []
        for corpus, (hits, possible, asked) in self._sums.items():
            total = asked + lost.get(corpus, 0)
            if total:
                shares = f"{hits / total:.4f} of {total:.0f}; candidates hold a right one {possible / total:.4f}"
                lines.append(f"{corpus:20} acc@161_country {shares}")
        return lines


def trained(seen: Sequence[Example], also: Sequence[Example] = (), alone: Figures | None = None) -> Trained:
    """A ranker.

    Args:
        seen: to learn from.
        also: carried along, so that they end scored by a ranker that never saw them.
        alone: takes the figures on these of the logit without trees.
    """
    weights = train(seen, also)
    if alone is not None:
        alone.add(also)
    trees = fit_trees(seen, weights[-1])
    score_with_trees(also, Ranker(weights=weights, trees=lay_out_trees(trees, MEMBERS)))
    return Trained(weights, trees)


def cross_validate(examples: Sequence[Example], lost: Mapping[str, int]) -> tuple[list[Trained], Answers]:
    """Print figures on unseen folds; the folds' rankers, and calibration data of the unseen answers."""
    figures, alone, rankers, parts = Figures(), Figures(), [], []
    for fold in map(str, range(FOLDS)):
        tested = [example for example in examples if _in_fold(example, fold)]
        rankers.append(trained(_learnt(examples, fold), tested, alone))
        figures.add(tested)  # now: the next fold's training scores them again
        parts.append(_answers(tested))
    print("the logit alone:", *alone.lines(lost), "with the trees:", *figures.lines(lost), sep="\n")
    return rankers, _joined(parts)


def _calibration(parts: Iterable[Answers]) -> Floats:
    return fit_calibration(*_joined(parts))


def write_fold_models(examples: Sequence[Example], rankers: Sequence[Trained], folder: Path, made_of: str) -> None:
    """Write the models that leave a fold or a corpus out.

    Their calibration is learned from answers to what they have seen, given by rankers that had not seen it.
    """
    inner: dict[int, list[Answers]] = {fold: [] for fold in range(FOLDS)}
    for one in range(FOLDS):
        for other in range(one):
            pair = [example for example in examples if example.fold in (str(one), str(other))]
            trained(_learnt(examples, str(one), str(other)), pair)
            inner[one].append(_answers(example for example in pair if example.fold == str(other)))
            inner[other].append(_answers(example for example in pair if example.fold == str(one)))
    for fold, ranker in enumerate(rankers):
        write(folder / str(fold) / "gazetteer" / "rules", ranker, _calibration(inner[fold]), made_of)
    for corpus in WHOLE:
        rest = [example for example in examples if not example.corpus.startswith(corpus)]
        parts = []
        for half in HALVES:
            tested = [example for example in rest if example.fold in half]
            trained(_learnt(rest, *half), tested)
            parts.append(_answers(tested))
        left_out = [example for example in examples if example.corpus.startswith(corpus)]
        ranker = trained(_learnt(rest), left_out)
        figures = Figures()
        figures.add(left_out)
        print(f"trained without {corpus}:", *figures.lines({}), sep="\n")
        write(folder / f"no-{corpus}" / "gazetteer" / "rules", ranker, _calibration(parts), made_of)


def write(folder: Path, ranker: Trained, calibration: Floats, made_of: str) -> None:
    """Write the tables of weights and of trees."""
    numbers = dict(zip(CALIBRATION, calibration.tolist(), strict=True))
    tables = {
        "resolution_weights": (
            "# Weights of the resolver's evidence, learned by benchmarks/train_resolution.py from",
            "# rank: what one unit adds to a candidate's log odds, by pass.",
            model_lines(ranker.weights, numbers, STATUS, MEANINGS),
        ),
        "resolution_trees": (
            "# Trees boosted from the scores of resolution_weights.tsv by benchmarks/train_resolution.py from",
            "# A row of which a node's feature is at most the threshold goes to the node `low`, else to `high`.",
            tree_lines(ranker.trees, FEATURES),
        ),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, (what, how, lines) in tables.items():
        text = "\n".join([what, f"# {made_of}.", how, *lines]) + "\n"
        (folder / f"{name}.tsv").write_text(text, encoding="utf-8")


def main() -> None:
    """See the module's text."""
    cli = training_options(__doc__)
    cli.add_argument("--wiktor", type=int, default=2000, help="articles of WikToR to train on")
    args = cli.parse_args()
    began = time.process_time()
    path = ensure_gazetteer(load())
    gazetteer = SqliteGazetteer(path)
    tables = NameTables.of(table_of(args.evaluation / "country_names.tsv"), table_of(args.evaluation / "demonyms.tsv"))
    with (RULES / "resolution_cues.tsv").open(encoding="utf-8") as lines:
        reader = Reader(gazetteer, parse_cues(lines), tables)
    examples = read_corpora(args.corpora, reader, folds_of(args.evaluation / "folds.tsv"), args.wiktor, path)
    candidates = sum(len(example.table.group) for example in examples)
    print(f"{len(examples)} articles, {candidates} candidates, {time.process_time() - began:.0f} s", flush=True)
    rankers, (rows, hits, counts) = cross_validate(examples, reader.lost)
    calibration = fit_calibration(rows, hits, counts)
    honest = 1 / (1 + np.exp(-rows @ calibration))
    print(f"calibration error {calibration_error(honest, hits, counts):.4f}; {time.process_time() - began:.0f} s")
    made_of = f"LGL, GeoWebNews, part of WikToR and famous names with the gazetteer {gazetteer.fingerprint[:16]}"
    if args.fold_models:
        write_fold_models(examples, rankers, args.fold_models, made_of)
    elif not args.dry:
        write(RULES, trained(_learnt(examples)), calibration, made_of)
    print(f"{time.process_time() - began:.0f} s")


if __name__ == "__main__":
    main()
