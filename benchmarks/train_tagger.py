"""Train the tagger of names and write its weights.

    python benchmarks/train_tagger.py CORPORA EVAL [--dry [--spans DIR] | --fold-models DIR]

A teacher, the md pipeline's ner trained on with the gold of LGL and GeoWebNews, labels the texts of WikToR and ReLocaR,
in which people marked only some places; the tagger learns from both, and from sentences of our own. With --dry every
fold is read by a tagger that never saw it, nor did its teacher; the bare tagger's figures are printed, and --spans DIR
keeps what it said (DIR/lgl.jsonl: {"id", "spans": [[start, end, label]]}). The table of place words is made from the
gazetteer anew. Takes five CPU minutes; --dry and --fold-models need two or three for each model.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from tagger_corpora import NEWS, SILENT, Example, Text, example, gold_names, taught_names
from tagger_learning import learn
from tagger_names import names_to_draw, place_words
from tagger_scores import Scores
from tagger_sentences import sentences
from tagger_teacher import label, taught
from tagger_variants import Variants, full_names, respelt, surnames

from geomap.cli.gold_files import read_names
from geomap.evaluation.gold import NameTables, folded
from geomap.recognition.spacy_model import SpacySpanModel
from geomap.recognition.spans import ModelSpan
from geomap.recognition.tagger.model import TaggerModel
from geomap.recognition.tagger.place_words import FILE as PLACE_WORDS
from geomap.recognition.tagger.place_words import PlaceWords
from geomap.recognition.tagger.tagger import FILE, Tagger
from geomap.recognition.tagger.tensors import as_bytes, from_bytes
from geomap.recognition.tagger.vectors import FOLDER, WordVectors
from geomap.settings import load
from geomap.wiring import ensure_gazetteer

NAME, VERSION = "geomap_tagger", "1"
ROOT = Path(__file__).resolve().parent.parent
FOLDS = tuple("01234")
SILENT_TEXTS = 2500  # of each silent corpus; more changed nothing
SEED = 1
SENTENCES_TIMES = 8  # that each of our own sentences is filled
SMALL_EVERY, LARGE_EVERY = 12, 20  # every so manieth article is also read in small letters, in capitals


class Workshop:
    """The corpora as they are needed for one tagger after another.

    Args:
        corpora: their folder.
        evaluation: the folder of folds.tsv and the name tables.
        gazetteer: the built gazetteer.
    """

    def __init__(self, corpora: Path, evaluation: Path, gazetteer: Path) -> None:
        self.tables: NameTables = read_names(str(evaluation))
        with (evaluation / "folds.tsv").open(encoding="utf-8") as lines:
            rows = [line.rstrip("\n").split("\t") for line in lines if not line.startswith("#")]
        self.folds = {(corpus, article): fold for corpus, article, fold in rows}
        self.names = names_to_draw(gazetteer)
        self.news = {corpus: _read(corpora / f"{corpus}.jsonl") for corpus in NEWS}
        self.silent = {
            corpus: [article for article in _read(corpora / f"{corpus}.jsonl") if not self._hidden(corpus, article)]
            for corpus in SILENT
        }
        model = SpacySpanModel()
        self._said: dict[tuple[str, str], tuple[ModelSpan, ...]] = {}
        for corpus, articles in {**self.news, **self.silent}.items():
            chosen = articles if corpus in NEWS else articles[:SILENT_TEXTS]
            said = model.spans([article["text"] for article in chosen])
            self._said |= {(corpus, a["id"]): spans for a, spans in zip(chosen, said, strict=True)}

    def train(self, left_out: str | None) -> bytes:
        """The weights' file of a tagger that never saw a fold, or a corpus ("no-lgl"); None leaves out nothing."""
        gold = [
            self._gold(corpus, article)
            for corpus, articles in self.news.items()
            for article in articles
            if left_out is None or left_out not in (self.folds[corpus, article["id"]], f"no-{corpus}")
        ]
        teacher = taught(gold, SEED)
        silver = []
        for corpus, articles in self.silent.items():
            chosen = articles[:SILENT_TEXTS]
            for article, spans in zip(chosen, label(teacher, [a["text"] for a in chosen]), strict=True):
                names = taught_names(article, spans, self._said[corpus, article["id"]])
                silver.append(Text(corpus, article["id"], article["text"], names))
        weights = learn(self._examples(gold, silver), SEED)
        facts = {"name": NAME, "version": VERSION, "left_out": left_out, "tables": table_sums()}
        return as_bytes(facts, {name: array.astype(np.float16) for name, array in weights.items()})

    def held(self, fold: str) -> Iterable[tuple[str, list[dict[str, Any]]]]:
        """The news articles of a fold, by corpus."""
        for corpus, articles in self.news.items():
            yield corpus, [article for article in articles if self.folds[corpus, article["id"]] == fold]

    def _hidden(self, corpus: str, article: dict[str, Any]) -> bool:
        """Whether no model may see it, the shipped one included."""
        return self.folds.get((corpus, article["id"])) == "held" or article["meta"].get("split") == "test"

    def _gold(self, corpus: str, article: dict[str, Any]) -> Text:
        names = gold_names(article, self._said[corpus, article["id"]], lambda n: folded(n) in self.tables.demonyms)
        return Text(corpus, article["id"], article["text"], names)

    def _examples(self, gold: Sequence[Text], silver: Sequence[Text]) -> list[Example]:
        known = [example(text) for text in gold]
        silent = [example(text) for text in silver]
        rng = np.random.default_rng(SEED)
        variants = Variants(rng, self.names, surnames([*known, *silent]))
        return [
            *known,
            *known,
            *map(variants.renamed, known),
            *sentences(rng, self.names, full_names([*known, *silent]), SENTENCES_TIMES),
            *(respelt(one, str.lower) for one in known[::SMALL_EVERY]),
            *(respelt(one, str.upper) for one in known[::LARGE_EVERY]),
            *silent,
        ]


def table_sums() -> dict[str, str]:
    """The checksums of the word tables that weights are learned with."""
    return {"word_vectors": WordVectors().sha256, "place_words": PlaceWords().sha256}


def _read(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def dry_run(workshop: Workshop, spans: Path | None) -> None:
    """Print the bare tagger's figures, each article read by a tagger that never saw it."""
    scores = {corpus: Scores() for corpus in NEWS}
    said: dict[tuple[str, str], Sequence[ModelSpan]] = {}
    for fold in FOLDS:
        model = TaggerModel(Tagger(from_bytes(workshop.train(fold))))
        for corpus, articles in workshop.held(fold):
            for article, found in zip(articles, model.spans([a["text"] for a in articles]), strict=True):
                scores[corpus].count(article, found, workshop.tables)
                said[corpus, article["id"]] = found
        print(f"fold {fold} done", file=sys.stderr, flush=True)
    for corpus, score in scores.items():
        print(f"{corpus:12} {score}")
        if spans is not None:
            spans.mkdir(parents=True, exist_ok=True)
            lines = (json.dumps({"id": a["id"], "spans": said[corpus, a["id"]]}) + "\n" for a in workshop.news[corpus])
            (spans / f"{corpus}.jsonl").write_text("".join(lines), encoding="utf-8")


def main() -> None:
    """Train what is asked for."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("corpora", type=Path)
    cli.add_argument("evaluation", type=Path, metavar="EVAL")
    cli.add_argument("--dry", action="store_true", help="only say what the bare tagger reaches on unseen folds")
    cli.add_argument("--spans", type=Path, metavar="DIR", help="with --dry: keep what the taggers said")
    cli.add_argument("--fold-models", type=Path, metavar="DIR")
    args = cli.parse_args()
    gazetteer = ensure_gazetteer(load())
    if not args.dry and args.fold_models is None:
        (FOLDER / PLACE_WORDS).write_bytes(place_words(gazetteer))
    workshop = Workshop(args.corpora, args.evaluation, gazetteer)
    if args.dry:
        dry_run(workshop, args.spans)
    elif args.fold_models is not None:
        for left_out in (*FOLDS, *(f"no-{corpus}" for corpus in NEWS)):
            path = args.fold_models / left_out / (FOLDER / FILE).resolve().relative_to(ROOT)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(workshop.train(left_out))
    else:
        (FOLDER / FILE).write_bytes(workshop.train(None))


if __name__ == "__main__":
    main()
