"""Rows of the built gazetteer file as records."""

import json
from typing import Any

from geomap.records import BasemapShape, BBox, Geometry, Match, Place, Point

# positions in the file's `match` column, as geomap.gazetteers.schema numbers them
MATCHES = (Match.EXACT, Match.ALTERNATE, Match.ABBREVIATION, Match.ARTICLE, Match.DEMONYM)

PLACE_COLUMNS = (
    "p.id, p.name, p.lon, p.lat, p.class, p.code, p.country, p.admin1, p.admin2, p.ancestors, p.population, "
    "p.west, p.south, p.east, p.north, p.source, p.names, a.name, b.name"
)
# the names of a place's divisions come with it; divisions is keyed by code
PLACE_JOIN = "LEFT JOIN divisions a ON a.code = p.admin1 LEFT JOIN divisions b ON b.code = p.admin2"


def place_of(row: tuple[Any, ...]) -> Place:
    """The place in a row of PLACE_COLUMNS."""
    (place_id, name, lon, lat, feature_class, feature_code, country, admin1, admin2, ancestors, population,
     west, south, east, north, source, names, admin1_name, admin2_name) = row
    return Place(
        id=place_id, name=name, point=Point(lon, lat), feature_class=feature_class, feature_code=feature_code,
        country_code=country, admin1=admin1_name, admin2=admin2_name, admin1_code=admin1, admin2_code=admin2,
        ancestors=tuple(ancestors.split()), population=population,
        bbox=None if west is None else BBox(west, south, east, north), source=source, names=names,
    )


def geometry_of(kind: str, coordinates: str) -> Geometry:
    """A geometry from its GeoJSON type and the JSON text of its coordinates."""
    return Geometry(kind, _tuples(json.loads(coordinates)))


def _tuples(value: list[Any]) -> tuple[Any, ...]:
    if value and isinstance(value[0], list):
        if value[0] and not isinstance(value[0][0], list):
            return tuple(map(tuple, value))  # a line: most of a shape's time is spent here
        return tuple(map(_tuples, value))
    return tuple(value)


def shape_of(row: tuple[Any, ...]) -> BasemapShape:
    """The basemap shape in a row of layer, name, rank, type and coordinates."""
    layer, name, rank, kind, coordinates = row
    return BasemapShape(layer=layer, name=name, rank=rank, geometry=geometry_of(kind, coordinates))
