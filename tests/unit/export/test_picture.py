import pytest

from geomap.errors import SettingsError
from geomap.export.picture import browser


def test_a_browser_that_is_named_is_the_one(tmp_path):
    program = tmp_path / "my-chromium"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    assert browser(program) == program


def test_a_browser_that_cannot_be_started_is_refused(tmp_path):
    with pytest.raises(SettingsError, match="nothing-here is no program"):
        browser(tmp_path / "nothing-here")


def test_without_a_browser_one_line_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SettingsError, match="install one, or set GEOMAP_BROWSER"):
        browser()
