"""Train the tagger of names and write its weights.

    python benchmarks/train_tagger.py CORPORA EVAL [--dry | --fold-models DIR] [--said DIR]

A teacher, the md pipeline's ner trained on with the gold of LGL and GeoWebNews, labels the texts of WikToR and ReLocaR,
in which people marked only some places; the tagger learns from both, and from sentences of our own. The table of place
words is made from the gazetteer anew. Takes eight CPU minutes; --dry and --fold-models two or three for each model.

What corrects the tagger learns from its mistakes on news that it has not seen: --said DIR (output/said, or DIR/said of
--fold-models) keeps what taggers say of the folds that each left out, as DIR/lgl.jsonl and so on:
{"id", "spans": [[start, end, label, [chance of a place, of a person]]]}. With --dry and --fold-models the teacher has
not seen the fold either; for the shipped weights one teacher serves all. --dry prints the bare tagger's figures.
"""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from leaving_out import FOLDS, NEWS, training_options
from tagger_corpora import SILENT, Example, Text, example, gold_names, taught_names
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
Said = dict[tuple[str, str], Sequence[ModelSpan]]  # by corpus and article
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
        return self.learned(self.silver(left_out), left_out)

    def silver(self, left_out: str | None) -> list[Text]:
        """The silent texts as a teacher labels them who never saw what is left out."""
        teacher = taught(self._golds(left_out), SEED)
        silver = []
        for corpus, articles in self.silent.items():
            chosen = articles[:SILENT_TEXTS]
            for article, spans in zip(chosen, label(teacher, [a["text"] for a in chosen]), strict=True):
                names = taught_names(article, spans, self._said[corpus, article["id"]])
                silver.append(Text(corpus, article["id"], article["text"], names))
        return silver

    def learned(self, silver: Sequence[Text], left_out: str | None) -> bytes:
        """The weights' file of a tagger that learns from the gold, but for what is left out, and from the silver."""
        weights = learn(self._examples(self._golds(left_out), silver), SEED)
        facts = {"name": NAME, "version": VERSION, "left_out": left_out, "tables": table_sums()}
        return as_bytes(facts, {name: array.astype(np.float16) for name, array in weights.items()})

    def said(self, fold: str, weights: bytes) -> Said:
        """What a tagger says of the news of a fold."""
        model = TaggerModel(Tagger(from_bytes(weights)))
        held = [
            (corpus, article)
            for corpus, articles in self.news.items()
            for article in articles
            if self.folds[corpus, article["id"]] == fold
        ]
        spans = model.spans([article["text"] for _, article in held])
        return {(corpus, article["id"]): found for (corpus, article), found in zip(held, spans, strict=True)}

    def _golds(self, left_out: str | None) -> list[Text]:
        return [
            self._gold(corpus, article)
            for corpus, articles in self.news.items()
            for article in articles
            if left_out is None or left_out not in (self.folds[corpus, article["id"]], f"no-{corpus}")
        ]

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


def ship(workshop: Workshop) -> Said:
    """Write the shipped weights; what other taggers of the same teacher say of the fold that each left out."""
    silver = workshop.silver(None)
    (FOLDER / FILE).write_bytes(workshop.learned(silver, None))
    said: Said = {}
    for fold in FOLDS:
        said |= workshop.said(fold, workshop.learned(silver, fold))
    return said


def left_out_in_turn(workshop: Workshop, folder: Path | None) -> Said:
    """What taggers say of the fold that each of them and its teacher left out; into a folder their weights, too."""
    said: Said = {}
    for left_out in FOLDS if folder is None else (*FOLDS, *(f"no-{corpus}" for corpus in NEWS)):
        weights = workshop.train(left_out)
        said |= workshop.said(left_out, weights)
        if folder is not None:
            path = folder / left_out / (FOLDER / FILE).resolve().relative_to(ROOT)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(weights)
    return said


def print_scores(workshop: Workshop, said: Said) -> None:
    """The bare tagger's figures."""
    for corpus, articles in workshop.news.items():
        scores = Scores()
        for article in articles:
            scores.count(article, said[corpus, article["id"]], workshop.tables)
        print(f"{corpus:12} {scores}")


def keep(workshop: Workshop, said: Said, folder: Path) -> None:
    """Write what taggers said of the news that they had not seen."""
    folder.mkdir(parents=True, exist_ok=True)
    for corpus, articles in workshop.news.items():
        lines = (json.dumps({"id": a["id"], "spans": said[corpus, a["id"]]}) + "\n" for a in articles)
        (folder / f"{corpus}.jsonl").write_text("".join(lines), encoding="utf-8")


def main() -> None:
    """Train what is asked for."""
    cli = training_options(__doc__, dry="only say what the bare tagger reaches on unseen folds")
    cli.add_argument("--said", type=Path, metavar="DIR", help="where to keep what taggers say of folds left out")
    args = cli.parse_args()
    gazetteer = ensure_gazetteer(load())
    shipped = not args.dry and args.fold_models is None
    if shipped:
        (FOLDER / PLACE_WORDS).write_bytes(place_words(gazetteer))
    workshop = Workshop(args.corpora, args.evaluation, gazetteer)
    said = ship(workshop) if shipped else left_out_in_turn(workshop, args.fold_models)
    if args.dry:
        print_scores(workshop, said)
    if args.said or not args.dry:
        keep(workshop, said, args.said or (args.fold_models or ROOT / "output") / "said")


if __name__ == "__main__":
    main()
