"""The sample story mapped by two processes whose dictionaries and sets are in different orders."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

STORY = Path(__file__).parents[2] / "docs" / "sample" / "story.txt"
WRITTEN = ("articles.jsonl", "map.html", "places.geojson")
RUN = 7  # words in a row that only the text itself has, and no name in it

Mapped = tuple[bytes, dict[str, bytes]]  # what was printed, and the files


@pytest.fixture(scope="module")
def mapped(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Mapped]:
    """Call `geomap map` on the sample story, with a seed for Python's hashes."""
    data = os.environ.get("GEOMAP_DATA") or str(tmp_path_factory.getbasetemp().parent / "geomap-data")

    def call(seed: str, *options: str) -> Mapped:
        folder = tmp_path_factory.mktemp("run")
        done = subprocess.run(
            [sys.executable, "-m", "geomap", "map", str(STORY), "-o", "out", *options],
            cwd=folder,
            env={**os.environ, "GEOMAP_DATA": data, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
        assert done.stderr == b""
        return done.stdout, {path.name: path.read_bytes() for path in sorted((folder / "out").iterdir())}

    return call


def test_equal_calls_give_equal_bytes(mapped: Callable[..., Mapped]) -> None:
    printed, files = mapped("1")
    printed_again, files_again = mapped("2")
    assert tuple(files) == WRITTEN
    assert printed == printed_again
    for name in WRITTEN:
        assert files[name] == files_again[name], name


def test_without_text_no_sentence_of_it_is_written_anywhere(mapped: Callable[..., Mapped]) -> None:
    runs = _runs(STORY.read_text(encoding="utf-8"))
    _, files = mapped("1", "--no-text")
    assert tuple(files) == WRITTEN
    for name, content in files.items():
        assert not runs & _runs(content.decode()), name
    _, whole = mapped("1")
    assert runs <= _runs(whole["articles.jsonl"].decode().replace("\\n", " ").replace('\\"', '"'))


def _runs(text: str) -> set[str]:
    """Every run of so many words."""
    words = re.findall(r"\w+", text)
    return {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
