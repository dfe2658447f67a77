"""Annotated articles and answers to them, small enough to count by hand."""

from collections.abc import Sequence

from geomap.evaluation.gold import GoldArticle, NameTables, gold_article
from geomap.records import (
    Article,
    Candidate,
    Evidence,
    Kind,
    MappedArticle,
    Mention,
    Place,
    Point,
    Provenance,
    Resolution,
    ScoredCandidate,
    Span,
    Status,
)

TABLES = NameTables.of({"Syria": "SY"}, {"Syrian": "SY"})
WEST = Place(
    id="geonames:1", name="Westham", point=Point(10.0, 50.0), country_code="DE", feature_class="P", feature_code="PPL"
)
NEAR = Place(
    id="geonames:2", name="Nearham", point=Point(11.0, 50.0), country_code="DE", feature_class="P", feature_code="PPL"
)
FAR = Place(
    id="geonames:3", name="Farham", point=Point(40.0, 10.0), country_code="ET", feature_class="H", feature_code="LK"
)
SYRIA = Place(
    id="geonames:163843",
    name="Syria",
    point=Point(38.5, 35.0),
    country_code="SY",
    feature_class="A",
    feature_code="PCLI",
)
ROUGH = Place(id=None, name="near Westham", point=Point(10.2, 50.0), radius_m=9000.0)

TEXT = "Westham and Farham lie in Syria, the Syrian press says of Ghostham."
WHY = (Evidence(name="close_by", weight=1.5, note="12 km from Nearham"),)
AGAINST = (Evidence(name="prominence", weight=-2.0, note="few people live there"),)


def gold(text: str, *rows: tuple[str, float | None, float | None], article: str = "a") -> GoldArticle:
    """An article whose names have these longitudes and latitudes."""
    toponyms = [
        {"start": text.index(name), "end": text.index(name) + len(name), "lat": lat, "lon": lon}
        for name, lon, lat in rows
    ]
    return gold_article({"id": article, "text": text, "toponyms": toponyms})


GOLD = gold(TEXT, ("Westham", 10.0, 50.0), ("Farham", 40.0, 10.0), ("Syria", 36.0, 33.0), ("Syrian", 38.0, 35.0))


def answer(name: str, *places: Place, p: float = 0.9, kind: Kind = Kind.LITERAL, text: str = TEXT) -> Resolution:
    """The places that are answered for a name, best first; every further one is half as probable."""
    start = text.index(name)
    mention = Mention(span=Span(start, start + len(name)), text=name, kind=kind)
    if not places:
        return Resolution(mention=mention, status=Status.NOT_FOUND)
    ranked = tuple(
        ScoredCandidate(
            candidate=Candidate(place=place, matched_name=name),
            probability=p / 2**number,
            evidence=AGAINST if number else WHY,
        )
        for number, place in enumerate(places)
    )
    status = Status.RESOLVED if places[0].id else Status.APPROXIMATE
    return Resolution(mention=mention, status=status, ranked=ranked)


def mapped(article: GoldArticle, answers: Sequence[Resolution]) -> MappedArticle:
    """The article with these answers."""
    return MappedArticle(
        article=Article(id=article.id, text=article.text),
        resolutions=tuple(answers),
        areas=(),
        quoted_names=(),
        provenance=Provenance(geomap="0", gazetteer="g", recognizer="r"),
    )


class Names:
    """A gazetteer that knows what places bear a name."""

    fingerprint = "names"

    def __init__(self, *places: Place) -> None:
        self._places = places

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        return tuple(Candidate(place=one, matched_name=name) for one in self._places if one.name == name)

    def max_population(self, name: str) -> int:
        return max((one.population for one in self._places if one.name == name), default=-1)

    def place(self, place_id: str) -> Place | None:
        return next((one for one in self._places if one.id == place_id), None)

    def referenced(self, reference: str) -> Place | None:
        return None

    def geometry(self, place_id: str) -> None:
        return None

    def coarse_geometry(self, place_id: str) -> None:
        return self.geometry(place_id)

    def basemap(self, window: object, detail: str) -> tuple[()]:
        return ()
