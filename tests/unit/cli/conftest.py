"""The commands with a hand-written mapper in place of the model and the gazetteer."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from geomap.cli.main import execute
from geomap.cli.tools import Progress, Tools
from geomap.evaluation.gold import NameTables
from geomap.records import (
    Article,
    BasemapShape,
    BBox,
    Bound,
    Candidate,
    Evidence,
    Geometry,
    Judgement,
    MappedArticle,
    Mention,
    Place,
    Point,
    Provenance,
    PublisherHome,
    QuotedArea,
    Region,
    Relation,
    Resolution,
    ScoredCandidate,
    Span,
    Status,
)
from geomap.resolution.publishers import Publishers
from geomap.settings import Settings, load

NORWAY = Place(id="fake:1", name="Oslo", point=Point(10.75, 59.91), country_code="NO", feature_class="P",
               feature_code="PPLC", population=700_000)  # fmt: skip
MINNESOTA = Place(id="fake:2", name="Oslo", point=Point(-97.13, 48.2), country_code="US", admin1="Minnesota",
                  feature_class="P", feature_code="PPL", population=250)  # fmt: skip
ROUGH = Place(id=None, name="near Oslo", point=Point(10.5, 59.9), radius_m=5000.0)


class FakeGazetteer:
    """Knows no shapes."""

    fingerprint = "fake"

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        return (Candidate(place=NORWAY, matched_name=name),) if name == "Oslo" else ()

    def max_population(self, name: str) -> int:
        return -1

    def place(self, place_id: str) -> Place | None:
        return None

    def referenced(self, reference: str) -> Place | None:
        return None

    def geometry(self, place_id: str) -> Geometry | None:
        return None

    def coarse_geometry(self, place_id: str) -> Geometry | None:
        return self.geometry(place_id)

    def basemap(self, window: BBox, detail: str) -> tuple[BasemapShape, ...]:
        return ()


class OsloLearner:
    """Puts every publisher of three articles into Oslo."""

    def learn(self, domain: str, articles: Sequence[Sequence[str]]) -> PublisherHome | None:
        if len(articles) < 3:
            return None
        mentions = sum(map(len, articles))
        return PublisherHome(domain=domain, place=NORWAY, probability=0.93, articles=len(articles), mentions=mentions)


class FakeMapper:
    """Finds "Oslo" (two candidates), "Hidden" (nowhere), "Roughly" (approximate); fails or warns where told to."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.gazetteer = FakeGazetteer()
        self.warnings: list[str] = []
        self.used: dict[str, Judgement] = {}
        self.texts: list[str] = []

    def publishers(self) -> Publishers:
        return Publishers(OsloLearner())

    def recognized(self, articles: Sequence[Article]) -> list[Article]:
        if any("crash" in article.text for article in articles):
            raise ZeroDivisionError("a bug\nwith two lines")
        return [
            replace(
                article,
                recognized=tuple(
                    Mention(span=span, text=article.text[span.start : span.end]) for span in _spans(article.text)
                ),
            )
            for article in articles
        ]

    def map_many(self, articles: Sequence[Article]) -> list[MappedArticle]:
        return [self._map(article, _spans(article.text)) for article in articles]

    def resolve_many(self, articles: Sequence[Article]) -> list[MappedArticle]:
        return [self._map(article, list(article.toponyms or ())) for article in articles]

    def _map(self, article: Article, spans: list[Span]) -> MappedArticle:
        self.texts.append(article.text)
        if "refused" in article.text:
            self.warnings.append("the geocoder is not available\x1b[2J")
        if "crash" in article.text:
            raise ZeroDivisionError("a bug\nwith two lines")
        if "interrupt" in article.text:
            raise KeyboardInterrupt
        areas = [
            QuotedArea(span=Span(*found.span()), text=found[0], unit="square kilometre", bound=Bound.EXACT, low_m2=4e6,
                       high_m2=4e6, mention=0 if spans else None, relation=Relation.PART, probability=0.5)
            for found in re.finditer("4 sq km", article.text)
        ]  # fmt: skip
        return MappedArticle(
            article=article,
            resolutions=tuple(_resolved(article.text, span, self.settings.approximate) for span in spans),
            areas=tuple(areas),
            quoted_names=(),
            provenance=Provenance(geomap="0", gazetteer="fake", recognizer="fake"),
        )


def _spans(text: str) -> list[Span]:
    return [Span(*found.span()) for found in re.finditer("Oslo|Hidden|Roughly", text)]


def _resolved(text: str, span: Span, approximate: bool) -> Resolution:
    mention = Mention(span=span, text=text[span.start : span.end])
    if mention.text == "Roughly" and approximate:
        return Resolution(mention=mention, status=Status.APPROXIMATE, ranked=(_scored(ROUGH, 0.4),))
    if mention.text != "Oslo":
        return Resolution(mention=mention, status=Status.NOT_FOUND)
    region = Region(
        relation="north", span=span, text="north of Oslo", bbox=BBox(10, 60, 11, 61), note="made for a test"
    )
    ranked = (_scored(NORWAY, 0.9), _scored(MINNESOTA, 0.1))
    return Resolution(mention=mention, status=Status.RESOLVED, ranked=ranked, region=region)


def _scored(place: Place, probability: float) -> ScoredCandidate:
    evidence = (Evidence(name="population", weight=1.5, note=f"population {place.population:,}"),)
    candidate = Candidate(place=place, matched_name=place.name)
    return ScoredCandidate(candidate=candidate, probability=probability, evidence=evidence)


@dataclass
class Outcome:
    """What a call did."""

    status: int
    out: str
    err: str
    mappers: list[FakeMapper]

    @property
    def line(self) -> str:
        """The only line on standard error."""
        (line,) = self.err.splitlines()
        return line


@pytest.fixture
def geomap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Callable[..., Outcome]:
    """Call geomap in an empty folder: `geomap("parse", "a.txt", mapper=...)`."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object, environ: dict[str, str] | None = None) -> Outcome:
        made: list[FakeMapper] = []

        def make(settings: Settings, progress: Progress | None) -> FakeMapper:
            made.append(FakeMapper(settings))
            return made[-1]

        tools = Tools(
            mapper=make,
            settings=lambda **given: load(environ=environ or {}, **given),
            name_tables=lambda _: NameTables.of({"Norway": "NO"}, {"Norwegian": "NO"}),
        )
        status = execute([str(argument) for argument in arguments], tools)
        out, err = capfdbinary.readouterr()
        return Outcome(status, out.decode(), err.decode(), made)

    return call
