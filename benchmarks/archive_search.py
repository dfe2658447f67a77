"""How soon `geomap search` answers: the question itself, and the whole process from its start to its end.

    python benchmarks/archive_search.py RUN [--times 15] ["NAME" ...]

RUN is a folder that `geomap batch` wrote, best one of `archive_growth.py --keep`. Without names it asks for the name
that RUN's articles name most, for one of middling rank and for one that only one article names; each alone, for some
years, and with what lies within 50 km. Every question is asked of a fresh process. Medians; *CPU* counts on a machine
that other work shares, where the clock says as much about the others. *Python* is an empty program.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from geomap.batch.index import INDEX, opened
from geomap.batch.search import Found, Question, search

YEARS, WITHIN_KM = ("2012", "2016"), 50
BUDGET_MS = 100.0


def names(run: Path) -> list[str]:
    """The most named place, one of middling rank, and a rare one."""
    with opened(run / INDEX) as index:
        rows = index.execute("SELECT name FROM places ORDER BY articles DESC, number").fetchall()
    return [rows[0][0], rows[len(rows) // 200][0], rows[-1][0]]


def process_ms(call: Sequence[str], times: int) -> tuple[float, float]:
    """Milliseconds of a process, by the clock and of CPU: medians."""
    clock, cpu = [], []
    for _ in range(times):
        began = time.perf_counter()
        process = subprocess.Popen(call, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        clock.append(time.perf_counter() - began)
        cpu.append(usage.ru_utime + usage.ru_stime)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{' '.join(call)}: {process.returncode}")
    return statistics.median(clock) * 1000, statistics.median(cpu) * 1000


def asked_ms(ask: Callable[[], Found], times: int) -> float:
    """CPU milliseconds of a question within a process: the median."""
    spent = []
    for _ in range(times):
        began = time.process_time()
        ask()
        spent.append(time.process_time() - began)
    return statistics.median(spent) * 1000


def main() -> None:
    """Print a row for each question."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--times", type=int, default=15)
    given = parser.parse_args()
    print("question                                  mentions  articles  query, ms  process, ms  of it CPU, ms")
    clock, cpu = process_ms([sys.executable, "-c", "pass"], given.times)
    print(f"{'Python':40} {'':>9} {'':>9} {'':>10} {clock:12.0f} {cpu:15.0f}")
    worst = 0.0
    for name in given.names or names(given.run):
        for options, extra in (
            ({}, []),
            (
                {"first": f"{YEARS[0]}-01-01", "last": f"{YEARS[1]}-12-31"},
                ["--from", YEARS[0], "--to", YEARS[1]],
            ),
            ({"within_m": WITHIN_KM * 1000.0}, ["--within", str(WITHIN_KM)]),
        ):
            question = Question(name=name, limit=20, **options)
            found = search(given.run, question)
            query = asked_ms(lambda question=question: search(given.run, question), given.times)
            call = [sys.executable, "-m", "geomap", "search", str(given.run), name, *extra]
            clock, cpu = process_ms(call, given.times)
            worst = max(worst, clock)
            words = " ".join([name, *extra])
            print(f"{words:40} {found.mentions:9,} {found.articles:9,} {query:10.1f} {clock:12.0f} {cpu:15.0f}")
    print(f"the slowest took {worst:.0f} ms, {'within' if worst < BUDGET_MS else 'over'} {BUDGET_MS:.0f} ms")


if __name__ == "__main__":
    main()
