"""Cells of shapefiles, whose tables mix encodings."""

import lzma
from pathlib import Path

import pytest

from geomap.gazetteers.harvest.shapefiles import mended

HARVESTED = Path(__file__).resolve().parents[4] / "gazetteer" / "harvested"


@pytest.mark.parametrize(
    ("stored", "name"),
    [
        ("Montréal".encode(), "Montréal"),
        (b"Montr\xe9al", "Montréal"),
        (b"Amundsen\x96Scott", "Amundsen–Scott"),
        (b"Quebec", "Quebec"),
    ],
)
def test_a_cell_in_another_encoding_is_read(stored: bytes, name: str) -> None:
    assert mended(stored.decode("utf-8", "surrogateescape"), "utf-8") == name


@pytest.mark.parametrize("cell", [3, None, 2.5])
def test_what_is_no_text_stays(cell: object) -> None:
    assert mended(cell, "utf-8") is cell


@pytest.mark.parametrize("table", sorted(path.name for path in HARVESTED.glob("*.xz")))
def test_no_table_holds_a_letter_that_was_lost(table: str) -> None:
    assert "\ufffd".encode() not in lzma.decompress((HARVESTED / table).read_bytes())
