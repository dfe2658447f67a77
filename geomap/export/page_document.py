"""The whole page around its map: one HTML document that loads nothing and lets nothing else run."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from geomap.export.page_assets import folium_script, leaflet_script, leaflet_style, script, style
from geomap.export.page_safety import json_block, policy
from geomap.export.page_shapes import Window

ZOOM = 5  # until the page's script has measured its window
OPTIONS = {"zoomSnap": 0.25, "fadeAnimation": False}  # of Leaflet's map; a card that fades away could still be focused

_POLICY = "<!-- content security policy -->"
_SHEET = (
    '<div class="sheet" id="sheet" role="region" aria-label="Chosen place" hidden>'
    '<button type="button" class="close" aria-label="Close">×</button><div class="sheet-body"></div></div>'
)
_NO_SCRIPT = '<div class="without-script"><p>The map needs JavaScript. These are its places:</p>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The map in the document.

    Attributes:
        name: the script's variable that holds the Leaflet map.
        html: the element that it is drawn in.
        script: makes the map.
        head: further elements of the document's head.
        scripts: addresses of further scripts that layers need.
        styles: the same for style sheets.
        opened: somebody added layers of their own, see geomap.export.page_safety.policy.
    """

    name: str
    html: str
    script: str
    head: str = ""
    scripts: Sequence[str] = ()
    styles: Sequence[str] = ()
    opened: bool = False


def plain_drawing(view: Window) -> Drawing:
    """A map that nobody adds layers to, made without folium, which takes a third of a second to load."""
    name = "story"
    centre = {"lon": round(view.middle, 6), "lat": round((view.south + view.north) / 2, 6)}
    options = json.dumps({"center": centre, "zoom": ZOOM, **OPTIONS})
    return Drawing(
        name=name,
        html=f'<div class="folium-map" id="{name}"></div>',
        script=f'var {name} = L.map("{name}", {options});',
    )


def document(parts: dict[str, str], data: dict[str, Any], drawing: Drawing) -> str:
    """The page, with a policy for exactly its scripts and styles.

    Args:
        parts: its finished pieces of HTML, see geomap.export.story_map.
        data: what its script draws.
        drawing: the map.
    """
    html = "\n".join(
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
            f"<script>{folium_script()}</script>" if drawing.opened else "",
            drawing.head,
            "</head>",
            "<body>",
            '<a class="skip" href="#map">Skip to the map</a>',
            f'<header class="head"><h1 dir="auto">{parts["heading"]}</h1><p>{parts["subline"]}</p></header>',
            f'<div class="stage{parts["stage"]}">',
            f'<main class="reading" tabindex="0" aria-label="{parts["reading_label"]}">{parts["reading"]}</main>',
            '<section class="map-side" id="map" tabindex="-1" aria-label="Map">',
            drawing.html,
            _SHEET,
            f"<noscript>{_NO_SCRIPT}{parts['list']}</div></noscript>",
            "</section></div>",
            '<div class="unseen" id="live" role="status" aria-live="polite"></div>',
            f'<script type="application/json" id="geomap-data">{json_block({"map": drawing.name, **data})}</script>',
            f"<script>{drawing.script}</script>",
            f"<script>{script()}</script>",
            "</body></html>",
        )
    )
    return html.replace(_POLICY, policy(html, drawing.scripts, drawing.styles, opened=drawing.opened), 1)
