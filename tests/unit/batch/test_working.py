"""Workers that die, and what becomes of the shards they held."""

import json
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool

import pytest

from geomap.batch.executors import SameProcess
from geomap.batch.shards import Done, Shard
from geomap.batch.working import Workers
from geomap.errors import GazetteerError, InputError
from geomap.reading.origin import Origin, Sourced
from geomap.records import Article


def shard(number, *ids):
    outcomes = tuple(
        Sourced(article=Article(id=name, text="Rain."), origin=Origin(file="a.jsonl", line=line))
        for line, name in enumerate(ids, 1)
    )
    return Shard(number, outcomes, f"{number:016d}")


class Dying(Executor):
    """An executor like a pool of processes: whoever works on a deadly article takes the whole pool with it."""

    def __init__(self):
        self._broken = False

    def submit(self, fn, /, *args, **kwargs):
        if self._broken:
            raise BrokenProcessPool("dead")
        future = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except MemoryError:
            self._broken = True
            future.set_exception(BrokenProcessPool("a worker died"))
        except Exception as error:
            future.set_exception(error)
        return future


class Mapping:
    """Maps by writing ids down; dies of those that start with "deadly", `times` times each."""

    def __init__(self, times=10**9):
        self.left = times

    def __call__(self, shard):
        ids = [outcome.article.id for outcome in shard.outcomes]
        if any(name.startswith("deadly") for name in ids) and self.left > 0:
            self.left -= 1
            raise MemoryError
        return Done("".join(f"{name}\n" for name in ids).encode(), "", len(ids), ())


def make_workers(work, **more):
    return Workers(work=work, part=work, **more)


def results(workers, shards):
    return {one.number: done for one, done in workers.each(iter(shards))}


@pytest.mark.parametrize("make", [SameProcess, lambda: ThreadPoolExecutor(3)])
def test_every_shard_is_done_once(make):
    shards = [shard(number, f"a{number}") for number in range(20)]
    found = results(make_workers(Mapping(), make=make, at_once=lambda: 4), shards)
    assert {number: done.articles for number, done in found.items()} == {n: f"a{n}\n".encode() for n in range(20)}


def test_a_worker_that_dies_once_costs_a_retry_and_nothing_else():
    shards = [shard(0, "a"), shard(1, "deadly", "b"), shard(2, "c")]
    found = results(make_workers(Mapping(times=1), make=Dying, at_once=lambda: 3), shards)
    assert found[1].articles == b"deadly\nb\n"
    assert sorted(found) == [0, 1, 2]
    assert not any(done.failures for done in found.values())


def test_an_article_that_always_kills_its_worker_is_one_failure_and_no_other_is_lost():
    shards = [shard(0, "a", "b"), shard(1, "c", "d", "deadly", "e", "f"), shard(2, "g")]
    found = results(make_workers(Mapping(), make=Dying, at_once=lambda: 3), shards)
    assert b"".join(found[number].articles for number in range(3)) == b"a\nb\nc\nd\ne\nf\ng\n"
    assert found[1].count == 4
    assert found[1].failures.count("\n") == 1
    assert '"id":"deadly"' in found[1].failures
    assert '"line":3' in found[1].failures


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError("odd"), "unexpected ValueError: odd (GEOMAP_DEBUG=1 shows where)"),
        (BrokenProcessPool("dead"), "its worker died of it, again and again (BrokenProcessPool)"),
    ],
)
def test_the_one_article_that_no_worker_can_do_says_why(error, said):
    def work(shard):
        if any(outcome.article.id == "b" for outcome in shard.outcomes):
            raise error
        return Done(b"", "", len(shard.outcomes), ())

    done = results(make_workers(work, make=SameProcess, at_once=lambda: 1), [shard(0, "a", "b", "c", "d")])[0]
    assert done.count == 3
    (failure,) = (json.loads(line) for line in done.failures.splitlines())
    assert (failure["id"], failure["reason"]) == ("b", said)


def test_a_full_disk_is_no_articles_fault():
    def work(_):
        raise OSError(28, "No space left on device")

    with pytest.raises(InputError, match="a worker cannot go on: No space left on device; what was finished is kept"):
        results(make_workers(work, make=SameProcess, at_once=lambda: 1), [shard(0, "a", "b")])


def test_only_whole_shards_are_done_by_those_who_may_keep_them():
    def whole(given):
        if any(outcome.article.id == "deadly" for outcome in given.outcomes):
            raise MemoryError
        return Done(b"", "", len(given.outcomes), (), kept=True)

    workers = Workers(make=Dying, work=whole, part=Mapping(), at_once=lambda: 1)
    found = results(workers, [shard(0, "a"), shard(1, "b", "deadly")])
    assert (found[0].kept, found[0].count) == (True, 1)
    assert (found[1].kept, found[1].articles) == (False, b"b\n")
    assert found[1].failures.count("\n") == 1


def test_what_no_article_can_be_mapped_with_ends_the_run():
    def broken(_):
        raise GazetteerError("no gazetteer")

    with pytest.raises(GazetteerError):
        results(make_workers(broken, make=SameProcess, at_once=lambda: 1), [shard(0, "a")])


def test_only_so_many_shards_are_read_ahead():
    read = []

    def source():
        for number in range(10):
            read.append(number)
            yield shard(number, f"a{number}")

    each = make_workers(Mapping(), make=SameProcess, at_once=lambda: 2).each(source())
    next(each)
    assert len(read) <= 3


def test_more_shards_are_under_way_when_workers_come():
    workers, most = [1], []

    class Watching(ThreadPoolExecutor):
        def submit(self, fn, /, *args, **kwargs):
            most.append(len(each._running))
            return super().submit(fn, *args, **kwargs)

    each = make_workers(Mapping(), make=lambda: Watching(2), at_once=lambda: workers[0])
    for number, _ in each.each(shard(number, "a") for number in range(12)):
        if number.number == 3:
            workers[0] = 4
    assert max(most[:4]) == 0
    assert max(most[4:]) == 3


def test_without_any_worker_the_shards_wait_and_are_not_lost():
    counts = iter([0, 0, 2, 2, 2, 2, 2])
    found = results(
        make_workers(Mapping(), make=SameProcess, at_once=lambda: next(counts)), [shard(0, "a"), shard(1, "b")]
    )
    assert sorted(found) == [0, 1]
