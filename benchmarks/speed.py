"""How fast `parse` is beside the bare recogniser, in one process and on the same articles.

    python benchmarks/speed.py CORPUS.jsonl [--articles N] [--cold STORY.txt]

The two take turns, sixteen articles each, so that a noisy machine slows both alike; times are CPU seconds of this
process. *Bare* is the model's tok2vec and ner alone over the same texts; *parse* is recognition, resolution, areas and
writing the JSON. With --cold, fresh processes compare `geomap map STORY.txt` with importing spaCy and loading the
model.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import spacy

from geomap.codec import to_json
from geomap.recognition.spacy_model import SpacySpanModel
from geomap.records import Article
from geomap.wiring import Mapper

BATCH = 16
COLD_RUNS = 5


def read_corpus(file: Path, most: int | None) -> list[Article]:
    """The articles of a corpus, one JSON object a line."""
    lines = file.read_text(encoding="utf-8").split("\n")  # splitlines() would cut at U+2028 inside a string
    rows = [json.loads(line) for line in lines[:most] if line]
    return [Article(id=row["id"], text=row["text"]) for row in rows]


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU time of this process for one piece of work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def warm(articles: Sequence[Article]) -> dict[str, float]:
    """Articles and tokens a CPU-second of both, and what parse adds to the peak memory."""
    model, mapper = SpacySpanModel(), Mapper()
    model.spans([articles[0].text])
    mapper.map_many(articles[:1])
    tokens = sum(len(doc) for doc in spacy.blank("en").pipe(article.text for article in articles))
    bare = parse = 0.0
    for start in range(0, len(articles), BATCH):
        batch = articles[start : start + BATCH]
        texts = [article.text for article in batch]
        bare += cpu_seconds(lambda texts=texts: model.spans(texts))
        parse += cpu_seconds(lambda batch=batch: [to_json(mapped) for mapped in mapper.map_many(batch)])
    return {
        "articles": len(articles),
        "bare_articles_per_s": len(articles) / bare,
        "parse_articles_per_s": len(articles) / parse,
        "bare_tokens_per_s": tokens / bare,
        "parse_tokens_per_s": tokens / parse,
        "parse_to_bare": bare / parse,
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def cold(story: Path) -> dict[str, float]:
    """CPU seconds of fresh processes, taking turns: the model alone, and the whole command."""
    load = "from geomap.recognition.spacy_model import SpacySpanModel as Model; Model().spans(['Idlib'])"
    model_s, map_s = [], []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(COLD_RUNS):
            model_s.append(_child_seconds([sys.executable, "-c", load]))
            map_s.append(_child_seconds([sys.executable, "-m", "geomap", "map", str(story), "-o", folder]))
    model, whole = statistics.median(model_s), statistics.median(map_s)
    return {"cold_model_s": model, "cold_map_s": whole, "cold_map_to_model": whole / model}


def _child_seconds(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print one figure a line."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("corpus", type=Path)
    cli.add_argument("--articles", type=int, help="only the first N")
    cli.add_argument("--cold", type=Path, metavar="STORY.txt", help="also time cold runs on this story")
    args = cli.parse_args()
    figures = warm(read_corpus(args.corpus, args.articles))
    if args.cold:
        figures |= cold(args.cold)
    for name, value in figures.items():
        print(f"{name:24} {value:10.2f}")


if __name__ == "__main__":
    main()
