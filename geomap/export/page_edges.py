"""The edge of a named country, left open where its border is disputed: there the background alone says how it is seen.

Without this the outline of a country would draw a line of control as a border, in every view.
"""

from collections.abc import Sequence

from geomap.export.page_outline import generalised, planar
from geomap.export.page_shapes import Window
from geomap.records import BasemapShape, Geometry

_NEAR_DEG = 0.05  # outline and border are simplified apart, a few kilometres from each other at worst
_DETAIL = 300  # a fraction of the view's size: what the outline may have lost on its way to the page
_LEAST = 2.0  # times that distance: shorter pieces are left over where outline and border cross


def contested(shapes: Sequence[BasemapShape], worldview: str | None) -> list[Geometry]:
    """Lines that are no border in this view: the disputed ones, and those that it does not have."""
    borders = (shape for shape in shapes if shape.layer in ("border", "disputed"))
    return [shape.geometry for shape in borders if shape.layer_in(worldview) != "border"]


def open_edge(outline: Geometry, lines: Sequence[Geometry], view: Window) -> Geometry | None:
    """The outline's rings without what runs along the lines; None where nothing does.

    Args:
        outline: polygons as the page draws them, in longitudes near the view's middle.
        lines: of the background, see `contested`.
        view: what the map shows first.
    """
    from shapely import line_merge, union_all  # noqa: PLC0415 - heavy: loaded where there is an outline

    rings = planar(outline).boundary
    reach = _NEAR_DEG + view.size / _DETAIL
    near = [line for line in (planar(generalised(line, view)) for line in lines) if line.dwithin(rings, reach)]
    if not near:
        return None
    rest = line_merge(rings.difference(union_all(near).buffer(reach, cap_style="flat")))
    pieces = [piece for piece in getattr(rest, "geoms", [rest]) if piece.length > _LEAST * reach]
    return Geometry("MultiLineString", tuple(tuple(piece.coords) for piece in pieces))
