"""The hand-written tables of names keep their format and do not contradict each other."""

import re
from collections import Counter
from pathlib import Path

import pytest

from geomap.names import key

CURATED = Path(__file__).parents[3] / "gazetteer" / "curated"
HEADERS = {
    "abbreviations": "abbreviation reference kind note",
    "conflict_places": "id name alternate_names feature_class feature_code countries lon lat west south east north "
    "population note",
    "country_names": "name reference note",
    "dateline_cities": "name reference",
    "demonyms": "demonym reference note",
    "extra_names": "reference name note",
    "landmarks": "id name alternate_names feature_class feature_code countries lon lat west south east north "
    "population note",
    "never_places": "name kind note",
}
ISO_COUNTRIES = set(
    re.findall(
        r"[A-Z]{2}",
        """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY
    BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK
    FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR
    IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK
    ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM
    PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF
    TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
""",
    )
)
PLACE_ID = r"geonames:[1-9]\d*|iata:[a-z]{3}|(?:curated|naturalearth|postal|usps):[a-z0-9]+(-[a-z0-9]+)*"
REFERENCE = re.compile(rf"(?P<country>[A-Z]{{2}})(\.[0-9A-Z]{{2,3}})?|{PLACE_ID}")


def rows(table: str) -> list[list[str]]:
    """The cells of every line but the header and the comments."""
    lines = (CURATED / f"{table}.tsv").read_text(encoding="utf-8").split("\n")
    return [line.split("\t") for line in lines[1:] if line and not line.startswith("#")]


def first_cells(table: str) -> set[str]:
    return {row[0] for row in rows(table)}


def references() -> list[tuple[str, str, str]]:
    tables = ("abbreviations", "country_names", "dateline_cities", "demonyms")
    found = [(table, row[0], row[1]) for table in tables for row in rows(table)]
    return found + [("extra_names", row[1], row[0]) for row in rows("extra_names")]


@pytest.mark.parametrize("table", HEADERS)
def test_every_line_has_the_header_s_cells_without_stray_blanks(table: str) -> None:
    text = (CURATED / f"{table}.tsv").read_text(encoding="utf-8")
    header = HEADERS[table].split()
    assert text.split("\n")[0].split("\t") == header
    assert text.endswith("\n")
    assert "\r" not in text
    stray = [row for row in rows(table) if any(cell != cell.strip() for cell in row) or not row[0]]
    assert stray == []
    assert {len(row) for row in rows(table)} == {len(header)}


@pytest.mark.parametrize("table", ["country_names", "dateline_cities", "never_places"])
def test_a_name_stands_in_its_table_once(table: str) -> None:
    twice = [name for name, count in Counter(row[0] for row in rows(table)).items() if count > 1]
    assert twice == []


@pytest.mark.parametrize("table", ["abbreviations", "demonyms"])
def test_a_short_form_or_demonym_of_two_places_names_each_once(table: str) -> None:
    twice = [pair for pair, count in Counter((row[0], row[1]) for row in rows(table)).items() if count > 1]
    assert twice == []


def test_every_reference_is_well_formed_and_its_country_exists() -> None:
    wrong = []
    for table, name, reference in references():
        match = REFERENCE.fullmatch(reference)
        if reference and (match is None or (match["country"] and match["country"] not in ISO_COUNTRIES)):
            wrong.append((table, name, reference))
    assert wrong == []


def test_every_reference_to_a_curated_place_is_in_a_curated_table() -> None:
    places = {row[0] for table in ("regions", "conflict_places", "landmarks") for row in rows(table)}
    missing = {(table, ref) for table, _, ref in references() if ref.startswith("curated:") and ref not in places}
    assert missing == set()


def test_a_further_name_is_given_to_a_place_once() -> None:
    folded = Counter((reference, key(name)) for reference, name, _ in rows("extra_names"))
    assert [pair for pair, count in folded.items() if count > 1] == []


def test_places_of_conflicts_have_an_id_of_their_own_and_a_known_kind() -> None:
    table = rows("conflict_places")
    assert [place_id for place_id, count in Counter(row[0] for row in table).items() if count > 1] == []
    assert [row[0] for row in table if not re.fullmatch(PLACE_ID, row[0])] == []
    assert {row[3] for row in table} <= set("AHLPRSTV")
    assert [row[0] for row in table if not re.fullmatch(r"[A-Z]{2,5}", row[4])] == []
    assert {code for row in table for code in row[5].split(",") if code} <= ISO_COUNTRIES


def test_landmarks_stand_nowhere_else_and_are_of_a_known_kind() -> None:
    table = rows("landmarks")
    ids = [row[0] for row in table]
    assert [one for one, count in Counter(ids).items() if count > 1] == []
    assert set(ids) & (first_cells("regions") | first_cells("conflict_places")) == set()
    assert [one for one in ids if not re.fullmatch(PLACE_ID, one)] == []
    assert [row[0] for row in table if row[3] not in set("HLPRST") or not re.fullmatch(r"[A-Z]{2,4}", row[4])] == []
    assert {code for row in table for code in row[5].split(",")} <= ISO_COUNTRIES


@pytest.mark.parametrize("table", ["conflict_places", "landmarks"])
def test_a_small_place_lies_on_the_globe_and_inside_its_extent(table: str) -> None:
    for row in rows(table):
        lon, lat = float(row[6]), float(row[7])
        assert -180 <= lon <= 180, row
        assert -90 <= lat <= 90, row
        if any(row[8:12]):
            west, south, east, north = map(float, row[8:12])
            assert west <= lon <= east, row
            assert south <= lat <= north, row


def test_bare_names_of_rivers_that_mean_other_things_are_no_names() -> None:
    words = {"charles", "rock", "salt", "american", "russian", "east", "cross", "flint", "iowa", "neches", "catawba"}
    names = {key(name) for row in rows("landmarks") for name in [row[1], *row[2].split("|")]}
    assert names & words == set()


def test_a_place_has_one_everyday_main_name_and_most_of_them_are_towns() -> None:
    main = [reference for reference, _, note in rows("extra_names") if note == "main"]
    assert [one for one, count in Counter(main).items() if count > 1] == []
    assert sum(reference.startswith("geonames:") for reference in main) >= 60


def test_the_baghuz_of_the_news_bears_the_plain_name() -> None:
    main_names = {row[0]: row[1] for row in rows("conflict_places") if "Baghuz" in [row[1], *row[2].split("|")]}
    assert main_names["geonames:171943"] == "Baghuz"  # its namesake down the river must not outrank it
    assert main_names["geonames:171944"] != "Baghuz"


@pytest.mark.parametrize("table", ["conflict_places", "landmarks"])
def test_a_small_place_names_itself_once(table: str) -> None:
    for row in rows(table):
        folded = Counter(key(name) for name in [row[1], *filter(None, row[2].split("|"))])
        assert max(folded.values()) == 1, row


def test_places_of_conflicts_are_not_regions_too() -> None:
    assert first_cells("conflict_places") & first_cells("regions") == set()
    held = {key(name) for row in rows("regions") for name in [row[1], *row[2].split("|")]}
    assert [row[1] for row in rows("conflict_places") if key(row[1]) in held] == []


def test_every_country_has_one_short_name_and_only_known_notes() -> None:
    table = rows("country_names")
    assert {note for _, _, note in table} == {"short", "formal", "former", "rival", "variant"}
    short = Counter(reference for _, reference, note in table if note == "short")
    assert set(short.values()) == {1}
    assert set(short) >= ISO_COUNTRIES


def test_no_country_name_is_another_spelling_of_one_before_it() -> None:
    folded = Counter(key(row[0]) for row in rows("country_names"))
    assert [name for name, count in folded.items() if count > 1] == []


def test_the_shared_list_of_country_names_is_covered() -> None:
    checks = Path(__file__).parents[4] / "shared" / "eval" / "country_names.tsv"
    if not checks.is_file():
        pytest.skip("the list to check against lies beside the repository and is absent here")
    held = {key(name) for table in ("country_names", "abbreviations") for name in first_cells(table)}
    held |= {key(name) for row in rows("regions") for name in [row[1], *row[2].split("|")]}
    lines = checks.read_text(encoding="utf-8").splitlines()
    names = [line.split("\t")[0] for line in lines if line and not line.startswith("#")]
    missing = [name for name in names if key(name) not in held]
    assert set(missing) <= {"Ceuta & Melilla", "Clipperton Island"}  # two towns in one name, and a part of France


def test_every_country_has_a_demonym() -> None:
    uninhabited = {"AQ", "BV", "HM", "IO", "TF", "UM"}
    several_islands = {"BQ"}
    shared_with_a_larger_country = {"CG", "DM"}  # Congolese, Dominican
    without = ISO_COUNTRIES - {row[1] for row in rows("demonyms")}
    assert without == uninhabited | several_islands | shared_with_a_larger_country


def test_every_state_has_its_postal_code() -> None:
    postal = {row[0]: row[1] for row in rows("abbreviations") if row[2] == "postal"}
    states = {code: reference for code, reference in postal.items() if reference == f"US.{code}"}
    assert len(states) == 51  # with the District of Columbia
    assert {row[2] for row in rows("abbreviations")} == {"postal", "ap", "traditional", "initialism"}


def test_kinds_of_never_places_are_known() -> None:
    kinds = Counter(row[1] for row in rows("never_places"))
    assert set(kinds) == {"armed_group", "agency", "person", "disease", "weather", "institution", "common_word"}


@pytest.mark.parametrize("table", ["country_names", "dateline_cities", "demonyms", "abbreviations"])
def test_what_is_never_a_place_stands_in_no_table_of_places(table: str) -> None:
    assert first_cells("never_places") & first_cells(table) == set()


def test_what_is_never_a_place_is_no_place_of_a_conflict() -> None:
    names = {name for row in rows("conflict_places") for name in [row[1], *row[2].split("|")]}
    assert first_cells("never_places") & (names | {row[1] for row in rows("extra_names")}) == set()


def test_the_associated_press_lets_thirty_american_cities_stand_alone() -> None:
    lines = (CURATED / "dateline_cities.tsv").read_text(encoding="utf-8").split("\n")
    start, end = lines.index("# United States"), lines.index("# The rest of the world")
    assert end - start - 1 == 30


@pytest.mark.parametrize(
    ("table", "name", "reference"),
    [
        ("abbreviations", "W.Va.", "US.WV"),
        ("abbreviations", "B.C.", "CA.02"),
        ("abbreviations", "NSW", "AU.02"),
        ("abbreviations", "U.A.E.", "AE"),
        ("country_names", "Burma", "MM"),
        ("country_names", "Congo-Kinshasa", "CD"),
        ("country_names", "Republic of China", "TW"),
        ("country_names", "Holy See", "VA"),
        ("demonyms", "Syrians", "SY"),
        ("demonyms", "Frenchmen", "FR"),
        ("demonyms", "Minnesotans", "US.MN"),
        ("demonyms", "Scots", "GB.SCT"),
        ("demonyms", "Muscovites", "geonames:524901"),
        ("demonyms", "Kurdish", "curated:kurdistan"),
    ],
)
def test_well_known_names_lead_where_they_should(table: str, name: str, reference: str) -> None:
    assert [row[1] for row in rows(table) if row[0] == name] == [reference]
