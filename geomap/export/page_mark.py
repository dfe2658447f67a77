"""A mark: one thing on the map that names in the text lead to. Collected from many mentions, then written as JSON."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from geomap.export.page_edges import open_edge
from geomap.export.page_outline import generalised, seamless
from geomap.export.page_shapes import Window, encoded, is_closed, near_meridian
from geomap.export.page_words import KIND_WORDS, STATUS_WORDS, place_words
from geomap.records import Geometry, Kind, Place, Point, Resolution, Status

SURE, LIKELY = 0.8, 0.5  # probabilities from which a mark is drawn solid, or pale; below it is dashed
USUAL = {  # what most marks have: told once a page
    "kind": Kind.LITERAL.value, "sure": "sure", "drawn": True, "country": False, "rank": 1, "where": "", "notes": [],
    "status": "", "mentions": [[KIND_WORDS[Kind.LITERAL], 1]],
}  # fmt: skip
_REASONS = 3  # notes shown for a choice

# The kind that decides how a mark with mentions of several kinds is drawn: the most literal one.
_PRECEDENCE = (Kind.LITERAL, Kind.METONYM, Kind.EMBEDDED, Kind.DEMONYM, Kind.NOMINAL)


@dataclass(slots=True, kw_only=True)
class Mark:
    """What the page draws once, with everything its card tells."""

    key: str
    name: str
    words: str  # "town", "region", "quoted area, to scale"
    where: str = ""  # "Deir ez-Zor, Syria"
    layer: str  # "point" "line" "water" "outline" "region" "area" "soft"
    point: Point
    geometry: Geometry | None = None
    inner: Geometry | None = None  # the lower of two amounts
    label: str = ""
    country_code: str | None = None
    is_country: bool = False
    kinds: Counter[Kind] = field(default_factory=Counter)
    spellings: Counter[str] = field(default_factory=Counter)  # of its literal mentions, as the text writes them
    resolutions: list[Resolution] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    parent: str | None = None  # key of the place that it is part of
    weight: int = 0  # literal mentions: labels of heavier marks are placed first

    @property
    def kind(self) -> Kind:
        """The most literal of its mentions' kinds; regions and areas are literal."""
        return next((kind for kind in _PRECEDENCE if self.kinds[kind]), Kind.LITERAL)

    @property
    def is_drawn(self) -> bool:
        """Demonyms alone put nothing on the map, and phrases such as "the city" change no mark."""
        return self.kind not in (Kind.DEMONYM, Kind.NOMINAL)

    @property
    def is_local(self) -> bool:
        """Whether the first view should hold it: literal, and smaller than a country."""
        return self.kind is Kind.LITERAL and not self.is_country

    def note(self, sentence: str) -> None:
        """Add a sentence to its card, once."""
        if sentence and sentence not in self.notes:
            self.notes.append(sentence)


def payload(mark: Mark, view: Window, countries: dict[str, str], lines: Sequence[Geometry] = ()) -> dict[str, Any]:
    """The mark as the page's script reads it; coordinates longitude first, near the view's middle meridian.

    Args:
        mark: what it tells.
        view: what the map shows first.
        countries: names by code.
        lines: disputed borders, along which no country's outline is drawn.
    """
    middle = view.middle
    doubtful = _most_doubtful(mark)
    title = mark.label if mark.spellings and mark.label else mark.name
    usual = USUAL | {"label": title}
    found: dict[str, Any] = {
        "key": mark.key,
        "name": title,
        "words": mark.words if title == mark.name else f"{mark.name}, {mark.words}",
        "where": mark.where,
        "layer": mark.layer,
        "at": [round(near_meridian(mark.point.lon, middle), 4), round(mark.point.lat, 4)],
        "kind": mark.kind.value,
        "sure": confidence(mark),
        "drawn": mark.is_drawn,
        "label": mark.label,
        "rank": mark.weight,
        "country": mark.is_country,
        "mentions": [
            [KIND_WORDS[kind], count] for kind, count in sorted(mark.kinds.items(), key=lambda item: item[0]) if count
        ],
        "notes": mark.notes,
    }
    if mark.geometry is not None:
        outline = generalised(mark.geometry, view)
        found["shape"] = encoded(outline, middle)
        found["closed"] = is_closed(mark.geometry)
        edge = open_edge(outline, lines, view) if mark.is_country and found["closed"] else None
        if edge is not None:
            found["edge"] = encoded(edge, middle)
    if mark.inner is not None:
        found["inner"] = encoded(seamless(mark.inner, middle), middle)
    if mark.parent is not None:
        found["parent"] = mark.parent
    if doubtful is not None:
        found |= _explanation(doubtful, mark, countries)
    return {name: value for name, value in found.items() if name not in usual or value != usual[name]}


def confidence(mark: Mark) -> str:
    """How its mark is drawn: "sure", "likely" or "unsure". The least certain mention decides."""
    if any(resolution.status is not Status.RESOLVED for resolution in mark.resolutions):
        return "unsure"
    lowest = min((resolution.probability or 0.0 for resolution in mark.resolutions), default=1.0)
    return "sure" if lowest >= SURE else "likely" if lowest >= LIKELY else "unsure"


def place_where(place: Place, countries: dict[str, str]) -> str:
    """The divisions around a place, its own name left out: "Idlib, Syria"."""
    around = (place.admin2, place.admin1, countries.get(place.country_code or "", place.country_code))
    named = [name for name in dict.fromkeys(around) if name and name != place.name]
    return ", ".join(named[-2:])


def _most_doubtful(mark: Mark) -> Resolution | None:
    return min(mark.resolutions, key=lambda each: each.probability or 0.0, default=None)


def _explanation(resolution: Resolution, mark: Mark, countries: dict[str, str]) -> dict[str, Any]:
    """Probability, runner-up and reasons, of the least certain of the mark's mentions."""
    probabilities = [each.probability for each in mark.resolutions if each.probability is not None]
    best = resolution.best
    told: dict[str, Any] = {"status": STATUS_WORDS[resolution.status]}
    if probabilities:
        told["probability"] = [round(min(probabilities), 3), round(max(probabilities), 3)]
    if best is not None:
        heaviest = sorted(best.evidence, key=lambda each: -each.weight)
        told["reasons"] = [each.note for each in heaviest if each.weight > 0 and each.note][:_REASONS]
    if len(resolution.ranked) > 1:
        second = resolution.ranked[1]
        place = second.candidate.place
        told["other"] = {
            "name": place.name,
            "words": place_words(place),
            "where": place_where(place, countries),
            "probability": round(second.probability, 3),
        }
    return told
