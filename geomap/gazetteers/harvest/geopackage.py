"""Features of a GeoPackage: an SQLite file whose geometries are WKB behind a small header."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import shapely

from geomap.gazetteers.harvest.shaping import Shape

_ENVELOPES = (0, 32, 48, 48, 64)  # bytes of the envelope by the header's indicator


def features(path: Path, layer: str, columns: tuple[str, ...]) -> Iterator[tuple[tuple[Any, ...], Shape]]:
    """The named columns and the shape of each feature of a layer, in file order."""
    query = f"SELECT geom, {', '.join(columns)} FROM {layer} ORDER BY fid"  # noqa: S608 - names from this program
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as file:
        for geometry, *values in file.execute(query):
            header = 8 + _ENVELOPES[geometry[3] >> 1 & 7]
            yield tuple(values), shapely.from_wkb(geometry[header:])
