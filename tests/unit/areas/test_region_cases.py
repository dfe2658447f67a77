"""Every line of tests/cases/regions.tsv: how words narrow a place, and where the region lies then."""

from collections.abc import Callable
from pathlib import Path

import pytest
import shapely
from shapely.geometry import shape

from geomap.areas.reader import AreaReading
from geomap.geodesy import extent, geometry_area_m2, inside
from geomap.records import Point, Region


def cases() -> list[tuple[str, ...]]:
    path = Path(__file__).resolve().parents[2] / "cases" / "regions.tsv"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines()[1:] if line and not line.startswith("# ")]
    return [tuple(f"{line}\t\t\t\t".split("\t")[:5]) for line in lines]


CASES = cases()


def told(name: str, region: Region) -> str:
    return f"{name}={region.relation}" + (f"@{region.distance_m / 1000:.7g}" if region.distance_m else "")


def point(cell: str) -> Point:
    lon, lat = cell.split(",")
    return Point(float(lon), float(lat))


@pytest.mark.parametrize(("sentence", "expected", "words", "holds", "misses"), CASES)
def test_sentence(
    sentence: str, expected: str, words: str, holds: str, misses: str, read: Callable[[str], AreaReading]
) -> None:
    reading = read(sentence)
    found = [(one.mention.text, one.region) for one in reading.resolutions if one.region is not None]
    assert " ; ".join(told(name, region) for name, region in found) == expected.replace("-", "", expected == "-")
    if expected == "-":
        return
    region = found[0][1]
    assert region.text == words
    if holds:
        assert inside(region.bbox, point(holds))
    if misses:
        assert not inside(region.bbox, point(misses))


@pytest.mark.parametrize("sentence", [case[0] for case in CASES if case[1] != "-"])
def test_region_keeps_its_promises(sentence: str, read: Callable[[str], AreaReading], marked) -> None:  # type: ignore[no-untyped-def]  # a fixture
    text = marked(sentence).text
    for one in read(sentence).resolutions:
        region = one.region
        if region is None:
            continue
        assert text[region.span.start : region.span.end] == region.text
        assert region.span.start <= one.mention.span.start
        assert region.note.endswith(".")
        assert not region.note[0].islower()
        assert region.geometry is not None
        assert region.bbox == extent(
            *shapely.get_coordinates(
                shape({"type": region.geometry.type, "coordinates": region.geometry.coordinates})
            ).T
        )
        assert geometry_area_m2(region.geometry) > 0


def test_the_table_is_large_enough() -> None:
    assert len(CASES) >= 150
