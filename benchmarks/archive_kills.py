"""Runs that are killed with -9 at random moments and taken up: is the result the same, to the byte?

    python benchmarks/archive_kills.py CORPORA [--kills 20] [--articles 300] [--seed 1]

Each time a fresh run with two workers is killed somewhere between its start and the time that an undisturbed run takes:
the parent, which is then started again with --resume and may be killed again, or one of its workers, which the run has
to cope with by itself. What is compared are the bytes of the result's files; the manifest alone holds times.
"""

import argparse
import hashlib
import json
import os
import random
import signal
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path

import archive_corpus
import zstandard
from archive_runs import children, command, watched

RESULT = ("articles.jsonl.zst", "mentions.parquet", "places.parquet", "places.geojson", "index.sqlite", "map.html")
SHARD = "15"
ORPHAN_S = 2.0  # for workers whose parent was killed to go
AGAIN = 0.3  # of runs that were taken up are killed again
LESS = 0.8  # of the time that runs are thought to take, where one was over before it could be killed


def digests(folder: Path) -> dict[str, str]:
    """The result's files by what is in them."""
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in RESULT}


def identities(folder: Path) -> Counter[str]:
    """How often each article is in the result."""
    packed = (folder / "articles.jsonl.zst").read_bytes()
    text = zstandard.ZstdDecompressor().stream_reader(packed, read_across_frames=True).read().decode()
    return Counter(json.loads(line)["id"] for line in text.split("\n") if line)


def killed(process: "subprocess.Popen[bytes]", moment: float, whom: str, chance: random.Random, seen: set[int]) -> str:
    """Let a run go on until the moment, and kill the parent or a worker; what happened.

    Args:
        process: the run.
        moment: seconds from now.
        whom: "parent" or "worker"; where there is no worker yet, it is the parent.
        chance: chooses the worker.
        seen: gets the numbers of the workers.
    """
    try:
        process.wait(moment)
    except subprocess.TimeoutExpired:
        workers = [child for child in children(process.pid) if "spawn_main" in _called(child)]
        seen.update(workers)
        target = process.pid if whom == "parent" or not workers else chance.choice(workers)
        try:
            os.kill(target, signal.SIGKILL)
        except ProcessLookupError:
            return "too late"
        return "parent" if target == process.pid else "worker"
    return "too late"


def _called(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return ""


def disturbed(archive: Path, folder: Path, seconds: float, chance: random.Random) -> list[str]:
    """A run that is killed, and taken up until it ends; what happened to it."""
    options, history = ["--workers", "2", "--shard", SHARD], []
    seen: set[int] = set()
    kill = True
    while True:
        resumed = ["--resume"] if history else []
        process = subprocess.Popen(
            command(archive, folder, *options, *resumed), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        if kill:
            moment = chance.uniform(0.0, seconds)
            whom = killed(process, moment, chance.choice(("parent", "worker")), chance, seen)
            history.append(f"{whom} at {moment:.1f} s")
        status = process.wait()
        if status == 0:
            time.sleep(ORPHAN_S)
            if left := [worker for worker in seen if "spawn_main" in _called(worker)]:
                raise SystemExit(f"workers {left} are still there: {history}")
            return history
        if status != -signal.SIGKILL:
            raise SystemExit(f"a run ended with {status}: {history}")
        kill = chance.random() < AGAIN


def main() -> None:
    """Print a line for each kill."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance, counts = random.Random(given.seed), Counter[str]()
    with tempfile.TemporaryDirectory() as name:
        archive, whole = Path(name, "archive.jsonl"), Path(name, "whole")
        count = archive_corpus.write(given.corpora, archive, most=given.articles)
        run = watched(archive, whole, "--workers", "2", "--shard", SHARD)
        if run.status:
            raise SystemExit(run.said)
        expected, articles, seconds = digests(whole), identities(whole), run.seconds
        print(f"{count} articles, {run.seconds:.1f} s undisturbed", flush=True)
        while sum(counts.values()) < given.kills:
            folder = Path(name, f"killed-{time.monotonic_ns()}")
            history = disturbed(archive, folder, seconds, chance)
            if all(each.startswith("too late") for each in history):
                seconds *= LESS
            same, once = digests(folder) == expected, identities(folder) == articles
            clean = not [path for path in folder.rglob("*") if path.name.startswith(".")]
            verdict = "same bytes" if same and once and clean else f"DIFFERS: {same=} {once=} {clean=} in {folder}"
            print(f"{', '.join(history)}: {verdict}", flush=True)
            if not (same and once and clean):
                raise SystemExit(1)
            counts.update(each.split()[0] for each in history if not each.startswith("too late"))
    print(", ".join(f"{whom} killed {times} times" for whom, times in sorted(counts.items())))


if __name__ == "__main__":
    main()
