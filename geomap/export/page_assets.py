"""The page's own script and style, and Leaflet from its package: read once, put inline."""

import base64
import re
from functools import cache
from importlib import resources
from typing import Any

SCRIPTS = (
    "data.js", "coordinates.js", "scene.js", "basemap.js", "marks.js", "labels.js", "card.js", "linking.js",
    "controls.js", "overview.js", "picture.js", "start.js",
)  # fmt: skip
STYLES = ("colours.css", "layout.css", "text.css", "map.css", "labels.css", "card.css", "picture.css", "print.css")


@cache
def script() -> str:
    """All parts of the page's script, in order, in one scope of their own."""
    parts = "\n".join(lean(_own(name)) for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}\n}})();'


@cache
def style() -> str:
    """The page's style, after Leaflet's."""
    return "\n".join(lean(_own(name)) for name in STYLES)


@cache
def leaflet_script() -> str:
    """Leaflet 1.9.3 with its licence."""
    code = (_leaflet() / "leaflet.js").read_text("utf-8")
    code = re.sub(r"\n//# sourceMappingURL=.*\n?", "\n", code)
    return f"/*\n{_own('leaflet-licence.txt')}*/\n{code}"


@cache
def folium_script() -> str:
    """The few things that folium's own layers expect beside Leaflet."""
    icons = {name: _picture(f"{name}.png") for name in ("marker-icon", "marker-icon-2x", "marker-shadow")}
    return re.sub(r"\{\{(.+?)\}\}", lambda match: icons[match[1]], _own("folium.js"))


@cache
def leaflet_style() -> str:
    """Leaflet's style with its pictures inside."""
    css = lean((_leaflet() / "leaflet.css").read_text("utf-8"))
    return re.sub(r"url\(images/([\w.-]+)\)", lambda match: f"url({_picture(match[1])})", css)


def lean(code: str) -> str:
    """A script or style without indentation and comments that begin a line; no string of ours has several lines."""
    code = re.sub(r"^\s*/\*.*?\*/", "", code, flags=re.DOTALL | re.MULTILINE)
    lines = (line.strip() for line in code.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _own(name: str) -> str:
    return (resources.files("geomap.export") / "page" / name).read_text("utf-8")


def _leaflet() -> Any:
    return resources.files("xstatic.pkg.leaflet") / "data"


def _picture(name: str) -> str:
    data = (_leaflet() / "images" / name).read_bytes()
    return f"data:image/png;base64,{base64.b64encode(data).decode()}"
