"""Names as voters: each votes for the first-level divisions that its namesakes lie in.

Which of its namesakes a name means is not known, so its vote is split among them, and the votes of all other names say
how: expectation maximisation over one unknown, the division that the names have in common.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geomap.geodesy import RADIUS_M, Floats
from geomap.records import Place
from geomap.resolution.placetypes import SETTLEMENTS, PlaceType, place_type
from geomap.resolution.table import Ints

# Chosen on LGL by newspaper (85 publishers), where the figures are flat around them.
_ROUNDS = 5
_ROOT = 0.5  # how often the world names a place: its population to this power
_FLOOR = 300.0  # population of a hamlet that has none in the gazetteer
_COUNTRY = 20.0  # how much more often a name means a country than a town as populous
_UNHEARD = 0.01  # share that a division has before anybody voted for it
_LARGE = 1e5  # population of a town whose vote counts half: everybody names it
_DIVISION = 0.72  # the vote of a division's own name
_REACH_KM = 40.0  # distance after which a place counts 1/e for the density around a town
_FAINT = 0.003  # votes that are not looked at for the density
_DENSEST = 300  # places looked at for it, those with most votes


class Votes(NamedTuple):
    """The places that a name may mean, as far as homes are concerned; every array has one row a place."""

    places: tuple[Place, ...]
    first: tuple[str, ...]  # code of the first-level division that gets the vote, "" for none
    country: tuple[str, ...]
    heard: Floats  # how often the world names it, up to a constant
    vote: Floats  # how much it counts for its division
    settled: NDArray[np.bool_]
    xyz: Floats


def votes_of(places: tuple[Place, ...]) -> Votes:
    """What the name of these places (at least one) may vote for."""
    types = [place_type(place) for place in places]
    population = np.array([place.population for place in places], dtype=np.float64)
    country = np.array([kind is PlaceType.COUNTRY for kind in types])
    division = np.array([kind is PlaceType.FIRST for kind in types])
    voteless = {PlaceType.COUNTRY, PlaceType.CONTINENT}
    lon, lat = np.radians(np.array([(place.point.lon, place.point.lat) for place in places])).T
    return Votes(
        places=places,
        first=tuple(
            "" if kind in voteless else place.admin1_code or "" for place, kind in zip(places, types, strict=True)
        ),
        country=tuple(place.country_code or "" for place in places),
        heard=(population + _FLOOR) ** _ROOT * np.where(country, _COUNTRY, 1.0),
        vote=np.where(division, _DIVISION, 1.0 / (1.0 + np.sqrt(population / _LARGE))),
        settled=np.array([kind in SETTLEMENTS for kind in types]),
        xyz=np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1),
    )


@dataclass(slots=True)
class Ballot:
    """The votes of all names of a publisher; every array of rows has one a name and place.

    Attributes:
        votes: of each name.
        present: 1 where an article (row) holds a name (column).
        codes: the divisions' numbers by code, 0 for none.
        first: division of each row.
        name: name of each row.
        heard, vote, settled: see Votes; the caller may change them before the first round.
        mass: the share of its name's vote that each row got, times its vote.
        by_article: what each division got from each article.
    """

    votes: Sequence[Votes]
    present: Floats
    codes: dict[str, int]
    first: Ints
    name: Ints
    heard: Floats
    vote: Floats
    settled: NDArray[np.bool_]
    country: NDArray[np.str_]
    mass: Floats
    by_article: Floats

    @classmethod
    def of(cls, votes: Sequence[Votes], present: Floats) -> "Ballot":
        """The ballot of names with their votes, not counted yet."""
        codes: dict[str, int] = {"": 0}
        first = [codes.setdefault(code, len(codes)) for each in votes for code in each.first]
        return cls(
            votes=votes,
            present=present,
            codes=codes,
            first=np.array(first, dtype=np.int64),
            name=np.repeat(np.arange(len(votes)), [len(each.places) for each in votes]),
            heard=np.concatenate([each.heard for each in votes]),
            vote=np.concatenate([each.vote for each in votes]),
            settled=np.concatenate([each.settled for each in votes]),
            country=np.array([code for each in votes for code in each.country]),
            mass=np.zeros(len(first)),
            by_article=np.zeros((len(present), len(codes))),
        )

    def count(self) -> None:
        """Count in rounds, each with the shares that the one before found.

        Within an article only the root of a division's votes counts: its names are not independent of one another.
        """
        names, divisions = len(self.votes), len(self.codes)
        share = np.zeros(divisions)
        for step in range(_ROUNDS):
            likely = self.heard * (_UNHEARD + share[self.first]) if step else self.heard
            self.mass = likely / np.bincount(self.name, likely, minlength=names)[self.name] * self.vote
            cast = np.bincount(self.name * divisions + self.first, self.mass, minlength=names * divisions)
            self.by_article = np.sqrt(self.present @ cast.reshape(names, divisions))
            self.by_article[:, 0] = 0.0
            total = self.by_article.sum(axis=0)
            share = total / max(float(total.sum()), 1e-9)

    def mentions(self, division: int) -> int:
        """How many names of the articles rather mean a place in the division than any other."""
        share = np.where(self.first == division, self.mass / self.vote, 0.0)
        here = np.bincount(self.name, share, minlength=len(self.votes)) > 0.5
        return int(self.present[:, here].sum())

    def town(self, division: int) -> Place:
        """The settlement of a division with most votes in and around it; if none is named, what else got most votes."""
        mass = self.mass * self.present.sum(axis=0)[self.name]
        inside = self.first == division
        country = self.country[int(np.argmax(inside))]
        order = np.argsort(-mass, kind="stable")
        order = order[(self.country[order] == country) & ((mass[order] > _FAINT) | inside[order])]
        towns = order[(inside & self.settled)[order]][:_DENSEST]
        if not len(towns):
            towns = order[inside[order]][:_DENSEST]
        near = order[:_DENSEST]
        xyz = np.concatenate([each.xyz for each in self.votes])
        km = np.arccos(np.clip(xyz[towns] @ xyz[near].T, -1.0, 1.0)) * (RADIUS_M / 1000.0)
        density = (np.exp(-km / _REACH_KM) * np.sqrt(mass[near])).sum(axis=1) * np.sqrt(mass[towns])
        row = int(towns[int(np.argmax(density))])
        within = int(self.name[row])
        return self.votes[within].places[row - int(np.searchsorted(self.name, within))]
