"""The evidence: each function looks at one thing and returns columns with one value a candidate row.

`LOCAL` columns read the words beside a name and the publisher's home; `CONTEXT` columns read the article's other names
and need the probabilities of an earlier pass. A column is a feature of the ranker; FEATURES is their order.
"""

import math
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from geomap.geodesy import RADIUS_M, Floats
from geomap.resolution.blocks import STATIC, code_number
from geomap.resolution.cues import Sense
from geomap.resolution.layout import Link
from geomap.resolution.placetypes import DIVISIONS, SETTLEMENTS, PlaceType
from geomap.resolution.table import Ints, Table

LOCAL = (
    "cue_county",
    "cue_state",
    "cue_division",
    "cue_city",
    "cue_country",
    "cue_water",
    "cue_relief",
    "cue_spot",
    "article_nature",
    "home_country",
    "home_first",
    "home_near",
    "in_dateline",
    "metonym_capital",
    "second_shared",
    "first_shared",
    "holds_said",
)
CONTEXT = (
    "country_share",
    "country_near",
    "first_share",
    "first_near",
    "close_share",
    "close_near",
    "closest_km",
    "country_named",
    "first_named",
    "second_named",
    "holds_first",
    "holds_second",
    "town_first_share",
    "inside_comma",
    "inside_in",
    "inside_possessive",
    "inside_apart",
    "same_kind_listed",
    "dateline_country",
    "dateline_first",
    "wide_population",
    "wide_capital",
    "wide_first",
    "alone_population",
    "alone_capital",
    "alone_first",
    "alone_country",
    "focus_population",
    "focus_capital",
    "twin_town_close",
    "twin_division_holds",
    "twin_division_beyond",
)
FEATURES = STATIC + LOCAL + CONTEXT
_COLUMN = {name: index for index, name in enumerate(FEATURES)}

_CAPITAL, _FIRST, _COUNTRY = (_COLUMN[f"type_{name}"] for name in ("capital", "first", "country"))
_SIZE = [_COLUMN[name] for name in ("population_small", "population_middle", "population_large")]
CLOSE_M = 150_000.0  # "near": within a day's news of each other; RESOLUTION's 150 km
_CLOSE_COSINE = math.cos(CLOSE_M / RADIUS_M)
_PICK = 0.05  # less probable candidates of other names are not looked at
_ABROAD = 0.3  # how much less it says that a journey to a whole state begins abroad; by judgement
SURE = 0.3  # least probability of a pick that the smallest distance is measured to


def _flags(kinds: Iterable[PlaceType]) -> NDArray[np.bool_]:
    wanted = frozenset(kinds)
    return np.array([kind in wanted for kind in PlaceType])


_CUE_TYPES: Mapping[Sense, NDArray[np.bool_]] = {
    Sense.COUNTY: _flags({PlaceType.SECOND, PlaceType.LOWER}),
    Sense.STATE: _flags({PlaceType.FIRST}),
    Sense.DIVISION: _flags(DIVISIONS | {PlaceType.REGION}),
    Sense.CITY: _flags(SETTLEMENTS),
    Sense.COUNTRY: _flags({PlaceType.COUNTRY}),
    Sense.WATER: _flags({PlaceType.WATER}),
    Sense.RELIEF: _flags({PlaceType.RELIEF}),
    Sense.SPOT: _flags({PlaceType.SPOT}),
}
_ACTS = _flags({PlaceType.CAPITAL, PlaceType.COUNTRY})  # governments sit in capitals, and states act
_NATURE = _flags({PlaceType.WATER, PlaceType.RELIEF, PlaceType.REGION})  # "the Nile", "the Alps", "the Sahel"
_SETTLED = _flags(SETTLEMENTS)


def cue_columns(table: Table, out: Floats) -> None:
    """Whether the word beside the name ("County", "the city of") fits the candidate's kind."""
    for index, group in enumerate(table.groups):
        rows = table.rows(index)
        if group.cue and group.cue in _CUE_TYPES:
            out[rows, _COLUMN[f"cue_{group.cue.value}"]] = _CUE_TYPES[group.cue][table.types[rows]]
        if group.article:
            out[rows, _COLUMN["article_nature"]] = _NATURE[table.types[rows]]
        if group.metonym:
            out[rows, _COLUMN["metonym_capital"]] = _ACTS[table.types[rows]]
        if group.dateline:
            out[rows, _COLUMN["in_dateline"]] = _SETTLED[table.types[rows]]


def home_columns(table: Table, out: Floats) -> None:
    """Whether the candidate lies in the publisher's country and state, and how near its town; less if doubtful."""
    if table.home is None:
        return
    home = table.home.place
    if home.country_code:
        out[:, _COLUMN["home_country"]] = table.codes[0] == code_number(home.country_code)
    if home.admin1_code:
        out[:, _COLUMN["home_first"]] = table.codes[1] == code_number(home.admin1_code)
    lon, lat = math.radians(home.point.lon), math.radians(home.point.lat)
    here = np.array([math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)])
    out[:, _COLUMN["home_near"]] = np.where(table.pointlike, nearness(table.xyz @ here), 0.0)
    out[:, [_COLUMN[name] for name in ("home_country", "home_first", "home_near")]] *= table.home.probability


def nearness(cosine: Floats) -> Floats:
    """0 from 1,000 km on, 2 from 10 km down, by the logarithm of the distance."""
    km = np.arccos(np.clip(cosine, -1.0, 1.0)) * (RADIUS_M / 1000.0)
    near: Floats = np.clip(3.0 - np.log10(np.maximum(km, 1.0)), 0.0, 2.0)
    return near


def _mass(table: Table, p: Floats, codes: Ints) -> Floats:
    """Probability of each code within each group, shape (g, codes); column 0 (no code) is empty."""
    width = int(codes.max()) + 1
    mass = np.bincount(table.group * width + codes, weights=p, minlength=len(table.starts) * width)
    by_group: Floats = mass.reshape(len(table.starts), width).astype(np.float64, copy=False)
    by_group[:, 0] = 0.0
    return by_group


def _shares(mass: Floats, counted: Floats, total: Floats) -> Floats:
    """Share of the counted groups' probability that each code has, shape (g, codes).

    Args:
        mass: from `_mass`.
        counted: how much group b counts for group a, diagonal 0, shape (g, g).
        total: the sums of its rows and 1: one group more dampens short articles, shape (g,).
    """
    shares: Floats = (counted @ mass) / total[:, None]
    return shares


def _wide_columns(table: Table, country: Floats, out: Floats) -> None:
    """How far an article's other names spread over countries: news of the world means the large namesakes."""
    total = country.sum(axis=1)
    spread = (total - (country**2).sum(axis=1) / np.maximum(total, 1e-9))[table.group]
    alone = (1.0 / table.others)[table.group]  # a short text says little else
    size, capital, first, whole = (out[:, column] for column in (_SIZE, _CAPITAL, _FIRST, _COUNTRY))
    people = size.sum(axis=1)
    at_home = out[:, _COLUMN["country_share"]]
    out[:, _COLUMN["wide_population"]] = spread * people
    out[:, _COLUMN["wide_capital"]] = spread * capital
    out[:, _COLUMN["wide_first"]] = spread * first
    out[:, _COLUMN["alone_population"]] = alone * people
    out[:, _COLUMN["alone_capital"]] = alone * capital
    out[:, _COLUMN["alone_first"]] = alone * first
    out[:, _COLUMN["alone_country"]] = alone * whole
    out[:, _COLUMN["focus_population"]] = at_home * people
    out[:, _COLUMN["focus_capital"]] = at_home * capital


SAID = (Link.COMMA, Link.INSIDE, Link.POSSESSIVE)  # links that say what lies in what


def said_columns(table: Table, out: Floats) -> None:
    """Whether the name that is said to lie in this one has a namesake there: the Georgia of "Athens in Georgia"."""
    said = sum(table.links[link] for link in SAID)
    if not np.any(said):
        return
    width = int(table.container.max()) + 1
    inside = np.zeros((len(table.starts), width))
    for codes in table.within:
        inside[table.group, codes] = 1.0
    inside[:, 0] = 0.0
    out[:, _COLUMN["holds_said"]] = np.minimum(np.transpose(said) @ inside, 1.0)[table.group, table.container]


def coincidence_columns(table: Table, out: Floats) -> None:
    """Whether other names have namesakes in the same divisions: sharing a county is no accident."""
    ones = np.ones(len(table.group))
    second = np.minimum(_mass(table, ones, table.second), 1.0)
    out[:, _COLUMN["second_shared"]] = np.minimum((table.uniform > 0) @ second, 2.0)[table.group, table.second]
    first = np.minimum(_mass(table, ones, table.first), 1.0)
    first /= np.maximum(first.sum(axis=1, keepdims=True), 1.0)
    shares = _shares(first, table.uniform, table.others)
    out[:, _COLUMN["first_shared"]] = shares[table.group, table.first]


def agreement_columns(table: Table, p: Floats, out: Floats) -> None:
    """How much of the article's other names lie in the candidate's country and first-level division."""
    country = _mass(table, p, table.country)
    first = _mass(table, p, table.first)
    by_country = _shares(country, table.uniform, table.others)
    near_country = _shares(country, table.nearness, table.neighbours)
    near_first = _shares(first, table.nearness, table.neighbours)
    share = _shares(first, table.uniform, table.others)[table.group, table.first]
    out[:, _COLUMN["country_share"]] = by_country[table.group, table.country]
    out[:, _COLUMN["country_near"]] = near_country[table.group, table.country]
    out[:, _COLUMN["first_share"]] = share
    out[:, _COLUMN["first_near"]] = near_first[table.group, table.first]
    _wide_columns(table, by_country, out)
    holds = share * out[:, _FIRST]
    out[:, _COLUMN["holds_first"]] = holds
    out[:, _COLUMN["holds_second"]] = share * out[:, _COLUMN["type_second"]]
    out[:, _COLUMN["twin_division_holds"]] = holds * out[:, _COLUMN["twin_division"]]
    out[:, _COLUMN["town_first_share"]] = share * _SETTLED[table.types]
    if any(group.dateline for group in table.groups):
        lead = (table.uniform > 0) * np.array([float(group.dateline) for group in table.groups])
        total = lead.sum(axis=1) + 1.0
        out[:, _COLUMN["dateline_country"]] = _shares(country, lead, total)[table.group, table.country]
        out[:, _COLUMN["dateline_first"]] = _shares(first, lead, total)[table.group, table.first]


def _apart_column(table: Table, p: Floats, holds: Floats, out: Floats) -> None:
    """Whether a journey's start lies in its end: never, and seldom in the country of a state that is its end."""
    apart = table.links[Link.APART]
    around = apart @ holds
    inside = sum(around[table.group, codes] for codes in table.within)
    states = apart @ _mass(table, np.where(table.types == PlaceType.FIRST, p, 0.0), table.country)
    out[:, _COLUMN["inside_apart"]] = np.minimum(inside + _ABROAD * states[table.group, table.country], 1.0)


def containment_columns(table: Table, p: Floats, out: Floats) -> None:
    """Whether the country or division around the candidate is named, anywhere or right beside the name."""
    holds = _mass(table, p, table.container)
    named = np.minimum((table.uniform > 0) @ holds, 1.0)
    for codes, name in zip(table.within, ("country_named", "first_named", "second_named"), strict=True):
        out[:, _COLUMN[name]] = named[table.group, codes]
    for link, name in (
        (Link.COMMA, "inside_comma"),
        (Link.INSIDE, "inside_in"),
        (Link.POSSESSIVE, "inside_possessive"),
    ):
        if table.links[link].any():
            around = table.links[link] @ holds
            inside = sum(around[table.group, codes] for codes in table.within)
            out[:, _COLUMN[name]] = np.minimum(inside, 1.0)
    if table.links[Link.APART].any():
        _apart_column(table, p, holds, out)
    if table.links[Link.AND].any():
        kinds = _mass(table, p, table.sibling)
        listed = table.links[Link.AND]
        shares = _shares(kinds, listed, listed.sum(axis=1) + 1.0)
        out[:, _COLUMN["same_kind_listed"]] = shares[table.group, table.sibling]


def picks(table: Table, p: Floats) -> NDArray[np.intp]:
    """Rows whose points the distances are measured to."""
    return np.flatnonzero((p >= _PICK) & table.pointlike)


def cosines(table: Table, chosen: NDArray[np.intp]) -> Floats:
    """Cosine of the angle from each row to each pick, -2 within one name; shape (n, picks)."""
    found: Floats = table.xyz @ table.xyz[chosen].T
    apart = table.uniform[:, table.group[chosen]][table.group] > 0
    found[~apart] = -2.0
    return found


def distance_columns(table: Table, p: Floats, out: Floats) -> None:
    """How many of the article's other places lie within 150 km, and how far the nearest of them."""
    chosen = picks(table, p)
    if not len(chosen):
        return
    angle = cosines(table, chosen)
    close = angle > _CLOSE_COSINE
    members = np.zeros((len(chosen), len(table.starts)))
    members[np.arange(len(chosen)), table.group[chosen]] = p[chosen]
    by_group = close @ members  # (n, g): probability that group g's place is near the row's
    for counted, total, name in (
        (table.uniform, table.others, "close_share"),
        (table.nearness, table.neighbours, "close_near"),
    ):
        share = np.einsum("ng,ng->n", by_group, counted[table.group]) / total[table.group]
        out[:, _COLUMN[name]] = share * table.pointlike
    out[:, _COLUMN["twin_town_close"]] = out[:, _COLUMN["close_share"]] * out[:, _COLUMN["twin_town"]]
    sure = p[chosen] >= SURE
    if sure.any():
        out[:, _COLUMN["closest_km"]] = np.where(table.pointlike, nearness(angle[:, sure].max(axis=1)), 0.0)


def beyond_columns(table: Table, out: Floats) -> None:
    """How many names lie in a division, but not near the town of its name: news of the state, not of the city."""
    divisions = np.flatnonzero(table.seat >= 0)
    near = out[table.seat[divisions], _COLUMN["close_share"]]
    beyond = np.maximum(out[divisions, _COLUMN["first_share"]] - near, 0.0)
    out[divisions, _COLUMN["twin_division_beyond"]] = beyond


def fixed_features(table: Table) -> Floats:
    """All columns, the CONTEXT ones still zero; shape (n, len(FEATURES))."""
    out = np.zeros((len(table.group), len(FEATURES)), order="F")  # most of it is written by columns
    out[:, : len(STATIC)] = table.static
    cue_columns(table, out)
    home_columns(table, out)
    coincidence_columns(table, out)
    said_columns(table, out)
    return out


def add_context(table: Table, p: Floats, out: Floats) -> None:
    """Fill the CONTEXT columns.

    Args:
        table: the article.
        p: probability of each row within its group, from an earlier pass.
        out: from `fixed_features`, changed in place.
    """
    out[:, len(STATIC) + len(LOCAL) :] = 0.0
    agreement_columns(table, p, out)
    containment_columns(table, p, out)
    distance_columns(table, p, out)
    beyond_columns(table, out)
