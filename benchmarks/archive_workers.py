"""How much quicker an archive is mapped by two workers than by one, and by a Dask cluster on this machine.

    python benchmarks/archive_workers.py CORPORA [--articles N] [--rounds 3]

The ways take turns, so that a machine that other work shares slows all alike; the ratios are those of runs side by side
and their median counts. *Load* is how many processes of others wanted a core when the round began: with as many as
there are cores or more, the ratio says how cores were shared out, not what two workers can do. The results must have
the same bytes. *Working* is the time until the shards are done, which is what workers share; the join is one process's.
"""

import argparse
import os
import statistics
import tempfile
from pathlib import Path

import archive_corpus
from archive_kills import digests
from archive_runs import Watched, peak_mb, watched
from local_cluster import cluster

WAYS = ("1 worker", "2 workers", "Dask, 2 workers")


def run(way: str, archive: Path, folder: Path) -> Watched:
    """Run in one of the ways; a cluster is started before and ended after."""
    if way != WAYS[2]:
        return _ended(watched(archive, folder, "--workers", way[0]))
    with cluster(folder.parent, 2) as (address, processes):
        found = _ended(watched(archive, folder, "--scheduler", address))
        found.workers_mb = {each.pid: peak_mb(each.pid) for each in processes}
    return found


def _ended(found: Watched) -> Watched:
    if found.status:
        raise SystemExit(found.said)
    return found


def main() -> None:
    """Print a row for each run, and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--articles", type=int, help="of the 5,788, drawn evenly")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    ratios: dict[str, list[float]] = {way: [] for way in WAYS}
    working: dict[str, list[float]] = {way: [] for way in WAYS}
    with tempfile.TemporaryDirectory() as name:
        archive = Path(name, "archive.jsonl")
        count = archive_corpus.write(given.corpora, archive, most=given.articles)
        print(f"{count:,} articles\nway               load  seconds  working  articles a s  parent MB  worker MB")
        expected = None
        for number in range(given.rounds):
            runs: dict[str, Watched] = {}
            for way in WAYS:
                folder, load = Path(name, f"{way}-{number}"), os.getloadavg()[0]
                runs[way] = found = run(way, archive, folder)
                seconds = found.seconds - found.join_s
                print(
                    f"{way:16} {load:5.1f} {found.seconds:8.1f} {seconds:8.1f} {count / found.seconds:13.0f} "
                    f"{found.parent_mb:10.0f} {max(found.workers_mb.values(), default=0.0):10.0f}",
                    flush=True,
                )
                expected = expected or digests(folder)
                if digests(folder) != expected:
                    raise SystemExit(f"{way}: other bytes")
                ratios[way].append(runs[WAYS[0]].seconds / found.seconds)
                working[way].append((runs[WAYS[0]].seconds - runs[WAYS[0]].join_s) / seconds)
    for way in WAYS[1:]:
        print(
            f"{way}: {statistics.median(ratios[way]):.2f} times as fast as one, "
            f"{statistics.median(working[way]):.2f} times without the join"
        )


if __name__ == "__main__":
    main()
