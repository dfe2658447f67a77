"""The first view: the part of the world that the story is set in.

Only what is meant literally and found in a gazetteer shapes it. Countries named in passing never widen it: the country
that the story is set in is shown whole when it is not much larger than the places in it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from geomap.export.page_mark import Mark
from geomap.export.page_shapes import Window, extent, near_meridian, parts
from geomap.records import Geometry, Kind

_LEAST_DEG = 1.2  # a single village is shown with this much around it, in degrees
_HOME_SHARE = 0.4  # share of local mentions from which one country is where the story is set
_NEAR_FACTOR, _NEAR_DEG = 0.6, 2.0  # places abroad belong to the view within this share of its size, or this far
_SPREAD_FACTOR, _SPREAD_DEG = 2.0, 6.0  # how much larger than the rest, and how large, a region in the view may be
_COUNTRY_FACTOR, _COUNTRY_DEG = 4.0, 22.0  # how much larger than its places, and how large at all, a country may be
_MAIN_SHARE = 0.4  # height from which a part of a country counts, compared with its tallest part
_ROOM = 0.06  # of the view's size, left free on each side for labels
_FURTHER_SHARE = 0.5  # a second country belongs to the view when it is named this often, compared with the first


WORLD = Window(-150.0, -50.0, 170.0, 70.0)


def first_view(marks: Iterable[Mark]) -> Window:
    """Where the map opens. Without any literal place: what else is drawn, and at last the world."""
    drawn = [mark for mark in marks if mark.is_drawn]
    local = [mark for mark in drawn if mark.is_local and mark.layer not in ("line", "soft")]
    countries = [mark for mark in drawn if mark.is_country and mark.kind is Kind.LITERAL]
    lines = [mark for mark in drawn if mark.is_local and mark.layer == "line"]
    if local:
        return _around(local, countries)
    if countries:
        most = max(mark.weight for mark in countries)
        return _all([mark for mark in countries if mark.weight >= _FURTHER_SHARE * most])
    if lines or drawn:
        return _all(lines or drawn)
    return WORLD


def _around(local: Sequence[Mark], countries: Sequence[Mark]) -> Window:
    weights: Counter[str] = Counter()
    for mark in local:
        weights[mark.country_code or ""] += max(1, mark.weight)
    named = Counter({mark.country_code or "": mark.weight for mark in countries})
    home = max(weights, key=lambda code: (weights[code] + named[code], code))
    middle = _middle(local)
    chosen = [mark for mark in local if (mark.country_code or "") == home]
    if weights[home] < _HOME_SHARE * weights.total():
        return _least(_all(local))
    chosen = _without_giants(chosen, middle)
    view = _joined(chosen, middle)
    local = [mark for mark in local if _window(mark, middle).size <= max(_SPREAD_DEG, _SPREAD_FACTOR * view.size)]
    for mark in sorted(local, key=lambda each: view.distance_deg(_window(each, middle))):
        if view.distance_deg(_window(mark, middle)) <= max(_NEAR_DEG, _NEAR_FACTOR * view.size):
            view = view.joined(_window(mark, middle))
    whole = [mark for mark in countries if mark.country_code == home and home]
    if whole:
        outline = _window(whole[0], middle)
        if outline.size <= min(_COUNTRY_DEG, _COUNTRY_FACTOR * max(view.size, _LEAST_DEG)):
            return view.joined(outline)
    return _least(view.widened(_ROOM * view.size))


def _without_giants(marks: Sequence[Mark], middle: float) -> list[Mark]:
    """The marks but for regions much larger than the rest, such as the valley of a river of 2,000 km."""
    kept = sorted(marks, key=lambda mark: _window(mark, middle).size)
    while len(kept) > 1:
        rest = _joined(kept[:-1], middle)
        if _window(kept[-1], middle).size <= max(_SPREAD_DEG, _SPREAD_FACTOR * rest.size):
            break
        kept.pop()
    return kept


def _middle(marks: Sequence[Mark]) -> float:
    """A meridian near the marks: that of the heaviest one."""
    return max(marks, key=lambda mark: mark.weight).point.lon


def _window(mark: Mark, middle: float) -> Window:
    box = extent(_main_parts(mark.geometry) if mark.is_country else mark.geometry, middle) if mark.geometry else None
    if box is not None:
        return Window(*box)
    lon = near_meridian(mark.point.lon, middle)
    return Window(lon, mark.point.lat, lon, mark.point.lat)


def _main_parts(geometry: Geometry) -> Geometry:
    """A country without its far and small islands: no story in Norway needs Svalbard in its view."""
    found = parts(geometry)
    if geometry.type != "MultiPolygon" or not found:
        return geometry
    heights = [max(lat for _, lat in part[0]) - min(lat for _, lat in part[0]) for part in found]
    kept = [part for part, height in zip(found, heights, strict=True) if height >= _MAIN_SHARE * max(heights)]
    return Geometry("MultiPolygon", tuple(kept))


def _joined(marks: Sequence[Mark], middle: float) -> Window:
    view = _window(marks[0], middle)
    for mark in marks[1:]:
        view = view.joined(_window(mark, middle))
    return view


def _all(marks: Sequence[Mark]) -> Window:
    return _least(_joined(marks, _middle(marks)))


def _least(view: Window) -> Window:
    return view.widened((_LEAST_DEG - view.size) / 2) if view.size < _LEAST_DEG else view
