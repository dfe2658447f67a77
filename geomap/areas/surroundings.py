"""What else the article and the gazetteer know that helps to draw a region (no shapes yet: cheap to import)."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from geomap.areas.mentions import MentionIndex
from geomap.areas.sentences import Sentences
from geomap.records import Geometry, Kind, Place, Resolution, Status

#: A place's line or outline by its id, lines as arrays or sequences of points; None where only its point is known.
Outlines = Callable[[str], Geometry | None]

# Radii in metres for a place of which only the point is known, by GeoNames feature code, then class. Guesses of ours,
# rough and generous: the size of such places is spread over two orders of magnitude.
_CODE_M = {
    "PCLI": 300_000.0,
    "PCLD": 100_000.0,
    "PCLS": 20_000.0,
    "ADM1": 80_000.0,
    "ADM2": 25_000.0,
    "ADM3": 10_000.0,
    "ADM4": 5_000.0,
    "CONT": 2_000_000.0,
    "RGN": 100_000.0,
    "ISL": 10_000.0,
    "MTS": 50_000.0,
    "DSRT": 100_000.0,
    "SEA": 300_000.0,
    "OCN": 2_000_000.0,
    "LK": 10_000.0,
    "STM": 30_000.0,
    "PPLX": 2_000.0,
}
_CLASS_M = {"A": 30_000.0, "H": 20_000.0, "L": 20_000.0, "T": 10_000.0, "V": 20_000.0}
_PEOPLE_PER_M2 = 2_500 / 1e6  # a town's density, to guess its radius
_TOWN_M = (1_500.0, 25_000.0)  # least and largest radius of a town


_SURE = 0.3  # places less likely than this say nothing
SMALL_M = 30_000.0  # places up to this radius say which reach of a river, or which side of a pocket, is meant


class ArticlePlaces:
    """Places of one article that help to draw its regions; each list is made when it is first asked for."""

    def __init__(self, resolutions: Sequence[Resolution], mentions: MentionIndex, sentences: Sentences) -> None:
        self._resolutions = resolutions
        self._mentions = mentions
        self._sentences = sentences

    @cached_property
    def nearby(self) -> tuple[Place, ...]:
        """Small places that are surely meant, once each."""
        return _small_places(self._resolutions)

    @cached_property
    def countries(self) -> tuple[Place, ...]:
        """Countries of the article, those named most often first."""
        named = Counter(
            one.place for one in self._resolutions if one.place and (one.place.feature_code or "").startswith("PCL")
        )
        return tuple(place for place, _ in sorted(named.items(), key=lambda pair: (-pair[1], pair[0].id or "")))

    def with_mention(self, index: int) -> tuple[Place, ...]:
        """Small places of the same sentence as a mention's, once each."""
        sentence = self._sentences.about(self._resolutions[index].mention.span.start)
        return _small_places(self._resolutions[inside] for inside in self._mentions.inside(sentence))


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What else the article names that helps to draw a region.

    Attributes:
        article: the places of all of it.
        sentence: small places named in the same sentence, where they matter.
        other: the second place of "between A and B".
    """

    article: ArticlePlaces
    sentence: tuple[Place, ...] = ()
    other: Place | None = None

    @property
    def nearby(self) -> tuple[Place, ...]:
        """Small places named anywhere in the article."""
        return self.article.nearby

    @property
    def countries(self) -> tuple[Place, ...]:
        """Places of countries in the article."""
        return self.article.countries


def guessed_radius_m(place: Place) -> float:
    """How far a place may reach from its point, when only the point is known."""
    if place.radius_m is not None:
        return place.radius_m
    if place.feature_code in _CODE_M:
        return _CODE_M[place.feature_code]
    if place.feature_class in _CLASS_M:
        return _CLASS_M[place.feature_class]
    town = math.sqrt(max(0, place.population) / (math.pi * _PEOPLE_PER_M2))
    return min(_TOWN_M[1], max(_TOWN_M[0], town))


def _small_places(resolutions: Iterable[Resolution]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(one.place for one in resolutions if one.place is not None and _small(one)))


def _small(resolution: Resolution) -> bool:
    """Whether this is a small place, and surely meant."""
    place = resolution.place
    return (
        place is not None
        and resolution.status is not Status.APPROXIMATE
        and resolution.mention.kind in {Kind.LITERAL, Kind.NOMINAL}
        and (resolution.probability or 0.0) >= _SURE
        and guessed_radius_m(place) <= SMALL_M
        and place.feature_class not in {"A", "H"}
    )
