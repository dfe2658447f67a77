"""An article after its last pass, as the notes look at it: rows by number, what they share looked up once."""

import math
from collections.abc import Callable
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from geomap.geodesy import RADIUS_M, Floats
from geomap.records import Candidate, Place
from geomap.resolution.evidence import CLOSE_M, FEATURES, SURE, cosines, picks
from geomap.resolution.layout import Group
from geomap.resolution.table import Ints, Table

_INDEX = {name: index for index, name in enumerate(FEATURES)}
_CLOSE_COSINE = math.cos(CLOSE_M / RADIUS_M)


class Column:
    """Codes of the rows, and which names' best rows have which code."""

    def __init__(self, codes: Ints, best: list[int]) -> None:
        self.codes: list[int] = codes.tolist()
        self._groups: dict[int, list[int]] = {}
        for group, row in enumerate(best):
            if self.codes[row]:
                self._groups.setdefault(self.codes[row], []).append(group)

    def fellows(self, row: int, own: int) -> list[int]:
        """Other groups than its own whose best row shares the row's code."""
        return [group for group in self._groups.get(self.codes[row], ()) if group != own]

    def holding(self, code: int, own: int) -> list[int]:
        """Other groups than the own one whose best row has the code."""
        return [group for group in self._groups.get(code, ()) if group != own]


class View:
    """What the notes look at. Columns are made when the first note asks for them."""

    def __init__(
        self, table: Table, features: Floats, p: Floats, best: NDArray[np.intp], called: Callable[[str], str]
    ) -> None:
        """Look at an article.

        Args:
            table: its candidates.
            features: of its rows.
            p: final probabilities within each group.
            best: most probable row of each group.
            called: the name of a country or first-level division by its code.
        """
        self.table, self.features, self.p, self.called = table, features, p, called
        self.best: list[int] = best.tolist()
        self.group_of: list[int] = table.group.tolist()
        self.types: list[int] = table.types.tolist()
        self._candidates: list[Candidate] = list(chain.from_iterable(g.block.candidates for g in table.groups))

    def group(self, row: int) -> Group:
        """The name that a row is a candidate of."""
        return self.table.groups[self.group_of[row]]

    def candidate(self, row: int) -> Candidate:
        """The candidate of a row."""
        return self._candidates[row]

    def place(self, row: int) -> Place:
        """The place of a row."""
        return self._candidates[row].place

    def value(self, row: int, feature: str) -> float:
        """A feature of a row."""
        return float(self.features[row, _INDEX[feature]])

    @cached_property
    def country(self) -> Column:
        """Countries of the rows."""
        return Column(self.table.country, self.best)

    @cached_property
    def first(self) -> Column:
        """First-level divisions of the rows."""
        return Column(self.table.first, self.best)

    @cached_property
    def container(self) -> Column:
        """What the rows contain."""
        return Column(self.table.container, self.best)

    @cached_property
    def within(self) -> tuple[list[int], list[int], list[int]]:
        """Numbers of the containers that the rows lie in: country, first- and second-level division."""
        country, first, second = (codes.tolist() for codes in self.table.within)
        return country, first, second

    @cached_property
    def _distances(self) -> tuple[list[int], list[float], list[int]]:
        """For each row the nearest pick of another name (-1: none), its cosine, and how many names are near."""
        table, rows = self.table, len(self.p)
        chosen = picks(table, self.p)
        chosen = chosen[self.p[chosen] >= SURE]  # a doubtful namesake is nothing to measure from
        if not len(chosen):
            return [-1] * rows, [-2.0] * rows, [0] * rows
        angle = cosines(table, chosen)
        nearest = angle.argmax(axis=1)
        cosine = angle[np.arange(rows), nearest]
        members = np.zeros((len(chosen), len(self.best)))
        members[np.arange(len(chosen)), table.group[chosen]] = 1.0
        close = ((angle > _CLOSE_COSINE) @ members > 0).sum(axis=1)
        return np.where(cosine < -1.0, -1, chosen[nearest]).tolist(), cosine.tolist(), close.tolist()

    def nearest(self, row: int) -> tuple[int, float, int]:
        """The nearest pick of another name (-1: none), how many km away, and how many names lie within 150 km."""
        picked, cosine, close = self._distances
        return picked[row], math.acos(max(-1.0, min(1.0, cosine[row]))) * RADIUS_M / 1000.0, close[row]
