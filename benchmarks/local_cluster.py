"""A Dask cluster on this machine: a scheduler and workers, each a process of its own."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_LONGEST_S = 60.0  # until the scheduler has written down its address


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[tuple[str, list["subprocess.Popen[bytes]"]]]:
    """The scheduler's address and the workers' processes; all of them end with the block.

    Args:
        folder: for the scheduler's file and the workers' scratch space.
        workers: how many, of one thread each.
    """
    file = folder / "scheduler.json"
    file.unlink(missing_ok=True)
    program = [sys.executable, "-m"]
    place = ["--scheduler-file", str(file), "--no-dashboard"]
    scheduler = [*program, "distributed.cli.dask_scheduler", *place, "--host", "127.0.0.1", "--port", "0"]
    worker = [*program, "distributed.cli.dask_worker", *place, "--no-nanny", "--nworkers", "1", "--nthreads", "1"]
    started = [_started(scheduler)]
    try:
        deadline = time.monotonic() + _LONGEST_S
        while not file.exists():
            if time.monotonic() > deadline:
                raise SystemExit("the scheduler does not start")
            time.sleep(0.1)
        processes = [_started([*worker, "--local-directory", str(folder)]) for _ in range(workers)]
        started += processes
        yield json.loads(file.read_text())["address"], processes
    finally:
        for each in reversed(started):
            each.terminate()
            each.wait()


def _started(call: list[str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
