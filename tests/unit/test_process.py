import gc
import os
import subprocess
import sys

import pytest

from geomap.process import BLAS_THREADS, YOUNG, settle


@pytest.fixture
def collector():
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


@pytest.mark.parametrize(("given", "after"), [(None, "1"), ("4", "4")])
def test_one_thread_for_products_unless_the_user_says_otherwise(monkeypatch, collector, given, after):
    monkeypatch.delenv(BLAS_THREADS, raising=False)
    if given:
        monkeypatch.setenv(BLAS_THREADS, given)
    settle()
    assert os.environ[BLAS_THREADS] == after
    assert gc.get_threshold()[0] == YOUNG


def test_the_program_has_not_loaded_numpy_when_it_sets_itself_up():
    asked = "import geomap.cli.main, sys; print('numpy' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
