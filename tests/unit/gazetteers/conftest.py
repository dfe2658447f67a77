"""The small made-up gazetteer of small/: a country, its divisions, two towns of one name, a river, a region."""

import shutil
from pathlib import Path

import pytest

from geomap.gazetteers.build import build


@pytest.fixture
def tables(tmp_path):
    """A copy of the small tables that a test may change."""
    return Path(shutil.copytree(Path(__file__).parent / "small", tmp_path / "tables"))


@pytest.fixture
def built(tables, tmp_path):
    """The file built from them."""
    build(tables, tmp_path / "gazetteer.sqlite")
    return tmp_path / "gazetteer.sqlite"
