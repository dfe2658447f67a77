from pathlib import Path

import pytest

from geomap.errors import SettingsError
from geomap.settings import Settings, load


def test_defaults_never_go_online():
    settings = load({})
    assert settings.online is False
    assert settings.nominatim_interval_s >= 1.0


def test_the_command_line_beats_the_environment_beats_the_file(tmp_path):
    file = tmp_path / "geomap.toml"
    file.write_text('home = "Paris"\nnominatim_timeout_s = 3\nworldview = "IN"\n')
    settings = load({"GEOMAP_HOME": "Lyon", "GEOMAP_WORLDVIEW": "CN"}, file, worldview="US", online=None)
    assert (settings.home, settings.worldview, settings.nominatim_timeout_s) == ("Lyon", "US", 3.0)


def test_geomap_data_names_the_data_folder():
    assert load({"GEOMAP_DATA": "/somewhere/else"}).data == Path("/somewhere/else")


def test_geomap_settings_names_the_file(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text("online = true\n")
    assert load({"GEOMAP_SETTINGS": str(file)}).online is True


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("hom = 'Paris'", "'hom'"),
        ("online = 'perhaps'", "true or false"),
        ("online", "cannot be read"),
        ("nominatim_timeout_s = 'soon'", "no number"),
        ("home = 7", "quotation marks"),
    ],
)
def test_a_wrong_line_in_the_file_is_named(tmp_path, content, what):
    file = tmp_path / "geomap.toml"
    file.write_text(content)
    with pytest.raises(SettingsError, match=what):
        load({}, file)


def test_a_missing_file_is_named():
    with pytest.raises(SettingsError, match=r"nowhere\.toml"):
        load({}, Path("nowhere.toml"))


@pytest.mark.parametrize("given", [{"worldview": "India"}, {"nominatim_timeout_s": -1.0}, {"nominatim_url": "ftp://x"}])
def test_impossible_values_are_refused(given):
    with pytest.raises(SettingsError):
        Settings(**given)


def test_an_unknown_recogniser_is_refused():
    with pytest.raises(SettingsError, match="recogniser must be one of tagger, md, got 'lg'"):
        load({"GEOMAP_RECOGNISER": "lg"})
