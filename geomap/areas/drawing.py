"""How each kind of phrase is drawn: near, at a distance, beside, between, along a river, at a border.

All shapes are made in the plane about the place, from its own outline, line or box, or from a circle of honest size
about its point. This module loads shapely.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import shapely
import shapely.affinity
from shapely.geometry.base import BaseGeometry

from geomap.areas.phrases import Phrase
from geomap.areas.shapes import Shape, Shapes, degrees_of, gap_deg, plane
from geomap.areas.surroundings import Surroundings, guessed_radius_m
from geomap.geodesy import destination, distance_m, to_plane
from geomap.records import Place, Point

_OFF_DEG = 15.0  # "30 km south" may be as much off as this on either side ...
_OFF_SHARE = 0.15  # ... and so much in distance
_WEDGE_DEG = 30.0  # "south of" without a distance: to either side
_NEAR_M = (8_000.0, 50_000.0)  # least and most that "near" adds to a place's own extent
_NEAR_RIVER_M = 60_000.0  # a place this near a river says which reach of it is meant
_REACH_MARGIN_M = 40_000.0  # how far beyond those places the reach is drawn
_BESIDE_RIVER_M = 60_000.0  # "east of the Euphrates": how far
_DROWNED = 0.12  # share of a buffer's width below which a corner of what it goes round does not show
_ROUND = 8  # segments to a quarter of a circle: its edge is right to half a per cent
_NAMES = 12  # of places that a note spells out
_POCKET_M = 60_000.0  # places of the same sentence this near belong to a pocket
_POCKET_EDGE_M = 8_000.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A shape in the plane about `origin`, and how it was made."""

    origin: Point
    body: BaseGeometry
    relation: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A phrase with its place and all that helps to draw it."""

    phrase: Phrase
    place: Place
    base: Shape
    shapes: Shapes
    around: Surroundings

    def drawn(self, body: BaseGeometry, relation: str, note: str) -> Drawn:
        """A shape in the base's own plane."""
        return Drawn(self.base.origin, body, relation, note)

    @property
    def size_m(self) -> float:
        """Radius of the circle that is as large as the place."""
        return math.sqrt(self.base.body.area / math.pi)


def _part(setting: Setting) -> Drawn:
    base = setting.base
    body = _wide(base.body, 10_000.0) if base.is_line else base.body
    return setting.drawn(body, "", f"{setting.place.name}, cut from {base.what}")


def _feature(setting: Setting) -> Drawn | None:  # noqa: PLR0911 - one return a kind of feature
    phrase, base, name = setting.phrase, setting.base, setting.place.name
    assert phrase.feature is not None
    relation, reach = phrase.feature.relation, phrase.feature.reach_m or 10_000.0
    far = f"{reach / 1000:.3g} km"
    if base.is_line:
        line, told = _reach(base, setting.around.nearby)
        return setting.drawn(
            _wide(line, reach), relation, f"a strip of {far} on both sides of the line of {name}, {told}"
        )
    if relation == "near":
        return _near(setting)
    if relation == "pocket":
        return pocket(base, setting.place, setting.around.sentence, reach)
    if relation == "border":
        return _border(setting, reach)
    if relation in {"coast", "shore", "bank"} and not base.radius_m:
        note = (
            f"a strip of {far} along the edge of {name}, from {base.what}; which part of the edge is coast is not known"
        )
        return setting.drawn(_wide(base.body.boundary, reach), relation, note)
    if relation in {"coast", "shore", "bank", "valley", "basin", "delta"} and base.radius_m:
        note = f"the surroundings of {name}, {far} beyond its edge"
        return setting.drawn(_grown(base, reach), relation, note)
    return setting.drawn(
        base.body, relation, f"{name}, from {base.what}; where in it the {phrase.noun or relation} lies is not known"
    )


def pocket(base: Shape, place: Place, sentence: Sequence[Place], reach_m: float) -> Drawn:
    """An area named after a place: it reaches to the other places of its sentence, or so far as such areas do."""
    near = [one for one in sentence if one.id != place.id and distance_m(one.point, place.point) < _POCKET_M]
    middle = plane(base.origin, place.point)
    if not near:
        note = f"a circle of {reach_m / 1000:.3g} km about {place.name}, for want of anything better known of its edge"
        return Drawn(base.origin, shapely.Point(middle).buffer(reach_m, _ROUND), "pocket", note)
    points = [middle, *(plane(base.origin, one.point) for one in near)]
    names = ", ".join(dict.fromkeys(one.name for one in near))
    edge = min(reach_m, _POCKET_EDGE_M)
    note = (
        f"the ground from {place.name} to {names}, named in the same sentence, with {edge / 1000:.3g} km about it; "
        "its edge is approximate"
    )
    return Drawn(base.origin, shapely.MultiPoint(points).convex_hull.buffer(edge, _ROUND), "pocket", note)


def _near(setting: Setting) -> Drawn:
    base, name = setting.base, setting.place.name
    if base.is_line:
        line, told = _reach(base, setting.around.nearby)
        return setting.drawn(_wide(line, 15_000.0), "near", f"within 15 km of the line of {name}, {told}")
    grow = min(_NEAR_M[1], max(_NEAR_M[0], 0.5 * setting.size_m))
    return setting.drawn(_grown(base, grow), "near", f"{name} from {base.what}, with {grow / 1000:.2g} km about it")


def _grown(base: Shape, metres: float) -> BaseGeometry:
    """The shape with so much about it."""
    if base.radius_m:
        return shapely.Point(0.0, 0.0).buffer(base.radius_m + metres, _ROUND)
    return _wide(base.body, metres)


def _wide(body: BaseGeometry, metres: float) -> BaseGeometry:
    """All ground so near to a shape; corners that would drown in it are left out first, since buffers are costly."""
    return body.simplify(_DROWNED * metres).buffer(metres, _ROUND // 2)


def _beyond(setting: Setting) -> Drawn | None:
    """As in "south of Raqqa": a wedge that starts at the place; "east of the Euphrates": a strip beside the line."""
    base, name = setting.base, setting.place.name
    assert setting.phrase.outside is not None
    relation, bearing = setting.phrase.outside
    if bearing is None:
        return None
    if base.is_line:
        line, told = _reach(base, setting.around.nearby)
        body = _swept(line, math.radians(bearing), _BESIDE_RIVER_M)
        note = f"{_BESIDE_RIVER_M / 1000:.0f} km {relation} of the line of {name}, {told}"
    else:
        reach = min(500_000.0, max(25_000.0, 2.0 * setting.size_m))
        middle = shapely.Point(plane(base.origin, setting.place.point)) if base.radius_m else base.body.centroid
        body = sector(middle, bearing, _WEDGE_DEG, setting.size_m + reach).difference(base.body)
        note = f"{reach / 1000:.2g} km {relation} of {name}, from {base.what}"
    clipped, country = _in_country(setting, body)
    return setting.drawn(clipped, relation, note + (f", inside {country}" if country else ""))


def _at_distance(setting: Setting) -> Drawn | None:
    base, phrase, place = setting.base, setting.phrase, setting.place
    assert phrase.distance_m is not None
    away, slack = phrase.distance_m, max(500.0, _OFF_SHARE * phrase.distance_m)
    told, centre = f"{away / 1000:.3g} km", shapely.Point(0.0, 0.0)
    relation, bearing = phrase.outside or ("near", None)
    if relation == "off":
        body = base.body.buffer(away + slack, _ROUND).difference(centre if base.radius_m else base.body)
        if bearing is not None:
            body = body.intersection(sector(base.body.centroid, bearing, 50.0, 4e6))
        return setting.drawn(body, "off coast", f"the {told} outside {place.name}, from {base.what}")
    if base.is_line or (not base.radius_m and setting.size_m > 2 * away):
        return _from_edge(setting, relation, bearing, (away, slack))
    hole = centre.buffer(max(0.0, away - slack), _ROUND)
    if bearing is not None:
        aim = destination(place.point, bearing, away)
        note = f"{told} {relation} of {place.name} is {_spelled(aim)}; drawn with 15 % and 15° of doubt"
        return Drawn(place.point, sector(centre, bearing, _OFF_DEG, away + slack).difference(hole), relation, note)
    within = "within" in phrase.words.casefold().split()
    disk = centre.buffer(away + slack, _ROUND)
    note = f"{'up to ' if within else ''}{told} from {place.name}, in a direction that the text does not say"
    return Drawn(place.point, disk if within else disk.difference(hole), "near", note)


def _from_edge(setting: Setting, relation: str, bearing: float | None, distance: tuple[float, float]) -> Drawn:
    """At a distance from a river or a whole country: measured from its line or its border."""
    base, (away, slack) = setting.base, distance
    edge = base.body if base.is_line else base.body.boundary
    body = edge.buffer(away + slack, _ROUND).difference(edge.buffer(max(0.0, away - slack), _ROUND))
    if not base.is_line:
        inside = setting.phrase.words.casefold().rsplit(" ", 1)[-1] in {"inside", "into"}
        body = body.intersection(base.body) if inside else body.difference(base.body)
    if bearing is not None:
        body = body.intersection(sector(base.body.centroid, bearing, 45.0, 6e6))
    return setting.drawn(
        body, relation, f"{away / 1000:.3g} km from the edge of {setting.place.name}, from {base.what}"
    )


def _between(setting: Setting) -> Drawn | None:
    base, place, other = setting.base, setting.place, setting.around.other
    assert other is not None
    apart = distance_m(place.point, other.point)
    if apart < 100.0 or max(guessed_radius_m(place), guessed_radius_m(other)) > max(apart, 100_000.0):
        return None
    wide = max(2_000.0, 0.1 * apart)
    ends = shapely.LineString([plane(base.origin, place.point), plane(base.origin, other.point)])
    note = f"a strip of {wide / 1000:.2g} km on both sides of the straight line from {place.name} to {other.name}"
    return setting.drawn(ends.buffer(wide, _ROUND), "between", note)


def _border(setting: Setting, reach: float) -> Drawn:
    base, around = setting.base, setting.around
    edge = _wide(base.body.boundary, reach)
    note = f"a strip of {reach / 1000:.3g} km along the edge of {setting.place.name}, from {base.what}"
    others = (
        [around.other] if around.other is not None else [one for one in around.countries if one.id != setting.place.id]
    )
    for other in others:
        apart = gap_deg(setting.place.bbox, other.bbox) if setting.place.bbox and other.bbox else 0.0
        beside = setting.shapes.outline(other) if apart < 1.0 else None
        if beside is None:
            continue
        shared = edge.intersection(_wide(_beside(beside, base.origin), reach))
        if not shared.is_empty:
            return setting.drawn(shared, "border", f"{note}, where it meets {other.name}")
    return setting.drawn(edge, "border", note + "; the text does not say which part of it")


@lru_cache(maxsize=256)
def _beside(shape: Shape, origin: Point) -> BaseGeometry:
    """Another place's shape in the plane about this origin."""
    degrees, old = degrees_of(shape), shape.origin
    return shapely.make_valid(
        shapely.transform(
            degrees, lambda points: np.column_stack(to_plane(origin, points[:, 0] + old.lon, points[:, 1]))
        )
    )


def _in_country(setting: Setting, body: BaseGeometry) -> tuple[BaseGeometry, str]:
    """The part inside the place's own country, where the article names that and its outline is known."""
    for country in setting.around.countries:
        if country.country_code != setting.place.country_code or country.id in {None, setting.place.id}:
            continue
        land = setting.shapes.outline(country)
        if land is not None:
            clipped = body.intersection(_beside(land, setting.base.origin))
            if not clipped.is_empty:
                return clipped, country.name
    return body, ""


def _reach(base: Shape, nearby: Sequence[Place]) -> tuple[BaseGeometry, str]:
    """The part of a line by the article's other places, or all of it."""
    lon, lat = (
        np.array(column, dtype=np.float64)
        for column in ([one.point.lon for one in nearby], [one.point.lat for one in nearby])
    )
    points = np.column_stack(to_plane(base.origin, lon, lat))
    by_it = shapely.distance(base.body, shapely.points(points)) < _NEAR_RIVER_M
    if not by_it.any():
        return base.body, "all of its length, since nothing else named lies by it"
    window = shapely.MultiPoint(points[by_it]).convex_hull.buffer(_REACH_MARGIN_M, _ROUND)
    reach = base.body.intersection(window)
    if reach.is_empty:
        reach = base.body.intersection(window.buffer(_NEAR_RIVER_M, _ROUND))
    names = list(dict.fromkeys(place.name for place, near in zip(nearby, by_it, strict=True) if near))
    more = f" and {len(names) - _NAMES} more" if len(names) > _NAMES else ""
    return reach, f"along the reach by {', '.join(names[:_NAMES])}{more}"


def _swept(line: BaseGeometry, turn: float, far: float) -> BaseGeometry:
    """The ground that a line sweeps when it is moved: every segment makes a parallelogram."""
    east, north = far * math.sin(turn), far * math.cos(turn)
    pieces = []
    for one in getattr(line, "geoms", [line]):
        ends = list(one.coords)
        pieces += [
            shapely.MultiPoint([a, b, (a[0] + east, a[1] + north), (b[0] + east, b[1] + north)]).convex_hull
            for a, b in pairwise(ends)
        ]
    return shapely.union_all(pieces)


def sector(middle: BaseGeometry, bearing: float, half_deg: float, radius: float) -> BaseGeometry:
    """A slice of a circle about a plane point, `half_deg` to either side of the bearing."""
    steps = [math.radians(bearing - half_deg + half_deg * 2 * step / 24) for step in range(25)]
    rim = [(middle.x + radius * math.sin(turn), middle.y + radius * math.cos(turn)) for turn in steps]
    return shapely.Polygon([(middle.x, middle.y), *rim])


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
