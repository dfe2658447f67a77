import csv
import io

from geomap.export.tables import COLUMNS, write_csv
from geomap.records import (
    Article,
    BBox,
    Candidate,
    MappedArticle,
    Mention,
    Place,
    Point,
    Provenance,
    Region,
    Resolution,
    ScoredCandidate,
    Span,
    Status,
)


def mapped(*resolutions: Resolution) -> MappedArticle:
    return MappedArticle(
        article=Article(id='id "1", x', text="secret words"),
        resolutions=resolutions,
        areas=(),
        quoted_names=(),
        provenance=Provenance(geomap="0", gazetteer="0", recognizer="none"),
    )


def rows(*articles: MappedArticle) -> list[dict[str, str]]:
    out = io.StringIO()
    write_csv(articles, out)
    assert "\r" not in out.getvalue()
    assert "secret" not in out.getvalue()
    return list(csv.DictReader(io.StringIO(out.getvalue())))


def test_a_mention_is_a_row() -> None:
    place = Place(id="geonames:1", name="São José", point=Point(-49.5, -28.25), country_code="BR",
                  admin1="Santa Catarina", feature_class="P", feature_code="PPL", population=7)  # fmt: skip
    scored = ScoredCandidate(candidate=Candidate(place=place, matched_name="x"), probability=0.123456)
    region = Region(relation="north", span=Span(0, 9), text="north of", bbox=BBox(-50, -28, -49, -27))
    mention = Mention(span=Span(2, 10), text="São\nJosé")
    (row,) = rows(mapped(Resolution(mention=mention, status=Status.AMBIGUOUS, ranked=(scored,), region=region)))
    assert tuple(row) == COLUMNS
    assert (row["article"], row["start"], row["end"], row["text"]) == ('id "1", x', "2", "10", "São\nJosé")
    assert (row["kind"], row["status"], row["probability"]) == ("literal", "ambiguous", "0.1235")
    assert (row["place_id"], row["name"], row["lon"], row["lat"]) == ("geonames:1", "São José", "-49.5", "-28.25")
    assert (row["population"], row["radius_m"]) == ("7", "")
    assert (row["region"], row["region_west"], row["region_north"]) == ("north", "-50", "-27")


def test_a_name_that_was_not_found_has_empty_cells() -> None:
    (row,) = rows(mapped(Resolution(mention=Mention(span=Span(0, 6), text="Nowhere"), status=Status.NOT_FOUND)))
    assert (row["text"], row["status"], row["place_id"], row["region_north"]) == ("Nowhere", "not_found", "", "")


def test_no_mentions_are_a_heading_only() -> None:
    assert rows(mapped()) == []
