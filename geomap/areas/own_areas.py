"""How large a place itself is: from the table of well-known sizes, or from its outline."""

from collections.abc import Mapping
from dataclasses import dataclass

from geomap.areas.surroundings import Outlines
from geomap.geodesy import geometry_area_m2
from geomap.records import Place

#: The gazetteer's outlines are generalised: below this a bay more or less is a tenth of the place.
_TRUSTED_M2 = 5e9


@dataclass(frozen=True, slots=True)
class OwnArea:
    """A place's own area in square metres, and where that is known from."""

    m2: float
    source: str


class OwnAreas:
    """Sizes of places, for shares ("a third of the province") and comparisons ("the size of Wales")."""

    def __init__(self, known: Mapping[str, OwnArea], outlines: Outlines) -> None:
        self._known = known
        self._outlines = outlines

    def of(self, place: Place | None) -> OwnArea | None:
        """The place's own area; None where it is not known well enough."""
        if place is None or place.id is None:
            return None
        if place.id in self._known:
            return self._known[place.id]
        outline = self._outlines(place.id)
        area = geometry_area_m2(outline) if outline is not None else 0.0
        return OwnArea(area, "the gazetteer's outline") if area >= _TRUSTED_M2 else None
