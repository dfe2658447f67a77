"""The archive map: thousands of articles as one HTML file with clusters, a time slider, filters and a search."""

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

from geomap.export.archive_columns import ArchiveColumns, ArchivePlace, ArchiveTexts
from geomap.export.archive_payload import chosen, payload, place_family
from geomap.export.archive_view import detailed, first_view
from geomap.export.basemap import REGION_SCALE, WORLD_SCALE, basemap_payload
from geomap.export.page_assets import leaflet_script, leaflet_style
from geomap.export.page_credits import credits_line
from geomap.export.page_html import text
from geomap.export.page_safety import json_block, policy
from geomap.ports import Gazetteer

_SHARED_SCRIPTS = ("coordinates.js", "scene.js", "basemap.js")  # of the story map
_SCRIPTS = (
    "columns.js", "filters.js", "clusters.js", "rings.js", "drawing.js", "canvas.js", "selection.js", "articles.js",
    "list.js", "time.js", "form.js", "address.js", "start.js",
)  # fmt: skip
_LISTED = 200  # places for readers without a script
_POLICY = "<!-- content security policy -->"


def archive_map(
    columns: ArchiveColumns,
    places: Sequence[ArchivePlace],
    texts: ArchiveTexts,
    gazetteer: Gazetteer,
    title: str | None = None,
    *,
    worldview: str | None = None,
) -> str:
    """The page. The same archive gives the same bytes.

    Args:
        columns: its articles and mentions.
        places: in the order of their numbers.
        texts: answers for titles and sentences.
        gazetteer: names of countries, and the background.
        title: of the page; None counts the articles.
        worldview: ISO code of the country whose view of borders is drawn; None is the neutral one.
    """
    shown = chosen(columns)
    data = payload(columns, shown, places, texts)
    data["places"]["countries"] = [_country(gazetteer, code) for code in data["places"]["countries"]]
    data |= _background(shown.places.tolist(), shown.mentions.tolist(), places, gazetteer, worldview)
    left_out = len(set(columns.articles)) - len(shown.articles)
    data["leftOut"] = left_out
    named = (title or "").strip() or f"An archive of {len(columns.days):,} article{'s' * (len(columns.days) != 1)}"
    top = [
        f"<li dir=auto>{text(name)}: {count:,}</li>"
        for name, count in zip(data["places"]["name"][:_LISTED], shown.mentions.tolist(), strict=False)
        if count
    ]
    return _document(named, data, f"<ul>{''.join(top)}</ul>")


def _background(
    numbers: list[int],
    mentions: list[int],
    places: Sequence[ArchivePlace],
    gazetteer: Gazetteer,
    worldview: str | None,
) -> dict[str, Any]:
    """The first view, of towns and sites in a known position where there are any, and the map behind it."""
    spots = [(places[number], count) for number, count in zip(numbers, mentions, strict=True)]
    narrow = [each for each in spots if place_family(each[0]) == "p" and not each[0].radius_m]
    if sum(count for _, count in narrow):
        spots = narrow
    lons, lats = [place.point.lon for place, _ in spots], [place.point.lat for place, _ in spots]
    counts = [count for _, count in spots]
    view = first_view(lons, lats, counts)
    return {
        "view": [round(edge, 3) for edge in (view.west, view.south, view.east, view.north)],
        "basemap": basemap_payload(gazetteer, detailed(view, lons, lats, counts), worldview),
        "worldScale": WORLD_SCALE,
        "regionScale": REGION_SCALE,
        "attribution": credits_line(gazetteer, worldview),
    }


def _country(gazetteer: Gazetteer, code: str) -> str:
    place = gazetteer.referenced(code) if code else None
    return code if place is None else place.name


def _document(title: str, data: dict[str, Any], places: str) -> str:
    body = re.sub(r"\{\{title\}\}", lambda _: text(title), _own("body.html"))
    body = re.sub(r"\{\{places\}\}", lambda _: places, body)
    html = "\n".join(
        (
            "<!DOCTYPE html>",
            '<html lang="en">',
            '<head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            '<link rel="icon" href="data:,">',
            f"<title>{text(title)}</title>",
            f"<style>{leaflet_style()}</style>",
            f"<style>{_style()}</style>",
            f"<script>{leaflet_script()}</script>",
            "</head>",
            "<body>",
            body,
            f'<script type="application/json" id="geomap-data">{json_block(data)}</script>',
            f"<script>{_script()}</script>",
            "</body></html>",
        )
    )
    return html.replace(_POLICY, text(policy(html)), 1)


@cache
def _script() -> str:
    """All parts of the page's script, in order, in one scope of their own."""
    parts = "\n".join([_own("data.js"), *map(_shared, _SHARED_SCRIPTS), *map(_own, _SCRIPTS)])
    return f'(() => {{\n"use strict";\n{parts}\n}})();'


@cache
def _style() -> str:
    return "\n".join([_shared("colours.css"), *map(_own, ("archive.css", "map.css", "print.css"))])


def _own(name: str) -> str:
    return (resources.files("geomap.export") / "archive_page" / name).read_text("utf-8")


def _shared(name: str) -> str:
    return (resources.files("geomap.export") / "page" / name).read_text("utf-8")
