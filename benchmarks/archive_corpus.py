"""Archives of any size out of the corpora: their articles over and over, under new ids, each text different.

    python benchmarks/archive_corpus.py CORPORA --times 10 -o ARCHIVE.jsonl

A copy gets a word of its own at its end, or it would count as a syndicated copy, and a day of its own where it has no
date, so that questions about a time have something to choose from.
"""

import argparse
import datetime
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NAMES = ("lgl", "geowebnews", "wiktor")  # 5,788 articles
_FIRST_DAY, _DAYS = datetime.date(2009, 1, 1), 3_650


def articles(corpora: Path, times: int = 1, most: int | None = None) -> Iterator[dict[str, Any]]:
    """The corpora's articles, so many times; of each time the first `most`, drawn evenly."""
    rows = [json.loads(line) for name in NAMES for line in _lines(corpora / f"{name}.jsonl")]
    rows = rows[:: max(1, len(rows) // most)][:most] if most else rows
    chance = random.Random(6)
    for time in range(times):
        for row in rows:
            meta = dict(row["meta"])
            meta.setdefault("date", str(_FIRST_DAY + datetime.timedelta(chance.randrange(_DAYS))))
            identity = f"{row['corpus']}-{row['id']}-{time}"
            yield {"id": identity, "text": f"{row['text']} [{time}]" if time else row["text"], "meta": meta}


def write(corpora: Path, file: Path, times: int = 1, most: int | None = None) -> int:
    """Write them, one a line; how many."""
    with file.open("w", encoding="utf-8") as stream:
        return sum(
            bool(stream.write(json.dumps(row, ensure_ascii=False) + "\n")) for row in articles(corpora, times, most)
        )


def _lines(file: Path) -> Iterator[str]:
    with file.open(encoding="utf-8", newline="\n") as stream:
        yield from stream


def main() -> None:
    """Write an archive."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--most", type=int, help="articles of each time")
    parser.add_argument("-o", "--output", type=Path, required=True)
    given = parser.parse_args()
    print(f"{write(given.corpora, given.output, given.times, given.most):,} articles in {given.output}")


if __name__ == "__main__":
    main()
