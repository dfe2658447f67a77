"""Putting the tables together: every place once, with all its names, its divisions and its ancestors."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from geomap.errors import GazetteerError
from geomap.gazetteers.curated import FurtherName, curated_places, further_names
from geomap.gazetteers.nearest import NearestTowns
from geomap.gazetteers.rows import PLACE_COLUMNS, PlaceRow
from geomap.gazetteers.tables import CURATED, HARVESTED, read_table
from geomap.geodesy import inside
from geomap.names import key, without_article
from geomap.records import BBox, Point

WIDE_DEG = 1.0  # a place that stretches farther may lie in several divisions


@dataclass(slots=True)
class Assembly:
    """All places by id in the order of the tables, and what hangs on them."""

    places: dict[str, PlaceRow] = field(default_factory=dict)
    further: dict[str, list[FurtherName]] = field(default_factory=dict)  # by place id
    divisions: dict[str, str] = field(default_factory=dict)  # place id by reference: "SY", "SY.12", "US.TX.453"
    continents: dict[str, str] = field(default_factory=dict)  # place id by country

    def ancestors(self, row: PlaceRow) -> tuple[str, ...]:
        """Ids of the second- and first-level division, the country or countries and the continent, nearest first."""
        codes = [row.admin2, row.admin1, *row.countries]
        found = [self.divisions.get(code, "") for code in codes if code]
        found += [self.continents.get(code, "") for code in row.countries]
        return tuple(dict.fromkeys(place_id for place_id in found if place_id and place_id != row.id))


def assemble(tables: Path, step: Callable[[str, float], None]) -> Assembly:
    """Read harvested and curated tables.

    Args:
        tables: the folder that holds `harvested` and `curated`.
        step: called before each table is read, with its name and the share of the reading that is done.

    Raises:
        GazetteerError: a table is damaged, an id stands twice in one table, or a name refers to no place.
    """
    assembly = Assembly()
    paths = sorted((tables / HARVESTED).glob("places_*.tsv*"))
    for number, path in enumerate(paths):
        step(path.name, number / (len(paths) + 1))
        for row in read_table(path, PLACE_COLUMNS, PlaceRow.parse):
            if row.id in assembly.places:
                raise GazetteerError(f"{path.name}: {row.id} stands twice; make the tables again")
            assembly.places[row.id] = row
    continents = tables / HARVESTED / "country_continents.tsv"
    if continents.is_file():
        pairs = read_table(continents, ("country", "continent"), list)
        assembly.continents = {cells[0]: cells[1] for cells in pairs}
    step(CURATED, len(paths) / (len(paths) + 1))
    doubled = _same_region(assembly.places)
    for row in curated_places(tables / CURATED):
        twin = assembly.places.get(row.id) or doubled(row)
        if twin is None:
            assembly.places[row.id] = row
            continue
        _enrich(twin, row)
        if twin.id != row.id:
            assembly.divisions[row.id] = twin.id  # references to the hand-written id still lead to the place
    _fill_divisions(assembly.places)
    _number_divisions(assembly)
    for name in further_names(tables / CURATED):
        place_id = assembly.divisions.get(name.reference, name.reference)
        if place_id not in assembly.places:
            raise GazetteerError(
                f"{name.table}, line {name.line}: {name.reference!r} refers to no place; "
                "write ISO2, a first-level code such as US.TX, or the id of a place"
            )
        if name.wrong:
            _strike(assembly.places[place_id], name)
        elif name.main:
            _rename(assembly.places[place_id], name.name)
        else:
            assembly.further.setdefault(place_id, []).append(name)
    return assembly


def _same_region(places: dict[str, PlaceRow]) -> Callable[[PlaceRow], PlaceRow | None]:
    """A function that finds the harvested region, sea or lake that a hand-written one doubles.

    It has the same main name, lies in the hand-written extent, and in no country that the other one does not have:
    "Kurdistan" over four countries is not the one in Iraq.
    """
    named: dict[str, list[PlaceRow]] = {}
    for row in places.values():
        if row.feature_class in "LHT" and row.feature_code != "STM":
            named.setdefault(_bare_key(row.name), []).append(row)

    def find(row: PlaceRow) -> PlaceRow | None:
        if row.feature_class not in set("LHT") or row.extent is None:
            return None
        box, countries = BBox(*row.extent), set(row.countries)
        for held in named.get(_bare_key(row.name), ()):
            water = row.feature_class == "H"
            if water != (held.feature_class == "H") or not inside(box, Point(held.lon, held.lat)):
                continue
            if not held.countries or set(held.countries) == countries or (water and countries & set(held.countries)):
                return held
        return None

    return find


def _bare_key(name: str) -> str:
    folded = key(name)
    return without_article(folded) or folded


def _enrich(held: PlaceRow, row: PlaceRow) -> None:
    """Add a hand-written row's names and extent to a place that is there.

    The hand-written point of a town or division wins, for it was corrected; so does that of a sea or lake over the
    one that the harvest worked out from Natural Earth's outline. A region or continent keeps the harvested one: any
    point inside is as good, and GeoNames' is the one that other people's data measure against. One outside the
    hand-written extent is a slip of the source and goes.
    """
    held.alternates = tuple(dict.fromkeys([*held.alternates, held.name, *row.alternates]))
    held.name = row.name
    outside = row.extent is not None and not inside(BBox(*row.extent), Point(held.lon, held.lat))
    worked_out = held.id.startswith("naturalearth:")
    if held.feature_class in {"A", "P"} or worked_out or outside:
        held.lon, held.lat = row.lon, row.lat
    if held.feature_class not in {"A", "P"}:  # a division stays one: its towns refer to it; a desert is more than RGN
        held.feature_class = row.feature_class or held.feature_class
        held.feature_code = row.feature_code or held.feature_code
    held.extent = row.extent or held.extent
    held.countries = row.countries or held.countries
    held.population = row.population or held.population


def _rename(row: PlaceRow, name: str) -> None:
    """Make a name the main one; the one before stays a further name."""
    row.alternates = tuple(other for other in dict.fromkeys([*row.alternates, row.name]) if other != name)
    row.name = name


def _strike(row: PlaceRow, name: FurtherName) -> None:
    """Take a harvested name away."""
    kept = tuple(other for other in row.alternates if key(other) != key(name.name))
    if kept == row.alternates:
        raise GazetteerError(
            f"{name.table}, line {name.line}: {name.name!r} is no further name of {row.id}; remove the line"
        )
    row.alternates = kept


def _fill_divisions(places: dict[str, PlaceRow]) -> None:
    """Give hand-written rows of one country, unless they are wide, the divisions of the nearest town."""
    bare = [
        row
        for row in places.values()
        if row.source == CURATED and len(row.countries) == 1 and not row.admin1 and not _wide(row)
    ]
    if bare:
        towns = NearestTowns(row for row in places.values() if row.feature_class == "P" and row.admin1)
        for row in bare:
            towns.fill_divisions(row)


def _wide(row: PlaceRow) -> bool:
    if row.extent is None:
        return row.feature_class not in "PST"
    west, south, east, north = row.extent
    return east < west or max(east - west, north - south) > WIDE_DEG


def _number_divisions(assembly: Assembly) -> None:
    for row in assembly.places.values():
        if row.feature_class != "A":
            continue
        if row.feature_code.startswith("PCL") and len(row.countries) == 1:
            assembly.divisions.setdefault(row.countries[0], row.id)
        elif row.feature_code == "ADM1" and row.admin1:
            assembly.divisions.setdefault(row.admin1, row.id)
        elif row.feature_code == "ADM2" and row.admin2:
            assembly.divisions.setdefault(row.admin2, row.id)


def all_names(assembly: Assembly, row: PlaceRow) -> Iterable[tuple[str, str, bool]]:
    """Each name of a place with its kind ("name", "abbreviation", "demonym") and whether it is the main one."""
    yield row.name, "name", True
    for name in row.alternates:
        yield name, "name", False
    for further in assembly.further.get(row.id, ()):
        yield further.name, further.kind, False
