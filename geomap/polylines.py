"""Line strings as short text, the form in which the gazetteer's tables and its built file hold every shape.

Coordinates are whole thousandths of a degree (about 100 m), longitude first, each point as the difference from the one
before it: short, and much alike, so that it packs well. Lines are separated by ";"; those of one polygon are its rings,
the outer one first, and polygons are separated by "/".

>>> pack([[(1.0, 2.0), (1.5, 1.75)]])
'1000 2000 500 -250'
>>> unpack("1000 2000 500 -250")[0][0].tolist()
[[1.0, 2.0], [1.5, 1.75]]
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

UNITS_PER_DEGREE = 1000

Floats = NDArray[np.float64]


def pack(lines: Iterable[Iterable[tuple[float, float]]]) -> str:
    """Lines of (longitude, latitude) in degrees, of one polygon or of none; points that fall together are merged."""
    packed: list[list[int]] = []
    for line in lines:
        numbers: list[int] = []
        last: tuple[int, int] | None = None
        for lon, lat in line:
            point = round(lon * UNITS_PER_DEGREE), round(lat * UNITS_PER_DEGREE)
            if last is None:
                numbers.extend(point)
            elif point != last:
                numbers.extend((point[0] - last[0], point[1] - last[1]))
            else:
                continue
            last = point
        packed.append(numbers)
    return ";".join(" ".join(map(str, numbers)) for numbers in packed)


def unpack(text: str) -> list[list[Floats]]:
    """Polygon by polygon its lines, each an array of degrees [points, 2], longitude first."""
    return [[_line(line) for line in polygon.split(";")] for polygon in text.split("/")]


def _line(text: str) -> Floats:
    steps = np.fromstring(text, dtype=np.int64, sep=" ").reshape(-1, 2)  # ten times as fast as int() on each
    degrees: Floats = np.cumsum(steps, axis=0) / UNITS_PER_DEGREE
    return degrees
