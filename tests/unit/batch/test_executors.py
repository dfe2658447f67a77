"""A cluster's futures as the standard ones that shards are waited for with."""

import subprocess
import sys
from concurrent.futures import Executor, Future

import pytest

from geomap.batch.executors import OnCluster
from geomap.errors import SettingsError


class Cluster(Executor):
    """Hands out futures that the test settles."""

    def __init__(self):
        self.given = []

    def submit(self, fn, /, *args, **kwargs):
        self.given.append(Future())
        return self.given[-1]


def test_results_and_failures_come_through():
    cluster = Cluster()
    executor = OnCluster(cluster, "tcp://here:1")
    good, bad = executor.submit(len, "abc"), executor.submit(len, 3)
    cluster.given[0].set_result(3)
    cluster.given[1].set_exception(TypeError("no length"))
    assert good.result() == 3
    assert isinstance(bad.exception(), TypeError)


def test_a_scheduler_that_goes_away_is_said_and_what_was_done_is_kept():
    cluster = Cluster()
    future = OnCluster(cluster, "tcp://here:1").submit(len, "abc")
    cluster.given[0].cancel()
    cluster.given[0].set_running_or_notify_cancel()
    with pytest.raises(SettingsError, match="tcp://here:1 went away; what was finished is kept: go on with --resume"):
        future.result()


def test_a_worker_whose_parent_died_before_it_was_ready_goes_too():
    code = (
        "import os, time; from geomap.batch.worker import start_worker; start_worker(os.getppid() + 1); time.sleep(60)"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=50, check=False).returncode == 1


def test_the_executor_outlives_those_who_ask_it():
    cluster = Cluster()
    with OnCluster(cluster, "tcp://here:1") as executor:
        pass
    executor.submit(len, "abc")
    assert len(cluster.given) == 1
