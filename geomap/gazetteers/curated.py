"""The hand-written tables: regions and small places, rival names, abbreviations, demonyms."""

from dataclasses import dataclass
from pathlib import Path

from geomap.errors import GazetteerError
from geomap.gazetteers.rows import PlaceRow, parse_extent
from geomap.gazetteers.tables import read_table

_PLACE_COLUMNS = (
    "id",
    "name",
    "alternate_names",
    "feature_class",
    "feature_code",
    "countries",
    "lon",
    "lat",
    "west",
    "south",
    "east",
    "north",
    "population",
    "note",
)
PLACE_TABLES = ("regions.tsv", "conflict_places.tsv", "landmarks.tsv", "quarters.tsv", "sights.tsv", "institutions.tsv")
MAIN = "main"  # the note of an extra name that is the everyday English one and stands for the place from then on
WRONG = "wrong"  # a note that begins so takes a harvested name away, which readers take for something else
NAME_TABLES = {  # the column of the name, the column of the reference; "kind" where it differs from a plain name
    "country_names.tsv": (("name", "reference", "note"), 0, 1, "name"),
    "extra_names.tsv": (("reference", "name", "note"), 1, 0, "name"),
    "abbreviations.tsv": (("abbreviation", "reference", "kind", "note"), 0, 1, "abbreviation"),
    "demonyms.tsv": (("demonym", "reference", "note"), 0, 1, "demonym"),
}


@dataclass(frozen=True, slots=True)
class FurtherName:
    """A name that a hand-written table gives to a place that is there already."""

    name: str
    reference: str  # "SY", "US.TX" or a place id
    kind: str  # "name", "abbreviation" or "demonym"
    table: str  # for messages: the file, and the line where it stands
    line: int
    main: bool = False  # it takes the place of the harvested main name, which stays a further one
    wrong: bool = False  # it is no name of the place, whatever the harvested tables say


def curated_places(folder: Path) -> list[PlaceRow]:
    """Rows of the hand-written place tables; a table that is not there counts as empty.

    Raises:
        GazetteerError: a line cannot be used.
    """
    rows: list[PlaceRow] = []
    for name in PLACE_TABLES:
        if (folder / name).is_file():
            rows.extend(read_table(folder / name, _PLACE_COLUMNS, _place))
    return rows


def _place(cells: list[str]) -> PlaceRow:
    (
        place_id,
        name,
        alternates,
        feature_class,
        feature_code,
        countries,
        lon,
        lat,
        west,
        south,
        east,
        north,
        population,
        _note,
    ) = (cell.strip() for cell in cells)
    if ":" not in place_id or not name:
        raise GazetteerError(f"a place needs an id such as curated:hajin-pocket and a name, got {place_id!r}, {name!r}")
    longitude, latitude = float(lon), float(lat)
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise GazetteerError(f"not a point in degrees, longitude first: {lon}, {lat}")
    box = [west, south, east, north]
    return PlaceRow(
        id=place_id,
        name=name,
        lon=longitude,
        lat=latitude,
        feature_class=feature_class,
        feature_code=feature_code,
        alternates=tuple(other.strip() for other in alternates.split("|") if other.strip()),
        countries=tuple(code.strip() for code in countries.split(",") if code.strip()),
        extent=parse_extent(box) if any(box) else None,
        population=int(population) if population else 0,
        source="curated",
    )


def further_names(folder: Path) -> list[FurtherName]:
    """Lines of the hand-written name tables that refer to one place.

    Raises:
        GazetteerError: a line cannot be used.
    """
    found: list[FurtherName] = []
    for table, (columns, name, reference, kind) in NAME_TABLES.items():
        path = folder / table
        if not path.is_file():
            continue
        for line, cells in enumerate_rows(path, columns):
            if not cells[name]:
                raise GazetteerError(f"{table}, line {line}: the name is missing; write it or remove the line")
            if cells[reference]:  # demonyms of no single place ("Kurdish") have none
                note = cells[-1] if table == "extra_names.tsv" else ""
                found.append(
                    FurtherName(
                        cells[name], cells[reference], kind, table, line, note == MAIN, note.startswith(f"{WRONG}:")
                    )
                )
    return found


def enumerate_rows(path: Path, columns: tuple[str, ...]) -> list[tuple[int, list[str]]]:
    """Each row's cells, stripped, with the number of the line on which it stands."""
    rows = list(read_table(path, columns, lambda cells: [cell.strip() for cell in cells]))
    numbers = [
        number
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        if line.strip() and not line.startswith("#")
    ]
    return list(zip(numbers[1:], rows, strict=True))  # the first is the header
