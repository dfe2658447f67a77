"""What the commands are made with: the real parts, or the fakes of a test, handed in as click's object."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:  # records, settings, numpy; --help and searches need none of them
    from geomap.evaluation.gold import NameTables
    from geomap.ports import Gazetteer
    from geomap.records import Article, Judgement, MappedArticle
    from geomap.resolution.publishers import Publishers
    from geomap.settings import Settings

Progress = Callable[[str, float], None]


class Mapper(Protocol):
    """Maps articles; see geomap.wiring."""

    @property
    def gazetteer(self) -> "Gazetteer":
        """Names, outlines and the background map."""
        ...

    @property
    def warnings(self) -> list[str]:
        """What the user should hear of."""
        ...

    @property
    def used(self) -> "Mapping[str, Judgement]":
        """People's corrections that took part, by id."""
        ...

    def publishers(self) -> "Publishers":
        """Keeps what a run learns of its publishers."""
        ...

    def recognized(self, articles: "Sequence[Article]") -> "list[Article]":
        """The articles with the mentions that the recogniser finds in them."""
        ...

    def answers_depend_on(self) -> str:
        """Versions, gazetteer and settings that answers depend on, in one text."""
        ...

    def map_many(self, articles: "Sequence[Article]") -> "list[MappedArticle]":
        """Find and resolve what the articles name."""
        ...

    def resolve_many(self, articles: "Sequence[Article]") -> "list[MappedArticle]":
        """Resolve the spans that the articles ask for."""
        ...


def _real_mapper(settings: "Settings", progress: Progress | None) -> Mapper:
    from geomap.wiring import Mapper as Wired  # noqa: PLC0415 - numpy and the tables; --help needs neither

    return Wired(settings, progress=progress)


def _real_settings(**given: Any) -> "Settings":
    from geomap.settings import load  # noqa: PLC0415 - see above

    return load(**given)


def _real_name_tables(settings: "Settings") -> "NameTables":
    from geomap.evaluation.own_names import own_names  # noqa: PLC0415 - see above

    return own_names(settings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What commands ask for.

    Attributes:
        mapper: makes a mapper from settings and a progress callback.
        settings: the user's settings with those of the command line over them.
        name_tables: names of countries and demonyms, for the rules of an evaluation.
    """

    mapper: "Callable[[Settings, Progress | None], Mapper]" = field(default=_real_mapper)
    settings: "Callable[..., Settings]" = field(default=_real_settings)
    name_tables: "Callable[[Settings], NameTables]" = field(default=_real_name_tables)
