import importlib
import subprocess
import sys

import pytest

import geomap

PUBLIC = {
    "Article",
    "GazetteerError",
    "GeocoderError",
    "GeocoderUnavailable",
    "GeomapError",
    "InputError",
    "Kind",
    "MappedArticle",
    "Mapper",
    "Place",
    "Point",
    "RecognizerError",
    "RecordError",
    "Resolution",
    "Result",
    "Settings",
    "SettingsError",
    "Status",
}


def test_the_public_names_are_these_and_at_most_twenty():
    assert set(geomap.__all__) == PUBLIC
    assert len(PUBLIC) <= 20


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_every_public_name_loads(name):
    assert getattr(geomap, name).__name__ == name


def test_other_names_are_refused():
    with pytest.raises(AttributeError, match="nonsense"):
        geomap.nonsense  # noqa: B018 - the look-up is the test


@pytest.mark.parametrize("heavy", ["spacy", "folium", "numpy", "shapely", "click"])
def test_importing_geomap_loads_nothing_heavy(heavy):
    program = f"import sys, geomap; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_the_version_is_the_installed_one():
    assert importlib.metadata.version("geomap") == geomap.__version__
