"""Building the gazetteer: compact tables in, one SQLite file out. Equal tables give equal bytes."""

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from geomap.errors import GazetteerError
from geomap.gazetteers.assembly import Assembly, all_names, assemble
from geomap.gazetteers.coarse import coarse_lines
from geomap.gazetteers.fingerprint import FORM, fingerprint
from geomap.gazetteers.naming import NameEntry, entries
from geomap.gazetteers.prominence import prominence
from geomap.gazetteers.rows import BASEMAP_COLUMNS, SHAPE_COLUMNS, PlaceRow, parse_extent
from geomap.gazetteers.schema import INDICES, SCHEMA
from geomap.gazetteers.tables import HARVESTED, read_table
from geomap.names import key_filter

ATTRIBUTION = "GeoNames, CC BY 4.0; Natural Earth"
PAGE_BYTES = 8192  # larger pages pack the long name keys better

Progress = Callable[[str, float], None]
_WIDTHS = {"meta": 2, "places": 18, "names": 7, "divisions": 3, "shapes": 4, "basemap": 12, "key_filter": 1}
_INSERT = {
    table: f"INSERT INTO {table} VALUES ({', '.join('?' * width)})"  # noqa: S608 - our own table names
    for table, width in _WIDTHS.items()
}
_STEPS = {"reading": 0.0, "names": 0.45, "writing": 0.6, "shapes": 0.8, "indices": 0.92, "done": 1.0}


def build(tables: Path, target: Path, progress: Progress | None = None) -> None:
    """Build the gazetteer file from the tables.

    The file is made under another name in the target's folder and renamed when it is whole: two builds at once do no
    harm, and an interrupted one leaves the old file as it was.

    Args:
        tables: folder with the sub-folders `harvested` and `curated`.
        target: the file to make; its folder is made if needed.
        progress: called with what is being done and the share done, 0 to 1.

    Raises:
        GazetteerError: the tables are missing or damaged, or the file cannot be written.
    """
    report = progress or (lambda _what, _share: None)
    mark = fingerprint(tables)
    half: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".half", dir=target.parent)
        os.close(handle)
        half = Path(name)
        with closing(sqlite3.connect(half, isolation_level=None)) as file:
            _fill(file, tables, mark, report)
        half.chmod(0o644)
        os.replace(half, target)  # noqa: PTH105 - the documented atomic call
    except (OSError, sqlite3.Error) as error:
        raise GazetteerError(
            f"cannot write the gazetteer {target}: {error}; make room there or set GEOMAP_DATA to another folder"
        ) from error
    finally:
        if half is not None:
            half.unlink(missing_ok=True)
    report("done", _STEPS["done"])


def _fill(file: sqlite3.Connection, tables: Path, mark: str, report: Progress) -> None:
    file.executescript(f"PRAGMA page_size = {PAGE_BYTES}; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
    file.executescript(SCHEMA)
    report("reading the tables", _STEPS["reading"])
    assembly = assemble(tables, lambda table, share: report(f"reading {table}", share * _STEPS["names"]))
    numbers = {place_id: number for number, place_id in enumerate(assembly.places, 1)}
    file.execute("BEGIN")
    report("sorting the names", _STEPS["names"])
    names = sorted(_names(assembly, numbers))
    report("writing places and names", _STEPS["writing"])
    file.executemany(_INSERT["places"], _places(assembly, numbers))
    file.executemany(_INSERT["names"], names)
    file.execute(_INSERT["key_filter"], (key_filter({folded for folded, *_ in names}),))
    file.executemany(
        _INSERT["divisions"],
        (
            (code, numbers[place_id], assembly.places[place_id].name)
            for code, place_id in sorted(assembly.divisions.items())
        ),
    )
    report("writing shapes", _STEPS["shapes"])
    file.executemany(_INSERT["shapes"], sorted(_shapes(tables / HARVESTED, numbers)))
    file.executemany(_INSERT["basemap"], _basemap(tables / HARVESTED))
    file.executemany(_INSERT["meta"], sorted(_meta(tables, assembly, mark).items()))
    report("writing indices", _STEPS["indices"])
    for index in INDICES:
        file.execute(index)
    file.execute("COMMIT")


def _places(assembly: Assembly, numbers: dict[str, int]) -> Iterator[tuple[object, ...]]:
    for row in assembly.places.values():
        box = row.extent or (None, None, None, None)
        known = max(row.known, 1 + len(row.alternates)) + len(assembly.further.get(row.id, ()))
        yield (
            numbers[row.id],
            row.id,
            row.name,
            row.lon,
            row.lat,
            row.feature_class or None,
            row.feature_code or None,
            row.countries[0] if len(row.countries) == 1 else None,
            row.admin1 or None,
            row.admin2 or None,
            " ".join(assembly.ancestors(row)),
            row.population,
            *box,
            row.source,
            known,
        )


def _names(assembly: Assembly, numbers: dict[str, int]) -> Iterator[tuple[str, int, int, int, str, int, int]]:
    for row in assembly.places.values():
        rank, number = -prominence(row), numbers[row.id]
        for folded, match, name, cased in _distinct_entries(assembly, row):
            yield folded, rank, number, match, name, cased, row.population


def _distinct_entries(assembly: Assembly, row: PlaceRow) -> Iterator[NameEntry]:
    """One entry for each key of the place, the best match; abbreviations keep every spelling, for their case counts."""
    plain: dict[str, NameEntry] = {}
    cased: dict[str, NameEntry] = {}
    for name, kind, main in all_names(assembly, row):
        for entry in entries(name, kind, main=main):
            folded, match, written, _ = entry
            if entry[3]:
                cased.setdefault(written, entry)
            elif folded not in plain or match < plain[folded][1]:
                plain[folded] = entry
    yield from plain.values()
    yield from cased.values()


def _shapes(folder: Path, numbers: dict[str, int]) -> Iterator[tuple[int, str, str | None, str]]:
    for path in sorted(folder.glob("shapes_*.tsv*")):
        for place_id, kind, text in read_table(path, SHAPE_COLUMNS, list):
            if place_id not in numbers:
                raise GazetteerError(f"{path.name}: {place_id} is no place; make the tables again")
            yield numbers[place_id], kind, coarse_lines(kind, text), text


def _basemap(folder: Path) -> Iterator[tuple[object, ...]]:
    for path in sorted(folder.glob("basemap*.tsv*")):
        for detail, layer, rank, name, views, extent, kind, text in read_table(path, BASEMAP_COLUMNS, list):
            yield None, detail, layer, int(rank), name, views, *parse_extent(extent.split(",")), kind, text


def _meta(tables: Path, assembly: Assembly, mark: str) -> dict[str, str]:
    meta = {
        "form": str(FORM),
        "fingerprint": mark,
        "attribution": ATTRIBUTION,
        "places": str(len(assembly.places)),
    }
    path = tables / HARVESTED / "sources.tsv"
    if path.is_file():
        for package, *rest in read_table(path, ("package", "version", "registry", "licence", "origin"), list):
            meta[f"source {package}"] = " | ".join(rest)
    return meta
