"""Records and shapes of ESRI shapefiles."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import shapely

from geomap.gazetteers.harvest.shaping import Shape


def features(path: Path, encoding: str) -> Iterator[tuple[dict[str, Any], Shape]]:
    """Record and shape of each feature that has one; what does not decode becomes U+FFFD."""
    import shapefile  # noqa: PLC0415 - of the harvest dependency group, which tests do without

    with shapefile.Reader(str(path), encoding=encoding, encodingErrors="replace") as reader:
        for index in range(len(reader)):
            feature = reader.shapeRecord(index)  # by the file's index: one source has gaps between its shapes
            if feature.shape.points:
                yield feature.record.as_dict(), shapely.geometry.shape(feature.shape.__geo_interface__)


def shapes(path: Path) -> list[Shape]:
    """The shapes of a file that comes without its table of records."""
    import shapefile  # noqa: PLC0415 - see above

    with path.open("rb") as file, shapefile.Reader(shp=file) as reader:
        return [shapely.make_valid(shapely.geometry.shape(shape.__geo_interface__)) for shape in reader.iterShapes()]
