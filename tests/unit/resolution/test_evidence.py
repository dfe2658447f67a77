"""Evidence from the text: the article before a name, the town of a state's name, one sense in a text."""

import numpy as np

from geomap.records import Candidate, Place, Point
from geomap.resolution.blocks import make_block
from geomap.resolution.cues import Cues, Sense
from geomap.resolution.evidence import FEATURES, add_context, fixed_features
from geomap.resolution.layout import Link, Occurrence, lay_out
from geomap.resolution.table import Table, make_table

PLACES = {
    "Nile": [("H", "STM", "", 32.0, 20.0), ("P", "PPL", "US.X", -90.0, 40.0)],
    "York": [("A", "ADM1", "US.Y", -75.0, 43.0), ("P", "PPL", "US.Y", -74.0, 40.0)],
    "Upton": [("P", "PPL", "US.Y", -78.0, 43.0)],
    "Brook": [("P", "PPL", "US.Y", -74.1, 40.0)],
}


def block(name: str):
    places = [
        Place(
            id=f"test:{name}{number}",
            name=name,
            point=Point(lon, lat),
            feature_class=kind,
            feature_code=code,
            country_code="US" if first else None,
            admin1_code=first or None,
            population=1000,
        )
        for number, (kind, code, first, lon, lat) in enumerate(PLACES[name])
    ]
    return make_block(name, tuple(Candidate(place=place, matched_name=name) for place in places))


def table_of(text: str) -> Table:
    found = [
        Occurrence(start=start, end=start + len(name), name=name, mention=0)
        for name in PLACES
        for start in range(len(text))
        if text.startswith(name, start)
    ]
    found.sort(key=lambda one: one.start)
    return make_table(lay_out(text, found, lambda one: block(one.name), Cues()))


def column(table: Table, features: np.ndarray, name: str, group: int = 0) -> list[float]:
    return features[table.rows(group), FEATURES.index(name)].tolist()


def test_the_article_speaks_for_rivers() -> None:
    for text, expected in (("The Nile rose.", [1.0, 0.0]), ("Nile rose.", [0.0, 0.0])):
        table = table_of(text)
        assert column(table, fixed_features(table), "article_nature") == expected


def test_towns_far_from_the_city_speak_for_the_state() -> None:
    shares = []
    for other in ("Upton", "Brook"):
        table = table_of(f"York paid. {other} did not.")
        features = fixed_features(table)
        add_context(table, np.ones(len(table.group)) / 2, features)
        shares.append(column(table, features, "twin_division_beyond"))
    (beyond, _), (within, _) = shares
    assert beyond > within == 0.0


def test_what_a_name_lies_in_holds_for_its_other_occurrences_in_that_sense() -> None:
    text = "Upton, York, voted. The mayor of the city of Upton won. Upton rests."
    found = [
        Occurrence(start=i, end=i + n, name=text[i : i + n], mention=0) for i, n in ((0, 5), (7, 4), (45, 5), (56, 5))
    ]
    cues = Cues(before={"city of": Sense.CITY})
    layout = lay_out(text, found, lambda one: block(one.name), cues)
    york = layout.group_of[1]
    groups = {layout.group_of[i] for i in (0, 2, 3)}
    assert len(groups) == 2
    assert all((group, york, Link.COMMA) in layout.links for group in groups)
