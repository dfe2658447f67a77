"""An archive in shards: runs of articles small enough to be done again, and told apart by what is in them.

Shards depend on the articles alone, so that any number of workers, and a run that was taken up again, give the same
ones.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from geomap.reading.origin import Sourced
from geomap.records import Failure

ARTICLES = 300  # in a shard; a publisher's home is learned within it
CHARACTERS = 3_000_000  # of their texts
LONGEST = 1_000_000  # characters of an article: one with a place in every other sentence takes 1.5 GB to map

Outcome = Sourced | Failure


@dataclass(frozen=True, slots=True)
class Shard:
    """A run of articles, with the failures of reading between them.

    Attributes:
        number: its place in the archive, from 0.
        outcomes: in the order of the archive.
        key: tells it from shards with other articles or other settings; 16 hexadecimal digits.
    """

    number: int
    outcomes: tuple[Outcome, ...]
    key: str

    @property
    def name(self) -> str:
        """Of its file; sorts in the order of the archive."""
        return f"{self.number:07d}-{self.key}"


@dataclass(frozen=True, slots=True)
class Done:
    """A shard's result.

    Attributes:
        articles: a zstd frame of JSON lines, one an article.
        failures: JSON lines of errors.jsonl.
        count: articles in it.
        warnings: what the user should hear of.
        used: people's corrections that took part: id and name.
        kept: whether the worker has written articles and failures down itself, and sends only the rest.
    """

    articles: bytes
    failures: str
    count: int
    warnings: tuple[str, ...]
    used: tuple[tuple[str, str], ...] = ()
    kept: bool = False


def shards(outcomes: Iterable[Outcome], settings: str, most: int = ARTICLES) -> Iterator[Shard]:
    """Cut a stream of articles into shards.

    Args:
        outcomes: articles with their origins, and failures; what is too long becomes one.
        settings: whatever else the result depends on, in one text.
        most: articles in a shard.
    """
    run: list[Outcome] = []
    size = number = 0
    for outcome in map(_bounded, outcomes):
        length = len(outcome.article.text) if isinstance(outcome, Sourced) else 0
        if run and (len(run) >= most or size + length > CHARACTERS):
            yield _shard(number, run, settings)
            run, size, number = [], 0, number + 1
        run.append(outcome)
        size += length
    if run:
        yield _shard(number, run, settings)


def _bounded(outcome: Outcome) -> Outcome:
    """The outcome, or where an article would take more memory than a worker may have, a failure."""
    if isinstance(outcome, Failure) or len(outcome.article.text) <= LONGEST:
        return outcome
    return outcome.origin.failure(
        f"has {len(outcome.article.text):,} characters, and an archive's articles may have {LONGEST:,}: cut it into "
        "parts, or give it to `geomap map`",
        outcome.article.id,
    )


def halves(shard: Shard) -> tuple[Shard, Shard]:
    """A shard in two, to find the article in it that a worker dies of; their names are never files."""
    middle = len(shard.outcomes) // 2
    return (
        Shard(shard.number, shard.outcomes[:middle], f"{shard.key}a"),
        Shard(shard.number, shard.outcomes[middle:], f"{shard.key}b"),
    )


def _shard(number: int, run: list[Outcome], settings: str) -> Shard:
    digest = hashlib.sha256(settings.encode())
    for outcome in run:
        row = asdict(outcome.article) if isinstance(outcome, Sourced) else asdict(outcome)
        digest.update(json.dumps(row, sort_keys=True, default=str).encode())
    return Shard(number, tuple(run), digest.hexdigest()[:16])
