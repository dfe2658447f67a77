"""From numbers to reasons: what spoke for each candidate and against its rivals, in words.

A reason's weight is what it adds to the log odds of the candidate against its rivals: the feature's weight times the
candidate's value less the rivals' mean, each rival counted by its probability. So a winner's reasons say why it and not
the runner-up, and reasons that all candidates share cancel out. What lies beside the winner is no rival of it.
"""

import math
from collections.abc import Callable, Sequence

import numpy as np

from geomap.geodesy import Floats
from geomap.records import Evidence, Place
from geomap.resolution.conventions import Twins
from geomap.resolution.families import FAMILIES
from geomap.resolution.model import is_beside
from geomap.resolution.notes import note
from geomap.resolution.table import Ints, Table
from geomap.resolution.view import View

LEAST = 0.1  # weaker reasons are not worth a reader's time
MOST = 6  # reasons kept for the two likeliest candidates of a name
MOST_BEHIND = 3  # for the others
HOPELESS = 0.0005  # below this chance ("0 %"), and behind the two likeliest, the one reason is enough that weighs most
_ORDER = tuple(FAMILIES)


def family_weights(parts: Floats, p: Floats, table: Table, best: Ints) -> Floats:
    """Weights of the families against each row's rivals of its group; shape (n, families).

    A town and the district around it are no rivals: rows beside the best one are weighed against those elsewhere.

    Args:
        parts: what each family adds to each row's score, shape (n, families).
        p: probabilities of the rows within their groups.
        table: the article.
        best: most probable row of each group.
    """
    starts, group = table.starts, table.group
    beside = is_beside(table, best)
    together = beside & (np.add.reduceat(~beside, starts)[group] > 0)
    weighed = parts * p[:, None]
    elsewhere = np.where(beside[:, None], 0.0, weighed)
    others = np.where(together[:, None], np.add.reduceat(elsewhere, starts, axis=0)[group], 0.0)
    others += np.where(together[:, None], 0.0, np.add.reduceat(weighed, starts, axis=0)[group] - weighed)
    rest = np.where(together, np.add.reduceat(np.where(beside, 0.0, p), starts)[group], 1.0 - p)[:, None]
    # Where the rivals have no weight left to be told apart by: their plain mean.
    alike = np.where(beside[:, None], 0.0, parts)
    sizes = np.diff(np.append(starts, len(p)))[group]
    count = np.where(together, np.add.reduceat((~beside).astype(np.float64), starts)[group], sizes - 1)[:, None]
    plain = np.where(together[:, None], np.add.reduceat(alike, starts, axis=0)[group], 0.0)
    plain += np.where(together[:, None], 0.0, np.add.reduceat(parts, starts, axis=0)[group] - parts)
    rivals = np.where(rest > 1e-6, others / np.maximum(rest, 1e-9), plain / np.maximum(count, 1.0))
    weights: Floats = parts - rivals
    return weights


def reasons(
    seen: View, row: int, weights: Sequence[float], most: int, settled: tuple[Evidence, ...] = ()
) -> tuple[Evidence, ...]:
    """The strongest reasons for (and against) a row, strongest first.

    Args:
        seen: the article.
        row: the candidate.
        weights: its families' weights, from `family_weights`.
        most: reasons to give.
        settled: what a convention adds.
    """
    strongest = sorted((-abs(weight), i) for i, weight in enumerate(weights) if abs(weight) >= LEAST)[:most]
    found = [
        Evidence(name=_ORDER[i], weight=round(weights[i], 4), note=note(_ORDER[i], seen, row, weights[i]))
        for _, i in strongest
    ]
    if not settled:
        return tuple(found)
    return tuple(sorted((*settled, *found), key=lambda one: -abs(one.weight))[:most])


def reasons_wanted(rank: int, chance: float) -> int:
    """How many reasons to give for a candidate, by its rank from 0. Two in five of all candidates are hopeless."""
    if rank < 2:
        return MOST
    return MOST_BEHIND if chance >= HOPELESS else 1


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
