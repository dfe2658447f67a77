"""How fast `parse` is beside the bare md tagger, in one process and on the same articles, and what its time goes to.

    python benchmarks/speed.py CORPUS.jsonl [--articles N] [--cold STORY.txt]

The two take turns, sixteen articles each, so that a noisy machine slows both alike; times are CPU seconds of this
process. *Bare* is md's tok2vec and ner over the same texts; *parse* is recognition, resolution, areas and the writing
of the JSON, every name being met for the first time; what loads libraries and tables comes before. Peak memory is that
of a fresh `geomap parse CORPUS.jsonl`, which does not hold md unless that is the recogniser. With --cold, fresh
processes map STORY.txt and the median counts.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from geomap.process import settle

settle()  # as `geomap parse` does, before anything loads numpy

from geomap.codec import to_json  # noqa: E402
from geomap.pipeline import Pipeline  # noqa: E402
from geomap.recognition.spacy_model import SpacySpanModel  # noqa: E402
from geomap.records import Article  # noqa: E402
from geomap.wiring import Mapper  # noqa: E402

BATCH = 16
COLD_RUNS = 5
# Needs every library and table once, so that loading them is on nobody's account.
OPENING = "Fighting in northern Syria, 30 km south of Raqqa, covered 400 sq km. Lohrheim lies near the city."


class Clock:
    """CPU seconds of this process, by name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    def timed(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, its time added up under the name."""

        def run(*args: Any) -> Any:
            start = time.process_time()
            try:
                return work(*args)
            finally:
                self.seconds[name] += time.process_time() - start

        return run


def read_corpus(file: Path, most: int | None) -> list[Article]:
    """The articles of a corpus, one JSON object a line."""
    lines = file.read_text(encoding="utf-8").split("\n")  # splitlines() would cut at U+2028 inside a string
    rows = [json.loads(line) for line in lines[:most] if line]
    return [Article(id=row["id"], text=row["text"]) for row in rows]


def with_clock(pipeline: Pipeline, clock: Clock) -> Pipeline:
    """The same pipeline, the time of its parts added up."""
    recognizer, resolver, areas = pipeline.recognizer, pipeline.resolver, pipeline.areas
    parts: dict[str, Any] = {
        "recognizer": SimpleNamespace(recognize_many=clock.timed("recognition", recognizer.recognize_many)),
        "resolver": SimpleNamespace(resolve=clock.timed("resolution", resolver.resolve)),
        "areas": SimpleNamespace(read_many=clock.timed("areas", areas.read_many)),
    }
    return replace(pipeline, **parts)


def warm(articles: Sequence[Article]) -> dict[str, float]:
    """Articles a CPU-second of both, and the shares of what parse does."""
    model, clock = SpacySpanModel(), Clock()
    pipeline = Mapper()._ready()
    opening = Article(id="opening", text=OPENING)
    model.spans([opening.text])
    pipeline.map([opening])
    pipeline = with_clock(pipeline, clock)
    bare = clock.timed("bare", model.spans)
    parse = clock.timed("parse", pipeline.map)
    write = clock.timed("json", to_json)
    mentions = 0
    for start in range(0, len(articles), BATCH):
        batch = articles[start : start + BATCH]
        bare([article.text for article in batch])
        for mapped in parse(batch):
            write(mapped)
            mentions += len(mapped.resolutions)
    seconds = clock.seconds
    whole = seconds["parse"] + seconds["json"]
    return {
        "articles": len(articles),
        "bare_articles_per_s": len(articles) / seconds["bare"],
        "parse_articles_per_s": len(articles) / whole,
        "parse_to_bare": seconds["bare"] / whole,
        "parse_ms_an_article": 1e3 * whole / len(articles),
        **{f"{part}_share": seconds[part] / whole for part in ("recognition", "resolution", "areas", "json")},
        "resolution_us_a_mention": 1e6 * seconds["resolution"] / max(1, mentions),
    }


def peak_memory_mb(corpus: Path) -> float:
    """Of a fresh process that parses the whole corpus."""
    return _child("parse", str(corpus), "-o", os.devnull).ru_maxrss / 1024


def cold_map_s(story: Path) -> float:
    """CPU seconds of fresh processes that map a story."""
    with tempfile.TemporaryDirectory() as folder:
        used = [_child("map", str(story), "-o", folder) for _ in range(COLD_RUNS)]
    return statistics.median(each.ru_utime + each.ru_stime for each in used)


def _child(*arguments: str) -> Any:
    """What one call of geomap used."""
    command = [sys.executable, "-m", "geomap", *arguments]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {child.returncode}")
    return used


def main() -> None:
    """Print one figure a line."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("corpus", type=Path)
    cli.add_argument("--articles", type=int, help="only the first N; peak memory is of all")
    cli.add_argument("--cold", type=Path, metavar="STORY.txt", help="also time cold runs on this story")
    args = cli.parse_args()
    # first, while this process is small: a child's peak counts from before it became another program
    figures = {"peak_memory_mb": peak_memory_mb(args.corpus)}
    if args.cold:
        figures["cold_map_s"] = cold_map_s(args.cold)
    figures |= warm(read_corpus(args.corpus, args.articles))
    for name, value in figures.items():
        print(f"{name:24} {value:10.3f}")


if __name__ == "__main__":
    main()
