"""What a worker does with a shard; runs in this process, in another one or on another machine."""

import os
import signal
import threading
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import zstandard

from geomap.batch.guard import map_guarded
from geomap.batch.look_ahead import with_homes
from geomap.batch.shards import Done, Outcome, Shard
from geomap.batch.store import ShardStore
from geomap.codec import dumps, failure_to_dict, to_json
from geomap.export.withheld import withheld
from geomap.process import settle
from geomap.reading.languages import with_language
from geomap.records import Failure
from geomap.settings import Settings
from geomap.wiring import Mapper

_LEVEL = 6  # of zstd: half the size of level 1 at a twentieth of the time that mapping takes
_LOOK_S = 1.0  # how often a worker looks whether its parent still lives


def map_shard(shard: Shard, settings: Settings, with_text: bool) -> Done:
    """Map a shard's articles. Failures are lines; only what no article can be mapped with is raised.

    Raises:
        GazetteerError, RecognizerError, SettingsError: nothing can be mapped at all.
    """
    mapper = _mapper(settings)
    lines, failures = [], []
    outcomes: Iterable[Outcome] = map(with_language, shard.outcomes)
    if settings.learn_home and not settings.home:
        outcomes = with_homes(outcomes, lambda: mapper)
    for outcome in map_guarded(outcomes, mapper.map_many):
        if isinstance(outcome, Failure):
            failures.append(dumps(failure_to_dict(outcome)) + "\n")
        else:
            lines.append(to_json(outcome if with_text else withheld(outcome), with_text=with_text) + "\n")
    packed = zstandard.ZstdCompressor(level=_LEVEL).compress("".join(lines).encode())
    used = tuple((each.id, each.name) for each in mapper.used.values())
    return Done(packed, "".join(failures), len(lines), tuple(mapper.warnings), used)


def map_and_keep(shard: Shard, settings: Settings, with_text: bool, folder: Path) -> Done:
    """Map a shard's articles on the machine that the run's folder is on, and write them down there.

    What is left to be sent is short enough for one write: a worker that is killed while it sends leaves no half of a
    result in the pipe, for the rest of which the parent would wait for ever.

    Raises:
        InputError: the folder cannot be written.
        GazetteerError, RecognizerError, SettingsError: nothing can be mapped at all.
    """
    done = map_shard(shard, settings, with_text)
    ShardStore(folder).keep(shard, done)
    return replace(done, articles=b"", failures="", kept=True)


@lru_cache(maxsize=1)
def _mapper(settings: Settings) -> Mapper:
    """The process's mapper: made once, used for all its shards."""
    return Mapper(settings)


def forget_mapper() -> None:
    """Give up this process's mapper and what it keeps in memory; another shard would make a new one."""
    _mapper.cache_clear()


def start_worker(parent: int) -> None:
    """Get a process ready: the parent alone hears ctrl-C, and a worker whose parent died goes too.

    Args:
        parent: number of the process that started it, which may have died since.
    """
    settle()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: int) -> None:
    waiting = threading.Event()
    while os.getppid() == parent:
        waiting.wait(_LOOK_S)
    os._exit(1)
