"""The review page as one HTML document, in its two lives: served by the server, or opened from disk."""

import re
from functools import cache
from importlib import resources
from typing import Any

from geomap.export.basemap import REGION_SCALE, WORLD_SCALE, basemap_payload
from geomap.export.page_assets import leaflet_script, leaflet_style
from geomap.export.page_credits import credits_line
from geomap.export.page_html import text
from geomap.export.page_safety import json_block, policy
from geomap.review import payload
from geomap.review.session import Session

_SHARED_SCRIPTS = ("coordinates.js", "scene.js", "basemap.js", "labels.js")  # of the story map
_SCRIPTS = (
    "data.js",
    "source.js",
    "judging.js",
    "queue.js",
    "reading.js",
    "choosing.js",
    "atlas.js",
    "keys.js",
    "start.js",
)
_POLICY = "<!-- content security policy -->"


def review_page(session: Session, token: str | None = None) -> tuple[str, str]:
    """The page and its Content-Security-Policy.

    Args:
        session: the articles and the judgements kept so far.
        token: of the server; None makes a page for the disk, which holds every article and keeps its corrections in
            the browser.
    """
    data = _data(session, token)
    html = _document(title=_title(session), data=data, served=token is not None)
    rules = policy(html)
    if token is not None:
        rules += "; connect-src 'self'"
    return html.replace(_POLICY, text(rules), 1), rules


def _data(session: Session, token: str | None) -> dict[str, Any]:
    mapped = session.mapped
    view = payload.view(mapped)
    data: dict[str, Any] = {
        "articles": payload.heads(mapped),
        "queue": payload.queue(mapped),
        "kept": session.judgements(),
        "reviewer": session.reviewer,
        "file": session.file.name,
        "view": [view.west, view.south, view.east, view.north],
        "basemap": basemap_payload(session.gazetteer, view, session.worldview),
        "worldScale": WORLD_SCALE,
        "regionScale": REGION_SCALE,
        "attribution": credits_line(session.gazetteer, session.worldview),
    }
    if token is None:
        data["texts"] = [session.article(number) for number in range(len(mapped))]
    else:
        data["token"] = token
        data["canRemake"] = session.remake is not None
    return data


def _title(session: Session) -> str:
    first = session.mapped[0].article
    return (first.title or first.id).strip() if len(session.mapped) == 1 else f"{len(session.mapped)} articles"


def _document(*, title: str, data: dict[str, Any], served: bool) -> str:
    body = re.sub(r"\{\{title\}\}", lambda _: text(title), _own("body.html"))
    return "\n".join(
        (
            "<!DOCTYPE html>",
            '<html lang="en">',
            '<head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            '<link rel="icon" href="data:,">',
            f"<title>Review: {text(title)}</title>",
            f"<style>{leaflet_style()}</style>",
            f"<style>{_style()}</style>",
            f"<script>{leaflet_script()}</script>",
            "</head>",
            f'<body class="{"served" if served else "on-disk"}">',
            body,
            f'<script type="application/json" id="geomap-data">{json_block(data)}</script>',
            f"<script>{_script()}</script>",
            "</body></html>",
        )
    )


@cache
def _script() -> str:
    """All parts of the page's script, in order, in one scope of their own."""
    parts = "\n".join([_own("data.js"), *map(_shared, _SHARED_SCRIPTS), *map(_own, _SCRIPTS[1:])])
    return f'(() => {{\n"use strict";\n{parts}\n}})();'


@cache
def _style() -> str:
    return "\n".join([_shared("colours.css"), _shared("labels.css"), _own("review.css")])


def _own(name: str) -> str:
    return (resources.files("geomap.review") / "page" / name).read_text("utf-8")


def _shared(name: str) -> str:
    return (resources.files("geomap.export") / "page" / name).read_text("utf-8")
