"""What turns the support for a publisher's home into a probability: a logistic regression over a few figures."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from geomap.errors import GazetteerError
from geomap.geodesy import Floats

FEATURES = ("constant", "share", "margin", "support", "articles")
HEAD = "kind\tname\tvalue\tmeaning"


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeModel:
    """The learned numbers.

    Attributes:
        weights: one a column of FEATURES, in log odds.
        least: probability under which a publisher has no home.
    """

    weights: Floats
    least: float = 0.5


def log_odds(model: HomeModel, row: Floats) -> float:
    """Log odds that a home is right, within bounds."""
    return float(np.clip(row @ model.weights, -30.0, 30.0))


def parse_home_model(lines: Iterable[str]) -> HomeModel:
    """The model of a table with the columns of HEAD ("#" begins a comment): rows `weight` and `set least`.

    Raises:
        GazetteerError: a row is not understood, or a weight is missing.
    """
    weights: dict[str, float] = {}
    least = 0.5
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith(("#", "kind\t")):
            continue
        try:
            kind, name, value = line.rstrip("\n").split("\t")[:3]
            if kind == "weight" and name in FEATURES:
                weights[name] = float(value)
            elif (kind, name) == ("set", "least"):
                least = float(value)
            else:
                raise KeyError(f"{kind} {name}")  # noqa: TRY301 - reported below like any other line that cannot be used
        except (ValueError, KeyError) as reason:
            message = f"home table, line {number}: cannot use {line.strip()[:80]!r} ({reason})"
            raise GazetteerError(message) from reason
    missing = [name for name in FEATURES if name not in weights]
    if missing:
        raise GazetteerError(f"home table lacks a row for {', '.join(missing)}; train it anew")
    return HomeModel(weights=np.array([weights[name] for name in FEATURES]), least=least)
