"""How fast the tagger is beside md's ner, in one process and on the same articles.

    python benchmarks/tagger_speed.py CORPUS.jsonl [--articles N]

All take turns, sixteen articles each, so that a noisy machine slows them alike; times are CPU seconds of this process.
Tokens are counted as spaCy cuts them. *spans*: text to names. *ents*: text to Doc.ents, with our tokeniser and with
spaCy's. *cold*: the first pass over the articles, every word form being new; *warm*: the second. md: tok2vec and ner.
"""

import argparse
import json
import os
import resource
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import spacy

from geomap.recognition.spacy_model import SpacySpanModel
from geomap.recognition.tagger.component import GeomapTokenizer, TaggerComponent
from geomap.recognition.tagger.model import TaggerModel

BATCH = 16


def to_ents(make_doc: Callable[[str], Any]) -> Callable[[Sequence[str]], Any]:
    """Texts to documents with entities, by a tagger of its own."""
    component = TaggerComponent()
    return lambda texts: list(component.pipe(map(make_doc, texts)))


def memory_mb() -> float:
    """The most that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print one line for each way, then memory and loading time."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("corpus", type=Path)
    cli.add_argument("--articles", type=int, help="only the first N")
    args = cli.parse_args()
    lines = args.corpus.read_text(encoding="utf-8").split("\n")[: args.articles]
    texts = [json.loads(line)["text"] for line in lines if line]
    before, start = memory_mb(), time.process_time()
    tagger = TaggerModel()
    tagger.spans(["Loading is measured apart."])
    print(f"loading {1e3 * (time.process_time() - start):.0f} ms, {memory_mb() - before:.0f} MB")
    blank = spacy.blank("en")
    ways: dict[str, Callable[[Sequence[str]], Any]] = {
        "spans": tagger.spans,
        "ents, our tokeniser": to_ents(GeomapTokenizer(spacy.blank("en").vocab)),
        "ents, spaCy's tokeniser": to_ents(blank.make_doc),
    }
    tokens = sum(len(blank.make_doc(text)) for text in texts)
    seconds: dict[tuple[str, str], float] = defaultdict(float)
    md = SpacySpanModel()
    md.spans(texts[:1])
    for heat in ("cold", "warm"):
        for first in range(0, len(texts), BATCH):
            batch = texts[first : first + BATCH]
            for name, way in ways.items():
                start = time.process_time()
                way(batch)
                seconds[name, heat] += time.process_time() - start
            if heat == "warm":
                start = time.process_time()
                md.spans(batch)
                seconds["md", heat] += time.process_time() - start
    for (name, heat), used in seconds.items():
        ratio = seconds["md", "warm"] / used
        print(f"{name:24} {heat}  {tokens / used:9.0f} tokens/s  {ratio:5.1f} times md")


if __name__ == "__main__":
    main()
