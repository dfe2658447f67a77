"""Hands shards to workers, a few at a time, and copes with workers that die.

A shard whose worker died is tried again; one that keeps killing its worker is cut in halves until the article that does
it is alone: that article becomes a failure, and no other is lost.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass, field

from geomap.batch.guard import sentence
from geomap.batch.shards import Done, Shard, halves
from geomap.codec import dumps, failure_to_dict
from geomap.errors import GeomapError, InputError
from geomap.reading.origin import Sourced

TRIES = 2  # of a whole shard, before it is cut
_LOOK_S = 20.0  # how often the number of workers is asked for where no shard gets done

Work = Callable[[Shard], Done]


@dataclass(slots=True)
class _Task:
    shard: Shard
    tries: int = 0


@dataclass(slots=True, kw_only=True)
class Workers:
    """Works on shards.

    Attributes:
        make: makes an executor; called again when its workers died.
        work: what is done with a shard; it is sent to the workers.
        part: the same for a part of one, whose result is sent back and never kept by itself.
        at_once: says how many shards may wait or be worked on, which are those in memory; workers may come and go.
    """

    make: Callable[[], Executor]
    work: Work
    part: Work
    at_once: Callable[[], int]
    _executor: Executor | None = None
    _running: "dict[Future[Done], _Task]" = field(default_factory=dict)

    def each(self, shards: Iterator[Shard]) -> Iterator[tuple[Shard, Done]]:
        """Every shard with its result, as they are done: in no order.

        Raises:
            GeomapError: nothing can be mapped at all.
        """
        try:
            yield from self._each(shards)
        finally:
            self._stop()

    def _each(self, shards: Iterator[Shard]) -> Iterator[tuple[Shard, Done]]:
        more = True
        while more or self._running:
            at_once = max(1, self.at_once())
            while more and len(self._running) < at_once:
                shard = next(shards, None)
                more = shard is not None
                if shard is not None:
                    self._submit(_Task(shard))
            finished, _ = wait(self._running, _LOOK_S, FIRST_COMPLETED)
            broken: list[_Task] = []
            for future in finished:
                task = self._running.pop(future)
                error = future.exception()
                if error is None:
                    yield task.shard, future.result()
                elif isinstance(error, GeomapError):
                    raise error
                else:
                    broken.append(task)
            if broken:
                yield from self._again(broken)

    def _again(self, broken: list[_Task]) -> Iterator[tuple[Shard, Done]]:
        """Try the shards of dead workers again: all that were under way, since nobody says which one it was."""
        if isinstance(self._executor, Executor) and self._died():
            broken += self._running.values()
            self._running.clear()
            self._stop()
        for task in sorted(broken, key=lambda each: each.shard.number):
            task.tries += 1
            if task.tries < TRIES:
                self._submit(task)
            else:
                yield task.shard, self._alone(task.shard, self.work)

    def _died(self) -> bool:
        return bool(getattr(self._executor, "_broken", False))

    def _submit(self, task: _Task) -> None:
        try:
            self._executor = self._executor or self.make()
            self._running[self._executor.submit(self.work, task.shard)] = task
        except BrokenExecutor:  # its workers died between two shards
            self._stop()
            self._executor = self.make()
            self._running[self._executor.submit(self.work, task.shard)] = task

    def _alone(self, shard: Shard, work: Work) -> Done:
        """A shard by itself on fresh workers, and by halves where they die of it."""
        executor = self.make()
        try:
            return executor.submit(work, shard).result()
        except GeomapError:
            raise
        except OSError as error:  # a disk, too many open files: no article is to blame, and none may be given up
            raise InputError(
                f"a worker cannot go on: {error.strerror or error}; what was finished is kept: go on with --resume"
            ) from error
        except Exception as error:
            if len(shard.outcomes) == 1:
                return _lost(shard, error)
        finally:
            executor.shutdown(wait=False, cancel_futures=True)
        first, second = (self._alone(half, self.part) for half in halves(shard))
        return Done(
            first.articles + second.articles,
            first.failures + second.failures,
            first.count + second.count,
            tuple(dict.fromkeys((*first.warnings, *second.warnings))),
            tuple(dict.fromkeys((*first.used, *second.used))),
        )

    def _stop(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
            self._executor = None


def _lost(shard: Shard, error: Exception) -> Done:
    (outcome,) = shard.outcomes
    if isinstance(outcome, Sourced):
        died = isinstance(error, BrokenExecutor) or type(error).__name__ == "KilledWorker"  # of Dask, seldom installed
        reason = f"its worker died of it, again and again ({type(error).__name__})" if died else sentence(error)
        failure = outcome.origin.failure(reason, outcome.article.id)
    else:
        failure = outcome
    return Done(b"", dumps(failure_to_dict(failure)) + "\n", 0, ())
