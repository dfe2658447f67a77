"""A run over an archive: shards worked on and kept, then joined into the result."""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from geomap.batch import executors
from geomap.batch.claim import claimed
from geomap.batch.guard import described
from geomap.batch.index import INDEX, IndexWriter
from geomap.batch.mapping import MapColumns, write_map
from geomap.batch.rows import ArticleRow, MentionRow, Texts, article_row
from geomap.batch.shards import ARTICLES as ARTICLES_IN_SHARD
from geomap.batch.shards import Outcome, Shard, shards
from geomap.batch.store import ShardStore, refusal, write_whole
from geomap.batch.tables import MentionTable, Places, write_geojson, write_places
from geomap.batch.worker import forget_mapper, map_and_keep, map_shard
from geomap.batch.working import Workers
from geomap.errors import InputError
from geomap.ports import Gazetteer
from geomap.records import Failure
from geomap.settings import Settings

MANIFEST = "manifest.json"
ARTICLES, ERRORS = "articles.jsonl.zst", "errors.jsonl"
MENTIONS, PLACES, GEOJSON = "mentions.parquet", "places.parquet", "places.geojson"
MAP = "map.html"
RESULT = (ARTICLES, ERRORS, MENTIONS, PLACES, GEOJSON, INDEX, MAP, MANIFEST)
_IN_FLIGHT = 2  # shards for each worker that are in memory

Progress = Callable[[int, int], None]  # articles done now, articles done before this run


class Taker(Protocol):
    """Makes a part of the result of the articles that it is given one by one."""

    def add(self, article: ArticleRow, mentions: Sequence[MentionRow]) -> None:
        """Take the next article and its mentions."""
        ...


@dataclass(slots=True)
class Counts:
    """What a run did."""

    articles: int = 0
    failures: int = 0
    mentions: int = 0
    places: int = 0
    copies: int = 0  # of texts that came before
    languages: dict[str, int] = field(default_factory=dict)
    not_on_map: int = 0  # articles that the map had no room for

    @property
    def other_languages(self) -> int:
        """Articles that are not in English."""
        return self.articles - self.languages.get("en", 0) - self.languages.get("", 0)


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
            return _join(archive, store, names)
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


def _join(archive: Archive, store: ShardStore, names: Sequence[str]) -> Counts:
    """Make the result of the shards, in the order of the archive."""
    folder, places = archive.folder, Places()
    columns = MapColumns(places)
    made = {name: folder / f".{name}.new" for name in (ARTICLES, MENTIONS, PLACES, GEOJSON, INDEX, MAP)}
    for path in (*made.values(), *folder.glob(f".{ERRORS}.*"), *folder.glob(f".{MANIFEST}.*")):
        path.unlink(missing_ok=True)  # what a run that was killed had half written
    try:
        with (
            made[ARTICLES].open("wb") as articles,
            MentionTable(made[MENTIONS]) as table,
            IndexWriter(made[INDEX], places) as index,
        ):
            counts = _stream(store, names, articles, (places, table, index, columns))
        write_places(made[PLACES], places)
        write_geojson(made[GEOJSON], places)
        write_map(made[MAP], columns, made[INDEX], archive.gazetteer, archive.title)
        (folder / MANIFEST).unlink(missing_ok=True)  # from here on the files are of two runs, until there is a new one
        for name, path in made.items():
            path.replace(folder / name)
    finally:
        for path in made.values():
            path.unlink(missing_ok=True)
    failures = "".join(map(store.failures, names))
    counts.failures, counts.places = failures.count("\n"), len(places.sums)
    counts.not_on_map = columns.left_out()
    if failures:
        write_whole(folder / ERRORS, failures.encode())
    else:
        (folder / ERRORS).unlink(missing_ok=True)
    return counts


def _stream(store: ShardStore, names: Sequence[str], articles: BinaryIO, takers: Sequence[Taker]) -> Counts:
    """Hand every article of the shards on, one by one, and count."""
    counts, texts = Counts(), Texts()
    for name in names:
        articles.write(store.articles(name))
        for line in store.lines(name):
            article, mentions = article_row(line, counts.articles, texts)
            for taker in takers:
                taker.add(article, mentions)
            _count(counts, article.language, len(mentions), copy=article.same_as is not None)
    return counts


def _nothing(folder: Path, failures: str) -> InputError:
    """The error of a run in which no article could be mapped; several failures are kept in a file."""
    first, *others = [Failure(**json.loads(line)) for line in failures.splitlines()]
    if not others:
        return InputError(described(first))
    write_whole(folder / ERRORS, failures.encode())
    return InputError(f"{described(first)} (and {len(others)} more, see {folder / ERRORS})")


def _count(counts: Counts, language: str | None, mentions: int, *, copy: bool) -> None:
    counts.articles += 1
    counts.mentions += mentions
    counts.copies += copy
    key = (language or "")[:2].lower()
    counts.languages[key] = counts.languages.get(key, 0) + 1


def write_manifest(folder: Path, counts: Counts, about: dict[str, Any], started: float) -> None:
    """Write what was run, when and with what: the only file of a result with times in it.

    Raises:
        InputError: it cannot be written.
    """
    row = about | {
        "started": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(started)),
        "seconds": round(time.time() - started, 1),
        "articles": counts.articles,
        "failures": counts.failures,
        "mentions": counts.mentions,
        "places": counts.places,
        "copies": counts.copies,
        "not_on_map": counts.not_on_map,
        "languages": dict(sorted(counts.languages.items())),
    }
    try:
        write_whole(folder / MANIFEST, (json.dumps(row, indent=1, ensure_ascii=False) + "\n").encode())
    except OSError as error:
        raise refusal(folder, error) from error
