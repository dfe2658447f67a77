"""Settings to a ready Mapper: the only place that chooses adapters and reads the data tables.

>>> mapper = Mapper()  # cheap; parts load when they are first needed
>>> mapper.map("Baghuz lies on the Euphrates.").article.resolutions[0].place.name  # doctest: +SKIP
'Baghuz'
"""

import csv
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.areas.reader import AreaReader
from geomap.areas.rules import TABLES as AREA_TABLES
from geomap.areas.rules import AreaRules
from geomap.codec import dumps
from geomap.errors import GazetteerError, InputError
from geomap.gazetteers.build import build
from geomap.gazetteers.fingerprint import fingerprint
from geomap.gazetteers.tables import RULES
from geomap.judging.applying import Corrections
from geomap.judging.judgements_file import Kept, digest
from geomap.judging.judgements_file import read as read_judgements
from geomap.lookup.sqlite_gazetteer import SqliteGazetteer
from geomap.pipeline import Pipeline
from geomap.recognition.corrected import CorrectedRecognizer
from geomap.recognition.rules import TABLES as RECOGNITION_TABLES
from geomap.recognition.rules import recognition_rules
from geomap.recognition.spans import SpanModel
from geomap.recognition.tagger.model import TaggerModel
from geomap.records import Article, Judgement, MappedArticle, Provenance
from geomap.resolution.antecedents import Antecedents, parse_weights
from geomap.resolution.cues import Cues, parse_cues
from geomap.resolution.home import HomeLearner
from geomap.resolution.home_model import parse_home_model
from geomap.resolution.model import parse_model
from geomap.resolution.near import NearAnswer
from geomap.resolution.near_model import parse_near_model
from geomap.resolution.nominal_phrases import parse_nominals
from geomap.resolution.publishers import Publishers
from geomap.resolution.resolver import Resolver
from geomap.settings import Settings, load

if TYPE_CHECKING:  # heavy at run time: folium comes when a map is drawn, spaCy when a text is read
    import folium

    from geomap.ports import Geocoder

Progress = Callable[[str, float], None]
Row = Mapping[str, str]


def version() -> str:
    """The installed version of geomap."""
    return installed_version("geomap")


def tables_folder(settings: Settings) -> Path:
    """The folder of gazetteer tables: the one set, the one installed with the package, or the checkout's."""
    if settings.tables is not None:
        return settings.tables
    here = Path(__file__).resolve().parent
    return next((folder for folder in (here / "tables", here.parent / "gazetteer") if folder.is_dir()), here / "tables")


def gazetteer_path(settings: Settings) -> Path:
    """Where the gazetteer built from the present tables lies, or will lie.

    Raises:
        GazetteerError: there are no tables.
    """
    return settings.data / f"gazetteer-{fingerprint(tables_folder(settings))}.sqlite"


def ensure_gazetteer(settings: Settings, progress: Progress | None = None) -> Path:
    """The path of the built gazetteer; builds it if it is not there yet.

    Raises:
        GazetteerError: the tables are missing or damaged, or the file cannot be written.
    """
    path = gazetteer_path(settings)
    if not path.exists():
        build(tables_folder(settings), path, progress)
    return path


def judgements_path(settings: Settings) -> Path:
    """The file that holds people's corrections, or will hold them."""
    return settings.judgements or settings.data / "judgements.jsonl"


class Mapper:
    """Maps articles. Loads once, is cheap to call many times, and may be shared between threads.

    Args:
        settings: None takes the user's own, see geomap.settings.load.
        progress: called with what is being done and the share done while the gazetteer is built on the first run.
    """

    def __init__(self, settings: Settings | None = None, *, progress: Progress | None = None) -> None:
        self.settings = load() if settings is None else settings
        self._progress = progress
        self._lock = threading.RLock()
        self.warnings: list[str] = []  # what the user should hear of, once each
        self.used: dict[str, Judgement] = {}  # corrections that took part, by id, in the order of their first use

    @property
    def version(self) -> str:
        """The installed version of geomap."""
        return version()

    @property
    def gazetteer(self) -> SqliteGazetteer:
        """The gazetteer, built first if need be.

        Raises:
            GazetteerError: it can neither be read nor built.
        """
        with self._lock:
            return self._gazetteer

    def map(self, article: Article | str, **fields: Any) -> "Result":
        """Map one text or article.

        Args:
            article: the text, or an Article that holds it.
            fields: fields of the Article: id, title, url, home ... Those given win over an Article's own.

        Raises:
            InputError: the text holds half a character.
        """
        article = (
            Article(**{"id": "text", **fields}, text=article)
            if isinstance(article, str)
            else replace(article, **fields)
        )
        return Result(self.map_many([article])[0], self)

    def map_many(self, articles: Sequence[Article]) -> list[MappedArticle]:
        """Map several articles, in their order; quicker than one by one.

        Raises:
            InputError: a text holds half a character.
        """
        return self._ready().map([self._prepared(article) for article in articles])

    def resolve_many(self, articles: Sequence[Article]) -> list[MappedArticle]:
        """Resolve exactly the spans that each article asks for, in their order.

        Raises:
            InputError: an article asks for no spans, or its text holds half a character.
        """
        return self._ready().resolve([self._prepared(article) for article in articles])

    def publishers(self) -> Publishers:
        """Keeps what a run learns of its publishers; a new one a run.

        Raises:
            GazetteerError: the gazetteer or a table cannot be read.
        """
        with self._lock:
            return Publishers(self._learner)

    def recognized(self, articles: Sequence[Article]) -> list[Article]:
        """The articles with the mentions that the recogniser finds in them, for `Publishers` and `map_many`.

        Raises:
            InputError: a text holds half a character.
        """
        return self._ready().recognized([self._prepared(article) for article in articles])

    def with_homes(self, articles: Sequence[Article]) -> list[Article]:
        """The articles with what they tell together of their publishers, by web domain: to be mapped or resolved next.

        Raises:
            InputError: a text holds half a character.
        """
        publishers, looked = self.publishers(), []
        for article in articles:
            wanted = publishers.wants(article)
            looked.append(self.recognized([article])[0] if wanted and article.toponyms is None else article)
            publishers.note(looked[-1])
        return [publishers.settled(article) for article in looked]

    def answers_depend_on(self) -> str:
        """Versions, gazetteer and settings that answers depend on, in one text; builds the gazetteer if need be."""
        made = self._ready().provenance
        return dumps([made.geomap, made.gazetteer, made.recognizer, dict(made.settings)])

    def warn(self, message: str) -> None:
        """Keep a warning, once."""
        if message not in self.warnings:
            self.warnings.append(message)

    def _prepared(self, article: Article) -> Article:
        """The article with the home that the settings give it if it has none of its own."""
        try:
            article.text.encode()
        except UnicodeEncodeError as error:
            raise InputError(
                f"article {article.id!r} holds a lone surrogate at offset {error.start}, which is no character; "
                "replace it, for example by U+FFFD"
            ) from error
        return replace(article, home=self.settings.home) if article.home is None and self.settings.home else article

    def _ready(self) -> Pipeline:
        with self._lock:
            return self._pipeline

    @cached_property
    def _gazetteer(self) -> SqliteGazetteer:
        return SqliteGazetteer(ensure_gazetteer(self.settings, self._progress))

    @cached_property
    def _judgements(self) -> Kept:
        return read_judgements(judgements_path(self.settings)) if self.settings.corrected else Kept()

    @cached_property
    def _tables(self) -> "Tables":
        return Tables(tables_folder(self.settings))

    @cached_property
    def _cues(self) -> Cues:
        return parse_cues(self._tables.lines("rules/resolution_cues.tsv"))

    @cached_property
    def _learner(self) -> HomeLearner:
        model = parse_home_model(self._tables.lines("rules/resolution_home.tsv"))
        return HomeLearner(self.gazetteer, self._cues, model)

    @cached_property
    def _pipeline(self) -> Pipeline:
        tables = self._tables
        recognizer = self._recognizer(tables)
        resolver = Resolver(
            self._gazetteer,
            parse_model(tables.lines("rules/resolution_weights.tsv"), tables.lines("rules/resolution_trees.tsv")),
            self._cues,
            geocoder=self._geocoder(),
            near=self._near(),
            warn=self.warn,
        )
        rules = AreaRules.from_tables({name: tables.rows(f"rules/{name}.tsv") for name in AREA_TABLES})
        return Pipeline(
            recognizer=recognizer,
            resolver=resolver,
            areas=AreaReader(rules),
            gazetteer=self._gazetteer,
            provenance=Provenance(
                geomap=version(),
                gazetteer=self._gazetteer.fingerprint,
                recognizer=recognizer.name,
                settings=self._answers_depend_on(),
            ),
            corrections=self._corrections(),
            nominals=Antecedents(
                parse_nominals(tables.lines("rules/nominals.tsv")),
                parse_weights(tables.lines("rules/nominal_weights.tsv")),
            ),
        )

    def _recognizer(self, tables: "Tables") -> CorrectedRecognizer:
        rules = recognition_rules(**{name: tables.cells(table) for name, table in RECOGNITION_TABLES.items()})
        return CorrectedRecognizer(self._tagger(), self._gazetteer, rules)

    def _tagger(self) -> SpanModel:
        if self.settings.recogniser == "md":
            from geomap.recognition.spacy_model import SpacySpanModel  # noqa: PLC0415 - only where it is asked for

            return SpacySpanModel()
        return TaggerModel()

    def _corrections(self) -> Corrections | None:
        for sentence in self._judgements.damaged:
            self.warn(sentence)
        if not self._judgements.judgements:
            return None
        return Corrections(
            self._judgements.judgements,
            self._gazetteer.place,
            used=self._note_use,
            missing=lambda judgement: self.warn(
                f"the correction of {judgement.name} to {judgement.place_name} ({judgement.place_id}) was not used: "
                "the gazetteer has no such place"
            ),
        )

    def _note_use(self, judgement: Judgement) -> None:
        self.used.setdefault(judgement.id, judgement)

    def _near(self) -> NearAnswer | None:
        if not self.settings.approximate:
            return None
        return NearAnswer(parse_near_model(self._tables.lines("rules/resolution_near.tsv")), self._cues)

    def _geocoder(self) -> "Geocoder | None":
        if not self.settings.online:
            return None
        from geomap.lookup.nominatim import Nominatim  # noqa: PLC0415 - geopy is not needed offline

        return Nominatim(self.settings, user_agent=self.settings.user_agent or f"geomap/{version()}")

    def _answers_depend_on(self) -> dict[str, str]:
        chosen = {
            "home": self.settings.home,
            "approximate": None if self.settings.approximate else "no",
            "learn_home": None if self.settings.learn_home else "no",
            "judgements": digest(self._judgements.judgements),
            "online": "yes" if self.settings.online else None,
            "rules": fingerprint(tables_folder(self.settings), (RULES,)),
        }
        return {name: value for name, value in chosen.items() if value}


@dataclass(frozen=True)
class Result:
    """One mapped article, with the ways to look at it."""

    article: MappedArticle
    mapper: Mapper

    def to_folium(self) -> "folium.Map":
        """A real folium.Map of the article: add layers, save it."""
        from geomap.export.story_map import MapOptions, story_map  # noqa: PLC0415 - folium takes its time

        return story_map([self.article], self.mapper.gazetteer, MapOptions(worldview=self.mapper.settings.worldview))

    def to_geojson(self) -> dict[str, Any]:
        """Places, regions and quoted areas as a GeoJSON FeatureCollection."""
        from geomap.export.geojson import places_geojson  # noqa: PLC0415 - same

        return places_geojson([self.article], self.mapper.gazetteer.geometry)

    def _repr_html_(self) -> str:
        html: str = self.to_folium()._repr_html_()
        return html


class Tables:
    """The folder of data tables: UTF-8 TSV with a header; lines that begin with "#" are comments."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def lines(self, name: str) -> list[str]:
        """The table's lines, header first, comments left out.

        Raises:
            GazetteerError: the table cannot be read.
        """
        path = self._folder / name
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise GazetteerError(f"cannot read the table {path}: {error}; install geomap again") from error
        return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]

    def rows(self, name: str) -> list[Row]:
        """The table's rows as column to cell; cells missing at the end are empty."""
        return list(csv.DictReader(self.lines(name), delimiter="\t", quoting=csv.QUOTE_NONE, restval=""))

    def cells(self, name: str) -> Iterable[Sequence[str]]:
        """The table's rows as cells, without the header."""
        return [line.split("\t") for line in self.lines(name)[1:]]
