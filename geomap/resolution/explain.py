"""From numbers to reasons: what spoke for each candidate and against its rivals, in words.

A reason's weight is what it adds to the log odds of the candidate against its rivals: the feature's weight times the
candidate's value less the rivals' mean, each rival counted by its probability. So a winner's reasons say why it and not
the runner-up, and reasons that all candidates share cancel out.
"""

import math
from collections.abc import Callable, Mapping

import numpy as np

from geomap.geodesy import Floats
from geomap.records import Evidence, Match, Place
from geomap.resolution.conventions import Twins
from geomap.resolution.evidence import FEATURES
from geomap.resolution.notes import View, note
from geomap.resolution.placetypes import PlaceType

LEAST = 0.05  # weaker reasons are not worth a reader's time
MOST = 8  # reasons kept for a candidate

# Features of one reason, which readers see as one thing.
FAMILIES: Mapping[str, tuple[str, ...]] = {
    # One reason: a province has more people than its town because it is a province.
    "prominence": (
        "population_small",
        "population_middle",
        "population_large",
        "population_unknown",
        "population_share",
        "most_populous",
        "population_rivals",
        "division_population",
        *(f"type_{kind.name.lower()}" for kind in PlaceType),
        "twin_division",
        "twin_town",
        "names",
        "wide_population",
        "wide_capital",
        "wide_first",
        "alone_population",
        "alone_capital",
        "alone_first",
        "alone_country",
        "focus_population",
        "focus_capital",
    ),
    "name_match": (
        *(f"match_{match.value}" for match in Match if match is not Match.EXACT),
        "same_spelling",
        "short_alternate",
    ),
    "word_beside": (
        "cue_county",
        "cue_state",
        "cue_division",
        "cue_city",
        "cue_country",
        "cue_water",
        "cue_relief",
        "cue_spot",
    ),
    "home": ("home_country", "home_first", "home_near"),
    "metonym": ("metonym_capital",),
    "dateline": ("in_dateline", "dateline_country", "dateline_first"),
    "same_country": ("country_share", "country_near"),
    "same_division": ("first_share", "first_near", "town_first_share", "first_shared", "second_shared"),
    "close_by": ("close_share", "close_near", "closest_km", "twin_town_close"),
    "country_named": ("country_named",),
    "division_named": ("first_named", "second_named"),
    "named_near": ("named_near",),
    "holds_others": ("holds_country", "holds_first", "holds_second", "twin_division_holds"),
    "said_beside": ("inside_comma", "inside_in", "inside_possessive"),
    "said_apart": ("inside_apart",),
    "said_around": ("holds_said",),
    "listed_with": ("same_kind_listed",),
    "demonym": ("demonym_country",),
}
_ORDER = tuple(FAMILIES)
_MATRIX = np.array([[float(feature in FAMILIES[family]) for family in _ORDER] for feature in FEATURES])


def family_weights(parts: Floats, p: Floats) -> Floats:
    """Weights of the families for one group's rows, against each row's rivals; shape (n, families).

    Args:
        parts: what each feature adds to each row's score, shape (n, features).
        p: probabilities of the rows; they need not sum to one.
    """
    families = parts @ _MATRIX
    total, rest = p @ families, p.sum() - p
    rest = np.maximum(rest, 1e-9)
    rivals = (total - p[:, None] * families) / rest[:, None]
    if len(p) > 1:
        # A winner at 1.0 leaves its rivals no weight to be told apart by: take their plain mean then.
        plain = (families.sum(axis=0) - families) / (len(p) - 1)
        rivals = np.where((rest > 1e-6)[:, None], rivals, plain)
    weights: Floats = families - rivals
    return weights


def reasons(seen: View, row: int, weights: Floats, settled: tuple[Evidence, ...] = ()) -> tuple[Evidence, ...]:
    """The strongest reasons for (and against) a row, strongest first.

    Args:
        seen: the article.
        row: the candidate.
        weights: its families' weights, from `family_weights`.
        settled: what a convention adds.
    """
    order = np.argsort(-np.abs(weights), kind="stable")[:MOST]
    found = [
        Evidence(
            name=_ORDER[i],
            weight=round(float(weights[i]), 4),
            note=note(_ORDER[i], seen, row, float(weights[i])),
        )
        for i in order
        if abs(weights[i]) >= LEAST
    ]
    return tuple(sorted((*settled, *found), key=lambda one: -abs(one.weight))[:MOST])


def convention(before: Floats, after: Floats, index: int, pair: Twins) -> tuple[Evidence, ...]:
    """What the convention for a town and a division of one name added to one of the two.

    Args:
        before: probabilities of the group's rows by the evidence alone.
        after: with the convention.
        index: the candidate.
        pair: the town and the divisions.
    """
    if index not in pair.rows:
        return ()
    others = [row for row in pair.rows if row != index]

    def log_odds(p: Floats) -> float:
        return math.log(max(float(p[index]), 1e-9) / max(float(p[others].sum()), 1e-9))

    added = log_odds(after) - log_odds(before)
    if abs(added) < LEAST:
        return ()
    words = pair.note if index == pair.expected else f"{pair.note}; this is the other one"
    return (Evidence(name="convention", weight=round(added, 4), note=words),)


def sole(log_odds: float, place: Place, called: Callable[[str], str]) -> tuple[Evidence, ...]:
    """The reason of a candidate without rivals; `called` names a country by its code."""
    country = called(place.country_code) if place.country_code else "no country"
    where = "" if country == place.name else f" ({country})"
    words = f"the only place of this name that the gazetteer holds{where}"
    return (Evidence(name="only_candidate", weight=round(log_odds, 4), note=words),)
