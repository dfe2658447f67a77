"""Runs onto a disk that is full, or that may not be written: one line, what was finished is whole, --resume goes on.

    unshare --map-root-user --mount .venv/bin/python benchmarks/archive_disk.py CORPORA [--articles 120]

The disks are file systems in memory, of more and more room: from too little for the first shard to too little for the
last file of the result. They are mounted in a namespace of the program's own (`unshare`, Linux), so that neither root
nor the machine's own disks take part; --resume follows once the disk was made larger.
"""

import argparse
import subprocess
import tempfile
from pathlib import Path

import archive_corpus
import zstandard
from archive_kills import digests
from archive_runs import Watched, watched

OPTIONS = ("--workers", "2", "--shard", "15")
ROOM_KB = (16, 64, 256, 512, 1_024, 2_048, 3_072, 4_096, 6_144)


def mount(*arguments: str) -> None:
    """Mount something, or change how it is mounted."""
    subprocess.run(["mount", *arguments], check=True)


def whole(folder: Path) -> int:
    """How many shards can be read to their end; those that cannot are an error."""
    shards = list((folder / "shards").glob("[0-9]*.zst"))
    for path in shards:
        zstandard.ZstdDecompressor().stream_reader(path.read_bytes(), read_across_frames=True).read()
    return len(shards)


def told(run: Watched) -> str:
    """The one line that a run ends with; anything else is an error."""
    if run.status != 2 or run.said.count("\n") != 1 or "Traceback" in run.said:
        raise SystemExit(f"status {run.status}: {run.said}")
    return run.said.strip()


def main() -> None:
    """Print a line for each disk."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--articles", type=int, default=120)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        archive, undisturbed, disk = Path(name, "archive.jsonl"), Path(name, "whole"), Path(name, "disk")
        archive_corpus.write(given.corpora, archive, most=given.articles)
        if (run := watched(archive, undisturbed, *OPTIONS)).status:
            raise SystemExit(run.said)
        expected = digests(undisturbed)
        disk.mkdir()
        for room in ROOM_KB:
            mount("-t", "tmpfs", "-o", f"size={room}k", "tmpfs", str(disk))
            run = watched(archive, disk / "run", *OPTIONS)
            if run.status:
                line, kept = told(run), whole(disk / "run")
                hidden = [path for path in (disk / "run").rglob(".*") if path.is_file()]
                mount("-o", "remount,size=1g", str(disk))
                again = watched(archive, disk / "run", *OPTIONS, "--resume")
                same = again.status == 0 and digests(disk / "run") == expected and not hidden
                print(
                    f"{room:5} kB, {kept:2} shards kept, {'same bytes' if same else 'DIFFERS'} then: {line}", flush=True
                )
            else:
                print(f"{room:5} kB: room enough, {'same bytes' if digests(disk / 'run') == expected else 'DIFFERS'}")
            subprocess.run(["umount", str(disk)], check=True)
        for what, folder in (("read-only", "whole"), ("read-only, a new folder", "whole/new")):
            mount("--bind", str(undisturbed), str(undisturbed))
            mount("-o", "remount,bind,ro", str(undisturbed))
            print(f"{what}: {told(watched(archive, Path(name, folder), *OPTIONS, '--resume'))}")
            subprocess.run(["umount", str(undisturbed)], check=True)
            if digests(undisturbed) != expected:
                raise SystemExit("a result changed that may not be written")


if __name__ == "__main__":
    main()
