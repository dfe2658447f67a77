"""What an article is about, in numbers: for each of its places, how much speaks for an open name lying around it."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geomap.geodesy import RADIUS_M, Floats
from geomap.names import cached_key
from geomap.records import Place
from geomap.resolution.known_home import Home
from geomap.resolution.layout import Layout
from geomap.resolution.near_model import FEATURES
from geomap.resolution.placetypes import WIDE, PlaceType, place_type
from geomap.resolution.view import View

_REACH = 200.0  # characters after which a name counts 1/e
_SCANNED = 0.5  # what a name counts that nobody vouches for
_LEAST_PICK = 0.15  # less probable places of other names are no place to be near to
_COMMA = 3  # characters between a name and the one behind its comma
_SHORTEST = 4  # letters of a name within a name: "Manila Cathedral"
_CLOSE_KM, _AROUND_KM = 40.0, 161.0


class Pick(NamedTuple):
    """A name of the article with the place chosen for it."""

    start: int
    end: int
    key: str  # folded
    place: Place
    probability: float
    asked: bool  # a mention, not only found by the scan


class OpenName(NamedTuple):
    """A name that the gazetteer does not know, or hardly."""

    start: int
    end: int
    best: float  # probability of the gazetteer's best answer, 0 without one


class Spots(NamedTuple):
    """The places that an open name may lie near to, one row each.

    Attributes:
        places: their numbers in the scene.
        rows: what speaks for them, columns as in near_model.FEATURES.
        gaps: characters to the place's nearest name in the text; infinite for the publisher's home that nobody names.
    """

    places: NDArray[np.intp]
    rows: Floats
    gaps: Floats


class Scene:
    """The places of an article (or of a window of a long one), ready to be asked about its open names."""

    def __init__(self, text: str, picks: Sequence[Pick], home: Home | None) -> None:
        """Measure the places once.

        Args:
            text: the article's.
            picks: its names with candidates, in the order of the text.
            home: the publisher's.
        """
        self._text, self._picks, self.home = text, picks, home
        numbers: dict[str, int] = {}
        self._key = np.array([numbers.setdefault(pick.key, len(numbers)) for pick in picks], dtype=np.int64)
        self._numbers = numbers
        self._start = np.array([pick.start for pick in picks], dtype=np.float64)
        self._end = np.array([pick.end for pick in picks], dtype=np.float64)
        self._sure = np.array([pick.probability * (1.0 if pick.asked else _SCANNED) for pick in picks])
        self._pointlike = np.array([float(place_type(pick.place) not in WIDE) for pick in picks])
        self.places, members = self._distinct()
        self._member = np.zeros((len(self.places), len(picks)), dtype=bool)
        for row, indices in enumerate(members):
            self._member[row, indices] = True
        if self.places:
            self._measure()

    def _distinct(self) -> tuple[list[Place], list[list[int]]]:
        found: dict[str | None, tuple[Place, list[int]]] = {}
        for index, pick in enumerate(self._picks):
            if self._pointlike[index] and pick.probability >= _LEAST_PICK:
                found.setdefault(pick.place.id, (pick.place, []))[1].append(index)
        if self.home is not None:
            found.setdefault(self.home.place.id, (self.home.place, []))
        return [place for place, _ in found.values()], [indices for _, indices in found.values()]

    def _measure(self) -> None:
        here, there = _xyz(self.places), _xyz([pick.place for pick in self._picks])
        cosine = here @ there.T
        self._around = cosine >= math.cos(_AROUND_KM * 1000.0 / RADIUS_M)
        self._close = (cosine >= math.cos(_CLOSE_KM * 1000.0 / RADIUS_M)).astype(np.float64)
        countries = np.array([pick.place.country_code or "" for pick in self._picks])
        self._country = (np.array([[place.country_code or ""] for place in self.places]) == countries).astype(float)
        self._at_home = np.zeros(len(self.places))
        if self.home is not None:
            angle = np.arccos(np.clip(here @ _xyz([self.home.place])[0], -1.0, 1.0))
            km = np.maximum(angle * (RADIUS_M / 1000.0), 1.0)
            # 0 from 1,000 km of the publisher's home on, 2 from 10 km down, by the logarithm of the distance
            self._at_home = np.clip(3.0 - np.log10(km), 0.0, 2.0) * self.home.probability

    def spots(self, name: OpenName) -> Spots:
        """The places that a name may lie near to, with what speaks for each."""
        if not self.places:
            return Spots(np.zeros(0, dtype=np.intp), np.zeros((0, len(FEATURES))), np.zeros(0))
        key = cached_key(self._text[name.start : name.end])
        other = self._others(name, key)
        gap = np.maximum(np.maximum(self._start - name.end, name.start - self._end), 0.0)
        times = np.bincount(self._key[other], minlength=len(self._numbers))
        # a name that is repeated counts by the root of how often
        everywhere = self._sure * other / np.sqrt(np.maximum(times[self._key], 1.0))
        points = everywhere * self._pointlike
        near_points = self._sure * np.exp(-gap / _REACH) * other * self._pointlike
        total, near_total = float(points.sum()) + 1.0, float(near_points.sum()) + 0.3
        mine = self._member & other
        inside_name = np.array([len(pick.key) >= _SHORTEST and pick.key in key for pick in self._picks], dtype=bool)
        behind = self._behind_comma(name, other)
        size = len(self.places)
        rows = np.stack(
            [
                np.ones(size),
                self._around @ points / total,
                self._around @ near_points / near_total,
                self._close @ points / total,
                self._country @ everywhere / (float(everywhere.sum()) + 1.0),
                self._at_home,
                np.full(size, float(self.home is not None)),
                np.zeros(size) if behind is None else mine[:, behind].astype(np.float64),
                (mine & inside_name).any(axis=1).astype(np.float64),
                np.full(size, 1.0 / (1.0 + total)),
                np.full(size, name.best),
            ],
            axis=1,
        )
        # not the open name itself, and where the text says in what it lies, nothing outside of that
        wanted = mine.any(axis=1) | ~self._member.any(axis=1)
        if behind is not None:
            outer = self._picks[behind].place
            wanted = wanted & np.array([_lies_in(place, outer) for place in self.places], dtype=bool)
        gaps = np.where(mine, gap, math.inf).min(axis=1, initial=math.inf)
        return Spots(np.flatnonzero(wanted), rows[wanted], gaps[wanted])

    def common_spots(self, names: Sequence[OpenName]) -> Spots:
        """The places that all mentions of one name may lie near to; a place may stand there once for each mention."""
        found = [self.spots(name) for name in names]
        shared = set.intersection(*(set(each.places.tolist()) for each in found))
        kept = [np.array([place in shared for place in each.places.tolist()], dtype=bool) for each in found]
        return Spots(
            np.concatenate([each.places[keep] for each, keep in zip(found, kept, strict=True)]),
            np.concatenate([each.rows[keep] for each, keep in zip(found, kept, strict=True)]),
            np.concatenate([each.gaps[keep] for each, keep in zip(found, kept, strict=True)]),
        )

    def around(self, place: int, name: OpenName) -> int:
        """How many of the article's other names lie within 161 km of a place."""
        other = self._others(name, cached_key(self._text[name.start : name.end]))
        return len(set(self._key[other & self._around[place]].tolist()))

    def closest(self, place: int, name: OpenName) -> str:
        """The place's own name that is nearest in the text, as it is written; "" where nobody names it."""
        others = np.flatnonzero(self._member[place] & self._others(name, "")).tolist()
        if not others:
            return ""
        nearest = min(others, key=lambda i: max(self._picks[i].start - name.end, name.start - self._picks[i].end))
        return " ".join(self._text[self._picks[nearest].start : self._picks[nearest].end].split())

    def _others(self, name: OpenName, key: str) -> NDArray[np.bool_]:
        """Whether each pick is another name than this."""
        other: NDArray[np.bool_] = (self._start >= name.end) | (self._end <= name.start)
        if key in self._numbers:
            other = other & (self._key != self._numbers[key])
        return other

    def _behind_comma(self, name: OpenName, other: NDArray[np.bool_]) -> int | None:
        """The pick behind the name's comma: the Texas of "Cut and Shoot, Texas"."""
        beside = other & (self._start >= name.end) & (self._start <= name.end + _COMMA)
        for index in np.flatnonzero(beside).tolist():
            if "," in self._text[name.end : self._picks[index].start]:
                return int(index)
        return None


def _lies_in(place: Place, outer: Place) -> bool:
    """Whether a place lies in another one, as far as codes tell: a country, a first-level division, else the same."""
    if place_type(outer) is PlaceType.COUNTRY:
        return place.country_code == outer.country_code
    return place.admin1_code == outer.admin1_code and place.country_code == outer.country_code


def picks_of(layout: Layout, seen: View) -> tuple[Pick, ...]:
    """The names of an article with the places chosen for them, in the order of the text."""
    found = []
    for occurrence, group in zip(layout.occurrences, layout.group_of, strict=True):
        if group >= 0:
            best = seen.best[group]
            found.append(
                Pick(
                    start=occurrence.start,
                    end=occurrence.end,
                    key=cached_key(occurrence.name),
                    place=seen.place(best),
                    probability=float(seen.p[best]),
                    asked=occurrence.mention >= 0,
                )
            )
    return tuple(found)


def _xyz(places: Sequence[Place]) -> Floats:
    lon, lat = np.radians(np.array([(place.point.lon, place.point.lat) for place in places]).reshape(-1, 2)).T
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
