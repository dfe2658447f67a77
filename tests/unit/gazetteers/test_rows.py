import pytest

from geomap.gazetteers.rows import PLACE_COLUMNS, PlaceRow, extent_cell, parse_extent, views_cell


def test_a_row_survives_its_cells():
    row = PlaceRow(
        id="geonames:7",
        name="Upper Bree",
        lon=-1.25,
        lat=51.0,
        alternates=("Bree", "Brée"),
        feature_class="P",
        feature_code="PPL",
        countries=("GB", "FR"),
        admin1="GB.ENG",
        admin2="GB.ENG.X",
        population=12,
        known=3,
        extent=(-2.0, 50.5, -1.0, 51.5),
        source="here",
    )
    assert len(row.cells()) == len(PLACE_COLUMNS)
    assert PlaceRow.parse(row.cells()) == row


def test_empty_cells_are_unknown_values():
    row = PlaceRow(id="geonames:8", name="Bare", lon=0.0, lat=-0.000001)
    assert row.cells()[9] == "0"
    assert PlaceRow.parse(row.cells()) == PlaceRow(id="geonames:8", name="Bare", lon=0.0, lat=0.0)


@pytest.mark.parametrize("cells", [["a"], ["i", "n", "", "", "", "", "", "", "east", "1", "", "", "", ""]])
def test_cells_that_are_no_row_are_refused(cells):
    with pytest.raises(ValueError, match=r"unpack|float"):
        PlaceRow.parse(cells)


@pytest.mark.parametrize("cells", [["0", "5", "1", "4"], ["-181", "0", "0", "1"], ["0", "0", "nan", "1"]])
def test_impossible_extents_are_refused(cells):
    with pytest.raises(ValueError, match="extent"):
        parse_extent(cells)


def test_an_extent_may_cross_the_antimeridian():
    assert parse_extent(extent_cell((170.0, -20.0, -175.0, -10.0)).split(",")) == (170.0, -20.0, -175.0, -10.0)


def test_views_are_listed_by_layer():
    assert views_cell({"PK": "border", "IN": "", "CN": "border"}) == ":IN|border:CN,PK"
    assert views_cell({}) == ""
