import re

import pytest
import shapely

from geomap.errors import GazetteerError
from geomap.gazetteers.harvest.disputes import Dispute, disputes, recognition, row_of
from geomap.settings import WORLDVIEWS

HEADER = "kind\tpoints\tneutral\tstate\tsolid\tdashed\tnone\tnote\n"


def dispute(**given):
    return Dispute(**{"kind": "line", "points": ((0.0, 0.0),), "neutral": "disputed", "state": "", "drawn": {}} | given)


def test_views_are_those_that_differ_from_the_neutral_one():
    row = dispute(drawn={"IN": "border", "PK": "", "US": "disputed"}, note="")
    assert row.views({}) == {"IN": "border", "PK": ""}


def test_the_star_stands_for_all_that_are_not_named():
    views = dispute(drawn={"RU": "border", "US": "disputed", "*": ""}, note="").views({})
    assert views == dict.fromkeys(set(WORLDVIEWS) - {"RU", "US"}, "") | {"RU": "border"}


def test_the_recognition_of_a_state_comes_before_the_star_and_after_a_name():
    row = dispute(drawn={"CN": "", "*": "border"}, note="")
    views = row.views({"CN": "border", "FR": ""})
    assert (views["CN"], views["FR"], views["US"]) == ("", "", "border")


def test_a_state_that_is_not_recognised_has_no_border_and_one_that_is_has_one():
    values = {
        "US": "Admin-0 country",
        "RU": "Admin-1 region",
        "ES": "Unrecognized",
        "EG": "",
        "TR": "Admin-0 breakaway",
    }
    assert recognition(values) == {"US": "border", "RU": "", "ES": ""}


def test_of_lines_that_meet_each_gets_the_row_whose_point_is_nearer():
    rows = [dispute(points=((0.5, 0.0),), note="west"), dispute(points=((1.0, 0.01),), note="east")]
    west, east = shapely.LineString([(0, 0), (1, 0)]), shapely.LineString([(1, 0.01), (2, 0)])
    assert row_of("line", west, rows) is rows[0]
    assert row_of("line", east, rows) is rows[1]
    assert row_of("claim", west, rows) is None
    assert row_of("line", shapely.LineString([(0, 5), (1, 5)]), rows) is None


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("line\t1,2\tdisputed\t\tIN\t\tIN\t", "IN stands twice"),
        ("line\t1,2\tdisputed\t\tXX\t\t\t", "XX stands twice in the row, or is no view"),
        ("river\t1,2\tdisputed\t\t\t\t\t", "expected line or claim"),
        ("line\t1\tdisputed\t\t\t\t\t", "not enough values"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_with_its_line(tmp_path, row, said):
    file = tmp_path / "disputes.tsv"
    file.write_text(HEADER + row + "\n", "utf-8")
    with pytest.raises(GazetteerError, match=f"line 2: .*{re.escape(said)}"):
        disputes(file)


def test_the_shipped_rows_can_be_used_and_every_party_sees_its_own_dispute():
    rows = {row.note: row.views({}) for row in disputes()}
    crimea = next(views for note, views in rows.items() if note.startswith("Crimea"))
    assert (crimea["RU"], crimea["UA"]) == ("border", "")
    assert "US" not in crimea  # dashed, as in the neutral view
    control = rows["Kashmir: the Line of Control"]
    assert control["IN"] == control["PK"] == ""
