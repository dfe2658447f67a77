"""The rows of the compact tables: what the harvest writes and the build reads.

A table is UTF-8 TSV with a header line; lists inside a cell are separated by "|", and no cell holds a tab or a newline.
Coordinates are degrees WGS84, longitude first; a shape's lines are written as geomap.polylines packs them.

The cell "views" of a border names the countries that see it otherwise than its layer says: "border:CN,PK|:IN" is a line
that China and Pakistan draw as a border, and India not at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass

PLACE_COLUMNS = (
    "id",
    "name",
    "alternates",
    "class",
    "code",
    "countries",
    "admin1",
    "admin2",
    "lon",
    "lat",
    "population",
    "known",
    "extent",
    "source",
)
SHAPE_COLUMNS = ("id", "type", "lines")
BASEMAP_COLUMNS = ("detail", "layer", "rank", "name", "views", "extent", "type", "lines")

Extent = tuple[float, float, float, float]  # west, south, east, north; west > east crosses the antimeridian


@dataclass(slots=True, kw_only=True)
class PlaceRow:
    """One place of a table; the harvest fills rows in step by step, hence not frozen."""

    id: str
    name: str
    lon: float
    lat: float
    alternates: tuple[str, ...] = ()
    feature_class: str = ""
    feature_code: str = ""
    countries: tuple[str, ...] = ()  # ISO 3166-1 alpha-2
    admin1: str = ""  # "SY.12"
    admin2: str = ""  # "US.TX.453"
    population: int = 0  # 0: unknown
    known: int = 0  # names the source knows, in every script; a sign of how well known the place is
    extent: Extent | None = None
    source: str = ""

    def cells(self) -> list[str]:
        """The row's cells in the order of PLACE_COLUMNS."""
        extent = "" if self.extent is None else extent_cell(self.extent)
        return [
            self.id,
            self.name,
            "|".join(self.alternates),
            self.feature_class,
            self.feature_code,
            ",".join(self.countries),
            self.admin1,
            self.admin2,
            _degrees(self.lon, 5),
            _degrees(self.lat, 5),
            str(self.population) if self.population else "",
            str(self.known) if self.known else "",
            extent,
            self.source,
        ]

    @classmethod
    def parse(cls, cells: list[str]) -> "PlaceRow":
        """The row that was written as these cells.

        Raises:
            ValueError: there are too few or too many cells, or one of them is not a number.
        """
        (
            place_id,
            name,
            alternates,
            feature_class,
            feature_code,
            countries,
            admin1,
            admin2,
            lon,
            lat,
            population,
            known,
            extent,
            source,
        ) = cells
        return cls(
            id=place_id,
            name=name,
            lon=float(lon),
            lat=float(lat),
            feature_class=feature_class,
            feature_code=feature_code,
            admin1=admin1,
            admin2=admin2,
            source=source,
            alternates=tuple(alternates.split("|")) if alternates else (),
            countries=tuple(countries.split(",")) if countries else (),
            population=int(population) if population else 0,
            known=int(known) if known else 0,
            extent=parse_extent(extent.split(",")) if extent else None,
        )


def extent_cell(extent: Extent) -> str:
    """An extent as one cell."""
    return ",".join(_degrees(value) for value in extent)


def parse_extent(cells: list[str]) -> Extent:
    """West, south, east and north from four cells.

    Raises:
        ValueError: they are not four numbers, or not on the globe.
    """
    west, south, east, north = (float(cell) for cell in cells)
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise ValueError(f"not an extent in degrees: {west:g}, {south:g}, {east:g}, {north:g}")
    return west, south, east, north


def views_cell(views: Mapping[str, str]) -> str:
    """Layers by ISO code of a country as one cell."""
    countries: dict[str, list[str]] = {}
    for code in sorted(views):
        countries.setdefault(views[code], []).append(code)
    return "|".join(f"{layer}:{','.join(codes)}" for layer, codes in sorted(countries.items()))


def _degrees(value: float, digits: int = 3) -> str:
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
