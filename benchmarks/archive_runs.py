"""Runs of `geomap batch` as a program, watched from outside: seconds, and the peak memory of each of its processes."""

import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

JOINING = ".articles.jsonl.zst.new"  # exists while the result is joined
_LOOK_S = 0.05


@dataclass(slots=True)
class Watched:
    """What a run took.

    Attributes:
        status: exit status.
        seconds: from the call to its end.
        join_s: of them while the result was joined.
        cpu_s: CPU of all its processes.
        working_mb: peak memory of the parent before the join.
        parent_mb: peak memory of the parent.
        workers_mb: peak memory of each of its children.
        said: what it wrote on standard error.
    """

    status: int = -1
    seconds: float = 0.0
    join_s: float = 0.0
    cpu_s: float = 0.0
    working_mb: float = 0.0
    parent_mb: float = 0.0
    workers_mb: dict[int, float] = field(default_factory=dict)
    said: str = ""


def command(archive: Path, folder: Path, *options: str) -> list[str]:
    """The call."""
    return [sys.executable, "-m", "geomap", "batch", str(archive), "-o", str(folder), "--no-judgements", *options]


def watched(archive: Path, folder: Path, *options: str) -> Watched:
    """Run it to its end."""
    found, began = Watched(), time.perf_counter()
    process = subprocess.Popen(
        command(archive, folder, *options), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    heard: list[str] = []
    reader = threading.Thread(target=lambda: heard.append(process.stderr.read() if process.stderr else ""))
    reader.start()
    joining = None
    while (ended := os.wait4(process.pid, os.WNOHANG))[0] == 0:
        found.parent_mb = max(found.parent_mb, peak_mb(process.pid))
        if joining is None and (folder / JOINING).exists():
            joining = time.perf_counter()
        if joining is None:
            found.working_mb = found.parent_mb
        for child in children(process.pid):
            found.workers_mb[child] = max(found.workers_mb.get(child, 0.0), peak_mb(child))
        time.sleep(_LOOK_S)
    _, status, usage = ended
    process.returncode = found.status = os.waitstatus_to_exitcode(status)
    found.seconds = time.perf_counter() - began
    found.join_s = 0.0 if joining is None else time.perf_counter() - joining
    found.cpu_s = usage.ru_utime + usage.ru_stime
    reader.join()
    found.said = "".join(heard)
    return found


def peak_mb(process: int) -> float:
    """The most memory that a process has had so far, in MB; 0 where there is none."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmHWM:")), 0.0)


def children(process: int) -> list[int]:
    """Numbers of a process's children, whichever of its threads started them."""
    found: list[int] = []
    for file in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found += map(int, file.read_text().split())
        except OSError:  # the thread has ended
            continue
    return found
