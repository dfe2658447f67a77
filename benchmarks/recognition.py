"""Toponym recognition on corpora: precision, recall and F1 of the bare tagger and of geomap, and how fast each is.

    python benchmarks/recognition.py GOLD.jsonl... [--said DIR] [--scorer score.py] [--predictions DIR] [--limit N]

GOLD is one article a line: {"id", "text", "toponyms": [{"start", "end", "lat", "geonameid", "type"}]}. A gold mention
counts when it has coordinates, an id, or no type; demonyms are left out on both sides. With --scorer that program
scores the predictions instead (the corpora come with one). With --said the
tagger's spans are read from DIR/lgl.jsonl and so on, as `train_tagger.py --dry --said DIR` keeps them, each article
tagged by a tagger that never saw it. Times are processor seconds of this process, of the same run: the tagger alone,
and the tagger with everything that geomap adds. A token is a word or a sign. GEOMAP_RECOGNISER=md measures md.
"""

import argparse
import json
import re
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from geomap.recognition.corrected import CorrectedRecognizer
from geomap.recognition.spacy_model import SpacySpanModel
from geomap.recognition.spans import EMBEDDED_PLACE, PLACES, Chances, ModelSpan, SpanModel
from geomap.recognition.tagger.model import TaggerModel
from geomap.records import Article
from geomap.settings import load
from geomap.wiring import Mapper, tables_folder

TOKEN = re.compile(r"\w+|[^\w\s]")
BATCH = 16  # articles handed over at once

Spans = list[dict[str, Any]]


class Kept:
    """A SpanModel that gives back what the tagger said before, so that the rest can be timed alone."""

    name = "kept"

    def __init__(self, said: dict[str, tuple[ModelSpan, ...]], short_name: str) -> None:
        self._said = said
        self.short_name = short_name

    def spans(self, texts: list[str]) -> list[tuple[ModelSpan, ...]]:
        """What was said of each text."""
        return [self._said[text] for text in texts]


def rows(path: Path) -> list[list[str]]:
    """Cells of a table without comments and heading."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and line[0] != "#"]
    return [line.split("\t") for line in lines[1:]]


def bare(spans: tuple[ModelSpan, ...]) -> Spans:
    """The tagger's own places, as predictions."""
    return [{"start": s.start, "end": s.end, "kind": "literal"} for s in spans if s.label in PLACES | {EMBEDDED_PLACE}]


def kept(path: Path, ids: list[str]) -> list[tuple[ModelSpan, ...]]:
    """The spans in a file, in the order of the articles."""
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    said = {line["id"]: tuple(ModelSpan(*span[:3], Chances(*span[3])) for span in line["spans"]) for line in lines}
    return [said[article] for article in ids]


def prf(gold: list[dict[str, Any]], predicted: dict[str, Spans]) -> str:
    """Exact spans without demonyms."""
    right = said = wanted = 0
    for article in gold:
        golds = [
            g for g in article["toponyms"]
            if g.get("lat") is not None or g.get("geonameid") is not None or g.get("type") is None
        ]  # fmt: skip
        spans = {(p["start"], p["end"]) for p in predicted[article["id"]] if p["kind"] != "demonym"}
        keep = {(g["start"], g["end"]) for g in golds if g.get("type") != "Demonym"}
        right, said, wanted = right + len(spans & keep), said + len(spans), wanted + len(keep)
    p, r = right / said if said else 0.0, right / wanted if wanted else 0.0
    return f"p={p:.4f}  r={r:.4f}  f1={2 * p * r / (p + r) if p + r else 0:.4f}"


def scored(scorer: Path | None, gold_file: Path, gold: list[Any], predicted: dict[str, Spans], to: Path) -> str:
    """One line of scores; writes the predictions to `to`."""
    lines = (json.dumps({"id": key, "mentions": mentions}) + "\n" for key, mentions in predicted.items())
    to.write_text("".join(lines), encoding="utf-8")
    if scorer is None:
        return prf(gold, predicted)
    command = [sys.executable, str(scorer), str(gold_file), str(to), "--json"]
    answer = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return "  ".join(f"{name}={value}" for name, value in answer["recognition"].items())


def measure(gold_file: Path, recognizer_of: Any, model: SpanModel, args: argparse.Namespace, folder: Path) -> None:
    """Print two lines for a corpus: the tagger alone and geomap."""
    gold = [json.loads(line) for line in gold_file.read_text(encoding="utf-8").rstrip("\n").split("\n")][: args.limit]
    texts = [article["text"] for article in gold]
    said: list[tuple[ModelSpan, ...]] = []
    begin = time.process_time()
    if args.said is not None:
        said = kept(args.said / gold_file.name, [article["id"] for article in gold])
    else:
        for first in range(0, len(texts), BATCH):
            said.extend(model.spans(texts[first : first + BATCH]))
    tagging = time.process_time() - begin
    recognizer = recognizer_of(Kept(dict(zip(texts, said, strict=True)), model.short_name))
    begin = time.process_time()
    found = recognizer.recognize_many([Article(id=a["id"], text=a["text"]) for a in gold])
    correcting = time.process_time() - begin
    ours = {
        article["id"]: [{"start": m.span.start, "end": m.span.end, "kind": m.kind.value} for m in mentions]
        for article, mentions in zip(gold, found, strict=True)
    }
    theirs = {article["id"]: bare(spans) for article, spans in zip(gold, said, strict=True)}
    tokens = sum(len(TOKEN.findall(text)) for text in texts)
    for name, predicted, seconds in (("tagger", theirs, tagging), ("geomap", ours, tagging + correcting)):
        score = scored(args.scorer, gold_file, gold, predicted, folder / f"{gold_file.stem}.{name}.jsonl")
        speed = "" if args.said else f"{len(gold) / seconds:6.1f} articles/s  {tokens / seconds:8.0f} tokens/s"
        print(f"{gold_file.stem:12} {name:7} {score}  {speed}", flush=True)
    if args.said is None:
        print(f"{gold_file.stem:12} correcting takes {correcting / tagging:.1%} of the tagger's time")


def main() -> None:
    """Measure every corpus named."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("gold", nargs="+", type=Path)
    cli.add_argument("--said", type=Path, metavar="DIR", help="folder of a tagger's spans, instead of tagging")
    cli.add_argument("--scorer", type=Path)
    cli.add_argument("--predictions", type=Path, help="folder to keep the predictions in")
    cli.add_argument("--limit", type=int, help="only the first N articles")
    args = cli.parse_args()
    from geomap.recognition.rules import TABLES, recognition_rules  # noqa: PLC0415 - after --help

    settings = load()
    tables = tables_folder(settings)
    rules = recognition_rules(**{name: rows(tables / path) for name, path in TABLES.items()})
    gazetteer, model = Mapper(settings).gazetteer, SpacySpanModel() if settings.recogniser == "md" else TaggerModel()
    model.spans(["Loading is not measured."])
    with TemporaryDirectory() as temporary:
        folder = args.predictions or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for gold_file in args.gold:
            measure(gold_file, lambda kept: CorrectedRecognizer(kept, gazetteer, rules), model, args, folder)


if __name__ == "__main__":
    main()
