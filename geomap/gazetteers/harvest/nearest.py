"""Towns by place and by name: to fill in divisions that a source does not tell, and to see what is there already."""

from collections.abc import Iterable

from geomap.gazetteers.nearest import NearestTowns, apart_m
from geomap.gazetteers.rows import PlaceRow
from geomap.names import key


class Nearest(NearestTowns):
    """Towns on a grid, and by the keys of their names."""

    def __init__(self, towns: Iterable[PlaceRow]) -> None:
        self._keys: dict[str, list[PlaceRow]] = {}
        super().__init__(towns)

    def add(self, town: PlaceRow) -> None:
        """One more town: those that follow are measured against it too."""
        super().add(town)
        for name in (town.name, *town.alternates):
            self._keys.setdefault(key(name), []).append(town)

    def bears_name(self, row: PlaceRow, km: float) -> bool:
        """Whether a town of the row's country within so many kilometres bears one of its names."""
        return any(
            town.countries == row.countries and apart_m(row, town) < km * 1000
            for name in (row.name, *row.alternates)
            for town in self._keys.get(key(name), ())
        )
