"""A run over an archive: shards worked on and kept, then joined into the result."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from geomap.batch import executors
from geomap.batch.claim import claimed
from geomap.batch.guard import described
from geomap.batch.joining import ERRORS, Counts, join
from geomap.batch.shards import ARTICLES as ARTICLES_IN_SHARD
from geomap.batch.shards import Outcome, Shard, shards
from geomap.batch.store import ShardStore, refusal, write_whole
from geomap.batch.worker import forget_mapper, map_and_keep, map_shard
from geomap.batch.working import Workers
from geomap.errors import InputError
from geomap.ports import Gazetteer
from geomap.records import Failure
from geomap.settings import Settings

_IN_FLIGHT = 2  # shards for each worker that are in memory

Progress = Callable[[int, int], None]  # articles done now, articles done before this run


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """What to do and where.

    Attributes:
        folder: of the result.
        settings: of the mappers.
        gazetteer: names of countries and the background of the map.
        depends_on: whatever else answers depend on (version, gazetteer, corrections), in one text.
        title: of the map.
        with_text: whether the result keeps the articles' text.
        workers: processes on this machine; 1: this one.
        scheduler: address of a Dask scheduler, in place of processes.
        resume: take up an earlier run.
        shard: articles in a shard.
        progress: told as shards are done.
        corrected: told of people's corrections that took part, by id and name.
        warn: told what the user should hear of.
    """

    folder: Path
    settings: Settings
    gazetteer: Gazetteer
    depends_on: str
    title: str | None = None
    with_text: bool = True
    workers: int = 1
    scheduler: str | None = None
    resume: bool = False
    shard: int = ARTICLES_IN_SHARD
    progress: Progress = lambda _done, _before: None
    corrected: Callable[[str, str], None] = lambda _id, _name: None
    warn: Callable[[str], None] = lambda _: None


def run(archive: Archive, outcomes: Iterator[Outcome]) -> Counts:
    """Map an archive.

    Args:
        archive: what to do and where.
        outcomes: the archive's articles with their origins, and failures of reading; the same ones where a run is
            taken up.

    Raises:
        InputError: nothing could be read, or the folder cannot be written.
        GeomapError: nothing can be mapped at all.
    """
    store = ShardStore(archive.folder)
    with claimed(archive.folder):
        try:
            names = _work(archive, store, outcomes)
            if not any(True for name in names for _ in store.lines(name)):
                raise _nothing(archive.folder, "".join(map(store.failures, names)))
            store.drop_others(set(names))
            forget_mapper()  # where this process was the only worker
            return join(archive.folder, names, archive.gazetteer, archive.title, archive.settings.worldview)
        except OSError as error:
            raise refusal(archive.folder, error) from error


def _work(archive: Archive, store: ShardStore, outcomes: Iterator[Outcome]) -> list[str]:
    """Work on the shards that are not there yet; the names of all, in the order of the archive."""
    names: list[str] = []
    before = done = 0

    def waiting() -> Iterator[Shard]:
        nonlocal before
        for shard in shards(outcomes, f"{archive.depends_on}|{archive.with_text}", archive.shard):
            names.append(shard.name)
            if archive.resume and store.has(shard):
                before += len(shard.outcomes)
                archive.progress(done, before)
            else:
                yield shard

    with ExitStack() as stack:
        make, at_once = _workers(archive, stack)
        part = partial(map_shard, settings=archive.settings, with_text=archive.with_text)
        work = part if archive.scheduler else partial(map_and_keep, **part.keywords, folder=archive.folder)
        for shard, result in Workers(make=make, work=work, part=part, at_once=at_once).each(waiting()):
            if not result.kept:
                store.keep(shard, result)
            for sentence in result.warnings:
                archive.warn(sentence)
            for judgement in result.used:
                archive.corrected(*judgement)
            done += len(shard.outcomes)
            archive.progress(done, before)
    if not names:
        raise InputError("no article was read; check the names of the archives")
    return names


def _workers(archive: Archive, stack: ExitStack) -> tuple[Callable[[], Executor], Callable[[], int]]:
    """What makes an executor, and what says how many shards may be in memory."""
    if archive.scheduler is None:
        at_once = 1 if archive.workers == 1 else _IN_FLIGHT * archive.workers
        return partial(executors.local, archive.workers), lambda: at_once
    executor, threads = stack.enter_context(executors.cluster(archive.scheduler, archive.warn))
    return lambda: executor, lambda: _IN_FLIGHT * threads()


def _nothing(folder: Path, failures: str) -> InputError:
    """The error of a run in which no article could be mapped; several failures are kept in a file."""
    first, *others = [Failure(**json.loads(line)) for line in failures.split("\n") if line]
    if not others:
        return InputError(described(first))
    write_whole(folder / ERRORS, failures.encode())
    return InputError(f"{described(first)} (and {len(others)} more, see {folder / ERRORS})")
