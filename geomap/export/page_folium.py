"""The story map as a real folium map: it takes layers and saves like any other, and its page is ours.

folium 0.20's own page loads ten files from the network and puts text into HTML. Here Leaflet is inline, what the
articles say lies in one JSON block, and the page's policy lets nothing else run. Layers that a user adds go through
folium's templates as always; the policy then allows the addresses that those layers ask for.
"""

from collections.abc import Iterator
from typing import Any

import folium
from branca.element import CssLink, Element, Figure, JavascriptLink
from folium.template import Template

from geomap.export.page_document import OPTIONS, ZOOM, Drawing, document
from geomap.export.page_shapes import Window


class StoryFigure(Figure):
    """The whole document around the map."""

    def __init__(self, parts: dict[str, str], data: dict[str, Any]) -> None:
        super().__init__(height="640px")
        self.parts = parts
        self.data = data

    def render(self, **kwargs: Any) -> str:
        """The page, with stable names instead of folium's random ones."""
        for child in list(self._children.values()):
            child.render(**kwargs)
        (story,) = self._children.values()
        names = {element._id: f"n{number}" for number, element in enumerate(_elements(self))}
        links = [*self.header._children.values()]
        scripts = [each.url for each in links if isinstance(each, JavascriptLink)]
        styles = [each.url for each in links if isinstance(each, CssLink)]

        def stable(text: str) -> str:
            for given, name in names.items():
                text = text.replace(given, name)
            return text

        drawing = Drawing(
            name=stable(story.get_name()),
            html=stable(self.html.render(**kwargs)),
            script=stable(self.script.render(**kwargs)),
            head=stable(self.header.render(**kwargs)),
            scripts=scripts,
            styles=styles,
            opened=bool(story._children or scripts or styles),
        )
        return document(self.parts, self.data, drawing)


class StoryMap(folium.Map):
    """A folium map of one or several articles: add layers to it, `save` it, show it in a notebook."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium's own attribute; nothing is loaded from elsewhere
    default_css: list[tuple[str, str]] = []  # noqa: RUF012 - as above
    _template = Template(
        "{% macro html(this, kwargs) %}"
        '<div class="folium-map" id="{{ this.get_name() }}"></div>'
        "{% endmacro %}"
        "{% macro script(this, kwargs) %}{{ this.map_script() }}{% endmacro %}"
    )

    def __init__(self, view: Window, parts: dict[str, str], data: dict[str, Any]) -> None:
        middle = [(view.south + view.north) / 2, view.middle]  # folium wants latitude first
        snap, fade = OPTIONS["zoomSnap"], OPTIONS["fadeAnimation"]
        super().__init__(location=middle, zoom_start=ZOOM, tiles=None, zoom_snap=snap, fade_animation=fade)
        self._name = "Story"
        StoryFigure(parts, data).add_child(self)  # in place of the figure that folium made

    def map_script(self) -> str:
        """Run folium's own template for the script that creates the map and names it."""
        found: str = folium.Map._template.module.script(self, {})
        return found


def _elements(root: Element) -> Iterator[Element]:
    """The element and all below it; figures and popups hold some of theirs beside their children."""
    yield root
    beside = (getattr(root, name, None) for name in ("header", "html", "script"))
    for each in (*(element for element in beside if isinstance(element, Element)), *root._children.values()):
        yield from _elements(each)
