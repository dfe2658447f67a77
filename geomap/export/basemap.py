"""The background map, cut out around the story and packed into whole numbers.

World detail everywhere but in the story's surroundings, region detail there. The cut leaves no edges to be seen:
land and lakes are fills without strokes, and borders are lines that merely end.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from geomap.export.page_outline import planar
from geomap.export.page_shapes import Window, encoded, is_closed, near_meridian
from geomap.ports import Gazetteer
from geomap.records import BasemapShape, BBox, Geometry

WORLD_SCALE, REGION_SCALE = 10, 100  # integers per degree
_WIDEST_DEG = 70.0  # a wider first view needs no region detail
_MARGIN, _LEAST_MARGIN_DEG = 0.8, 4.0  # of the view's size, on each side: screens are rarely shaped like the story
_OVERLAP_DEG = 0.06  # so that no hair line shows between the two details
_BUDGET = 30_000  # integers of region detail: about 90 kB, 40 kB compressed
_WORLD_DEG = 0.18  # how coarse the world is beyond the story's surroundings
_TOLERANCES = (0.004, 0.01, 0.02, 0.04, 0.08)  # degrees, from fine to coarse
_FINEST = 2_000  # a fraction of the view's size: about half a pixel of it
_PROVINCES_DEG, _PROVINCES = 0.03, 9_000  # borders of provinces: coarse, and none where they would fill the page
_TOWNS = 160  # labels of towns at most
_TURNS = (0.0, -360.0, 360.0)
_DRAWN = ("land", "lake", "river", "border", "disputed")
_AROUND = ("land", "lake", "border", "disputed")  # of world detail, around the story
_LABELLED = ("country", "town")

Coded = list[list[list[int]]]
Edges = tuple[float, float, float, float]


def basemap_payload(gazetteer: Gazetteer, view: Window, worldview: str | None = None) -> dict[str, Any]:
    """Layers by name, for the page's script, with labels as [name, layer, rank, lon, lat].

    Args:
        gazetteer: holds the shapes.
        view: what the map shows first.
        worldview: ISO code of the country whose view of borders is drawn; None is the neutral one.
    """
    window = _window(view)
    world = _world(gazetteer)
    if window.east - window.west > _WIDEST_DEG:
        whole = _layers(world, _DRAWN, None, view.middle, scale=WORLD_SCALE, worldview=worldview)
        return {"world": whole, "region": {}, "labels": _labels(world, view)}
    region = _region(gazetteer, window)
    around = _around(window.widened(-_OVERLAP_DEG))
    return {
        "world": _layers(
            world, _AROUND, around, view.middle, scale=WORLD_SCALE, tolerance=_WORLD_DEG, worldview=worldview
        ),
        "region": _detail(region, window, view, worldview),
        "labels": _labels([*region, *(shape for shape in world if shape.layer == "country")], view),
    }


def background(gazetteer: Gazetteer, view: Window) -> list[BasemapShape]:
    """The shapes that the map draws around the view: those of the region, or of the world where that is too wide."""
    window = _window(view)
    return _world(gazetteer) if window.east - window.west > _WIDEST_DEG else _region(gazetteer, window)


def _window(view: Window) -> Window:
    return view.widened(max(_MARGIN * view.size, _LEAST_MARGIN_DEG))


def _world(gazetteer: Gazetteer) -> list[BasemapShape]:
    return list(gazetteer.basemap(BBox(-180.0, -90.0, 180.0, 90.0), "world"))


def _region(gazetteer: Gazetteer, window: Window) -> list[BasemapShape]:
    return _distinct(gazetteer.basemap(box, "region") for box in _boxes(window))


def _distinct(answers: Iterable[Sequence[BasemapShape]]) -> list[BasemapShape]:
    """The shapes of one or of several answers, each once."""
    several = list(answers)
    return list(several[0]) if len(several) == 1 else list(dict.fromkeys(chain.from_iterable(several)))


def _detail(region: list[BasemapShape], window: Window, view: Window, worldview: str | None) -> dict[str, Coded]:
    """Region detail as fine as the view shows and the budget allows, with provinces' borders where they are few."""
    boxes, middle = [(window.west, window.south, window.east, window.north)], view.middle
    coarser = [tolerance for tolerance in _TOLERANCES if tolerance >= view.size / _FINEST]
    detail: dict[str, Coded] = {}
    for tolerance in coarser or _TOLERANCES[-1:]:
        detail = _layers(region, _DRAWN, boxes, middle, scale=REGION_SCALE, tolerance=tolerance, worldview=worldview)
        if sum(map(_size, detail.values())) <= _BUDGET:
            break
    provinces = _layers(region, ("admin1",), boxes, middle, scale=REGION_SCALE, tolerance=_PROVINCES_DEG)
    return detail | provinces if _size(provinces.get("admin1", [])) <= _PROVINCES else detail


def _layers(
    shapes: Iterable[BasemapShape],
    names: tuple[str, ...],
    boxes: list[Edges] | None,
    middle: float,
    *,
    scale: int,
    tolerance: float = 0.0,
    worldview: str | None = None,
) -> dict[str, Coded]:
    """Shapes of these layers: the parts inside the boxes (None: all of them), simplified, delta-coded."""
    found: dict[str, Coded] = {}
    for shape in shapes:
        layer = shape.layer_in(worldview)
        if layer not in names:
            continue
        geometry = shape.geometry if boxes is None else _cut(shape.geometry, boxes, tolerance)
        coded = encoded(geometry, middle, scale) if geometry is not None else []
        if coded:
            found.setdefault(layer, []).extend(coded)
    return found


def _cut(geometry: Geometry, boxes: list[Edges], tolerance: float) -> Geometry | None:
    """The parts inside the boxes, which may lie beyond the antimeridian; None when there are none.

    Rectangles cut quickly, and invalid rings too. A layer is filled as one path, so that boxes side by side leave no
    seams.
    """
    import shapely  # noqa: PLC0415 - heavy: loaded where there is something to cut
    from shapely.affinity import translate  # noqa: PLC0415 - as above

    whole = planar(geometry)
    wanted = "Polygon" if is_closed(geometry) else "LineString"
    kept = []
    for turn in _TURNS:
        for west, south, east, north in boxes:
            if west - turn < 180.0 and east - turn > -180.0:
                part = shapely.clip_by_rect(whole, west - turn, south, east - turn, north)
                part = part.simplify(tolerance, preserve_topology=False) if tolerance else part
                kept += [translate(piece, turn) if turn else piece for piece in _flat(part) if not piece.is_empty]
    coordinates = tuple(shapely.geometry.mapping(piece)["coordinates"] for piece in kept if piece.geom_type == wanted)
    return Geometry(f"Multi{wanted}", coordinates) if coordinates else None


def _flat(shape: Any) -> list[Any]:
    """Simple parts of nested collections."""
    return [flat for part in shape.geoms for flat in _flat(part)] if hasattr(shape, "geoms") else [shape]


def _size(layer: Coded) -> int:
    return sum(len(ring) for part in layer for ring in part)


def _around(hole: Window) -> list[Edges]:
    """Boxes that together hold all of the world but the hole, which may lie over the antimeridian."""
    boxes = [(-180.0, -90.0, 180.0, hole.south), (-180.0, hole.north, 180.0, 90.0)]
    position = -180.0
    for box in sorted(_boxes(hole), key=lambda each: each.west):
        boxes.append((position, hole.south, box.west, hole.north))
        position = box.east
    boxes.append((position, hole.south, 180.0, hole.north))
    return [box for box in boxes if box[0] < box[2] and box[1] < box[3]]


def _boxes(window: Window) -> list[BBox]:
    """The window as one extent, or as two where it runs over the antimeridian."""
    west, east = near_meridian(window.west, 0.0), near_meridian(window.east, 0.0)
    if west <= east:
        return [BBox(west, window.south, east, window.north)]
    return [BBox(west, window.south, 180.0, window.north), BBox(-180.0, window.south, east, window.north)]


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
