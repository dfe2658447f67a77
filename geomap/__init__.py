"""Geographic mention mapper: news text in, an explained, interactive, offline map out.

>>> import geomap
>>> mapper = geomap.Mapper()  # loads once; cheap to call many times; safe across threads
>>> result = mapper.map("Baghuz lies on the Euphrates.")  # doctest: +SKIP
>>> result.to_folium().save("baghuz.html")  # doctest: +SKIP
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geomap.errors import (
        GazetteerError,
        GeocoderError,
        GeocoderUnavailable,
        GeomapError,
        InputError,
        RecognizerError,
        RecordError,
        SettingsError,
    )
    from geomap.records import Article, Kind, MappedArticle, Place, Point, Resolution, Status
    from geomap.settings import Settings
    from geomap.wiring import Mapper, Result

__version__ = "0.1.0"

__all__ = [
    "Article",
    "GazetteerError",
    "GeocoderError",
    "GeocoderUnavailable",
    "GeomapError",
    "InputError",
    "Kind",
    "MappedArticle",
    "Mapper",
    "Place",
    "Point",
    "RecognizerError",
    "RecordError",
    "Resolution",
    "Result",
    "Settings",
    "SettingsError",
    "Status",
]

_HOMES = {
    "geomap.errors": (
        "GazetteerError",
        "GeocoderError",
        "GeocoderUnavailable",
        "GeomapError",
        "InputError",
        "RecognizerError",
        "RecordError",
        "SettingsError",
    ),
    "geomap.records": ("Article", "Kind", "MappedArticle", "Place", "Point", "Resolution", "Status"),
    "geomap.settings": ("Settings",),
    "geomap.wiring": ("Mapper", "Result"),
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for, so that `import geomap` costs nothing."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module 'geomap' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
