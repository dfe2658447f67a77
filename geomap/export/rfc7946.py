"""Geometries as RFC 7946 wants them: cut at the antimeridian, outer rings counterclockwise, holes clockwise, closed."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from geomap.records import BBox, Geometry

Vertex = tuple[float, float]
Line = Sequence[Vertex]


def rfc7946(geometry: Geometry) -> Geometry:
    """The same shape within [-180, 180], in pieces where it crosses the antimeridian."""
    match geometry.type:
        case "Polygon":
            return _polygons(_cut_polygon(geometry.coordinates))
        case "MultiPolygon":
            return _polygons([piece for polygon in geometry.coordinates for piece in _cut_polygon(polygon)])
        case "LineString":
            return _lines(_cut_line(geometry.coordinates))
        case "MultiLineString":
            return _lines([piece for line in geometry.coordinates for piece in _cut_line(line)])
        case _:
            return geometry


def repaired(geometry: Geometry) -> Geometry:
    """An area whose rings do not cross themselves, which generalised outlines sometimes do; others as they are."""
    if geometry.type not in ("Polygon", "MultiPolygon"):
        return geometry
    import shapely  # noqa: PLC0415 - heavy, and points need it not

    from geomap.export.planar import multi_polygon  # noqa: PLC0415 - same

    whole = multi_polygon(geometry.coordinates if geometry.type == "MultiPolygon" else [geometry.coordinates])
    if whole.is_valid:
        return geometry
    parts = shapely.get_parts(shapely.make_valid(whole)).tolist()
    polygons = [
        polygon for part in parts for polygon in shapely.get_parts(part).tolist() if polygon.geom_type == "Polygon"
    ]
    if not polygons:
        return geometry
    return Geometry("MultiPolygon", tuple(polygon.__geo_interface__["coordinates"] for polygon in polygons))


def box_geometry(box: BBox) -> Geometry:
    """An extent as a polygon, or as two where it crosses the antimeridian."""
    if box.crosses_antimeridian:
        halves = ((box.west, 180.0), (-180.0, box.east))
        return _polygons([(_box_ring(west, east, box),) for west, east in halves])
    return _polygons([(_box_ring(box.west, box.east, box),)])


def _box_ring(west: float, east: float, box: BBox) -> Line:
    return ((west, box.south), (east, box.south), (east, box.north), (west, box.north), (west, box.south))


def _polygons(polygons: Sequence[Sequence[Line]]) -> Geometry:
    wound = tuple(
        tuple(_wound(ring, counterclockwise=number == 0) for number, ring in enumerate(rings)) for rings in polygons
    )
    return Geometry("Polygon", wound[0]) if len(wound) == 1 else Geometry("MultiPolygon", wound)


def _lines(lines: Sequence[Line]) -> Geometry:
    kept = tuple(tuple(line) for line in lines)
    return Geometry("LineString", kept[0]) if len(kept) == 1 else Geometry("MultiLineString", kept)


def _wound(ring: Line, *, counterclockwise: bool) -> Line:
    closed = tuple(ring) if ring[0] == ring[-1] else (*ring, ring[0])
    return closed if (_signed_area(closed) > 0) is counterclockwise else closed[::-1]


def _signed_area(ring: Line) -> float:
    return sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in pairwise(ring)) / -2


def _unwrapped(line: Line) -> list[Vertex]:
    """The line without jumps over half the globe; longitudes may leave [-180, 180]."""
    out: list[Vertex] = []
    for lon, lat in line:
        out.append((lon if not out else lon - 360 * round((lon - out[-1][0]) / 360), lat))
    return out


def _jumps(line: Line) -> bool:
    lons = [lon for lon, _ in line]
    west, east = min(lons), max(lons)
    if east - west <= 180 and west >= -180 and east <= 180:  # as nearly all
        return False
    # beyond the range counts too: shapes made by arithmetic are often unwrapped already
    return any(abs(b[0] - a[0]) > 180 for a, b in pairwise(line)) or west < -180 or east > 180


def _cut_polygon(rings: Sequence[Line]) -> list[tuple[Line, ...]]:
    if not any(_jumps(ring) for ring in rings):
        return [tuple(rings)]
    outer = _around_the_pole(_unwrapped(rings[0]))
    lons = [lon for lon, _ in outer]
    middle = (min(lons) + max(lons)) / 2
    plain = [outer, *(_near(_unwrapped(hole), middle) for hole in rings[1:])]
    pieces: list[tuple[Line, ...]] = []
    for turn in _turns(plain[0]):
        cut = [_clipped(ring, turn) for ring in plain]
        if cut[0]:
            pieces.append(tuple(ring for ring in cut if ring))
    return pieces


def _near(hole: list[Vertex], middle: float) -> list[Vertex]:
    shift = 360 * round((middle - hole[0][0]) / 360)
    return [(lon + shift, lat) for lon, lat in hole]


def _around_the_pole(ring: list[Vertex]) -> list[Vertex]:
    """A ring that runs once around the globe holds a pole: lead it there, so that it has an inside on the plane."""
    if abs(ring[-1][0] - ring[0][0]) < 180:
        return ring
    pole = 90.0 if sum(lat for _, lat in ring) > 0 else -90.0
    return [*ring, (ring[-1][0], pole), (ring[0][0], pole), ring[0]]


def _turns(line: Line) -> range:
    """How many whole turns away the parts of an unwrapped line lie."""
    lons = [lon for lon, _ in line]
    return range(int((min(lons) + 180) // 360), int((max(lons) + 180) // 360) + 1)


def _clipped(ring: Line, turn: int) -> tuple[Vertex, ...]:
    """The part of a ring that lies in one turn of the globe (Sutherland and Hodgman's cut), moved into [-180, 180]."""
    west, east = 360.0 * turn - 180, 360.0 * turn + 180
    kept = _half(_half(ring, west, lambda lon: lon >= west), east, lambda lon: lon <= east)
    moved = tuple((lon - 360 * turn, lat) for lon, lat in kept)
    return moved if len(moved) > 3 and abs(_signed_area(moved)) > 1e-12 else ()


def _half(ring: Line, edge: float, inside: Callable[[float], bool]) -> list[Vertex]:
    out: list[Vertex] = []
    for a, b in pairwise(ring):
        if inside(a[0]) != inside(b[0]):
            out.append(_crossing(a, b, edge))
        if inside(b[0]):
            out.append(b)
    return [*out, out[0]] if out and out[0] != out[-1] else out


def _crossing(a: Vertex, b: Vertex, edge: float) -> Vertex:
    return edge, a[1] + (b[1] - a[1]) * (edge - a[0]) / (b[0] - a[0])


def _cut_line(line: Line) -> list[Line]:
    if not _jumps(line):
        return [line]
    plain = _unwrapped(line)
    turn = int((plain[0][0] + 180) // 360)
    pieces: list[list[Vertex]] = [[]]
    for a, b in pairwise(plain):
        pieces[-1].append((a[0] - 360 * turn, a[1]))
        there = int((b[0] + 180) // 360)
        if there != turn:
            edge = 360.0 * max(there, turn) - 180
            crossing = _crossing(a, b, edge)
            pieces[-1].append((edge - 360 * turn, crossing[1]))
            pieces.append([(edge - 360 * there, crossing[1])])
            turn = there
    pieces[-1].append((plain[-1][0] - 360 * turn, plain[-1][1]))
    return [piece for piece in pieces if len(set(piece)) > 1]
