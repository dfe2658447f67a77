"""The near answer: where a name that no gazetteer holds, or only far away, probably lies.

Streets, parks, farms and hamlets that no gazetteer knows lie near what their article is about. So the places that the
article names, and the publisher's home, are asked how much speaks for the name lying around them; the likeliest one,
with an honest radius, is the answer. This works on finished resolutions and knows nothing of how they were ranked.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from geomap.geodesy import Floats, distance_m
from geomap.records import GIVEN, Candidate, Evidence, Kind, Match, Place, Resolution, ScoredCandidate, Status
from geomap.resolution.cues import Cues
from geomap.resolution.near_model import CALIBRATION, FEATURES, NearModel
from geomap.resolution.near_scene import OpenName, Scene, Spots

# Tagger's labels of names that are organisations, persons and buildings first, and rules that go by the spelling alone:
# from the raw text such a name needs the gazetteer to be believed a place.
_NO_TERRAIN = frozenset({"ORG", "PERSON", "PER", "FAC"})
_GUESSED = frozenset({"again"})
_TIE = 0.5  # log odds within which places are as good as equal
_LEAST_WEIGHT = 0.05  # weaker reasons are not worth a reader's time


class NearAnswer:
    """Gives open names an approximate place. Safe to call from several threads."""

    def __init__(self, model: NearModel, cues: Cues) -> None:
        """Put one together.

        Args:
            model: the learned numbers.
            cues: words that make a name a road's.
        """
        self._model, self._cues = model, cues

    def is_open(self, resolution: Resolution) -> bool:
        """Whether a name has no candidate, or a doubtful one; never demonyms, nouns and what may be no place."""
        best, mention = resolution.best, resolution.mention
        if (
            mention.kind in (Kind.DEMONYM, Kind.NOMINAL)
            or mention.label in _NO_TERRAIN
            or mention.recognizer in _GUESSED
        ):
            return False
        if mention.recognizer != GIVEN and self._cues.is_road(mention.text):
            return False  # its circle would say nothing that its town's mark does not say
        doubtful = best is not None and best.probability < self._model.open_below
        return best is None or (doubtful and best.candidate.match is not Match.DEMONYM)

    def answers(
        self, resolutions: Sequence[Resolution], scene: Scene, called: Callable[[str], str]
    ) -> list[Resolution]:
        """The mentions of one name: as they were, or approximate where that is likelier than the gazetteer's best.

        What is said beside one of them counts for all: they lie near the same place.

        Args:
            resolutions: open ones.
            scene: the article's places.
            called: the name of a country by its code.
        """
        names = [open_name(resolution) for resolution in resolutions]
        found = likeliest(scene.common_spots(names), self._model.weights)
        if found is None:
            return list(resolutions)
        return [self._answer(each, name, scene, found, called) for each, name in zip(resolutions, names, strict=True)]

    def _answer(
        self, resolution: Resolution, name: OpenName, scene: Scene, found: "Likeliest", called: Callable[[str], str]
    ) -> Resolution:
        model, best = self._model, resolution.probability or 0.0
        odds = float(calibration_row(found.log_odds, best) @ model.calibration)
        probability = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))
        least = model.least if resolution.mention.recognizer == GIVEN else model.least_found
        if probability < least or probability <= best:
            return resolution
        candidate = Candidate(
            place=_place(scene.places[found.place], radius_m(found.row, model), called),
            matched_name=resolution.mention.text,
            match=Match.NEAR,
        )
        evidence = (_lacking(resolution, found.row, model), *_reasons(scene, found.place, name, found.row, model))
        answer = ScoredCandidate(candidate=candidate, probability=round(probability, 6), evidence=evidence)
        return replace(resolution, status=Status.APPROXIMATE, ranked=(answer, *resolution.ranked))


class Likeliest(NamedTuple):
    """The place that a name most likely lies near to."""

    spot: int  # its row among the spots
    place: int  # its number in the scene
    row: Floats
    log_odds: float  # before calibration


def open_name(resolution: Resolution) -> OpenName:
    """A resolution's name as the scene asks for it."""
    span = resolution.mention.span
    return OpenName(span.start, span.end, resolution.probability or 0.0)


def likeliest(spots: Spots, weights: Floats) -> Likeliest | None:
    """The likeliest place; None without any."""
    if not len(spots.places):
        return None
    scores = spots.rows @ weights
    # Neighbours are as good as equal within 161 km; of these the one that stands nearest in the text is meant.
    tied = np.flatnonzero(scores >= scores.max() - _TIE).tolist()
    best = min(tied, key=lambda index: (spots.gaps[index], -scores[index], index))
    log_odds = float(np.clip(scores[best], -30.0, 30.0))
    return Likeliest(best, int(spots.places[best]), spots.rows[best], log_odds)


def calibration_row(log_odds: float, best: float) -> Floats:
    """The CALIBRATION columns; `best` is the probability of the gazetteer's answer, 0 for none."""
    return np.array([1.0, log_odds, float(best == 0.0)])


def share_close(row: Floats) -> float:
    """Share of the article's places within 40 km: what the radius goes by."""
    return float(row[FEATURES.index("share_40")])


def radius_m(row: Floats, model: NearModel) -> float:
    """The radius of an answer."""
    share = share_close(row)
    return next((each.radius_m for each in model.radii if share >= each.share), model.radii[-1].radius_m)


def _place(near: Place, radius_m: float, called: Callable[[str], str]) -> Place:
    country = called(near.country_code) if near.country_code else ""
    around = near.admin1 if near.admin1 and near.admin1 != near.name else country
    return Place(
        id=None,
        name=f"near {near.name}, {around}" if around and around != near.name else f"near {near.name}",
        point=near.point,
        country_code=near.country_code,
        admin1=near.admin1,
        admin1_code=near.admin1_code,
        radius_m=radius_m,
        source="article",
    )


# Features of one reason, which readers see as one thing.
_FAMILIES = {
    "named_around": ("share_161", "near_161", "share_40", "country"),
    "said_beside": ("comma", "inside_name"),
    "home": ("home", "home_known"),
}


def _lacking(resolution: Resolution, row: Floats, model: NearModel) -> Evidence:
    """Why no candidate of the gazetteer."""
    best = resolution.best
    weight = _slope(model) * float((row * model.weights)[FEATURES.index("best")])
    if best is None:
        weight += float(model.calibration[CALIBRATION.index("unknown")])
        return Evidence(name="not_in_gazetteer", weight=round(weight, 4), note="no gazetteer holds this name")
    doubtful = f"{best.candidate.place.name} is the best that the gazetteer holds, and doubtful here"
    return Evidence(name="not_in_gazetteer", weight=round(weight, 4), note=f"{doubtful} ({best.probability:.0%})")


def _reasons(scene: Scene, place: int, name: OpenName, row: Floats, model: NearModel) -> tuple[Evidence, ...]:
    """What speaks for (and against) the place, strongest first."""
    parts, town, closest = row * model.weights, scene.places[place].name, scene.closest(place, name)
    beside = f"{closest} stands behind its comma" if row[FEATURES.index("comma")] else ""
    if not beside and row[FEATURES.index("inside_name")]:
        beside = f"{closest} is part of the name"
    home = scene.home
    notes = {
        "named_around": f"{scene.around(place, name)} of the article's other names lie within 161 km of {town}",
        "said_beside": beside,
        "home": "" if home is None else f"{town} is {_distance(scene.places[place], home.place)} {home.words}",
    }
    found = []
    for family, names in _FAMILIES.items():
        weight = _slope(model) * float(sum(parts[FEATURES.index(name)] for name in names))
        if notes[family] and abs(weight) >= _LEAST_WEIGHT:
            found.append(Evidence(name=family, weight=round(weight, 4), note=notes[family]))
    return tuple(sorted(found, key=lambda each: -abs(each.weight)))


def _slope(model: NearModel) -> float:
    """What a unit of the log odds counts after calibration."""
    return float(model.calibration[CALIBRATION.index("log_odds")])


def _distance(place: Place, home: Place) -> str:
    km = distance_m(place.point, home.point) / 1000.0
    return f"{km:,.0f} km from" if km >= 1 else "in"
