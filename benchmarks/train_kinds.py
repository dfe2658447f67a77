"""Learn what mentions mean and write geomap/recognition/kinds/weights/kinds.tensors.

    python benchmarks/train_kinds.py CORPORA EVAL [--dry | --fold-models DIR]

CORPORA is a folder with relocar.jsonl (its training part), geowebnews.jsonl, lgl.jsonl and wiktor.jsonl; EVAL one with
folds.tsv. Kinds are learned from the classes of ReLocaR and GeoWebNews, and from sentences of our own
(kind_sentences.tsv), which say what the two leave open; LGL and WikToR have none and are plain text.
Three steps: practice on what a parser says of plain text (kinds_roles.py); several networks fitted to the annotated
kinds; one network fitted to what these say together of annotated and plain mentions: as good as all, as fast as one.
Fixed seeds: the same corpora give the same file. ReLocaR's test part is only ever scored.
"""

import json
import os
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from kinds_fitting import Course, Examples, Targets, Weights, examples, first_weights, fitted, joined, probabilities
from kinds_roles import LABELS, Name, names
from leaving_out import FOLDS, left_out, training_options

from geomap.names import key
from geomap.recognition.kinds.context import contexts
from geomap.recognition.kinds.network import FILE, KINDS, Floats, sizes
from geomap.recognition.tagger.tensors import as_bytes
from geomap.recognition.tagger.vectors import WordVectors
from geomap.records import Kind

ROOT = Path(__file__).resolve().parents[1]
SENTENCES = Path(__file__).with_name("kind_sentences.tsv")
MARK = re.compile(r"\{([^|{}]+)\|(literal|metonym)\}")
PLAIN = {"geowebnews": (200, 20_000), "lgl": (588, 6_000), "wiktor": (2_000, 1_500)}  # articles, characters of each
ROLES = 45  # parts in the sentence that are told apart, the commonest
TEACHERS = 5
UNLABELLED = 16_000  # plain mentions that the teachers label
PRACTICE = Course(epochs=3, batch=256, rate=0.002, dropout=0.1, decay=0.002)
TEACHING = Course(epochs=15, batch=64, rate=0.003, dropout=0.3, decay=0.02)
LEARNING = Course(epochs=4, batch=128, rate=0.003, dropout=0.15, decay=0.02)
GOLD_AGAIN = 3  # times that the annotated mentions are repeated among those that the teachers labelled
COUNTS = {"relocar": 2.0, "own": 4.0}  # what one mention counts, if not 1: they tell literal from metonym only

LITERAL = frozenset({"literal", "Literal", "Literal_Modifier", "Mixed", "Coercion", "Embedded_Literal"})
ASSOCIATIVE = frozenset({"Metonymic", "Non_Literal_Modifier", "Embedded_Non_Lit", "Demonym"})
Array = np.ndarray[Any, Any]


class Labelled(NamedTuple):
    """An annotated mention."""

    corpus: str  # "relocar", "geowebnews" or "own"
    fold: str  # "train" and "test" in ReLocaR
    text: str
    start: int
    end: int
    type: str


class Corpora(NamedTuple):
    """All that is learned from, as arrays, and where each row comes from."""

    labelled: Sequence[Labelled]
    gold: Examples
    kinds: Floats  # [labelled, 4] one-hot
    allowed: Floats  # [labelled, 4]
    plain: Sequence[tuple[str, str, Name]]  # corpus, fold, name
    practice: Examples
    roles: Floats
    labels: Floats


def main() -> None:
    """Learn, print figures, write."""
    args = training_options(__doc__, dry="write nothing, print figures on unseen folds").parse_args()
    corpora = read(args.corpora, args.evaluation / "folds.tsv")
    if args.fold_models:
        for name, without in left_out().items():
            write(learned(corpora, without), args.fold_models / name)
        return
    if args.dry:
        unseen = np.zeros((len(corpora.labelled), len(KINDS)), dtype=np.float32)
        for fold in FOLDS:
            mask = np.array([row.fold == fold for row in corpora.labelled])
            weights = learned(corpora, left_out()[fold])
            unseen[mask] = probabilities(weights, corpora.gold.take(mask))
        report("GeoWebNews, unseen folds", corpora, unseen, lambda row: row.corpus == "geowebnews")
    weights = learned(corpora, lambda _corpus, _fold: False)
    told = probabilities(weights, corpora.gold, allowed=corpora.allowed)
    report("ReLocaR, test part", corpora, told, lambda row: row.fold == "test")
    if not args.dry:
        write(weights, ROOT)


def read(folder: Path, folds: Path) -> Corpora:
    """The corpora, parsed."""
    fold_of = dict(_folds(folds))
    demonyms = _demonyms()
    labelled, plain_texts = list(_own_sentences()), []
    for corpus in ("relocar", *PLAIN):
        articles, characters = PLAIN.get(corpus, (0, 0))
        with (folder / f"{corpus}.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                fold = fold_of.get((corpus, row["id"])) or row["meta"]["split"]
                if corpus in ("relocar", "geowebnews"):
                    labelled += [
                        Labelled(corpus, fold, row["text"], one["start"], one["end"], one["type"])
                        for one in row["toponyms"]
                        if corpus == "relocar" or one["type"] in LITERAL | ASSOCIATIVE
                    ]
                if articles and fold != "held":
                    articles -= 1
                    plain_texts.append((corpus, fold, row["id"], row["text"][:characters]))
    vectors = WordVectors()
    text_of = {f"{corpus} {article}": text for corpus, _, article, text in plain_texts}
    from_where = {f"{corpus} {article}": (corpus, fold) for corpus, fold, article, _ in plain_texts}
    plain = [(*from_where[name.article], name) for name in names(text_of.items())]
    of_labelled = [(row.text, row.start, row.end) for row in labelled]
    of_plain = [(text_of[name.article], name.start, name.end) for _, _, name in plain]
    common = [role for role, _ in Counter(name.role for _, _, name in plain).most_common(ROLES)]
    return Corpora(
        labelled,
        examples(_seen(of_labelled, demonyms), vectors),
        np.eye(len(KINDS), dtype=np.float32)[[_kind(row, demonyms) for row in labelled]],
        np.array([[1, 1, 1, 1] if row.corpus == "geowebnews" else [1, 1, 0, 0] for row in labelled], dtype=np.float32),
        plain,
        examples(_seen(of_plain, demonyms), vectors),
        _one_hot([name.role for _, _, name in plain], common),
        _one_hot([name.label for _, _, name in plain], LABELS),
    )


def learned(corpora: Corpora, left_out: Callable[[str, str], bool]) -> Weights:
    """The weights that leave out what `left_out` says of (corpus, fold), and always what is there to be scored only."""
    gold = np.array([row.fold != "test" and not left_out(row.corpus, row.fold) for row in corpora.labelled])
    plain = np.array([not left_out(corpus, fold) for corpus, fold, _ in corpora.plain])
    heads = {"roles": corpora.roles.shape[1], "labels": corpora.labels.shape[1]}
    practice = corpora.practice.take(plain)
    anonymous = practice._replace(names=practice.names * 0, flags=practice.flags * 0)
    targets = [Targets("roles", corpora.roles[plain]), Targets("labels", corpora.labels[plain])]
    start = fitted(first_weights(1, heads), anonymous, targets, PRACTICE, seed=1)
    start = {name: start[name] for name in sizes(1)}

    seen, kinds, allowed = corpora.gold.take(gold), corpora.kinds[gold], corpora.allowed[gold]
    counts = np.array([COUNTS.get(row.corpus, 1.0) for row in corpora.labelled], dtype=np.float32)[gold]
    lesson = [Targets("kinds", kinds, allowed, counts)]
    teachers = [fitted(start, seen, lesson, TEACHING, seed) for seed in range(TEACHERS)]

    places = np.flatnonzero([name.label in ("GPE", "LOC") for _, _, name in corpora.plain] & plain)
    places = np.random.default_rng(1).permutation(places)[:UNLABELLED]
    unlabelled = corpora.practice.take(places)
    together = _together(teachers, unlabelled, np.ones((len(places), len(KINDS)), dtype=np.float32))
    softened = (kinds + _together(teachers, seen, allowed)) / 2
    again = GOLD_AGAIN
    lesson = [
        Targets(
            "kinds",
            np.concatenate([softened] * again + [together]),
            np.concatenate([allowed] * again + [np.ones_like(together)]),
            np.concatenate([counts] * again + [np.full(len(places), 0.7, dtype=np.float32)]),
        )
    ]
    return fitted(start, joined([seen] * again + [unlabelled]), lesson, LEARNING, seed=1)


def report(title: str, corpora: Corpora, told: Floats, wanted: Callable[[Labelled], bool]) -> None:
    """Print how well the kinds, and literal against all others, are told."""
    mask = np.array([wanted(row) for row in corpora.labelled])
    rows = [row for row, is_wanted in zip(corpora.labelled, mask, strict=True) if is_wanted]
    guess, truth = told[mask].argmax(axis=1), corpora.kinds[mask].argmax(axis=1)
    is_literal = np.array([row.type in LITERAL for row in rows])
    literal = (told[mask][:, 1] < told[mask][:, 0]) if rows[0].corpus == "relocar" else guess == 0
    print(f"{title}: {len(rows)} mentions, literal or not {np.mean(literal == is_literal):.4f}")
    if rows[0].corpus == "relocar":
        return
    print(f"  all four kinds {np.mean(guess == truth):.4f}")
    for column, kind in enumerate(KINDS):
        hits = int(((guess == column) & (truth == column)).sum())
        precision, recall = hits / max(1, (guess == column).sum()), hits / (truth == column).sum()
        print(f"  {kind:9} precision {precision:.3f} recall {recall:.3f}")


def write(weights: Mapping[str, Floats], root: Path) -> None:
    """Write the weights as half floats, under their path in this repository."""
    path = root / FILE.resolve().relative_to(ROOT)
    path.parent.mkdir(parents=True, exist_ok=True)
    facts = {"name": "kinds of mentions", "version": "1", "kinds": [kind.value for kind in KINDS]}
    path.write_bytes(as_bytes(facts, {name: weights[name].astype(np.float16) for name in sizes(1)}))
    print(f"wrote {path}, {path.stat().st_size} bytes")


def _own_sentences() -> Iterator[Labelled]:
    for line in SENTENCES.read_text(encoding="utf-8").splitlines()[1:]:
        text, end = "", 0
        for mark in () if line.startswith("#") else MARK.finditer(line):
            text += line[end : mark.start()]
            start, end = len(text), mark.end()
            text += mark[1]
            plain = text + MARK.sub(r"\1", line[end:])
            yield Labelled("own", "own", plain, start, start + len(mark[1]), mark[2])


def _seen(spans: Sequence[tuple[str, int, int]], demonyms: Callable[[str], bool]) -> list[Any]:
    return [
        context for text, start, end in spans for context in contexts(text, [(start, end)], [demonyms(text[start:end])])
    ]


def _kind(row: Labelled, demonyms: Callable[[str], bool]) -> int:
    """Column of the kind that the corpus' class amounts to."""
    is_people = row.type == "Demonym" or (row.type.endswith("Modifier") and demonyms(row.text[row.start : row.end]))
    if is_people:
        return KINDS.index(Kind.DEMONYM)
    if row.type.startswith("Embedded"):
        return KINDS.index(Kind.EMBEDDED)
    return KINDS.index(Kind.LITERAL if row.type in LITERAL else Kind.METONYM)


def _one_hot(values: Sequence[str], columns: Sequence[str]) -> Floats:
    """One column a value, and a first one for all others."""
    column = defaultdict(int, {value: index + 1 for index, value in enumerate(columns)})
    return np.eye(len(columns) + 1, dtype=np.float32)[[column[value] for value in values]]


def _together(teachers: Sequence[Weights], given: Examples, allowed: Floats) -> Floats:
    summed: Floats = sum(probabilities(weights, given, allowed=allowed) for weights in teachers) / len(teachers)
    return summed.astype(np.float32)


def _folds(path: Path) -> Iterator[tuple[tuple[str, str], str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            corpus, article, fold = line.split("\t")[:3]
            yield (corpus, article), fold


def _demonyms() -> Callable[[str], bool]:
    """Whether the tables know a name as a people's."""
    table = (ROOT / "gazetteer/curated/demonyms.tsv").read_text(encoding="utf-8").splitlines()
    known = {key(line.split("\t")[0]) for line in table[1:] if line.strip() and not line.startswith("#")}
    return lambda name: key(name) in known


if __name__ == "__main__":
    main()
