"""The background map, cut out around the story and packed into whole numbers.

World detail everywhere but in the story's surroundings, region detail there. The cut leaves no edges to be seen:
land and lakes are fills without strokes, and borders are lines that merely end.
"""

from collections.abc import Iterable
from typing import Any

from geomap.export.page_shapes import encoded, near_meridian
from geomap.export.page_view import Window
from geomap.ports import Gazetteer
from geomap.records import BasemapShape, BBox, Geometry

WORLD_SCALE, REGION_SCALE = 10, 100  # integers per degree
_WIDEST_DEG = 70.0  # a wider first view needs no region detail
_MARGIN = 0.8  # of the view's size, on each side: screens are rarely shaped like the story
_OVERLAP_DEG = 0.06  # so that no hair line shows between the two details
_BUDGET = 60_000  # integers of region detail: about 170 kB, 60 kB compressed
_TOLERANCES = (0.004, 0.01, 0.02, 0.04, 0.08)
_DRAWN = ("land", "lake", "river", "border", "disputed", "admin1")
_LABELLED = ("country", "town")
_TOWNS = 160  # labels of towns at most

Coded = list[list[list[int]]]


def basemap_payload(gazetteer: Gazetteer, view: Window) -> dict[str, Any]:
    """Layers by name, for the page's script, with labels as [name, layer, rank, lon, lat]."""
    margin = _MARGIN * max(view.size, 1.5)
    window = view.widened(margin)
    world = gazetteer.basemap(BBox(-180.0, -90.0, 180.0, 90.0), "world")
    if window.east - window.west > _WIDEST_DEG:
        return {"world": _layers(world, None, None, view.middle, 0.0), "region": {}, "labels": _labels(world, view)}
    region = [shape for box in _boxes(window) for shape in gazetteer.basemap(box, "region")]
    detail: dict[str, Coded] = {}
    for tolerance in _TOLERANCES:
        detail = _layers(region, window, None, view.middle, tolerance)
        if sum(len(ring) for layer in detail.values() for part in layer for ring in part) <= _BUDGET:
            break
    hole = window.widened(-_OVERLAP_DEG)
    return {
        "world": _layers(world, None, hole, view.middle, 0.0),
        "region": detail,
        "labels": _labels([*region, *(shape for shape in world if shape.layer == "country")], view),
    }


def _boxes(window: Window) -> list[BBox]:
    """The window as one extent, or as two where it runs over the antimeridian."""
    west, east = _lon(window.west), _lon(window.east)
    if west <= east:
        return [BBox(west, window.south, east, window.north)]
    return [BBox(west, window.south, 180.0, window.north), BBox(-180.0, window.south, east, window.north)]


def _lon(lon: float) -> float:
    return lon if -180.0 <= lon <= 180.0 else (lon + 180.0) % 360.0 - 180.0


def _layers(
    shapes: Iterable[BasemapShape], window: Window | None, hole: Window | None, middle: float, tolerance: float
) -> dict[str, Coded]:
    """Shapes by layer: cut to the window or around the hole, simplified, delta-coded."""
    found: dict[str, Coded] = {}
    scale = WORLD_SCALE if window is None else REGION_SCALE
    seen = set()
    for shape in shapes:
        if shape.layer not in _DRAWN or (shape.layer, shape.geometry) in seen:
            continue
        seen.add((shape.layer, shape.geometry))
        geometry = _cut(shape.geometry, window, hole, tolerance)
        coded = encoded(geometry, middle, scale) if geometry is not None else []
        if coded:
            found.setdefault(shape.layer, []).extend(coded)
    return found


def _cut(geometry: Geometry, window: Window | None, hole: Window | None, tolerance: float) -> Geometry | None:
    """The part inside the window, or outside the hole; None when nothing is left."""
    if window is None and hole is None:
        return geometry
    import shapely  # noqa: PLC0415 - heavy: loaded where there is something to cut
    from shapely.affinity import translate  # noqa: PLC0415 - as above

    whole = shapely.geometry.shape({"type": geometry.type, "coordinates": geometry.coordinates})
    if not whole.is_valid:
        whole = shapely.make_valid(whole)
    kept = []
    for turn in (-360.0, 0.0, 360.0):  # the window may lie over the antimeridian, whole shapes never do
        if window is not None:
            box = shapely.box(window.west - turn, window.south, window.east - turn, window.north)
            if not whole.intersects(box):
                continue
            kept.append(translate(whole.intersection(box), turn))
        elif hole is not None:
            whole = whole.difference(shapely.box(hole.west - turn, hole.south, hole.east - turn, hole.north))
    if window is None:
        kept = [whole]
    if not kept:
        return None
    merged = kept[0] if len(kept) == 1 else shapely.unary_union(kept)
    simple = merged.simplify(tolerance) if tolerance else merged
    wanted = "Polygon" if "Polygon" in geometry.type else "LineString"
    pieces = [part for part in _flat(simple) if part.geom_type == wanted and not part.is_empty]
    if not pieces:
        return None
    return Geometry(f"Multi{wanted}", tuple(shapely.geometry.mapping(part)["coordinates"] for part in pieces))


def _flat(shape: Any) -> list[Any]:
    """Simple parts of nested collections."""
    return [flat for part in shape.geoms for flat in _flat(part)] if hasattr(shape, "geoms") else [shape]


def _labels(shapes: Iterable[BasemapShape], view: Window) -> list[list[Any]]:
    """Countries and towns, the most prominent first."""
    wanted = [shape for shape in shapes if shape.layer in _LABELLED and shape.name and shape.geometry.type == "Point"]
    found: dict[tuple[str, str], list[Any]] = {}
    for shape in sorted(wanted, key=lambda each: (each.rank, each.name)):
        lon, lat = shape.geometry.coordinates
        where = [round(near_meridian(lon, view.middle), 2), round(lat, 2)]
        found.setdefault((shape.layer, shape.name), [shape.name, shape.layer, shape.rank, *where])
    towns = [label for label in found.values() if label[1] == "town"][:_TOWNS]
    return [label for label in found.values() if label[1] == "country"] + towns
