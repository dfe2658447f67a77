"""Invented stories and a hand-written gazetteer for the map's tests: no model, no database, no network.

A story is written with its mentions in braces: "{Verun} fell" or "{the town|verun|nominal} fell" (words, place, kind).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from geomap.records import (
    Article,
    BasemapShape,
    BBox,
    Bound,
    Candidate,
    Evidence,
    Geometry,
    Kind,
    MappedArticle,
    Mention,
    Place,
    Point,
    Provenance,
    QuotedArea,
    QuotedName,
    Region,
    Relation,
    Resolution,
    ScoredCandidate,
    Span,
    Status,
)

_BRACES = re.compile(r"\{([^{}|]+)(?:\|([^{}|]*))?(?:\|([^{}|]*))?\}")


def box_ring(west: float, south: float, east: float, north: float) -> Geometry:
    """A rectangle as a polygon."""
    return Geometry("Polygon", (((west, south), (east, south), (east, north), (west, north), (west, south)),))


def place(key: str, lon: float, lat: float, **more: object) -> Place:
    """A town in Ardelia unless told otherwise."""
    fields = {
        "name": key.title(),
        "feature_class": "P",
        "feature_code": "PPL",
        "country_code": "XA",
        "admin1": "Westmark",
    }
    return Place(id=f"test:{key}", point=Point(lon, lat), **(fields | more))  # type: ignore[arg-type]


PLACES = {
    each.id.removeprefix("test:"): each
    for each in (
        place("ardelia", 13.0, 43.0, feature_class="A", feature_code="PCLI", admin1=None),
        place("borland", 17.5, 43.2, feature_class="A", feature_code="PCLI", admin1=None, country_code="XB"),
        place("farland", -98.0, 39.0, feature_class="A", feature_code="PCLI", admin1=None, country_code="XF"),
        place("verun", 12.25, 44.5, population=12_000),
        place("karsk", 14.75, 41.5, feature_code="PPLC", population=900_000),
        place("otter", 13.4, 42.6, population=300),
        place("lodd", 13.0, 43.5, feature_class="H", feature_code="STM", admin1=None),
        place("westmark", 11.5, 43.0, feature_class="A", feature_code="ADM1"),
        place("dry plain", 14.0, 42.5, feature_class="T", feature_code="DSRT", bbox=BBox(13.2, 42.0, 14.8, 43.2)),
        place("suvari", 178.4, -18.1, country_code="XS", admin1=None),
        place("lotoma", -179.2, -17.2, country_code="XS", admin1=None),
        place("النهرين", 13.9, 43.9),
    )
    if each.id is not None
}
GEOMETRIES = {
    "test:ardelia": box_ring(10.0, 40.0, 16.0, 46.0),
    "test:borland": box_ring(16.0, 40.0, 19.0, 46.0),
    "test:farland": box_ring(-120.0, 30.0, -75.0, 48.0),
    "test:westmark": box_ring(10.0, 41.0, 13.0, 45.0),
    "test:lodd": Geometry("LineString", ((11.0, 46.0), (12.5, 44.0), (13.5, 43.0), (15.0, 40.5))),
}
BASEMAP = (
    BasemapShape(layer="land", name="", rank=0, geometry=box_ring(-10.0, 30.0, 40.0, 60.0)),
    BasemapShape(layer="land", name="", rank=0, geometry=box_ring(170.0, -25.0, 180.0, -10.0)),
    BasemapShape(layer="land", name="", rank=0, geometry=box_ring(-180.0, -25.0, -175.0, -10.0)),
    BasemapShape(layer="lake", name="Blue Lake", rank=3, geometry=box_ring(11.0, 42.0, 11.6, 42.4)),
    BasemapShape(layer="river", name="Grey", rank=4, geometry=Geometry("LineString", ((10.0, 45.0), (15.0, 44.0)))),
    BasemapShape(layer="border", name="", rank=1, geometry=Geometry("LineString", ((16.0, 36.0), (16.0, 60.0)))),
    BasemapShape(layer="disputed", name="", rank=1, geometry=Geometry("LineString", ((10.0, 41.0), (16.0, 41.0)))),
    BasemapShape(layer="country", name="Ardelia", rank=2, geometry=Geometry("Point", (13.0, 43.0))),
    BasemapShape(layer="country", name="Borland", rank=2, geometry=Geometry("Point", (17.5, 43.0))),
    BasemapShape(layer="town", name="Millford", rank=3, geometry=Geometry("Point", (15.2, 45.0))),
)


@dataclass
class StoryGazetteer:
    """The Gazetteer port over the tables above."""

    shapes: Sequence[BasemapShape] = BASEMAP
    geometries: Mapping[str, Geometry] = field(default_factory=lambda: GEOMETRIES)
    fingerprint: str = "invented"

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        return ()

    def max_population(self, name: str) -> int:
        return -1

    def place(self, place_id: str) -> Place | None:
        return next((each for each in PLACES.values() if each.id == place_id), None)

    def referenced(self, reference: str) -> Place | None:
        return next((each for each in PLACES.values() if each.country_code == reference), None)

    def geometry(self, place_id: str) -> Geometry | None:
        return self.geometries.get(place_id)

    def coarse_geometry(self, place_id: str) -> Geometry | None:
        return self.geometry(place_id)

    def basemap(self, window: BBox, detail: str) -> tuple[BasemapShape, ...]:
        return tuple(self.shapes)


def told(
    marked: str,
    *,
    status: Status = Status.RESOLVED,
    probability: float = 0.93,
    places: Mapping[str, Place] = PLACES,
    tilde: str = "~",
    **article: str,
) -> MappedArticle:
    """The story with its mentions resolved. A place named "?" is in no gazetteer; `tilde` stands for each "~"."""
    text, resolutions, position = "", [], 0
    for match in _BRACES.finditer(marked):
        text += marked[position : match.start()].replace("~", tilde)
        words, key, kind = match[1].replace("~", tilde), match[2] or match[1].lower(), Kind(match[3] or "literal")
        mention = Mention(span=Span(len(text), len(text) + len(words)), text=words, kind=kind)
        if key == "?":
            resolutions.append(Resolution(mention=mention, status=Status.NOT_FOUND))
        else:
            resolutions.append(
                Resolution(mention=mention, status=status, ranked=ranked(words, places[key], probability))
            )
        text += words
        position = match.end()
    text += marked[position:].replace("~", tilde)
    fields = {"id": "story-1", **article}
    return MappedArticle(
        article=Article(text=text, **fields),
        resolutions=tuple(resolutions),
        areas=(),
        quoted_names=(),
        provenance=Provenance(geomap="0", gazetteer="invented", recognizer="by hand"),
    )


def ranked(words: str, best: Place, probability: float) -> tuple[ScoredCandidate, ...]:
    """The winner with a reason, and a runner-up of the same name in Borland."""
    rival = place("rival", 18.0, 44.0, name=best.name, country_code="XB", admin1="Eastmark")
    reason = Evidence(name="same_country", weight=1.5, note="Ardelia is named 3 times")
    against = Evidence(name="small", weight=-0.5, note="it is small")
    return (
        ScoredCandidate(
            candidate=Candidate(place=best, matched_name=words), probability=probability, evidence=(reason, against)
        ),
        ScoredCandidate(candidate=Candidate(place=rival, matched_name=words), probability=round(1 - probability, 3)),
    )


def span_of(one: MappedArticle, words: str) -> Span:
    """Where the words stand first."""
    start = one.article.text.index(words)
    return Span(start, start + len(words))


def with_area(one: MappedArticle, words: str, low_m2: float, high_m2: float, mention: int | None) -> MappedArticle:
    """The story with a quoted area."""
    area = QuotedArea(
        span=span_of(one, words),
        text=words,
        unit="square kilometre",
        bound=Bound.EXACT if low_m2 == high_m2 else Bound.RANGE,
        low_m2=low_m2,
        high_m2=high_m2,
        mention=mention,
        relation=Relation.PART,
        note="" if mention is not None else "no place near it",
    )
    return _replaced(one, areas=(*one.areas, area))


def with_region(one: MappedArticle, words: str, mention: int, box: BBox, relation: str = "northwest") -> MappedArticle:
    """The story with one mention narrowed to a region."""
    region = Region(
        relation=relation, span=span_of(one, words), text=words, bbox=box, note="A third of the place, by its extent."
    )
    resolutions = list(one.resolutions)
    old = resolutions[mention]
    resolutions[mention] = Resolution(mention=old.mention, status=old.status, ranked=old.ranked, region=region)
    return _replaced(one, resolutions=tuple(resolutions))


def with_quoted_name(one: MappedArticle, words: str, mention: int, box: BBox | None) -> MappedArticle:
    """The story with an area in quotation marks."""
    span = span_of(one, words)
    region = Region(relation="around", span=span, text=words, bbox=box) if box is not None else None
    return _replaced(
        one, quoted_names=(*one.quoted_names, QuotedName(span=span, text=words, mention=mention, region=region))
    )


def _replaced(one: MappedArticle, **changes: object) -> MappedArticle:
    fields = {name: getattr(one, name) for name in ("article", "resolutions", "areas", "quoted_names", "provenance")}
    return MappedArticle(**(fields | changes))  # type: ignore[arg-type]


def siege() -> MappedArticle:
    """A short story with everything in it: river, region, ring, quoted name, metonym, demonym, an unknown name."""
    one = told(
        "Farmers count their losses\n\n"
        "{Karsk|karsk|metonym} sent engineers to {Verun}, a town in northwestern {Ardelia}. "
        "The {Ardelian|ardelia|demonym} "
        "army closed the road along the {Lodd}.\n\n"
        'Flooding covered 900 sq km of fields in {Ardelia}. People call the worst of it the "{Otter} bowl". '
        "Nobody in {Nowheretown|?} answered. Elsewhere 12 sq km burned.\n\n"
        "Relief came from {Farland}.",
        url="https://example.org/losses",
        published="2031-05-02",
    )
    one = with_region(one, "northwestern Ardelia", 2, BBox(10.0, 43.5, 12.8, 46.0))
    one = with_area(one, "900 sq km", 9e8, 9e8, 5)
    one = with_area(one, "12 sq km", 1.2e7, 1.2e7, None)
    return with_quoted_name(one, "Otter bowl", 6, BBox(13.1, 42.3, 13.7, 42.9))


HOSTILE = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "${alert(1)} {{ 7*7 }} {% x %} `",
    "<!-- --> ]]> &lt;b&gt;",
    "a\u2028b\u2029c\x00d",
    "\u202eevil\u202c",
    "\" onmouseover=\"alert(1)' x='",
    "<svg/onload=alert(1)><math><style></style>",
)


def hostile_story(text: str) -> MappedArticle:
    """The text everywhere that text can come from: body, mention, title, address, date, place, note, quoted name."""
    towns = {**PLACES, "karsk": place("karsk", 14.75, 41.5, name=text, admin1=text)}
    one = told(
        "{Verun} and ~ fell. {~|karsk} and the {Otter} hole.\n\n{~|?} is lost: 900 sq km.",
        tilde=text, places=towns, title=text, url=f"javascript:{text}", published=text, language=text, id=text,
    )  # fmt: skip
    one = with_quoted_name(one, "Otter hole", 2, BBox(13.1, 42.3, 13.7, 42.9))
    return with_area(one, "900 sq km", 9e8, 9e8, None)


def long_story(words: int = 5_000, towns: int = 150) -> MappedArticle:
    """Many paragraphs over many towns on a grid, none of them near another."""
    grid = {f"town {n}": place(f"town {n}", 10.2 + 0.4 * (n % 15), 40.3 + 0.55 * (n // 15)) for n in range(towns)}
    filler = "Nobody there could say when the next boat would come or who would pay for the grain."
    paragraphs = [
        f"In {{Town {n}|town {n}}} they waited. {filler} {filler}" for n in range(towns)
    ]  # fmt: skip
    missing = words - sum(len(each.split()) for each in paragraphs)
    paragraphs.append(" ".join([filler] * max(0, missing // len(filler.split()) + 1)))
    return told("\n\n".join(paragraphs), places=grid)
