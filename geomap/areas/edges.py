"""Borders: strips along a place's edge, and the part of a shape on this side of it. This module loads shapely."""

from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geomap.areas.clipping import in_box, mended
from geomap.areas.drawn import KEPT, Drawn, Setting, both_sides, sector, wide
from geomap.areas.rings import flat
from geomap.areas.shapes import Shape
from geomap.geodesy import from_plane, gap_deg
from geomap.records import Place, Point

_TOUCH_M = 8_000.0  # generalised outlines of neighbours lie this far apart


def border(setting: Setting, usual_m: float) -> Drawn:
    """A strip along the place's edge, where it meets the other country that is named; as wide as the text says."""
    base, around = setting.base, setting.around
    told = setting.phrase.reach_m
    reach = told / 2 if told is not None else usual_m
    note = f"a strip of {reach / 1000:.3g} km on both sides of the edge of {setting.place.name}, from {base.what}"
    others = (
        [around.other] if around.other is not None else [one for one in around.countries if _abroad(one, setting.place)]
    )
    for other in others:
        apart = gap_deg(setting.place.bbox, other.bbox) if setting.place.bbox and other.bbox else 0.0
        neighbour = setting.shapes.outline(other) if apart < 1.0 else None
        if neighbour is None:
            continue
        shared = _shared(base, neighbour, reach)
        if shared is not None:
            return Drawn(shared, "border", f"{note}, where it meets {other.name}", reach)
    return Drawn(both_sides(base, reach), "border", note + "; the text does not say which part of it", reach)


@lru_cache(maxsize=KEPT)
def _shared(base: Shape, neighbour: Shape, reach: float) -> Shape | None:
    """A strip along the edge where a place meets a neighbour; None where it does not."""
    shared = base.body.boundary.intersection(_about(neighbour, base, _TOUCH_M))
    return None if shared.is_empty else Shape(base.origin, drawn=wide(shared, reach, flat=True))


def from_edge(setting: Setting, relation: str, bearing: float | None, distance: tuple[float, float]) -> Drawn:
    """At a distance from a river or a whole country: measured from its line or its border."""
    base, (away, slack) = setting.base, distance
    body = _band(setting, max(1.0, away - slack), away + slack, slack)
    if bearing is not None:
        body = body.intersection(sector(base.body.centroid, bearing, 45.0, 6e6))
    told = f"{away / 1000:.3g} km from the edge of {setting.place.name}, from {base.what}"
    others = [setting.around.other] if setting.around.other is not None else setting.around.countries
    for other in others if setting.phrase.edge else ():
        neighbour = setting.shapes.outline(other) if other.id != setting.place.id else None
        if neighbour is None:
            continue
        meeting = body.intersection(_about(neighbour, base, away + slack + _TOUCH_M))
        if not meeting.is_empty:
            return setting.drawn(meeting, relation, f"{told}, where it meets {other.name}", slack)
    return setting.drawn(body, relation, told, slack)


def _band(setting: Setting, near_m: float, far_m: float, doubt_m: float) -> BaseGeometry:
    """The ground between two distances from an edge: on both sides of a line or border, else inside or outside."""
    base = setting.base
    inside = setting.phrase.words.casefold().rsplit(" ", 1)[-1] in {"inside", "into"}
    if base.is_line or inside or not setting.phrase.edge:
        side = -1.0 if inside and not base.is_line else 1.0
        near, far = (wide(base.body, side * metres, doubt_m=doubt_m) for metres in (near_m, far_m))
        return near.difference(far) if side < 0 else far.difference(near)
    return both_sides(base, far_m, doubt_m).body.difference(both_sides(base, near_m, doubt_m).body)


@lru_cache(maxsize=256)
def beside(shape: Shape, origin: Point) -> BaseGeometry:
    """Another place's shape in the plane about this origin."""
    degrees, old = shape.degrees, shape.origin
    return mended(shapely.transform(degrees, lambda points: flat(origin, points + np.array([old.lon, 0.0]))))


def _about(neighbour: Shape, base: Shape, metres: float) -> BaseGeometry:
    """The ground so near to a neighbour, as far as it can touch the base: a piece of it, since buffers are costly."""
    west, south, east, north = base.body.bounds
    room = 3 * metres
    reachable = (west - room, south - room, east + room, north + room)
    return wide(in_box(beside(neighbour, base.origin), reachable), metres)


def in_country(setting: Setting, body: BaseGeometry) -> tuple[BaseGeometry, str]:
    """The part inside the place's own country, where the article names that and its outline is known."""
    for country in setting.around.countries:
        if country.country_code != setting.place.country_code or country.id in {None, setting.place.id}:
            continue
        land = setting.shapes.outline(country)
        if land is not None and _all_inside(body, setting.base.origin, land):
            return body, country.name
        if land is not None:
            clipped = body.intersection(beside(land, setting.base.origin))
            if not clipped.is_empty:
                return clipped, country.name
    return body, ""


def _abroad(country: Place, place: Place) -> bool:
    """Whether a country is another than the place's own: a state does not end where its country begins."""
    return country.id != place.id and (country.country_code is None or country.country_code != place.country_code)


def _all_inside(body: BaseGeometry, origin: Point, land: Shape) -> bool:
    """Whether all corners of a shape lie in a country: asked in degrees, which is far cheaper than to cut the two."""
    whole = land.degrees
    shapely.prepare(whole)
    corners = shapely.get_coordinates(body)
    lon, lat = from_plane(origin, corners[:, 0], corners[:, 1])
    east = (lon - land.origin.lon + 180.0) % 360.0 - 180.0
    return bool(np.all(shapely.contains_xy(whole, east, lat)))
