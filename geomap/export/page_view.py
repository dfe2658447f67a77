"""The first view: the part of the world that the story is set in.

Only what is meant literally and found in a gazetteer shapes it. Countries named in passing never widen it: the country
that the story is set in is shown whole when it is not much larger than the places in it. Neither do a few places
far from all others: the button "Outside the view" leads to them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median_low

from geomap.export.page_mark import Mark
from geomap.export.page_shapes import Window, extent, near_meridian, parts
from geomap.records import Geometry, Kind

_LEAST_DEG = 1.2  # a single village is shown with this much around it, in degrees
_HOME_SHARE = 0.4  # share of local mentions from which one country is where the story is set
_SETTING_SHARE = 0.4  # with so many local mentions as that country, and a name in the text, another one is, too
_NEAR_FACTOR, _NEAR_DEG = 0.3, 2.0  # places abroad belong to the view within this share of its size, or this far
_FEW_SHARE, _FAR_FACTOR = 0.15, 0.5  # so few mentions do not widen the view when without them it is so much smaller
_SPREAD_FACTOR, _SPREAD_DEG = 2.0, 6.0  # how much larger than the rest, and how large, a region in the view may be
_PROVINCE_DEG = 3.0  # the same of a province: many a story names it only to say where its town is
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
    seas = [mark for mark in local if mark.layer == "water" and not mark.country_code]
    if local:  # seas are too large, and no country's: a story of ships is set where its ports are
        return _around([mark for mark in local if mark not in seas] or seas, countries)
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
    least = _SETTING_SHARE * weights[home]
    settings = {code for code, weight in weights.items() if code == home or (named[code] and weight >= least)}
    chosen = [mark for mark in local if (mark.country_code or "") in settings]
    abroad = [mark for mark in local if (mark.country_code or "") not in settings]
    if weights[home] < _HOME_SHARE * weights.total():
        return _least(_all(local))
    chosen = _without_outliers(_without_giants(chosen, middle), middle)
    view = home_view = _joined(chosen, middle)
    reach = max(_NEAR_DEG, _NEAR_FACTOR * home_view.size)
    for window in (_window(mark, middle) for mark in abroad):
        if window.size <= max(_SPREAD_DEG, home_view.size) and home_view.distance_deg(window) <= reach:
            view = view.joined(window)
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
        least = _PROVINCE_DEG if kept[-1].layer == "outline" else _SPREAD_DEG
        if _window(kept[-1], middle).size <= max(least, _SPREAD_FACTOR * rest.size):
            break
        kept.pop()
    return kept


def _without_outliers(marks: list[Mark], middle: float) -> list[Mark]:
    """The marks but for the few farthest ones, when the story takes up much less of the map without them."""
    heart = _heart(marks, middle)
    kept = sorted(marks, key=lambda mark: heart.distance_deg(_window(mark, middle)))
    least = (1 - _FEW_SHARE) * sum(mark.weight for mark in marks)
    widest = _FAR_FACTOR * _joined(marks, middle).size
    while sum(mark.weight for mark in kept[:-1]) >= max(1, least):
        kept.pop()
        if _joined(kept, middle).size <= widest:
            return kept
    return marks


def _heart(marks: Sequence[Mark], middle: float) -> Window:
    """The median of the mentions' places, as a window without size."""
    windows = [window for mark in marks for window in [_window(mark, middle)] * max(1, mark.weight)]
    lon = median_low((window.west + window.east) / 2 for window in windows)
    lat = median_low((window.south + window.north) / 2 for window in windows)
    return Window(lon, lat, lon, lat)


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
