"""How quick gazetteer look-ups are: cold (a name asked for the first time) and warm.

    python benchmarks/lookup.py GAZETTEER [CORPUS.jsonl]

With a corpus its marked names are asked, in their order; without one, a fixed sample of the gazetteer's own names.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from geomap.lookup.sqlite_gazetteer import SqliteGazetteer

AMBIGUOUS = ("San José", "Springfield", "Victoria", "Santa Rosa", "San Antonio", "Washington", "Franklin", "Union")
SAMPLE = "SELECT name FROM names ORDER BY place * 7919 % 1000003, key LIMIT 5000"


def main() -> None:
    """Print medians and means in microseconds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gazetteer", type=Path)
    parser.add_argument("corpus", type=Path, nargs="?")
    call = parser.parse_args()
    start = time.perf_counter()
    gazetteer = SqliteGazetteer(call.gazetteer)
    print(f"open                 {(time.perf_counter() - start) * 1e3:8.1f} ms")
    names = corpus_names(call.corpus) if call.corpus else sample_names(call.gazetteer)
    report("cold candidates", gazetteer.candidates, names)
    report("warm candidates", gazetteer.candidates, names)
    report("cold max_population", gazetteer.max_population, names)
    report("ambiguous, cold", SqliteGazetteer(call.gazetteer).candidates, AMBIGUOUS)


def corpus_names(corpus: Path) -> list[str]:
    """Each marked name once, in the order of the corpus."""
    lines = corpus.read_text(encoding="utf-8").rstrip("\n").split("\n")
    return list(dict.fromkeys(mention["name"] for line in lines for mention in json.loads(line)["toponyms"]))


def sample_names(path: Path) -> list[str]:
    """A fixed sample of names from the gazetteer itself."""
    import sqlite3  # noqa: PLC0415 - only here, behind the adapter's back
    from contextlib import closing  # noqa: PLC0415 - same

    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as file:
        return [name for (name,) in file.execute(SAMPLE)]


def report(what: str, ask: Callable[[str], object], names: Iterable[str]) -> None:
    """Ask every name once and print how long that took."""
    times = []
    for name in names:
        start = time.perf_counter()
        ask(name)
        times.append((time.perf_counter() - start) * 1e6)
    median, mean = statistics.median(times), statistics.mean(times)
    print(f"{what:20} {median:8.1f} µs median, {mean:8.1f} µs mean, {len(times)} names")


if __name__ == "__main__":
    main()
