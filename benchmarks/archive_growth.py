"""What an archive costs as it grows: seconds, CPU and the peak memory of each process, the join at the end included.

    python benchmarks/archive_growth.py CORPORA [--times 1 10] [--workers 2] [--keep FOLDER [--resume]]

*Parent, work* is before the join, *whole* with it. With --resume the shards of an earlier call that kept its FOLDER are
joined again, which is the part of a run that sees the whole archive.
"""

import argparse
import tempfile
from pathlib import Path

import archive_corpus
from archive_runs import Watched, watched

_RESULT = ("articles.jsonl.zst", "mentions.parquet", "places.parquet", "places.geojson", "index.sqlite", "map.html")


def row(articles: int, run: Watched, folder: Path) -> str:
    """A line of the table."""
    workers = max(run.workers_mb.values(), default=0.0)
    sizes = "  ".join(f"{(folder / name).stat().st_size / articles:8,.0f}" for name in _RESULT)
    return (
        f"{articles:8,} {run.seconds:8.1f} {run.join_s:7.1f} {run.cpu_s:8.1f} {run.working_mb:11.0f} "
        f"{run.parent_mb:7.0f} {workers:8.0f}    {sizes}"
    )


def main() -> None:
    """Print a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--times", type=int, nargs="+", default=[1, 10])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="folder for the archives and their results")
    parser.add_argument("--resume", action="store_true", help="join again what is there")
    given = parser.parse_args()
    folder = given.keep or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    print("                                              peak memory, MB               bytes an article")
    print("articles  seconds    join   CPU s  parent, work   whole   worker    " + "  ".join(n[:8] for n in _RESULT))
    for times in given.times:
        archive, result = folder / f"{times}.jsonl", folder / f"run-{times}-{given.workers}"
        count = archive_corpus.write(given.corpora, archive, times)
        run = watched(archive, result, "--workers", str(given.workers), *(["--resume"] if given.resume else []))
        if run.status:
            raise SystemExit(run.said)
        print(row(count, run, result), flush=True)


if __name__ == "__main__":
    main()
