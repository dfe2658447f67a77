"""Rows of the built gazetteer file as records."""

from itertools import accumulate
from typing import Any

from geomap.records import BasemapShape, BBox, Geometry, Match, Place, Point

# as the file is written: units of lines (geomap.gazetteers.rows), positions in `match` (geomap.gazetteers.schema)
UNITS_PER_DEGREE = 1000
MATCHES = (Match.EXACT, Match.ALTERNATE, Match.ABBREVIATION, Match.ARTICLE, Match.DEMONYM)

PLACE_COLUMNS = (
    "p.id, p.name, p.lon, p.lat, p.class, p.code, p.country, p.admin1, p.admin2, p.ancestors, p.population, "
    "p.west, p.south, p.east, p.north, p.source, p.names, a.name, b.name"
)
# the names of a place's divisions come with it; divisions is keyed by code
PLACE_JOIN = "LEFT JOIN divisions a ON a.code = p.admin1 LEFT JOIN divisions b ON b.code = p.admin2"


def place_of(row: tuple[Any, ...]) -> Place:
    """The place in a row of PLACE_COLUMNS."""
    (
        place_id,
        name,
        lon,
        lat,
        feature_class,
        feature_code,
        country,
        admin1,
        admin2,
        ancestors,
        population,
        west,
        south,
        east,
        north,
        source,
        names,
        admin1_name,
        admin2_name,
    ) = row
    return Place(
        id=place_id,
        name=name,
        point=Point(lon, lat),
        feature_class=feature_class,
        feature_code=feature_code,
        country_code=country,
        admin1=admin1_name,
        admin2=admin2_name,
        admin1_code=admin1,
        admin2_code=admin2,
        ancestors=tuple(ancestors.split()),
        population=population,
        bbox=None if west is None else BBox(west, south, east, north),
        source=source,
        names=names,
    )


def geometry_of(kind: str, text: str) -> Geometry:
    """A geometry from its GeoJSON type and its packed lines.

    Lines are separated by ";", polygons by "/"; each point is the difference from the one before, in thousandths of a
    degree, as geomap.gazetteers.rows packs them.
    """
    polygons = [tuple(map(_line, polygon.split(";"))) for polygon in text.split("/")]
    if kind == "MultiPolygon":
        return Geometry(kind, tuple(polygons))
    lines = polygons[0]
    if kind in {"Polygon", "MultiLineString"}:
        return Geometry(kind, lines)
    return Geometry(kind, lines[0][0] if kind == "Point" else lines[0])


def _line(text: str) -> tuple[tuple[float, float], ...]:
    numbers = list(map(int, text.split(" ")))
    lons = [lon / UNITS_PER_DEGREE for lon in accumulate(numbers[::2])]
    lats = [lat / UNITS_PER_DEGREE for lat in accumulate(numbers[1::2])]
    return tuple(zip(lons, lats, strict=True))


def shape_of(row: tuple[Any, ...]) -> BasemapShape:
    """The basemap shape in a row of layer, name, rank, type and packed lines."""
    layer, name, rank, kind, lines = row
    return BasemapShape(layer=layer, name=name, rank=rank, geometry=geometry_of(kind, lines))
