"""From numbers to reasons: what spoke for each candidate and against its rivals, in words.

A reason's weight is what it adds to the log odds of the candidate against its rivals: the feature's weight times the
candidate's value less the rivals' mean, each rival counted by its probability. So a winner's reasons say why it and not
the runner-up, and reasons that all candidates share cancel out.
"""

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geomap.geodesy import RADIUS_M, Floats
from geomap.records import Evidence, Match, Place
from geomap.resolution.conventions import Twins
from geomap.resolution.evidence import CLOSE_M, FEATURES, cosines, picks
from geomap.resolution.layout import Link
from geomap.resolution.placetypes import PLAIN, PlaceType
from geomap.resolution.table import Table

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
    "division_named": ("first_named", "second_named", "named_near"),
    "holds_others": ("holds_country", "holds_first", "holds_second", "twin_division_holds"),
    "said_beside": ("inside_comma", "inside_in", "inside_possessive"),
    "listed_with": ("same_kind_listed",),
    "demonym": ("demonym_country",),
}
_ORDER = tuple(FAMILIES)
_MATRIX = np.array([[float(feature in FAMILIES[family]) for family in _ORDER] for feature in FEATURES])


class View(NamedTuple):
    """What the notes look at."""

    table: Table
    features: Floats
    p: Floats
    best: tuple[int, ...]  # most probable row of each group
    chosen: NDArray[np.intp]
    angle: Floats  # cosines to the chosen rows, shape (n, chosen)

    def place(self, row: int) -> Place:
        """The place of a row."""
        group = int(self.table.group[row])
        return self.table.groups[group].block.candidates[row - int(self.table.starts[group])].place

    def value(self, row: int, feature: str) -> float:
        """A feature of a row."""
        return float(self.features[row, _INDEX[feature]])


_INDEX = {name: index for index, name in enumerate(FEATURES)}


def view(table: Table, features: Floats, p: Floats) -> View:
    """The article as the notes see it; `p` are the final probabilities within each group."""
    best = tuple(int(part.start + np.argmax(p[part])) for part in map(table.rows, range(len(table.starts))))
    chosen = picks(table, p)
    return View(table, features, p, best, chosen, cosines(table, chosen))


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


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _named_codes(seen: View, row: int) -> list[tuple[str, int]]:
    """Names of the countries and divisions around a row that are named in the article, with how often."""
    found: dict[str, int] = {}
    table = seen.table
    around = {int(codes[row]) for codes in table.within} - {0}
    for group, best in enumerate(seen.best):
        if int(table.container[best]) in around and group != int(table.group[row]):
            name = seen.place(best).name
            found[name] = found.get(name, 0) + len(table.groups[group].occurrences)
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def _prominence(seen: View, row: int) -> str:
    population = seen.place(row).population
    kind = PLAIN[PlaceType(int(seen.table.types[row]))]
    return f"{kind}, population {population:,}" if population else f"{kind}, population unknown"


def _match(seen: View, row: int) -> str:
    group = seen.table.groups[int(seen.table.group[row])]
    candidate = group.block.candidates[row - int(seen.table.starts[seen.table.group[row]])]
    said = {
        Match.EXACT: f"“{candidate.matched_name}” is its main name",
        Match.ALTERNATE: f"“{candidate.matched_name}” is one of its other names",
        Match.ABBREVIATION: f"“{candidate.matched_name}” is short for it",
        Match.DEMONYM: f"“{candidate.matched_name}” is what its people are called",
        Match.ARTICLE: f"the name is “{candidate.matched_name}” but for the article",
        Match.GEOCODED: "the geocoding service gave it",
    }
    return said[candidate.match]


def _beside(seen: View, row: int) -> str:
    group = seen.table.groups[int(seen.table.group[row])]
    return f"the text says “{group.cue_words.replace('…', group.name)}”" if group.cue else "no word beside it says so"


def _home(seen: View, row: int) -> str:
    home = seen.table.home
    if home is None:
        return "the publisher's town is not known"
    place = seen.place(row)
    if seen.value(row, "home_first"):
        return f"in {home.admin1 or 'the division'}, like the publisher's town {home.name}"
    if seen.value(row, "home_country"):
        return f"in the country of the publisher's town {home.name}"
    return f"not in the country of the publisher's town {home.name} ({place.country_code or 'none'})"


def _metonym(seen: View, row: int) -> str:
    if seen.value(row, "metonym_capital"):
        return "the name stands for those who act there, as capitals and states do"
    return "the name stands for those who act there, which is rarely said of such a place"


def _dateline(seen: View, row: int) -> str:
    if seen.table.groups[int(seen.table.group[row])].dateline:
        return "the name stands in the dateline"
    names = [seen.place(best).name for group, best in zip(seen.table.groups, seen.best, strict=True) if group.dateline]
    return f"the dateline is {', '.join(names[:2])}" if names else "there is no dateline"


def _fellows(seen: View, row: int, codes: NDArray[np.int64]) -> tuple[int, int, list[str]]:
    """How many of the other names' picks share the row's code, how many names there are, and examples."""
    own, names = int(seen.table.group[row]), []
    for group, best in enumerate(seen.best):
        if group != own and codes[row] and codes[best] == codes[row]:
            names.append((-len(seen.table.groups[group].occurrences), seen.table.groups[group].name))
    return len(names), len(seen.best) - 1, [name for _, name in sorted(names)]


def _shared(count: int, others: int, names: list[str], where: str) -> str:
    examples = f" ({', '.join(names[:3])})" if names else ""
    return f"{count} of the article's {others} other names lie in {where}{examples}"


def _country(seen: View, row: int) -> str:
    count, others, names = _fellows(seen, row, seen.table.country)
    return _shared(count, others, names, seen.place(row).country_code or "no country")


def _division(seen: View, row: int) -> str:
    count, others, names = _fellows(seen, row, seen.table.first)
    place = seen.place(row)
    return _shared(count, others, names, place.admin1 or place.admin1_code or "its division")


def _close(seen: View, row: int) -> str:
    if not len(seen.chosen):
        return "no other place to measure from"
    nearest = int(np.argmax(seen.angle[row]))
    if seen.angle[row, nearest] < -1.0:
        return "no other place to measure from"
    km = math.acos(min(1.0, float(seen.angle[row, nearest]))) * RADIUS_M / 1000.0
    name = seen.place(int(seen.chosen[nearest])).name
    groups = {
        int(seen.table.group[pick])
        for pick, cosine in zip(seen.chosen, seen.angle[row], strict=True)
        if cosine > math.cos(CLOSE_M / RADIUS_M) and seen.p[pick] >= 0.3
    }
    distance = f"{km:,.0f} km from {name}" if km >= 1 else f"in the same place as {name}"
    return distance + (f"; {len(groups)} of the article's places within 150 km" if len(groups) > 1 else "")


def _named(seen: View, row: int) -> str:
    found = _named_codes(seen, row)
    if not found:
        return "neither its country nor its division is named"
    return " and ".join(f"{name} is named {_times(count)}" for name, count in found[:2])


def _holds(seen: View, row: int) -> str:
    country = seen.table.types[row] == PlaceType.COUNTRY
    count, others, names = _fellows(seen, row, seen.table.country if country else seen.table.first)
    if not count:
        return "none of the article's other names lie in it or around it"
    examples = ", ".join(names[:3])
    return f"it holds, or shares its division with, {count} of the article's {others} other names ({examples})"


def _said(seen: View, row: int) -> str:
    table, own = seen.table, int(seen.table.group[row])
    around = {int(codes[row]) for codes in table.within} - {0}
    for link in (Link.COMMA, Link.INSIDE, Link.POSSESSIVE):
        for group in np.flatnonzero(table.links[link][own]):
            best = seen.best[int(group)]
            name, outer = table.groups[own].name, table.groups[int(group)].name
            if int(table.container[best]) in around:
                if link is Link.POSSESSIVE:
                    return f"the text says “{outer}'s {name}”"
                return f"the text says “{name}{', ' if link is Link.COMMA else ' in '}{outer}”"
    return "the name beside it lies elsewhere"


def _listed(seen: View, row: int) -> str:
    own = int(seen.table.group[row])
    names = [
        seen.table.groups[int(group)].name
        for group in np.flatnonzero(seen.table.links[Link.AND][own])
        if seen.table.sibling[seen.best[int(group)]] == seen.table.sibling[row]
    ]
    return f"listed with {', '.join(names[:3])}, of the same kind" if names else "listed with places of another kind"


def _demonym(seen: View, row: int) -> str:
    own = int(seen.table.group[row])
    names = [
        seen.table.groups[int(group)].name
        for group in np.flatnonzero(seen.table.same_sentence[own])
        if seen.table.country[seen.best[int(group)]] == seen.table.country[row]
    ]
    return f"“{names[0]}” stands in the same sentence" if names else "the sentence speaks of another country's people"


_NOTES: Mapping[str, Callable[[View, int], str]] = {
    "prominence": _prominence,
    "name_match": _match,
    "word_beside": _beside,
    "home": _home,
    "metonym": _metonym,
    "dateline": _dateline,
    "same_country": _country,
    "same_division": _division,
    "close_by": _close,
    "country_named": _named,
    "division_named": _named,
    "holds_others": _holds,
    "said_beside": _said,
    "listed_with": _listed,
    "demonym": _demonym,
}


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
        Evidence(name=_ORDER[i], weight=round(float(weights[i]), 4), note=_NOTES[_ORDER[i]](seen, row))
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
    return (Evidence(name="convention", weight=round(added, 4), note=pair.note),)


def sole(log_odds: float, place: Place) -> tuple[Evidence, ...]:
    """The reason of a candidate without rivals."""
    note = f"the only place of this name that the gazetteer holds ({place.country_code or 'no country'})"
    return (Evidence(name="only_candidate", weight=round(log_odds, 4), note=note),)
