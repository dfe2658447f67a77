"""Where shards are worked on: this process, others on this machine, or a Dask cluster. The same code for all."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any

from geomap.batch.worker import start_worker
from geomap.errors import SettingsError
from geomap.process import BLAS_THREADS

_WAIT_S = 20.0  # for a scheduler to answer, and for its first worker to come
_RETRIES = 2  # by the cluster itself, where a worker goes


class SameProcess(Executor):
    """Does what it is given at once, here."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """A future that is already done."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class Processes(ProcessPoolExecutor):
    """Processes of this machine that never hear ctrl-C, which a terminal sends to all: the parent alone ends a run.

    They begin deaf, and do not only become so: what they import at their start takes a second or more.
    """

    def __init__(self, workers: int) -> None:
        context = multiprocessing.get_context("spawn")
        super().__init__(workers, mp_context=context, initializer=start_worker, initargs=(os.getpid(),))

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """A future; starts a process where none is idle."""
        with _interrupts_held():
            return super().submit(fn, *args, **kwargs)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold ctrl-C back until the block ends. Processes started in it hold it back for good."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows: the workers' own handler must do
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class OnCluster(Executor):
    """A cluster's executor, which outlives those who ask it: Dask's own cannot be shut down in the standard way."""

    def __init__(self, executor: Any, address: str) -> None:
        self._executor, self._address = executor, address

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """A future of the cluster; where its scheduler goes away, one that says so."""
        future: Future[Any] = Future()
        self._executor.submit(fn, *args, **kwargs).add_done_callback(partial(self._settle, future))
        return future

    def _settle(self, future: "Future[Any]", done: "Future[Any]") -> None:
        error = _gone(self._address) if done.cancelled() else done.exception()
        if error is None:
            future.set_result(done.result())
        else:
            future.set_exception(error)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Nothing: the cluster is let go of where it was asked for."""


def local(workers: int) -> Executor:
    """This process for one worker, others on this machine for more."""
    if workers == 1:
        return SameProcess()
    # Workers inherit it: they load numpy before they could settle this themselves.
    os.environ.setdefault(BLAS_THREADS, "1")
    return Processes(workers)


@contextmanager
def cluster(address: str, warn: Callable[[str], None]) -> Iterator[tuple[Executor, Callable[[], int]]]:
    """A Dask cluster's executor, and what counts the shards that it can work on at once: workers come and go.

    Args:
        address: of its scheduler.
        warn: told where the count finds no worker: shards wait until there are some again.

    Raises:
        SettingsError: Dask is not installed, no scheduler answers, no worker comes, or the scheduler goes away.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - only where it is asked for
    except ImportError as error:
        raise SettingsError('--scheduler needs Dask: pip install "geomap[dask]"') from error
    try:
        client: Any = Client(address, timeout=_WAIT_S)  # type: ignore[no-untyped-call]  # Dask ships few types
    except (OSError, ValueError, TimeoutError) as error:
        raise SettingsError(f"no Dask scheduler answers at {address}: {error}; give tcp://HOST:PORT") from error

    def threads() -> int:
        try:
            count = sum(map(int, client.nthreads().values()))
        except (OSError, TimeoutError) as error:
            raise _gone(address) from error
        if not count:
            warn(f"the Dask scheduler at {address} has no workers left: waiting for new ones")
        return count

    with client:
        try:
            client.wait_for_workers(1, timeout=_WAIT_S)
        except TimeoutError as error:
            raise SettingsError(
                f"the Dask scheduler at {address} has had no workers for {_WAIT_S:.0f} s; start some with "
                f"dask worker {address}"
            ) from error
        yield OnCluster(client.get_executor(retries=_RETRIES, pure=False), address), threads


def _gone(address: str) -> SettingsError:
    return SettingsError(f"the Dask scheduler at {address} went away; what was finished is kept: go on with --resume")
