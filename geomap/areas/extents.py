"""From the words to a region on the map, with a note that says how its extent was made. This module loads shapely."""

import math
from collections.abc import Sequence
from dataclasses import replace

import shapely
from shapely.geometry.base import BaseGeometry

from geomap.areas.drawing import DRAW, pocket
from geomap.areas.drawn import Setting
from geomap.areas.phrase import Phrase
from geomap.areas.rivers import course
from geomap.areas.shapes import Shapes, box_of, degrees_of, in_degrees, to_geometry
from geomap.areas.surroundings import SMALL_M, Surroundings, guessed_radius_m
from geomap.geodesy import distance_m
from geomap.records import Place, Region, Span

_LONGEST_BETWEEN_M = 600_000.0
_COUNTRY = ("PCL", "TERR")
_WIND = {
    "north": 0.0,
    "northeast": 45.0,
    "east": 90.0,
    "southeast": 135.0,
    "south": 180.0,
    "southwest": 225.0,
    "west": 270.0,
    "northwest": 315.0,
}


def region_of(phrase: Phrase, text: str, place: Place, shapes: Shapes, around: Surroundings) -> Region | None:
    """The region that the phrase makes of the place; None where it would narrow nothing or cannot be drawn."""
    if not _meaningful(phrase, place, around):
        return None
    base, phrase = shapes.of(place), _sided(phrase)
    mouth = shapes.ground.mouths.get(place.id or "") if base.is_line else None
    ends = [word for word in phrase.directions if word in {"upper", "lower"}]
    if phrase.feature is not None and phrase.feature.relation == "upper":  # "the headwaters of the Nile"
        ends = ["upper"]
    directions = phrase.directions
    if mouth is not None and ends:
        base = course(base, ends[0], mouth)
        directions = tuple(word for word in directions if word not in ends)
    drawn = DRAW[phrase.kind](Setting(phrase=phrase, place=place, base=base, shapes=shapes, around=around))
    if drawn is None or drawn.body.is_empty:
        return None
    shape = degrees_of(base) if drawn.body is base.body else in_degrees(drawn.origin, drawn.body)
    if directions:
        clipped = _clipped(shape, directions)
        shape = shape if clipped.is_empty else clipped
    geometry = to_geometry(drawn.origin, shape)
    if geometry is None:
        return None
    words = " and ".join(dict.fromkeys(phrase.directions))
    note = f"{_directed(directions)} of {drawn.note}" if directions else drawn.note
    return Region(
        relation=" ".join(part for part in (words, drawn.relation) if part),
        span=phrase.span,
        text=text[phrase.span.start : phrase.span.end],
        bbox=box_of(geometry),
        distance_m=phrase.distance_m,
        geometry=geometry,
        doubt_m=drawn.doubt_m,
        note=note[:1].upper() + note[1:] + ".",
    )


def pocket_region(
    span: Span, text: str, place: Place, shapes: Shapes, around: Surroundings, *, reach_m: float
) -> Region | None:
    """The region of an area named after a place ("Hajin pocket"), of which no outline is known."""
    drawn = pocket(shapes.of(place), place, around.sentence, reach_m, text.casefold().split()[-1])
    geometry = to_geometry(drawn.origin, in_degrees(drawn.origin, drawn.body))
    if geometry is None:
        return None
    return Region(
        relation=drawn.relation,
        span=span,
        text=text,
        bbox=box_of(geometry),
        geometry=geometry,
        doubt_m=drawn.doubt_m,
        note=drawn.note[:1].upper() + drawn.note[1:] + ".",
    )


def _sided(phrase: Phrase) -> Phrase:
    """Of "the west bank of X" the west is no part of X's own extent, but a side of it."""
    sides = [word for word in phrase.directions if word in _WIND]
    if phrase.feature is None or phrase.feature.relation not in {"bank", "shore"} or not sides:
        return phrase
    others = tuple(word for word in phrase.directions if word not in sides)
    return replace(phrase, directions=others, bank=(sides[0], _WIND[sides[0]]))


def _meaningful(phrase: Phrase, place: Place, around: Surroundings) -> bool:
    """No "outside Syria" (anywhere else) and no "between France and Germany" (talks, mostly)."""
    country = (place.feature_code or "").startswith(_COUNTRY) or place.feature_code == "CONT"
    if phrase.feature is not None and phrase.feature.relation in {"pocket", "near"}:
        small = guessed_radius_m(place) <= SMALL_M or place.bbox is not None
        return not country and (small or phrase.feature.relation == "near")
    if phrase.feature is not None and phrase.feature.relation == "bank":
        return place.feature_class in {"H", "R", None}
    if phrase.kind == "near" and place.feature_code == "ADM1" and phrase.words.casefold().startswith("outside"):
        return False
    if phrase.kind == "near" and country:
        return phrase.words.casefold().startswith(("near", "close", "next")) and place.feature_code != "CONT"
    if phrase.kind == "between":
        other = around.other
        divisions = "A" in {place.feature_class, other.feature_class if other else None}
        return other is not None and not divisions and distance_m(place.point, other.point) < _LONGEST_BETWEEN_M
    return True


def _clipped(shape: BaseGeometry, directions: Sequence[str]) -> BaseGeometry:
    """The parts of a shape in degrees that lie in these directions of its own extent."""
    west, south, east, north = shape.bounds
    across, up = (east - west) / 4, (north - south) / 4
    windows = []
    for word in directions:
        if word in {"upper", "lower"}:
            return shape  # which half that is depends on heights, which are not known
        if word == "central":
            windows.append(shapely.box(west + across, south + up, east - across, north - up))
        elif word.endswith("-central"):
            side = _window(shape.bounds, _bearing(word.removesuffix("-central")))
            upright = word.startswith(("north", "south"))
            middle = (west + across, south, east - across, north) if upright else (west, south + up, east, north - up)
            windows.append(side.intersection(shapely.box(*middle)))
        else:
            windows.append(_window(shape.bounds, _bearing(word)))
    return shape.intersection(shapely.union_all(windows))


def _window(bounds: tuple[float, float, float, float], bearing: float) -> BaseGeometry:
    """About half of an extent towards the bearing; a little more in each direction for a corner."""
    west, south, east, north = bounds
    up, right = math.cos(math.radians(bearing)), math.sin(math.radians(bearing))
    keep_up, keep_right = 0.5 + 0.2 * (1 - abs(up)), 0.5 + 0.2 * (1 - abs(right))
    if up > 0.3:
        south = north - (north - south) * keep_up
    elif up < -0.3:
        north = south + (north - south) * keep_up
    if right > 0.3:
        west = east - (east - west) * keep_right
    elif right < -0.3:
        east = west + (east - west) * keep_right
    return shapely.box(west, south, east, north)


def _bearing(word: str) -> float:
    if word in _WIND:
        return _WIND[word]
    first, second = word.split("-")  # "north-northwest" lies half-way
    turn = (_WIND[second] - _WIND[first] + 180.0) % 360.0 - 180.0
    return (_WIND[first] + turn / 2) % 360.0


def _directed(directions: Sequence[str]) -> str:
    first = directions[0]
    if first == "central":
        return "the middle half each way"
    if first in {"upper", "lower"}:
        return f"all, since the text does not say where the {first} part begins,"
    sides = dict.fromkeys(directions)
    if all(word in {"north", "south", "east", "west"} for word in sides):
        return " and ".join(f"the {word} half" for word in sides)
    return " and ".join(f"the {word} corner" for word in sides) + " (a little over half each way)"
