"""Learn what speaks for a found name and against it and write gazetteer/rules/recognition_second_look.tsv.

    python benchmarks/train_second_look.py CORPORA EVAL [--said DIR] [--dry | --fold-models DIR]

A logistic regression over all names that recognition finds in LGL and GeoWebNews: does the gold have exactly this
toponym? The tagger's spans are those of taggers that never saw the article, from --said DIR (output/said, or DIR/said
of --fold-models), where `train_tagger.py` left them. Both corpora count alike, however long they are. Prints precision,
recall and F1 before and after on folds that the weights never saw. No random numbers; half a minute of CPU.
"""

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from leaving_out import NEWS, left_out, training_options
from logistic import Floats, fit_logistic, probabilities
from recognition import kept as spans_in
from recognition import rows

from geomap.cli.gold_files import read_names
from geomap.evaluation.gold import NameTables, folded, gold_article, is_demonym
from geomap.recognition.corrected import CorrectedRecognizer
from geomap.recognition.rules import EVIDENCE, TABLES, recognition_rules
from geomap.recognition.second_look import LEAST, evidence
from geomap.recognition.spans import ModelSpan
from geomap.recognition.tagger.model import TaggerModel
from geomap.records import Kind
from geomap.settings import load
from geomap.wiring import Mapper, tables_folder

ROOT = Path(__file__).resolve().parent.parent
TABLE = Path("gazetteer") / TABLES["second_look"]
PENALTY = 3.0
MEANING = {
    "constant": "",
    "place": "log odds of a place's name, by the tagger",
    "person": "log odds of a person's name, by the tagger",
    "people": "log of the people of the largest place called so, over that of a million",
    "plain_word": "the text has the word in small letters, too",
    "goes_on": "another name follows at once",
    "located": "the words around say that something is there",
    "common": "also a plain word of the language",
    "at_home": "only one country has it, and the article speaks of that country",
}


class Finds(NamedTuple):
    """What was found in an article.

    Attributes:
        doubted: the evidence of each name that gets a second look.
        right: whether the gold has it.
        undoubted: how many names get none.
        undoubted_right: how many of these the gold has.
        wanted: how many the gold has in all.
    """

    corpus: str
    fold: str
    doubted: list[tuple[float, ...]]
    right: list[bool]
    undoubted: int
    undoubted_right: int
    wanted: int


def main() -> None:
    """Learn, print figures on unseen folds, write."""
    cli = training_options(__doc__)
    cli.add_argument("--said", type=Path, metavar="DIR")
    args = cli.parse_args()
    finds = read(args.corpora, args.evaluation, args.said or (args.fold_models or ROOT / "output") / "said")
    report(finds)
    if args.fold_models:
        for name, without in left_out().items():
            write(fitted(one for one in finds if not without(one.corpus, one.fold)), args.fold_models / name)
    elif not args.dry:
        write(fitted(finds), ROOT)


def read(corpora: Path, evaluation: Path, said: Path) -> list[Finds]:
    """What recognition finds in the corpora before its second look."""
    tables, settings = read_names(str(evaluation)), load()
    lines = [line.split("\t") for line in (evaluation / "folds.tsv").read_text(encoding="utf-8").splitlines()]
    fold_of = {(corpus, article): fold for corpus, article, fold, *_ in (line for line in lines if len(line) > 2)}
    folder = tables_folder(settings)
    rules = recognition_rules(**{name: _cells(folder / path, name) for name, path in TABLES.items()})
    recognizer = CorrectedRecognizer(TaggerModel(), Mapper(settings).gazetteer, rules)
    found = []
    for corpus in NEWS:
        with (corpora / f"{corpus}.jsonl").open(encoding="utf-8") as file:
            articles = [json.loads(line) for line in file]
        spans = spans_in(said / f"{corpus}.jsonl", [article["id"] for article in articles])
        for article, theirs in zip(articles, spans, strict=True):
            doubted, right, rest = _found(recognizer, tables, article, theirs)
            wanted = len(_wanted(article, tables))
            fold = fold_of[corpus, article["id"]]
            found.append(Finds(corpus, fold, doubted, right, len(rest), sum(rest), wanted))
    return found


def _cells(path: Path, name: str) -> list[list[str]]:
    """A table's cells; the one that is being learned may be missing or another one."""
    return [[each, "0"] for each in EVIDENCE] if name == "second_look" else rows(path)


def _wanted(article: dict[str, Any], tables: NameTables) -> set[tuple[int, int]]:
    return {(gold.span.start, gold.span.end) for gold in gold_article(article).golds if not is_demonym(gold, tables)}


def _found(
    recognizer: CorrectedRecognizer, tables: NameTables, article: dict[str, Any], spans: tuple[ModelSpan, ...]
) -> tuple[list[tuple[float, ...]], list[bool], list[bool]]:
    """The evidence of what is doubted, whether it is right, and whether the rest is; peoples count nowhere."""
    wanted = _wanted(article, tables)
    peoples = [gold.span for gold in gold_article(article).golds if is_demonym(gold, tables)]
    page, drafts = recognizer.drafts(article["text"], spans)
    doubted, right, rest = [], [], []
    for draft in drafts:
        is_people = draft.kind is Kind.DEMONYM or folded(page.text[draft.start : draft.end]) in tables.demonyms
        if is_people or any(draft.start < people.end and people.start < draft.end for people in peoples):
            continue
        row = evidence(page, draft)
        (rest if row is None else right).append((draft.start, draft.end) in wanted)
        doubted += [] if row is None else [row]
    return doubted, right, rest


def fitted(finds: Iterable[Finds]) -> Floats:
    """The weights in the order of EVIDENCE."""
    finds = list(finds)
    evidences = np.array([row for one in finds for row in one.doubted])
    hits = np.array([right for one in finds for right in one.right], dtype=float)
    corpora = [one.corpus for one in finds for _ in one.doubted]
    shares = {corpus: len(corpora) / len(set(corpora)) / corpora.count(corpus) for corpus in set(corpora)}
    counts = np.array([shares[corpus] for corpus in corpora])
    return fit_logistic(evidences, hits, counts, PENALTY)


def report(finds: Sequence[Finds]) -> None:
    """Print precision, recall and F1 on unseen folds, without the second look and with it."""
    chances = {fold: fitted(one for one in finds if one.fold != fold) for fold in sorted({one.fold for one in finds})}
    for corpus in NEWS:
        here = [one for one in finds if one.corpus == corpus]
        for name, least in (("without", 0.0), ("with", LEAST)):
            said = right = 0
            for one in here:
                hits = np.array(one.right, dtype=bool)
                kept = probabilities(np.array(one.doubted).reshape(-1, len(EVIDENCE)), chances[one.fold]) >= least
                said += one.undoubted + int(kept.sum())
                right += one.undoubted_right + int(hits[kept].sum())
            wanted = sum(one.wanted for one in here)
            figures = f"p={right / said:.4f}  r={right / wanted:.4f}  f1={2 * right / (said + wanted):.4f}"
            print(f"{corpus:12} {name:8} {figures}")


def write(weights: Floats, root: Path) -> None:
    """Write the table under its path in this repository."""
    path = root / TABLE
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [
        "evidence\tweight\tnote",
        "# What speaks for a name that was found and against it; see recognition/second_look.py. Learned by",
        "# benchmarks/train_second_look.py; log odds.",
    ]
    lines += [f"{name}\t{value:.4f}\t{MEANING[name]}" for name, value in zip(EVIDENCE, weights.tolist(), strict=True)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"wrote {path}")


if __name__ == "__main__":
    main()
