"""Where shards are worked on: this process, others on this machine, or a Dask cluster. The same code for all."""

import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any

from geomap.batch.worker import start_worker
from geomap.errors import SettingsError

_WAIT_S = 20.0  # for a scheduler to answer
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


class OnCluster(Executor):
    """A cluster's executor, which outlives those who ask it: Dask's own cannot be shut down in the standard way."""

    def __init__(self, executor: Any) -> None:
        self._executor = executor

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """A future of the cluster."""
        future: Future[Any] = self._executor.submit(fn, *args, **kwargs)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Nothing: the cluster is let go of where it was asked for."""


def local(workers: int) -> Executor:
    """This process for one worker, others on this machine for more."""
    if workers == 1:
        return SameProcess()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # each worker has a core; threads within it only get in the way
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=start_worker)


@contextmanager
def cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """A Dask cluster's executor and the number of its workers.

    Raises:
        SettingsError: Dask is not installed, or no scheduler answers.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - only where it is asked for
    except ImportError as error:
        raise SettingsError('--scheduler needs Dask: pip install "geomap[dask]"') from error
    try:
        client: Any = Client(address, timeout=_WAIT_S)  # type: ignore[no-untyped-call]  # Dask ships few types
    except (OSError, ValueError, TimeoutError) as error:
        raise SettingsError(f"no Dask scheduler answers at {address}: {error}; give tcp://HOST:PORT") from error
    with client:
        workers = len(client.scheduler_info()["workers"])
        if not workers:
            raise SettingsError(
                f"the Dask scheduler at {address} has no workers; start some with dask worker {address}"
            )
        yield OnCluster(client.get_executor(retries=_RETRIES)), workers
