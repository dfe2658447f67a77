"""Families of features: what readers see as one reason."""

from collections.abc import Mapping

import numpy as np

from geomap.resolution.blocks import MATCHES
from geomap.resolution.evidence import FEATURES
from geomap.resolution.placetypes import PlaceType

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
        "open_water",
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
        *(f"match_{match.value}" for match in MATCHES),
        "same_spelling",
        "short_alternate",
        "kind_in_name",
        "outnamed",
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
    "article": ("article_nature",),
    "home": ("home_country", "home_first", "home_near"),
    "metonym": ("metonym_capital",),
    "dateline": ("in_dateline", "dateline_country", "dateline_first"),
    "same_country": ("country_share", "country_near"),
    "same_division": ("first_share", "first_near", "town_first_share", "first_shared", "second_shared"),
    "close_by": ("close_share", "close_near", "closest_km", "twin_town_close"),
    "country_named": ("country_named",),
    "division_named": ("first_named", "second_named"),
    "holds_others": ("holds_first", "holds_second", "twin_division_holds", "twin_division_beyond"),
    "said_beside": ("inside_comma", "inside_in", "inside_possessive"),
    "said_apart": ("inside_apart",),
    "said_around": ("holds_said",),
    "listed_with": ("same_kind_listed",),
}
# 1 where a feature (row) belongs to a family (column), in the order of FEATURES and FAMILIES.
MEMBERS = np.array([[float(feature in family) for family in FAMILIES.values()] for feature in FEATURES])
