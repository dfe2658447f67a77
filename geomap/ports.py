"""What the pipeline needs from the outside world, as Protocols; adapters below satisfy them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from geomap.records import (
    Article,
    BasemapShape,
    BBox,
    Candidate,
    Geometry,
    Mention,
    Place,
    QuotedArea,
    QuotedName,
    Resolution,
)


class Recognizer(Protocol):
    """Toponym recognition: text in, mentions out."""

    @property
    def name(self) -> str:
        """Model and version, for the provenance."""
        ...

    def recognize(self, article: Article) -> tuple[Mention, ...]:
        """Mentions in the order of the text, not overlapping; spans slice to `Mention.text`."""
        ...

    def recognize_many(self, articles: Sequence[Article]) -> list[tuple[Mention, ...]]:
        """The same for several articles at once, in their order: quicker than one by one."""
        ...


class Gazetteer(Protocol):
    """Names to places. Safe to call from several threads."""

    @property
    def fingerprint(self) -> str:
        """Hash of the tables it was built from."""
        ...

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        """Every place that bears the name, most prominent first; empty when none does."""
        ...

    def max_population(self, name: str) -> int:
        """Largest population among the places that bear just this name, -1 when none does. Cheaper than `candidates`.

        What `candidates` reads into a name ("Paris, Texas", "Raqqa province") is not looked for.
        """
        ...

    def place(self, place_id: str) -> Place | None:
        """The place with this id, or None."""
        ...

    def referenced(self, reference: str) -> Place | None:
        """The place of a table's reference: "SY" (country), "US.TX" (first-level division) or a place id."""
        ...

    def geometry(self, place_id: str) -> Geometry | None:
        """Line or outline of the place, generalised for maps; None when only its point is known."""
        ...

    def coarse_geometry(self, place_id: str) -> Geometry | None:
        """The same as `geometry` to reckon with: lines are arrays of degrees [points, 2], longitude first.

        Of an outline it has the main parts only and no small corners, enough to cut a part from. It is not asked for
        towns (class P) that have no extent.
        """
        ...

    def basemap(self, window: BBox, detail: str) -> tuple[BasemapShape, ...]:
        """Shapes of the background map that touch the window. `detail`: "world" or "region"."""
        ...


class Geocoder(Protocol):
    """The online fallback."""

    def geocode(self, name: str) -> tuple[Candidate, ...]:
        """Candidates marked `geocoded`; empty when the service knows none.

        Raises:
            GeocoderUnavailable: the service did not answer or asked to wait.
            GeocoderError: it answered nonsense.
        """
        ...


class Resolver(Protocol):
    """Toponym resolution: mentions in, one explained answer each."""

    def resolve(
        self, article: Article, mentions: tuple[Mention, ...], chosen: Mapping[int, str]
    ) -> tuple[Resolution, ...]:
        """Exactly one resolution a mention, in the order of the mentions.

        Args:
            article: the text.
            mentions: its names.
            chosen: ids of places that people chose, by the mention's index: evidence for the other names.
        """
        ...


class Corrections(Protocol):
    """What people said of earlier results, applied to this one."""

    def mentions(self, article: Article, found: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """The mentions that hold, in the order of the text: some dropped, some added."""
        ...

    def chosen(self, article: Article, mentions: tuple[Mention, ...]) -> Mapping[int, str]:
        """Ids of the gazetteer's places that people chose, by the mention's index."""
        ...

    def resolutions(self, article: Article, found: tuple[Resolution, ...]) -> tuple[Resolution, ...]:
        """The resolutions, in their order, with the places that people chose."""
        ...


class Nominals(Protocol):
    """Phrases without a name that stand for a place named before: "the city"."""

    def read(self, text: str, resolutions: Sequence[Resolution]) -> tuple[Resolution, ...]:
        """The surely understood ones, in the order of the text; none overlaps a mention that was handed in."""
        ...


class AreaReading(Protocol):
    """What an AreaReader found."""

    @property
    def resolutions(self) -> tuple[Resolution, ...]:
        """The resolutions that were handed in, in their order, with `region` set where words narrow the place."""
        ...

    @property
    def areas(self) -> tuple[QuotedArea, ...]:
        """Areas that the text measures, in the order of the text."""
        ...

    @property
    def quoted_names(self) -> tuple[QuotedName, ...]:
        """Areas named in quotation marks, in the order of the text."""
        ...


class AreaReader(Protocol):
    """Quoted areas and narrowed places."""

    def read_many(
        self, articles: Sequence[tuple[str, tuple[Resolution, ...]]], geometry: Callable[[str], Geometry | None]
    ) -> Sequence[AreaReading]:
        """Read texts whose mentions are resolved; `geometry` gives a place's coarse outline or its line by its id."""
        ...
