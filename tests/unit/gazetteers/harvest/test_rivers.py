import pytest
import shapely

from geomap.gazetteers.harvest.rivers import Section, grouped, mouth, rivers, split_names


def section(names, *points, rank=3):
    return Section(tuple(names), rank, shapely.LineString(points))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Donau (Danube)", ["Donau", "Danube"]),
        ("El Bahr  (White Nile)", ["El Bahr", "White Nile"]),
        ("Tigris", ["Tigris"]),
        ("Haffir / Hafir", ["Haffir", "Hafir"]),
        ("", []),
        ("  ", []),
    ],
)
def test_cells_hold_several_names(text, names):
    assert split_names(text) == names


def test_sections_of_one_name_that_lie_near_each_other_are_one_river():
    parts = [section(["Red"], (0, 0), (1, 0)), section(["Red"], (1.3, 0), (2, 0)), section(["Red"], (50, 0), (51, 0))]
    assert [len(group) for group in grouped(parts, [])] == [2, 1]


def test_national_names_listed_together_are_one_river():
    parts = [
        section(["Firat"], (0, 0), (1, 0)),
        section(["Al Furat"], (1, 0), (2, 0)),
        section(["Oder"], (2, 0), (3, 0)),
    ]
    known = [(["Euphrates"], {"firat", "al furat"})]
    assert [[part.names for part in group] for group in grouped(parts, known)] == [
        [("Firat",), ("Al Furat",)],
        [("Oder",)],
    ]


def test_a_section_with_two_names_ties_their_rivers_together():
    parts = [
        section(["Abay"], (0, 0), (1, 0)),
        section(["Abay", "Blue Nile"], (1, 0), (2, 0)),
        section(["Blue Nile"], (2, 0), (3, 0)),
    ]
    assert len(grouped(parts, [])) == 1


def test_a_river_has_its_listed_name_all_its_countries_and_its_whole_course():
    parts = [
        section(["Firat"], (38, 40), (38.5, 37), rank=2),
        section(["Al Furat"], (38.5, 37), (41, 34.5)),
        section(["Euphrates"], (41, 34.5), (47, 31)),
    ]
    [(row, shape)] = rivers(parts, lambda _: ("TR", "SY", "IQ"))
    assert (row.id, row.name) == ("naturalearth:river-euphrates", "Euphrates")
    assert {"Firat", "Al Furat", "Euphrates River"} <= set(row.alternates)
    assert row.countries == ("TR", "SY", "IQ")
    assert row.extent == (38.0, 31.0, 47.0, 40.0)
    assert shape.geom_type == "LineString"


def test_namesakes_get_ids_of_their_own_and_unnamed_sections_none():
    parts = [
        section(["Salt"], (0, 0), (3, 0)),
        section(["Salt"], (50, 0), (52, 0)),
        section(["Salt"], (90, 0), (91, 0)),
        section([], (5, 5), (6, 6)),
        section(["Zay?"], (7, 7), (8, 8)),
    ]
    rows = [row for row, _ in rivers(parts, lambda _: ("US",))]
    assert [row.id for row in rows] == [
        "naturalearth:river-salt",
        "naturalearth:river-salt-us",
        "naturalearth:river-salt-us-2",
    ]


def test_a_rivers_point_is_its_mouth():
    spring_to_lake = shapely.LineString([(0, 0), (1, 0)])
    lake_to_sea = shapely.LineString([(1.2, 0), (3, 1)])
    tributary_arm = shapely.LineString([(2, 2), (1.2, 0)])
    assert mouth([spring_to_lake, lake_to_sea, tributary_arm]) == (3, 1)
