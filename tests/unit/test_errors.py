import inspect
import pickle

import pytest

from geomap import errors
from geomap.errors import GeocoderUnavailable, GeomapError

CLASSES = [item for _, item in inspect.getmembers(errors, inspect.isclass)]


@pytest.mark.parametrize("error", CLASSES, ids=lambda error: error.__name__)
def test_every_error_is_in_the_tree_and_drawn_in_the_docstring(error):
    assert issubclass(error, GeomapError)
    assert error.__name__ in errors.__doc__


@pytest.mark.parametrize("error", CLASSES, ids=lambda error: error.__name__)
def test_errors_survive_the_way_back_from_a_worker(error):
    assert str(pickle.loads(pickle.dumps(error("the disk is full")))) == "the disk is full"


def test_unavailable_keeps_when_to_come_back():
    copy = pickle.loads(pickle.dumps(GeocoderUnavailable("busy", retry_after_s=30.0)))
    assert copy.retry_after_s == 30.0
