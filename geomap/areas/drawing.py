"""How each kind of phrase is drawn: a part, near, at a distance, beside, between, a valley, a desert, a pocket.

All shapes are made in the plane about the place, from its own outline, line or box, or from a circle of honest size
about its point. This module loads shapely.
"""

from collections.abc import Callable, Sequence

import shapely

from geomap.areas.coasts import coast, off_coast
from geomap.areas.drawn import Drawn, Setting, disk, grown, sector, wide
from geomap.areas.edges import border, from_edge, in_country
from geomap.areas.rivers import reach, swept
from geomap.areas.shapes import Shape, plane
from geomap.areas.surroundings import guessed_radius_m
from geomap.geodesy import destination, distance_m
from geomap.records import Place, Point

_OFF_DEG = 15.0  # "30 km south" may be as much off as this on either side ...
_OFF_SHARE = 0.15  # ... and so much in distance
_WEDGE_DEG = 30.0  # "south of" without a distance: to either side
_NEAR_M = (8_000.0, 50_000.0)  # least and most that "near" adds to a place's own extent
_BY_RIVER_M = 15_000.0  # "near the Tigris": how far
_BESIDE_RIVER_M = 60_000.0  # "east of the Euphrates": how far
_ABOUT_LINE_M = 10_000.0  # a part of a river is drawn as a strip of this half width
_PART_DOUBT = 0.1  # share of a place's size by which "the east" may begin elsewhere
_MOUTH_M = 30_000.0  # about a river's mouth
_POCKET_M = 60_000.0  # places of the same sentence this near belong to a pocket
_POCKET_EDGE_M = 8_000.0


def _part(setting: Setting) -> Drawn:
    base = setting.base
    note = f"{setting.place.name}, cut from {base.what}"
    if base.is_line:
        return setting.drawn(wide(base.body, _ABOUT_LINE_M), "", note, _ABOUT_LINE_M)
    return Drawn(base, "", note, 2 * _PART_DOUBT * base.size_m)


def _feature(setting: Setting) -> Drawn | None:  # noqa: PLR0911 - one return a kind of feature
    phrase, base, name = setting.phrase, setting.base, setting.place.name
    assert phrase.feature is not None
    relation, far_m = phrase.feature.relation, phrase.feature.reach_m or 10_000.0
    far = f"{far_m / 1000:.3g} km"
    if relation == "mouth":
        return _mouth(setting)
    if base.is_line:
        return _along(setting, relation, far_m)
    if relation == "near":
        return _near(setting)
    if relation == "pocket":
        return pocket(base, setting.place, setting.around.sentence, far_m, phrase.noun or relation)
    if relation == "border":
        return border(setting, far_m)
    if relation in {"coast", "shore", "bank"} and not base.radius_m:
        return coast(setting, relation, far_m)
    if relation in {"coast", "shore", "bank", "valley", "basin", "delta"} and base.radius_m:
        note = f"the surroundings of {name}, {far} beyond its edge"
        return Drawn(grown(base, far_m), relation, note, far_m)
    return _landform(setting, relation)


def _along(setting: Setting, relation: str, far_m: float) -> Drawn:
    """A river's valley, its banks, or one of them."""
    line, told = reach(setting.base, setting.around.nearby)
    far, name = f"{far_m / 1000:.3g} km", setting.place.name
    side = setting.phrase.bank
    if relation in {"bank", "shore"} and side is not None:
        note = f"a strip of {far} {side[0]} of the line of {name}, {told}"
        return setting.drawn(swept(line, side[1], far_m), f"{side[0]} {relation}", note, far_m / 2)
    return setting.drawn(
        wide(line, far_m), relation, f"a strip of {far} on both sides of the line of {name}, {told}", far_m / 2
    )


def _mouth(setting: Setting) -> Drawn | None:
    """Where a river ends; None where that is not known."""
    mouth = setting.shapes.ground.mouths.get(setting.place.id or "")
    if mouth is None:
        return None
    note = f"a circle of {_MOUTH_M / 1000:.0f} km about the mouth of {setting.place.name}"
    return Drawn(Shape(mouth, radius_m=_MOUTH_M), "mouth", note, _MOUTH_M / 2)


def _landform(setting: Setting, relation: str) -> Drawn:
    """As in "the desert in eastern Syria": as far as known deserts reach, or all of the place."""
    base, name = setting.base, setting.place.name
    doubt = base.size_m / 2
    for form, ground in setting.shapes.landforms(relation, base):
        within = base.body.intersection(ground)
        if within.area > 0.02 * base.body.area:
            note = f"{name}, from {base.what}, as far as the {form} reaches by a rough outline"
            return setting.drawn(within, relation, note, 50_000.0)
    noun = setting.phrase.noun or relation
    return Drawn(base, relation, f"{name}, from {base.what}; where in it the {noun} lies is not known", doubt)


def pocket(base: Shape, place: Place, sentence: Sequence[Place], reach_m: float, noun: str) -> Drawn:
    """An area named after a place: it reaches to the other places of its sentence, or so far as such areas do."""
    near = [one for one in sentence if one.id != place.id and distance_m(one.point, place.point) < _POCKET_M]
    if not near:
        note = f"a circle of {reach_m / 1000:.3g} km about {place.name}, for want of anything better known of its edge"
        return Drawn(Shape(place.point, radius_m=reach_m), noun, note, reach_m / 2)
    points = [plane(base.origin, one.point) for one in (place, *near)]
    names = ", ".join(dict.fromkeys(one.name for one in near))
    edge = min(reach_m, _POCKET_EDGE_M)
    note = (
        f"the ground from {place.name} to {names}, named in the same sentence, with {edge / 1000:.3g} km about it; "
        "its edge is approximate"
    )
    ground = disk(shapely.MultiPoint(points).convex_hull, edge)
    return Drawn(Shape(base.origin, drawn=ground), noun, note, edge)


def _near(setting: Setting) -> Drawn:
    base, name = setting.base, setting.place.name
    if base.is_line:
        line, told = reach(base, setting.around.nearby)
        far = f"{_BY_RIVER_M / 1000:.0f} km"
        note = f"within {far} of the line of {name}, {told}"
        return setting.drawn(wide(line, _BY_RIVER_M), "near", note, _BY_RIVER_M / 2)
    grow = min(_NEAR_M[1], max(_NEAR_M[0], 0.5 * base.size_m))
    note = f"{name} from {base.what}, with {grow / 1000:.2g} km about it"
    return Drawn(grown(base, grow), "near", note, grow / 2)


def _beyond(setting: Setting) -> Drawn | None:
    """As in "south of Raqqa": a wedge that starts at the place; "east of the Euphrates": a strip beside the line."""
    base, name = setting.base, setting.place.name
    assert setting.phrase.outside is not None
    relation, bearing = setting.phrase.outside
    if bearing is None:
        return None
    if base.is_line:
        line, told = reach(base, setting.around.nearby)
        body, far_m = swept(line, bearing, _BESIDE_RIVER_M), _BESIDE_RIVER_M
        note = f"{far_m / 1000:.0f} km {relation} of the line of {name}, {told}"
    else:
        far_m = min(500_000.0, max(25_000.0, 2.0 * base.size_m))
        middle = shapely.Point(plane(base.origin, setting.place.point)) if base.radius_m else base.body.centroid
        body = sector(middle, bearing, _WEDGE_DEG, base.size_m + far_m).difference(base.body)
        note = f"{far_m / 1000:.2g} km {relation} of {name}, from {base.what}"
    clipped, country = in_country(setting, body)
    return setting.drawn(clipped, relation, note + (f", inside {country}" if country else ""), far_m / 2)


def _at_distance(setting: Setting) -> Drawn | None:
    base, phrase, place = setting.base, setting.phrase, setting.place
    assert phrase.distance_m is not None
    away, slack = phrase.distance_m, max(500.0, _OFF_SHARE * phrase.distance_m)
    told, middle = f"{away / 1000:.3g} km", shapely.Point(0.0, 0.0)
    relation, bearing = phrase.outside or ("near", None)
    if relation == "off":
        return off_coast(setting, bearing, (away, slack))
    if base.is_line or phrase.edge or (not base.radius_m and base.size_m > 2 * away):
        return from_edge(setting, relation, bearing, (away, slack))
    hole = disk(middle, away - slack)
    if bearing is not None:
        aim = destination(place.point, bearing, away)
        note = f"{told} {relation} of {place.name} is {_spelled(aim)}; drawn with 15 % and 15° of doubt"
        body = sector(middle, bearing, _OFF_DEG, away + slack).difference(hole)
        return Drawn(Shape(place.point, drawn=body), relation, note, 2 * slack)
    within = "within" in phrase.words.casefold().split()
    note = f"{'up to ' if within else ''}{told} from {place.name}, in a direction that the text does not say"
    if within:
        return Drawn(Shape(place.point, radius_m=away + slack), "near", note, away)
    return Drawn(Shape(place.point, drawn=disk(middle, away + slack).difference(hole)), "near", note, away)


def _between(setting: Setting) -> Drawn | None:
    base, place, other = setting.base, setting.place, setting.around.other
    assert other is not None
    apart = distance_m(place.point, other.point)
    if apart < 100.0 or max(guessed_radius_m(place), guessed_radius_m(other)) > max(apart, 100_000.0):
        return None
    ends = shapely.LineString([plane(base.origin, place.point), plane(base.origin, other.point)])
    half_m = max(2_000.0, 0.1 * apart)
    if setting.phrase.noun == "halfway":
        note = f"a circle of {half_m / 1000:.2g} km about the point half-way from {place.name} to {other.name}"
        return setting.drawn(disk(ends.centroid, half_m), "halfway", note, half_m)
    note = f"a strip of {half_m / 1000:.2g} km on both sides of the straight line from {place.name} to {other.name}"
    return setting.drawn(ends.buffer(half_m, 8), setting.phrase.noun or "between", note, half_m)


def _spelled(point: Point) -> str:
    north, east = "N" if point.lat >= 0 else "S", "E" if point.lon >= 0 else "W"
    return f"{abs(point.lat):.2f}° {north}, {abs(point.lon):.2f}° {east}"


#: By `Phrase.kind`.
DRAW: dict[str, Callable[[Setting], Drawn | None]] = {
    "part": _part,
    "feature": _feature,
    "near": _near,
    "beyond": _beyond,
    "distance": _at_distance,
    "between": _between,
}
