"""The learned numbers of the near answer: how likely a name lies around a place that its article is about."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from geomap.errors import GazetteerError
from geomap.geodesy import Floats

FEATURES = (
    "constant",
    "share_161",
    "near_161",
    "share_40",
    "country",
    "home",
    "home_known",
    "comma",
    "inside_name",
    "few",
    "best",
)
CALIBRATION = ("constant", "log_odds", "unknown")
SETTINGS = ("open_below", "least", "least_found")
HEAD = "kind\tname\tvalue\tmeaning"


@dataclass(frozen=True, slots=True)
class Radius:
    """The radius of answers around a place that has at least this share of the article's places within 40 km."""

    share: float
    radius_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NearModel:
    """What was learned.

    Attributes:
        weights: of the FEATURES of a place, in log odds that the name lies within 161 km of it.
        calibration: of the CALIBRATION columns of the likeliest place.
        radii: by falling share.
        open_below: answers of the gazetteer that are less probable may be outdone.
        least: near answers that are less probable are not given ...
        least_found: ... nor these, where the recogniser found the name: it may be wrong, too.
    """

    weights: Floats
    calibration: Floats
    radii: tuple[Radius, ...]
    open_below: float
    least: float
    least_found: float


def parse_near_model(lines: Iterable[str]) -> NearModel:
    """The model of a table with the columns of HEAD ("#" begins a comment).

    Rows of kind `weight` and `calibrate` hold weights by column, `radius` metres by share, `set` the limits.

    Raises:
        GazetteerError: a row is not understood, or one is missing.
    """
    values: dict[tuple[str, str], float] = {}
    radii: list[Radius] = []
    known = {("weight", name) for name in FEATURES} | {("calibrate", name) for name in CALIBRATION}
    known |= {("set", name) for name in SETTINGS}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith(("#", "kind\t")):
            continue
        try:
            kind, name, value = line.rstrip("\n").split("\t")[:3]
            if kind == "radius":
                radii.append(Radius(float(name), float(value)))
            elif (kind, name) in known:
                values[kind, name] = float(value)
            else:
                raise KeyError(f"{kind} {name}")  # noqa: TRY301 - reported below like any other line that cannot be used
        except (ValueError, KeyError) as reason:
            message = f"near table, line {number}: cannot use {line.strip()[:80]!r} ({reason})"
            raise GazetteerError(message) from reason
    missing = sorted(f"{kind} {name}" for kind, name in known - values.keys())
    if missing or not radii:
        raise GazetteerError(f"near table lacks a row for {', '.join(missing) or 'radius'}; train it anew")
    return NearModel(
        weights=np.array([values["weight", name] for name in FEATURES]),
        calibration=np.array([values["calibrate", name] for name in CALIBRATION]),
        radii=tuple(sorted(radii, key=lambda each: -each.share)),
        open_below=values["set", "open_below"],
        least=values["set", "least"],
        least_found=values["set", "least_found"],
    )
