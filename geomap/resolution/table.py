"""All candidates of an article in one table, so that evidence is computed for all of them at once."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geomap.geodesy import Floats
from geomap.names import cached_key
from geomap.resolution.conventions import Twins, twins
from geomap.resolution.known_home import Home
from geomap.resolution.layout import Group, Layout, Link
from geomap.resolution.placetypes import WIDE, PlaceType

Ints = NDArray[np.int64]

_SCANNED = 0.5  # what a name counts that nobody vouches for; learned figures are flat between 0.3 and 1
_POINTLIKE = np.array([kind not in WIDE for kind in PlaceType])
_REACH = 200.0  # characters after which a neighbour counts 1/e


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One row a candidate; the rows of a group stand together, groups in the layout's order.

    Attributes:
        layout: the names.
        starts: first row of each group, shape (g,).
        group: group of each row, shape (n,).
        static: features of NameBlock, shape (n, s).
        xyz: unit vectors, shape (n, 3).
        types: PlaceType, shape (n,).
        pointlike: whether the point says where it is (not so for countries and states), shape (n,).
        country, first, second, sibling: codes as numbers, 0 for none, shape (n,).
        container: number of the code that the row contains, 0 for none, shape (n,).
        within: numbers of the containers it lies in: country, first, second; 0 where that is no row's container.
        uniform: how much a group counts for another: the square root of its occurrences, less where only the scan found
            it; 0 between groups of one name, shape (g, g).
        nearness: how close two groups stand in the text, 0 to 1, 0 between groups of one name, shape (g, g).
        others, neighbours: how much the other groups count together by `uniform` and by `nearness`, and 1, shape (g,).
        links: for each Link a matrix, shape (g, g): [a, b] is 1 where a may lie in b (AND: symmetric).
        twins: first row and twins of each group that has a town and a division of one name.
        codes: of NameBlock, shape (5, n).
        seat: row of the town of a first-level division's name in it, -1 without one, shape (n,).
        home: the publisher's town, if known.
    """

    layout: Layout
    starts: Ints
    group: Ints
    static: Floats
    xyz: Floats
    types: Ints
    pointlike: NDArray[np.bool_]
    country: Ints
    first: Ints
    second: Ints
    sibling: Ints
    container: Ints
    within: tuple[Ints, Ints, Ints]
    uniform: Floats
    nearness: Floats
    others: Floats
    neighbours: Floats
    seat: Ints
    links: tuple[Floats, ...]
    twins: tuple[tuple[int, Twins], ...]
    codes: Ints
    home: Home | None

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups of the layout."""
        return self.layout.groups

    def rows(self, group: int) -> slice:
        """The rows of a group."""
        last = len(self.starts) - 1
        return slice(int(self.starts[group]), int(self.starts[group + 1]) if group < last else len(self.group))


def _numbered(codes: Ints) -> Ints:
    """Small numbers for the codes of all blocks, 0 for none."""
    numbers = {0: 0}
    return np.array([numbers.setdefault(code, len(numbers)) for code in codes.tolist()], dtype=np.int64)


def _containers(container: Ints, around: Ints) -> tuple[Ints, tuple[Ints, Ints, Ints]]:
    """Small numbers of what the rows contain, and which of these they lie in; a place does not lie in itself."""
    numbers = {0: 0}
    own = [numbers.setdefault(code, len(numbers)) for code in container.tolist()]
    places = np.array([[numbers.get(code, 0) for code in codes] for codes in around.tolist()], dtype=np.int64)
    country, first, second = np.where(places == own, 0, places)
    return np.array(own, dtype=np.int64), (country, first, second)


def _nearness(layout: Layout, other: Floats) -> Floats:
    order = [index for group in layout.groups for index in group.occurrences]
    firsts = np.cumsum([0] + [len(group.occurrences) for group in layout.groups[:-1]])
    where = np.array([layout.occurrences[index].start for index in order], dtype=np.float64)
    pairs = np.exp(-np.abs(where[:, None] - where[None, :]) / _REACH)
    closest: Floats = np.maximum.reduceat(np.maximum.reduceat(pairs, firsts, axis=0), firsts, axis=1)
    return closest * other


def make_table(layout: Layout, home: Home | None = None) -> Table:
    """The table of a layout with at least one group."""
    groups = layout.groups
    blocks = [group.block for group in groups]
    sizes = np.array([len(block.candidates) for block in blocks])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    types = np.concatenate([block.types for block in blocks])
    codes = np.concatenate([block.codes for block in blocks], axis=1)
    container, within = _containers(codes[3], codes[:3])
    links = tuple(np.zeros((len(groups), len(groups))) for _ in Link)
    for inside, around, link in layout.links:
        links[link][inside, around] = 1.0
        if link is Link.AND:
            links[link][around, inside] = 1.0
    numbers: dict[str, int] = {}
    names = np.array([numbers.setdefault(cached_key(group.name), len(numbers)) for group in groups])
    other = (names[:, None] != names[None, :]).astype(np.float64)
    weight = np.array([math.sqrt(len(group.occurrences)) * (1.0 if group.asked else _SCANNED) for group in groups])
    uniform, nearness = other * weight[None, :], _nearness(layout, other)
    return Table(
        layout=layout,
        starts=starts,
        group=np.repeat(np.arange(len(groups)), sizes),
        static=np.concatenate([block.static for block in blocks]),
        xyz=np.concatenate([block.xyz for block in blocks]),
        types=types,
        pointlike=_POINTLIKE[types],
        country=_numbered(codes[0]),
        first=_numbered(codes[1]),
        second=_numbered(codes[2]),
        sibling=_numbered(codes[4]),
        container=container,
        within=within,
        uniform=uniform,
        nearness=nearness,
        others=uniform.sum(axis=1) + 1.0,
        neighbours=nearness.sum(axis=1) + 1.0,
        seat=np.concatenate([np.where(b.seat < 0, -1, b.seat + s) for b, s in zip(blocks, starts, strict=True)]),
        links=links,
        twins=tuple((int(start), pair) for start, group in zip(starts, groups, strict=True) if (pair := twins(group))),
        codes=codes,
        home=home,
    )
