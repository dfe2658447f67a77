"""Rows of the built gazetteer file as records."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

from geomap.polylines import unpack
from geomap.records import BasemapShape, BBox, Geometry, Match, Place, Point

# as the file is written: positions in `match` (geomap.gazetteers.schema)
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
    """A geometry from its GeoJSON type and its lines as geomap.polylines packs them."""
    return _nested(kind, [[tuple(map(tuple, line.tolist())) for line in polygon] for polygon in unpack(text)])


def array_geometry_of(kind: str, text: str) -> Geometry:
    """The same with arrays of degrees [points, 2] for lines: to reckon with, several times as quick to make."""
    polygons = unpack(text)
    for line in chain.from_iterable(polygons):
        line.setflags(write=False)  # answers are kept, and handed to everybody who asks
    return _nested(kind, polygons)


def _nested(kind: str, lines: Sequence[Sequence[Any]]) -> Geometry:
    """Lines, by polygon, as GeoJSON nests them."""
    polygons = tuple(map(tuple, lines))
    if kind == "MultiPolygon":
        return Geometry(kind, polygons)
    lines = polygons[0]
    if kind in {"Polygon", "MultiLineString"}:
        return Geometry(kind, lines)
    return Geometry(kind, lines[0][0] if kind == "Point" else lines[0])


def shape_of(row: tuple[Any, ...]) -> BasemapShape:
    """The basemap shape in a row of layer, name, rank, views, type and packed lines."""
    layer, name, rank, views, kind, lines = row
    return BasemapShape(layer=layer, name=name, rank=rank, geometry=geometry_of(kind, lines), views=_views(views))


def _views(cell: str) -> tuple[tuple[str, str], ...]:
    """Country and layer, from "border:CN,PK|:IN"."""
    parts = [part.partition(":") for part in cell.split("|") if part]
    return tuple((code, layer) for layer, _, codes in parts for code in codes.split(","))
