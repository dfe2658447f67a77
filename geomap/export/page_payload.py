"""Everything the page's script needs, as plain JSON values, and everything its HTML needs beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from geomap.export.basemap import REGION_SCALE, WORLD_SCALE, background, basemap_payload
from geomap.export.page_collect import Collection, collected
from geomap.export.page_credits import credits_line
from geomap.export.page_edges import contested
from geomap.export.page_html import headline
from geomap.export.page_mark import USUAL, Mark, payload
from geomap.export.page_shapes import MARK_SCALE, Window
from geomap.export.page_view import first_view
from geomap.ports import Gazetteer
from geomap.records import MappedArticle


@dataclass(frozen=True, slots=True)
class Page:
    """A page before it is HTML."""

    title: str
    found: Collection
    view: Window
    data: dict[str, Any]

    @property
    def drawn(self) -> list[Mark]:
        """The marks that the map shows."""
        return [mark for mark in self.found.marks.values() if mark.is_drawn]


def page(
    mapped: Sequence[MappedArticle], gazetteer: Gazetteer, title: str | None, worldview: str | None = None
) -> Page:
    """Collect, choose the view, cut the background."""
    found = collected(mapped, gazetteer)
    marks = list(found.marks.values())
    view = first_view(marks)
    outlined = any(mark.is_country and mark.geometry is not None for mark in marks)
    lines = contested(background(gazetteer, view), worldview) if outlined else []
    named = title or (headline(mapped[0].article) if len(mapped) == 1 else f"{len(mapped)} articles")
    data = {
        "view": [round(edge, 3) for edge in (view.west, view.south, view.east, view.north)],
        "usual": USUAL,
        "marks": [payload(mark, view, found.countries, lines) for mark in marks],
        "basemap": basemap_payload(gazetteer, view, worldview),
        "worldScale": WORLD_SCALE,
        "regionScale": REGION_SCALE,
        "markScale": MARK_SCALE,
        "attribution": credits_line(gazetteer, worldview),
        "mapLabel": "Map of the places in the text",
    }
    return Page(named, found, view, data)
