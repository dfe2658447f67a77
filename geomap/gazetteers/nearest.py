"""The nearest town: where a place lies whose source does not tell its divisions."""

import math
from collections.abc import Iterable, Iterator

from geomap.gazetteers.rows import PlaceRow
from geomap.geodesy import distance_m
from geomap.records import Point

CELL_DEG = 0.2  # of the grid of towns: a dense country has some twenty in a cell
REACH_CELLS = 6  # how far to look: a little over a degree
METRES_PER_DEGREE = 111_000.0


class NearestTowns:
    """Towns on a grid."""

    def __init__(self, towns: Iterable[PlaceRow]) -> None:
        self._cells: dict[tuple[int, int], list[PlaceRow]] = {}
        for town in towns:
            self.add(town)

    def add(self, town: PlaceRow) -> None:
        """One more town: those that follow are measured against it too."""
        self._cells.setdefault(_cell(town), []).append(town)

    def fill_divisions(self, row: PlaceRow) -> None:
        """Give the row the divisions of the nearest town of its country, if one lies within about a degree."""
        town = self._nearest(row)
        if town is not None:
            row.admin1 = row.admin1 or town.admin1
            if row.admin1 == town.admin1:
                row.admin2 = row.admin2 or town.admin2

    def _nearest(self, row: PlaceRow) -> PlaceRow | None:
        best: tuple[float, str] | None = None
        found = None
        width = CELL_DEG * METRES_PER_DEGREE * math.cos(math.radians(row.lat))  # a cell's shorter side, in metres
        for ring in range(REACH_CELLS + 1):
            if best is not None and best[0] <= (ring - 1) * width:
                break  # no town further out can be nearer
            for town in self._ring(row, ring):
                if town.countries == row.countries and town.admin1:
                    rank = (apart_m(row, town), town.id)
                    if best is None or rank < best:
                        best, found = rank, town
        return found

    def _ring(self, row: PlaceRow, ring: int) -> Iterator[PlaceRow]:
        """Towns of the cells that lie exactly so many cells away."""
        lon, lat = _cell(row)
        for x in range(lon - ring, lon + ring + 1):
            inner = abs(x - lon) < ring
            for y in (lat - ring, lat + ring) if inner and ring else range(lat - ring, lat + ring + 1):
                yield from self._cells.get((x, y), ())


def _cell(row: PlaceRow) -> tuple[int, int]:
    return math.floor(row.lon / CELL_DEG), math.floor(row.lat / CELL_DEG)


def apart_m(a: PlaceRow, b: PlaceRow) -> float:
    """Metres between two places."""
    return distance_m(Point(a.lon, a.lat), Point(b.lon, b.lat))
