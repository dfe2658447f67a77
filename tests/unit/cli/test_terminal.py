import json

import pytest

from geomap.cli.terminal import Warnings, escaped, json_escaped

HOSTILE = "a\x1b[31m\x07\x85\u202e\u2066\u2028\x7f\nb"


def test_what_steers_a_terminal_is_shown_escaped() -> None:
    assert escaped(HOSTILE) == r"a\x1b[31m\x07\x85\u202e\u2066\u2028\x7f\nb"
    assert escaped("Żabno می‌روم 東京 😀") == "Żabno می‌روم 東京 😀"


def test_escaped_json_means_the_same() -> None:
    line = json.dumps({"x": HOSTILE + "\U000e0001"}, ensure_ascii=False)
    shown = json_escaped(line)
    assert json.loads(shown) == json.loads(line)
    assert all(character.isprintable() for character in shown)


def test_a_flood_of_warnings_is_cut(capsys: pytest.CaptureFixture[str]) -> None:
    warnings = Warnings(limit=2)
    for number in range(5):
        warnings.warn(f"number {number}")
    warnings.finish()
    assert capsys.readouterr().err.splitlines() == [
        "geomap: warning: number 0",
        "geomap: warning: number 1",
        "geomap: 3 more warnings of this kind were left out",
    ]
