"""Settings: what a user may change, from a TOML file, `GEOMAP_*` variables and the command line, later ones winning."""

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_type_hints

import platformdirs

from geomap.errors import SettingsError

RECOGNISERS = ("tagger", "md")  # geomap's own; spaCy's en_core_web_md 3.7.1
NOMINATIM = "https://nominatim.openstreetmap.org"
# whose view of borders Natural Earth records: ISO 3166-1 alpha-2
WORLDVIEWS = (
    "AR", "BD", "BR", "CN", "DE", "EG", "ES", "FR", "GB", "GR", "ID", "IL", "IN", "IT", "JP", "KR", "MA", "NL", "NP",
    "PK", "PL", "PS", "PT", "RU", "SA", "SE", "TR", "TW", "UA", "US", "VN",
)  # fmt: skip


def _data_dir() -> Path:
    return Path(platformdirs.user_data_dir("geomap", appauthor=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be set. The variable of a field is `GEOMAP_` and its name in capitals."""

    data: Path = field(default_factory=_data_dir)  # GEOMAP_DATA: holds the built gazetteer and kept geocoder answers
    tables: Path | None = None  # another folder of gazetteer tables to build from
    home: str | None = None  # where the publisher sits, for articles that do not say
    approximate: bool = True  # whether names that the gazetteer lacks get a rough position near what the text is about
    learn_home: bool = True  # whether articles that share a web domain tell where its publisher sits
    recogniser: str = "tagger"  # what finds names before the rules correct it: one of RECOGNISERS
    worldview: str | None = None  # one of WORLDVIEWS; None draws disputed borders neutrally, dashed
    judgements: Path | None = None  # file of people's corrections; None: judgements.jsonl in `data`
    corrected: bool = True  # whether those corrections are used
    online: bool = False  # whether the geocoding service may be asked
    nominatim_url: str = NOMINATIM
    nominatim_timeout_s: float = 10.0
    nominatim_interval_s: float = 1.0  # the public service's usage policy allows one request a second
    browser: Path | None = None  # Chromium or Chrome that draws pictures; None: one that is installed
    user_agent: str | None = None  # None: "geomap/<version>"

    def __post_init__(self) -> None:
        if self.worldview is not None and self.worldview not in WORLDVIEWS:
            raise SettingsError(f"worldview must be one of {' '.join(WORLDVIEWS)}, got {self.worldview!r}")
        if self.recogniser not in RECOGNISERS:
            raise SettingsError(f"recogniser must be one of {', '.join(RECOGNISERS)}, got {self.recogniser!r}")
        for name in ("nominatim_timeout_s", "nominatim_interval_s"):
            value = getattr(self, name)
            if not 0 <= value <= 3600:
                raise SettingsError(f"{name} must lie between 0 and 3600 seconds, got {value!r}")
        if not self.nominatim_url.startswith(("http://", "https://")):
            raise SettingsError(f"nominatim_url must start with http:// or https://, got {self.nominatim_url!r}")


def load(environ: Mapping[str, str] | None = None, file: Path | None = None, **given: Any) -> Settings:
    """Settings from the defaults, the file, the environment and what was given, in that order.

    Args:
        environ: the environment; None takes the process's own.
        file: a TOML file with one line a setting; None takes GEOMAP_SETTINGS, or none at all.
        given: fields by name, as from the command line; None values are ignored.

    Raises:
        SettingsError: a name is unknown, a value impossible or the file unreadable.
    """
    environ = os.environ if environ is None else environ
    if file is None and environ.get("GEOMAP_SETTINGS"):
        file = Path(environ["GEOMAP_SETTINGS"])
    settings = replace(Settings(), **_from_file(file)) if file else Settings()
    settings = replace(settings, **_from_environment(environ))
    return replace(settings, **{name: value for name, value in given.items() if value is not None})


def _from_file(file: Path) -> dict[str, Any]:
    try:
        rows = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"the settings file {file} cannot be read: {error}") from error
    return {name: _value(name, value, str(file)) for name, value in rows.items()}


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    prefix = "GEOMAP_"
    names = {item.name.upper(): item.name for item in fields(Settings)}
    found = {name.removeprefix(prefix): value for name, value in environ.items() if name.startswith(prefix) and value}
    return {names[name]: _value(names[name], value, prefix + name) for name, value in found.items() if name in names}


def _value(name: str, value: Any, where: str) -> Any:
    hints = get_type_hints(Settings)
    if name not in hints:
        raise SettingsError(f"{where} sets {name!r}, which is no setting; there are: {', '.join(hints)}")
    kind = next(kind for kind in (get_args(hints[name]) or (hints[name],)) if kind is not NoneType)
    try:
        return _READERS[kind](value)
    except (AttributeError, TypeError, ValueError, KeyError) as error:
        raise SettingsError(f"{where} sets {name} to {value!r}, which is no {_KINDS[kind]}") from error


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


_SWITCH = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
_KINDS = {Path: "path", float: "number", bool: "switch: give true or false", str: "text: put it in quotation marks"}
_READERS: dict[type, Callable[[Any], Any]] = {
    Path: lambda value: Path(value).expanduser(),
    float: float,
    bool: lambda value: _SWITCH[str(value).lower()],
    str: _text,
}
