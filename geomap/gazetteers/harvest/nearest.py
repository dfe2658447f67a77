"""Nearest towns: to fill in divisions that a source does not tell, and to see whether a place is there already."""

import math
from collections.abc import Iterable, Iterator

from geomap.gazetteers.rows import PlaceRow
from geomap.geodesy import distance_m
from geomap.names import key
from geomap.records import Point


class Nearest:
    """Towns in one-degree cells."""

    def __init__(self, towns: Iterable[PlaceRow]) -> None:
        self._cells: dict[tuple[int, int], list[PlaceRow]] = {}
        self._keys: dict[str, list[PlaceRow]] = {}
        for town in towns:
            self._cells.setdefault((math.floor(town.lon), math.floor(town.lat)), []).append(town)
            for name in (town.name, *town.alternates):
                self._keys.setdefault(key(name), []).append(town)

    def fill_divisions(self, row: PlaceRow) -> None:
        """Give the row the divisions of the nearest town of its country, if one lies within about a degree."""
        same = [town for town in self._around(row) if town.countries == row.countries and town.admin1]
        if same:
            town = min(same, key=lambda town: (_apart(row, town), town.id))
            row.admin1 = row.admin1 or town.admin1
            if row.admin1 == town.admin1:
                row.admin2 = row.admin2 or town.admin2

    def bears_name(self, row: PlaceRow, km: float) -> bool:
        """Whether a town of the row's country within so many kilometres bears one of its names."""
        return any(
            town.countries == row.countries and _apart(row, town) < km * 1000
            for name in (row.name, *row.alternates)
            for town in self._keys.get(key(name), ())
        )

    def _around(self, row: PlaceRow) -> Iterator[PlaceRow]:
        lon, lat = math.floor(row.lon), math.floor(row.lat)
        for x in (lon - 1, lon, lon + 1):
            for y in (lat - 1, lat, lat + 1):
                yield from self._cells.get((x, y), ())


def _apart(a: PlaceRow, b: PlaceRow) -> float:
    return distance_m(Point(a.lon, a.lat), Point(b.lon, b.lat))
