"""Records and shapes of ESRI shapefiles."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import shapely

from geomap.gazetteers.harvest.shaping import Shape


def features(path: Path, encoding: str) -> Iterator[tuple[dict[str, Any], Shape]]:
    """Record and shape of each feature that has one; a cell that is not in this encoding is read as Windows-1252."""
    import shapefile  # noqa: PLC0415 - of the harvest dependency group, which tests do without

    with shapefile.Reader(str(path), encoding=encoding, encodingErrors="surrogateescape") as reader:
        for index in range(len(reader)):
            feature = reader.shapeRecord(index)  # by the file's index: one source has gaps between its shapes
            if feature.shape.points:
                cells = {name: mended(cell, encoding) for name, cell in feature.record.as_dict().items()}
                yield cells, shapely.geometry.shape(feature.shape.__geo_interface__)


def mended(cell: Any, encoding: str) -> Any:
    """A cell whose bytes did not all decode (they stand in it as lone surrogates), as Windows-1252.

    Tables of Natural Earth mix the two encodings from row to row, and from cell to cell.
    """
    if not isinstance(cell, str) or not any("\ud800" <= letter <= "\udfff" for letter in cell):
        return cell
    return cell.encode(encoding, "surrogateescape").decode("cp1252", "replace")


def shapes(path: Path) -> list[Shape]:
    """The shapes of a file that comes without its table of records."""
    import shapefile  # noqa: PLC0415 - see above

    with path.open("rb") as file, shapefile.Reader(shp=file) as reader:
        return [shapely.make_valid(shapely.geometry.shape(shape.__geo_interface__)) for shape in reader.iterShapes()]
