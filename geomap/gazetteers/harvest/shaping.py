"""Shapes: generalised for the web map, packed for the tables, with their extents."""

import math
from collections.abc import Iterable, Sequence
from typing import Any

import shapely
import shapely.affinity

from geomap.gazetteers.rows import Extent
from geomap.polylines import UNITS_PER_DEGREE, pack

REMOTE_DEG = 10.0  # parts farther than this from the main part ...
REMOTE_SHARE = 0.1  # ... and smaller than this share of it do not count for a country's extent

Shape = Any  # shapely ships no type information


def polygon(rings: Sequence[Sequence[tuple[float, float]]]) -> Shape:
    """A valid polygon or multipolygon from an outer ring and its holes."""
    return areas_of(shapely.make_valid(shapely.Polygon(rings[0], rings[1:])))


def areas_of(shape: Shape) -> Shape:
    """Only the polygons of a shape: repairs leave stray points and lines behind."""
    parts = [part for part in shapely.get_parts(shapely.get_parts(shape)) if part.geom_type == "Polygon"]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def even_odd(rings: Iterable[Sequence[tuple[float, float]]]) -> Shape:
    """The areas that an odd number of rings encloses: outer rings and holes need not be told apart."""
    lines = shapely.GeometryCollection([shapely.LineString(ring) for ring in rings])
    return areas_of(shapely.build_area(shapely.node(lines)))


def union(shapes: Iterable[Shape]) -> Shape:
    """All shapes as one; not-quite-valid ones are repaired first."""
    return areas_of(shapely.union_all([shapely.make_valid(shape) for shape in shapes]))


def packed(shape: Shape, tolerance_deg: float) -> tuple[str, str]:
    """GeoJSON type and packed coordinates of a shape, simplified (Douglas-Peucker) by the tolerance.

    Areas are valid on the grid of the packed coordinates: no ring crosses itself or another one. Parts that the
    tolerance would make vanish are left out, but never all of them; a line too short for the grid has empty
    coordinates.
    """
    if shape.geom_type in {"Polygon", "MultiPolygon"}:
        polygons = _simple_polygons(shape, tolerance_deg)
        text = "/".join(pack(_rings(part)) for part in polygons)
        return ("Polygon", text) if len(polygons) == 1 else ("MultiPolygon", text)
    if shape.geom_type == "Point":
        return "Point", pack([[(shape.x, shape.y)]])
    lines = _simple_lines(shape, tolerance_deg)
    return ("LineString" if len(lines) == 1 else "MultiLineString"), pack(lines)


def _simple_polygons(shape: Shape, tolerance_deg: float) -> list[Shape]:
    parts = sorted(shapely.get_parts(shape), key=lambda part: (-part.area, part.bounds))
    simple = [shapely.simplify(part, tolerance_deg, preserve_topology=True) for part in parts]
    simple = simple[:1] + [slim for slim in simple[1:] if slim.area > tolerance_deg**2]
    # simplified parts may touch, and rounding lets rings cross: the union, put on the packed grid, does neither
    whole = shapely.union_all([shapely.make_valid(slim) for slim in simple])
    whole = areas_of(shapely.set_precision(whole, 1 / UNITS_PER_DEGREE))
    if whole.is_empty:  # an islet of less than the grid
        whole = shapely.box(*_outward(parts[0].bounds))
    return sorted(shapely.get_parts(whole), key=lambda part: (-part.area, part.bounds))


def _outward(bounds: Sequence[float]) -> list[float]:
    low, high = bounds[:2], bounds[2:]
    rounded = [math.floor(value * UNITS_PER_DEGREE) for value in low]
    rounded += [math.ceil(value * UNITS_PER_DEGREE) for value in high]
    return [value / UNITS_PER_DEGREE for value in rounded]


def _rings(part: Shape) -> list[list[tuple[float, float]]]:
    part = shapely.orient_polygons(part)  # outer rings counter-clockwise, as GeoJSON asks
    return [list(ring.coords) for ring in (part.exterior, *part.interiors)]


def _simple_lines(shape: Shape, tolerance_deg: float) -> list[list[tuple[float, float]]]:
    merged = shapely.line_merge(shape) if shape.geom_type == "MultiLineString" else shape
    lines = [_on_grid(shapely.simplify(part, tolerance_deg).coords) for part in shapely.get_parts(merged)]
    return sorted((line for line in lines if len(line) > 1), key=lambda line: (-len(line), line))


def _on_grid(points: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """The points to the packed grid, those that fall together once."""
    line: list[tuple[float, float]] = []
    for lon, lat in points:
        point = round(lon * UNITS_PER_DEGREE) / UNITS_PER_DEGREE, round(lat * UNITS_PER_DEGREE) / UNITS_PER_DEGREE
        if not line or point != line[-1]:
            line.append(point)
    return line


def extent(shape: Shape) -> Extent:
    """West, south, east and north; the shorter way round where the parts lie on both sides of longitude 180."""
    boxes = [part.bounds for part in shapely.get_parts(shape)]
    south, north = min(box[1] for box in boxes), max(box[3] for box in boxes)
    west, east = min(box[0] for box in boxes), max(box[2] for box in boxes)
    if east - west > 180:
        # the widest empty stretch of longitudes is the outside
        spans = sorted((box[0], box[2]) for box in boxes)
        reached, gap, after = spans[0][1], 0.0, spans[0][0]
        before = east
        for start, end in spans[1:]:
            if start - reached > gap:
                gap, before, after = start - reached, reached, start
            reached = max(reached, end)
        if gap > 360 - (east - west):
            west, east = after, before
    return round(west, 3), round(south, 3), round(east, 3), round(north, 3)


def main_extent(shape: Shape) -> Extent:
    """The extent without small, remote parts: France without the Kerguelen, the USA with Alaska."""
    parts = sorted(shapely.get_parts(shape), key=lambda part: -part.area)
    main = parts[0]
    near = [part for part in parts if part.area >= REMOTE_SHARE * main.area or _degrees_apart(part, main) <= REMOTE_DEG]
    return extent(shapely.GeometryCollection(near))


def _degrees_apart(a: Shape, b: Shape) -> float:
    return min(float(shapely.distance(shapely.affinity.translate(a, turn), b)) for turn in (-360.0, 0.0, 360.0))


def inner_point(shape: Shape) -> tuple[float, float]:
    """A point that lies in the shape, near its middle."""
    point = shape.centroid
    largest = max(shapely.get_parts(shape), key=lambda part: part.area or part.length)
    if shape.geom_type in {"LineString", "MultiLineString"}:
        point = largest.interpolate(0.5, normalized=True)
    elif not shape.contains(point):
        point = largest.representative_point()
    return round(float(point.x), 4), round(float(point.y), 4)
