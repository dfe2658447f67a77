"""The story map: mapped articles as one HTML page that opens anywhere, without a network."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.errors import SettingsError
from geomap.export.page_document import document, plain_drawing
from geomap.export.page_html import (
    article_texts,
    beside_the_map,
    byline,
    heading,
    place_buttons,
    place_list,
    text,
)
from geomap.export.page_payload import Page, page
from geomap.ports import Gazetteer
from geomap.records import MappedArticle
from geomap.settings import WORLDVIEWS

if TYPE_CHECKING:  # only who adds layers needs it
    import folium


_HINT = '<span class="hint"> · choose a name to see it on the map</span>'


@dataclass(frozen=True, slots=True, kw_only=True)
class MapOptions:
    """What a user may choose.

    Attributes:
        title: the page's title; None: the article's own, and where it has none its first paragraph, or its id on a
            page without text.
        worldview: ISO code of the country whose view of borders is drawn, one of settings.WORLDVIEWS; None is the
            neutral one, disputed borders dashed.
        with_text: whether the page holds the articles' text. Without it there is a list of the places.
    """

    title: str | None = None
    worldview: str | None = None
    with_text: bool = True


def story_map(mapped: Sequence[MappedArticle], gazetteer: Gazetteer, options: MapOptions | None = None) -> "folium.Map":
    """A folium map of the articles: layers can be added to it, and `save` writes the page.

    Raises:
        SettingsError: there is no article, or the worldview is not one that the background map knows.
    """
    from geomap.export.page_folium import StoryMap  # noqa: PLC0415 - loads folium, which takes 0.3 s

    made, parts = _made(mapped, gazetteer, options or MapOptions())
    return StoryMap(made.view, parts, made.data)


def render(mapped: Sequence[MappedArticle], gazetteer: Gazetteer, options: MapOptions | None = None) -> str:
    """The whole page as HTML, without folium; the same input gives the same text.

    Raises:
        SettingsError: as `story_map`.
    """
    made, parts = _made(mapped, gazetteer, options or MapOptions())
    return document(parts, made.data, plain_drawing(made.view))


def _made(mapped: Sequence[MappedArticle], gazetteer: Gazetteer, options: MapOptions) -> tuple[Page, dict[str, str]]:
    if not mapped:
        raise SettingsError("a map needs at least one article, got none")
    if options.worldview is not None and options.worldview not in WORLDVIEWS:
        raise SettingsError(f"worldview must be one of {' '.join(WORLDVIEWS)}, got {options.worldview!r}")
    title = options.title
    if not title and not options.with_text and len(mapped) == 1:
        title = (mapped[0].article.title or "").strip() or mapped[0].article.id  # the first paragraph is text
    made = page(mapped, gazetteer, title, options.worldview)
    return made, _parts(mapped, made, options)


def _parts(mapped: Sequence[MappedArticle], made: Page, options: MapOptions) -> dict[str, str]:
    """The page's finished pieces of HTML, by the name of their place in the document."""
    marks = list(made.found.marks.values())
    several = len(mapped) > 1
    count = len(made.drawn)
    subline = [byline(mapped[0].article)] if not several else []
    things = "place" if count == 1 else "places and areas"
    subline.append(f"{count} {things} on the map" if count else "No place was found")
    shown = options.with_text
    reading = article_texts(mapped, made.found, made.title) if shown else place_buttons(marks, made.found.numbers())
    return {
        "title": text(made.title),
        "heading": text(made.title) if several or not shown else heading(mapped[0], made.found, made.title),
        "subline": " · ".join(part for part in subline if part) + (_HINT if count and options.with_text else ""),
        "stage": "" if shown else " map-only",
        "reading_label": "Text" if shown else "Places",
        "reading": reading + beside_the_map(made.found),
        "list": place_list(made.drawn),
    }
