"""The parts of a shape that compass words mean: "northern", "south-central", "upper". This module loads shapely."""

import math
from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geomap.areas.clipping import Box, in_box

#: Bearings of the eight winds in degrees, clockwise from north.
WINDS = {
    "north": 0.0,
    "northeast": 45.0,
    "east": 90.0,
    "southeast": 135.0,
    "south": 180.0,
    "southwest": 225.0,
    "west": 270.0,
    "northwest": 315.0,
}
_OPEN_DEG = 1.0  # how far a window reaches beyond an extent
_SHARES = (0.05, 0.95)  # least and most of a place that can be a part of it
_HALF = (0.495, 0.505)  # shares that are as good as a half
_STEPS = 30  # at most, of the search for the line that halves a shape
_FAR_DEG = 1000.0  # beyond all shapes


def part_of(whole: BaseGeometry, directions: Sequence[str]) -> tuple[BaseGeometry, str]:
    """The part of a shape that lies in these directions, and which that is, to go before "of Syria".

    Args:
        whole: polygons in degrees, in one run over the antimeridian, valid and of some area.
        directions: relations of compass words, at least one.
    """
    sides = tuple(dict.fromkeys(directions))
    for word in sides:
        if word in {"upper", "lower"}:  # which half that is depends on heights, which are not known
            return whole, f"all, since the text does not say where the {word} part begins,"
    windows = [_window(whole.bounds, word) for word in sides]
    part = _clipped(whole, windows)
    if sides[0] == "central":
        if part.area > 0:
            return part, "the middle half each way"
        return whole, "all, since nothing of it lies in the middle half each way,"
    if _SHARES[0] <= part.area / whole.area <= _SHARES[1]:
        return part, _corners(sides)
    winds = tuple(dict.fromkeys(word.removesuffix("-central") for word in sides if word != "central"))
    halves = shapely.union_all([_half(whole, _bearing(wind)) for wind in winds])
    if halves.area / whole.area > _SHARES[1]:
        return whole, "all, since the parts named are together nearly all,"
    return halves, " and ".join(f"the half that lies farthest to the {wind}" for wind in winds)


def _bearing(word: str) -> float:
    """Of a wind, or of the middle of two: "north-northwest"."""
    if word in WINDS:
        return WINDS[word]
    first, second = word.split("-")
    turn = (WINDS[second] - WINDS[first] + 180.0) % 360.0 - 180.0
    return (WINDS[first] + turn / 2) % 360.0


def _clipped(whole: BaseGeometry, windows: Sequence[Box]) -> BaseGeometry:
    """What lies in any of the windows."""
    if len(windows) == 1:
        return in_box(whole, windows[0])
    return whole.intersection(shapely.union_all([shapely.box(*window) for window in windows]))


def _window(bounds: Box, word: str) -> Box:
    """The part of an extent that a word means."""
    west, south, east, north = bounds
    across, up = (east - west) / 4, (north - south) / 4
    if word == "central":
        return west + across, south + up, east - across, north - up
    if not word.endswith("-central"):
        return _towards(bounds, _bearing(word))
    side = _towards(bounds, _bearing(word.removesuffix("-central")))
    if word.startswith(("north", "south")):
        return west + across, side[1], east - across, side[3]
    return side[0], south + up, side[2], north - up


def _towards(bounds: Box, turn: float) -> Box:
    """About half of an extent towards a bearing; a little more in each direction for a corner.

    It is open to the other sides: where edges of a window only touch a shape, clipping is hard.
    """
    west, south, east, north = bounds
    up, right = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    high, wide = (north - south) * (0.5 + 0.2 * (1 - abs(up))), (east - west) * (0.5 + 0.2 * (1 - abs(right)))
    return (
        east - wide if right > 0.3 else west - _OPEN_DEG,
        north - high if up > 0.3 else south - _OPEN_DEG,
        west + wide if right < -0.3 else east + _OPEN_DEG,
        south + high if up < -0.3 else north + _OPEN_DEG,
    )


def _half(whole: BaseGeometry, turn: float) -> BaseGeometry:
    """The half of a shape, by area, that lies farthest towards a bearing.

    A place with a long spike may have nearly all of itself, or nothing, in the half of its extent.
    """
    flat = max(0.05, math.cos(math.radians(whole.centroid.y)))  # degrees of longitude are so much shorter
    right, up = math.sin(math.radians(turn)), math.cos(math.radians(turn))
    corners = shapely.get_coordinates(whole)
    ahead = corners[:, 0] * flat * right + corners[:, 1] * up
    low, high = float(np.min(ahead)), float(np.max(ahead))
    half = whole
    for _ in range(_STEPS):
        line = (low + high) / 2
        half = whole.intersection(_beyond(line, right, up, flat))
        share = half.area / whole.area
        if _HALF[0] <= share <= _HALF[1]:
            break
        low, high = (line, high) if share > 0.5 else (low, line)
    return half


def _beyond(line: float, right: float, up: float, flat: float) -> BaseGeometry:
    """The half plane whose points lie farther than a line across a bearing."""
    x, y = line * right / flat, line * up
    along, across = (right * _FAR_DEG / flat, up * _FAR_DEG), (up * _FAR_DEG / flat, -right * _FAR_DEG)
    near = [(x - across[0], y - across[1]), (x + across[0], y + across[1])]
    return shapely.Polygon([*near, *((east + along[0], north + along[1]) for east, north in reversed(near))])


def _corners(sides: Sequence[str]) -> str:
    if all(word in {"north", "south", "east", "west"} for word in sides):
        return " and ".join(f"the {word} half" for word in sides)
    return " and ".join(f"the {word} corner" for word in sides) + " (a little over half each way)"
