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

from geomap.export.page_assets import leaflet_script, leaflet_style, script, style
from geomap.export.page_safety import json_block, policy
from geomap.export.page_shapes import Window

_POLICY = "<!-- content security policy -->"
_SHEET = (
    '<div class="sheet" id="sheet" role="region" aria-label="Chosen place" hidden>'
    '<button type="button" class="close" aria-label="Close">×</button><div class="sheet-body"></div></div>'
)
_NO_SCRIPT = '<div class="without-script"><p>The map needs JavaScript. These are its places:</p>'


class StoryFigure(Figure):
    """The whole document around the map."""

    def __init__(self, parts: dict[str, str], data: dict[str, Any]) -> None:
        super().__init__(height="640px")
        self.parts = parts
        self.data = data

    def render(self, **kwargs: Any) -> str:
        """The page: stable names instead of folium's random ones, and a policy for exactly these scripts."""
        for child in list(self._children.values()):
            child.render(**kwargs)
        html = self._document(kwargs)
        for number, element in enumerate(_elements(self)):
            html = html.replace(element._id, f"n{number}")
        links = [*self.header._children.values()]
        scripts = [each.url for each in links if isinstance(each, JavascriptLink)]
        styles = [each.url for each in links if isinstance(each, CssLink)]
        (story,) = self._children.values()
        opened = bool(story._children or scripts or styles)
        return html.replace(_POLICY, policy(html, scripts, styles, opened=opened), 1)

    def _document(self, kwargs: dict[str, Any]) -> str:
        parts = self.parts
        (story,) = self._children.values()
        data = json_block({"map": story.get_name(), **self.data})
        return "\n".join(
            (
                "<!DOCTYPE html>",
                '<html lang="en">',
                '<head><meta charset="utf-8">',
                f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
                '<meta name="viewport" content="width=device-width, initial-scale=1">',
                '<meta name="referrer" content="no-referrer">',
                f"<title>{parts['title']}</title>",
                f"<style>{leaflet_style()}</style>",
                f"<style>{style()}</style>",
                f"<script>{leaflet_script()}</script>",
                self.header.render(**kwargs),
                "</head>",
                "<body>",
                '<a class="skip" href="#map">Skip to the map</a>',
                f'<header class="head"><h1 dir="auto">{parts["heading"]}</h1><p>{parts["subline"]}</p></header>',
                f'<div class="stage{parts["stage"]}">',
                f'<main class="reading" tabindex="0" aria-label="{parts["reading_label"]}">{parts["reading"]}</main>',
                '<section class="map-side" id="map" tabindex="-1" aria-label="Map">',
                self.html.render(**kwargs),
                _SHEET,
                f"<noscript>{_NO_SCRIPT}{parts['list']}</div></noscript>",
                "</section></div>",
                '<div class="unseen" id="live" role="status" aria-live="polite"></div>',
                f'<script type="application/json" id="geomap-data">{data}</script>',
                f"<script>{self.script.render(**kwargs)}</script>",
                f"<script>{script()}</script>",
                "</body></html>",
            )
        )


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
        super().__init__(
            location=middle,
            zoom_start=5,
            tiles=None,
            zoom_snap=0.25,
            fade_animation=False,  # a card that fades away could still be focused
        )
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
