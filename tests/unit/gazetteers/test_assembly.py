import pytest

from geomap.errors import GazetteerError
from geomap.gazetteers.assembly import all_names, assemble
from geomap.gazetteers.rows import PLACE_COLUMNS, PlaceRow
from geomap.gazetteers.tables import write_table


def assembled(tables):
    return assemble(tables, lambda _what, _share: None)


def harvest(tables, *rows):
    write_table(tables / "harvested" / "places_more.tsv", PLACE_COLUMNS, [row.cells() for row in rows])


def region(lon, lat, *, name="The High Heath", countries=(), feature_class="L", feature_code="RGN"):
    return PlaceRow(
        id="geonames:77",
        name=name,
        lon=lon,
        lat=lat,
        countries=countries,
        feature_class=feature_class,
        feature_code=feature_code,
        source="more",
    )


@pytest.mark.parametrize("countries", [(), ("LU",)])
def test_a_region_that_is_written_by_hand_and_harvested_is_one_place(tables, countries):
    harvest(tables, region(10.9, 50.9, countries=countries))
    assembly = assembled(tables)
    row = assembly.places["geonames:77"]
    assert "curated:high-heath" not in assembly.places
    assert (row.name, row.lon, row.extent, row.countries) == ("High Heath", 10.9, (9.0, 49.0, 11.0, 51.0), ("LU",))
    assert {"The High Heath", "Hochheide"} <= set(row.alternates)
    assert assembly.divisions["curated:high-heath"] == "geonames:77"


@pytest.mark.parametrize(
    "row",
    [
        region(30.0, 50.0),  # elsewhere
        region(10.5, 50.5, countries=("OT",)),  # in another country
        region(10.5, 50.5, name="Low Heath"),
        region(10.5, 50.5, feature_class="A", feature_code="ADM1"),  # a province is not the region of its name
        region(10.5, 50.5, feature_class="H", feature_code="LK"),
        region(10.5, 50.5, feature_class="H", feature_code="STM"),
    ],
)
def test_other_places_of_the_name_stay_apart(tables, row):
    harvest(tables, row)
    assembly = assembled(tables)
    assert {"curated:high-heath", "geonames:77"} <= set(assembly.places)


def test_a_name_may_refer_to_a_hand_written_id_whose_place_was_known(tables):
    harvest(tables, region(10.5, 50.5))
    with (tables / "curated" / "demonyms.tsv").open("a", encoding="utf-8") as file:
        file.write("Heather\tcurated:high-heath\t\n")
    assert [name.name for name in assembled(tables).further["geonames:77"]] == ["Heather"]


def test_tables_that_are_not_there_count_as_empty(tables):
    for path in (tables / "curated").iterdir():
        path.unlink()
    (tables / "harvested" / "country_continents.tsv").unlink()
    assembly = assembled(tables)
    assert assembly.further == {}
    assert assembly.ancestors(assembly.places["geonames:5"]) == ("geonames:1",)


def test_a_division_stays_a_division_when_a_region_is_written_under_its_id(tables):
    with (tables / "curated" / "regions.tsv").open("a", encoding="utf-8") as file:
        file.write("geonames:2\tThe March\tMarchland\tL\tRGN\tLU\t11.2\t51.2\t10\t50\t12\t52\t\t\n")
    assembly = assembled(tables)
    row = assembly.places["geonames:2"]
    assert (row.name, row.feature_code, row.lon, row.extent) == ("The March", "ADM1", 11.2, (10.0, 50.0, 12.0, 52.0))
    assert "Ostmark" in row.alternates
    assert assembly.divisions["LU.OM"] == "geonames:2"


def test_a_main_name_takes_the_place_of_the_harvested_one(tables):
    with (tables / "curated" / "extra_names.tsv").open("a", encoding="utf-8") as file:
        file.write("LU.OM\tEastmarch\tmain\nLU.OM\tThe Marches\tOstmark\n")
    assembly = assembled(tables)
    row = assembly.places["geonames:2"]
    names = [(name, main) for name, _, main in all_names(assembly, row)]
    assert names[0] == ("Eastmarch", True)
    assert {("Ostmark", False), ("The Marches", False)} <= set(names)
    assert len(dict(names)) == len(names)


def test_a_harvested_point_outside_the_hand_written_extent_is_not_kept(tables):
    with (tables / "curated" / "regions.tsv").open("a", encoding="utf-8") as file:
        file.write("geonames:77\tHigh Coast\t\tL\tCST\tLU\t30\t40\t29\t39\t31\t41\t\t\n")
    harvest(tables, region(-150.0, 40.0, name="High Coast"))
    row = assembled(tables).places["geonames:77"]
    assert (row.lon, row.lat) == (30.0, 40.0)


def test_a_wrong_name_is_taken_away(tables):
    with (tables / "curated" / "extra_names.tsv").open("a", encoding="utf-8") as file:
        file.write("geonames:1\tThe Lumerian  republic\twrong: the old one\n")
    assert assembled(tables).places["geonames:1"].alternates == ("LMR",)


def test_a_wrong_name_that_nobody_holds_is_told(tables):
    with (tables / "curated" / "extra_names.tsv").open("a", encoding="utf-8") as file:
        file.write("geonames:1\tNeverheard\twrong: the river\n")
    with pytest.raises(GazetteerError, match="Neverheard"):
        assembled(tables)


def write_landmark(tables, *cells):
    head = (
        *("id", "name", "alternate_names", "feature_class", "feature_code", "countries", "lon", "lat"),
        *("west", "south", "east", "north", "population", "note"),
    )
    lines = ["\t".join(head), "\t".join(cells)]
    (tables / "curated" / "landmarks.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def nearby(countries="LU"):
    town = PlaceRow(
        id="geonames:78", name="Nearby", lon=10.0, lat=50.0, feature_class="P", countries=("LU",), admin1="LU.OM"
    )
    return town, ("curated:hall", "Great Hall", "", "S", "HLL", countries, "10.1", "50.1")


def test_a_landmark_has_the_division_of_the_nearest_town(tables):
    town, hall = nearby()
    harvest(tables, town)
    write_landmark(tables, *hall)
    assert assembled(tables).places["curated:hall"].admin1 == "LU.OM"


@pytest.mark.parametrize("extent", [("8", "48", "12", "52"), ("", "", "", "")])
def test_what_is_wide_or_of_two_countries_has_no_division(tables, extent):
    town, hall = nearby("LU" if extent[0] else "LU,OT")
    harvest(tables, town)
    write_landmark(tables, *hall, *extent)
    assert assembled(tables).places["curated:hall"].admin1 == ""


def test_the_hand_written_point_of_a_sea_wins_over_one_worked_out_from_its_outline(tables):
    harvested = region(10.9, 50.9, feature_class="H", feature_code="SEA")
    harvested.id = "naturalearth:sea-high-heath"
    harvest(tables, harvested)
    write_landmark(
        tables, "naturalearth:sea-high-heath", "High Sea", "", "H", "SEA", "", "10.2", "50.1", "9", "49", "11", "51"
    )
    row = assembled(tables).places["naturalearth:sea-high-heath"]
    assert (row.lon, row.lat) == (10.2, 50.1)
