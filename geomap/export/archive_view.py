"""What the archive map opens with, and the part of the world that gets the finer background."""

import numpy as np

from geomap.export.page_shapes import Window

_TRIMMED = 0.04  # of the mentions on each side lie outside the first view
_LEAST_DEG, _MARGIN = 1.5, 0.08
_FINE_DEG = (26.0, 20.0)  # the widest that the background draws finely, see geomap.export.basemap
_CELL_DEG = 2.0
WORLD = Window(-168.0, -56.0, 190.0, 76.0)


def first_view(lons: list[float], lats: list[float], weights: list[int]) -> Window:
    """The window of nearly all mentions; the world when there is none."""
    if not sum(weights):
        return WORLD
    (west, east), (south, north) = _middle_of(lons, weights), _middle_of(lats, weights)
    size = max(east - west, north - south, _LEAST_DEG)
    margin = max(size * _MARGIN, (_LEAST_DEG - size) / 2)
    return Window(west, south, east, north).widened(margin)


def detailed(view: Window, lons: list[float], lats: list[float], weights: list[int]) -> Window:
    """The view itself, or where that is too wide the box in it that holds the most mentions."""
    wide, high = _FINE_DEG
    if view.size <= wide or not sum(weights):
        return view
    counts, _, _ = np.histogram2d(
        lats, lons, bins=(int(180 / _CELL_DEG), int(360 / _CELL_DEG)), range=((-90, 90), (-180, 180)), weights=weights
    )
    sums = np.pad(counts.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    down, across = int(high / _CELL_DEG), int(wide / _CELL_DEG)
    boxes = sums[down:, across:] - sums[:-down, across:] - sums[down:, :-across] + sums[:-down, :-across]
    row, column = np.unravel_index(int(np.argmax(boxes)), boxes.shape)
    south, west = -90 + float(row) * _CELL_DEG, -180 + float(column) * _CELL_DEG
    return Window(west, south, west + wide, south + high)


def _middle_of(values: list[float], weights: list[int]) -> tuple[float, float]:
    order = np.argsort(values, kind="stable")
    share = np.cumsum(np.asarray(weights, dtype=float)[order]) / sum(weights)
    low, high = np.searchsorted(share, [_TRIMMED, 1 - _TRIMMED])
    ordered = np.asarray(values)[order]
    return float(ordered[low]), float(ordered[min(int(high), len(ordered) - 1)])
