"""An area as the text tells it, before it is tied to any place."""

from dataclasses import dataclass

from geomap.records import Basis, Bound, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """An area that the text tells, not yet tied to any place."""

    span: Span  # number words and unit
    text: str
    unit: str
    bound: Bound
    low_m2: float | None
    high_m2: float | None
    until: int = 0  # end of all its words: of the second figure in brackets too
    since: int = 0  # start of all its words: of "more than" too
    note: str = ""
    basis: Basis = Basis.MEASURE
    yardstick: int | None = None  # the mention whose own area it is told by
    of: int | None = None  # the mention that it is a share of, where the words say so themselves
    rule: str = ""  # how that mention was found: its line in `areas_links.tsv`
