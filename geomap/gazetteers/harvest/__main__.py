"""Make the compact tables: python -m geomap.gazetteers.harvest --sources CACHE -o gazetteer/harvested."""

import argparse
import logging
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import shapely

from geomap.gazetteers.harvest.basemap import basemap
from geomap.gazetteers.harvest.countries import continent_ids, continents, countries, regions
from geomap.gazetteers.harvest.divisions import divisions, divisions_of_namesakes, smaller_divisions
from geomap.gazetteers.harvest.entities import entities
from geomap.gazetteers.harvest.nearest import Nearest
from geomap.gazetteers.harvest.outlines import (
    country_outlines,
    county_outlines,
    place_on,
    province_outlines,
)
from geomap.gazetteers.harvest.postal import postal_places
from geomap.gazetteers.harvest.rivers import rivers, sections
from geomap.gazetteers.harvest.shaping import Shape, packed
from geomap.gazetteers.harvest.sources import SOURCES
from geomap.gazetteers.harvest.towns import (
    airports,
    fill_populations,
    natural_earth_records,
    natural_earth_towns,
    post_offices,
    quarters,
    towns,
)
from geomap.gazetteers.harvest.waters import lake_shapes, lakes, seas
from geomap.gazetteers.rows import BASEMAP_COLUMNS, PLACE_COLUMNS, SHAPE_COLUMNS, PlaceRow
from geomap.gazetteers.tables import write_table

OUTLINE_DEG, WATER_DEG = 0.01, 0.005  # how far a drawn line may be from the source's, in degrees
TOUCH_DEG = 0.02  # a river belongs to a country that it runs through or along
TOWN_FILES = (("towns_a_f", "A", "F"), ("towns_g_l", "G", "L"), ("towns_m_t", "M", "T"), ("towns_u_z", "U", "Z"))


def harvest(cache: Path, target: Path) -> None:
    """Read every source and write every table.

    Args:
        cache: folder of the unpacked packages; what is missing is fetched from its registry.
        target: folder of the tables.
    """
    known = entities(cache)
    cities = towns(cache)
    fill_populations(natural_earth_records(cache), cities)
    counties = county_outlines(cache)
    borders = country_outlines(cache)
    touching = _toucher(borders)
    admin = divisions(cache, known, cities, counties)
    provinces = province_outlines(cache, [row for row in admin if row.feature_code == "ADM1"])
    by_id = {row.id: row for row in admin}
    for place_id, shape in provinces.items():
        place_on(by_id[place_id], shape, move=False)
    states = countries(cache, known, borders, cities)
    smaller = smaller_divisions(known, set(by_id))
    nearest = Nearest(cities)
    for row in smaller:
        nearest.fill_divisions(row)
    more_towns = quarters(known.values(), cities)
    more_towns += post_offices(cache, cities + more_towns, {row.admin2: row.name for row in admin})
    more_towns += natural_earth_towns(cache, cities + more_towns)
    villages = postal_places(
        cache, Nearest(cities + more_towns), {row.admin1 for row in admin if row.feature_code == "ADM1"}
    )
    admin += divisions_of_namesakes(cache, {row.id for row in admin + smaller}, cities + more_towns + villages)
    lines = sections(cache)
    streams, pools, marine = rivers(lines, touching), lakes(cache, touching), seas(cache)

    tables: dict[str, Iterable[PlaceRow]] = {
        "countries": states,
        "continents": continents(cache, known),
        "regions": regions(known, {row.id for row in cities}),
        "divisions": admin + smaller,
        "towns_more": more_towns,
        "villages": villages,
        "airports": airports(cache, cities),
        "rivers": [row for row, _ in streams],
        "lakes": [row for row, _ in pools],
        "seas": [row for row, _ in marine],
    }
    for name, first, last in TOWN_FILES:
        tables[name] = [row for row in cities if first <= row.countries[0][0] <= last]
    outlines: dict[str, list[tuple[str, Shape, float]]] = {
        "countries": [
            (row.id, borders[row.countries[0]], OUTLINE_DEG) for row in states if row.countries[0] in borders
        ],
        "provinces": [(place_id, shape, OUTLINE_DEG) for place_id, shape in provinces.items()],
        "counties": [(row.id, counties[row.admin2][1], OUTLINE_DEG) for row in admin if row.admin2 in counties],
        "waters": [(row.id, shape, WATER_DEG) for row, shape in (*streams, *pools)]
        + [(row.id, shape, OUTLINE_DEG) for row, shape in marine],
    }
    target.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        _write(target / f"places_{name}.tsv.xz", PLACE_COLUMNS, [row.cells() for row in sorted(rows, key=_order)])
    for name, shapes in outlines.items():
        in_order = sorted(shapes, key=_first)
        rows_of = [[place_id, *packed(shape, tolerance)] for place_id, shape, tolerance in in_order]
        _write(target / f"shapes_{name}.tsv.xz", SHAPE_COLUMNS, [row for row in rows_of if row[-1]])
    _write(target / "basemap.tsv.xz", BASEMAP_COLUMNS, list(basemap(cache, lines, lake_shapes(cache), states)))
    _write(target / "country_continents.tsv", ("country", "continent"), continent_ids(cache))
    _write(
        target / "sources.tsv",
        ("package", "version", "registry", "licence", "origin"),
        [
            [source.package, source.version, source.registry, source.licence, source.origin]
            for source in SOURCES.values()
        ],
    )


def _write(path: Path, columns: tuple[str, ...], rows: Sequence[Sequence[str]]) -> None:
    write_table(path, columns, rows)
    print(f"{path.name}: {len(rows):,} rows, {path.stat().st_size / 1e6:.2f} MB")


def _order(row: PlaceRow) -> tuple[str, int, str]:
    scheme, _, name = row.id.partition(":")
    return scheme, int(name) if name.isdigit() else 0, name


def _first(shape: tuple[str, Shape, float]) -> str:
    return shape[0]


def _toucher(borders: dict[str, Shape]) -> Callable[[Shape], tuple[str, ...]]:
    """A function that tells the countries which a shape touches, by how much of it lies in each."""
    codes = sorted(borders)
    shapes = [shapely.simplify(borders[code], TOUCH_DEG) for code in codes]
    tree = shapely.STRtree(shapes)

    def touching(shape: Shape) -> tuple[str, ...]:
        found = []
        for index in tree.query(shape, predicate="intersects"):
            inside = shapely.intersection(shapely.make_valid(shapes[index]), shape)
            found.append((-max(inside.length, inside.area), codes[index]))
        return tuple(code for _, code in sorted(found))

    return touching


def main() -> None:
    """Read the command line and run the harvest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, required=True, metavar="DIR", help="cache of the downloaded packages")
    parser.add_argument("-o", "--output", type=Path, default=Path("gazetteer/harvested"), metavar="DIR")
    call = parser.parse_args()
    logging.getLogger("shapefile").setLevel(logging.ERROR)  # it tells of stray holes, which repairs deal with
    harvest(call.sources, call.output)


if __name__ == "__main__":
    main()
