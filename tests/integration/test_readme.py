"""The README's call gives the README's output."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

README = Path(__file__).parents[2] / "README.md"
CALL = re.compile(
    r'```console\n\$ echo "(?P<text>[^"]+)" \|\n\s+geomap (?P<call>[^\n]+)\n```\n\n'
    r"```text\n(?P<output>.+?)\n\.\.\.\n```",
    re.DOTALL,
)


def test_the_first_screen_shows_real_output(tmp_path_factory: pytest.TempPathFactory) -> None:
    shown = CALL.search(README.read_text(encoding="utf-8"))
    assert shown is not None
    data = os.environ.get("GEOMAP_DATA") or str(tmp_path_factory.getbasetemp().parent / "geomap-data")
    done = subprocess.run(
        [sys.executable, "-m", "geomap", *shown["call"].split()],
        input=shown["text"] + "\n",  # as echo does
        env={**os.environ, "GEOMAP_DATA": data, "COLUMNS": "120"},
        capture_output=True,
        text=True,
        check=True,
    )
    real = "\n".join(line.rstrip() for line in done.stdout.splitlines())
    assert real.startswith(shown["output"] + "\n")
