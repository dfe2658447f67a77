"""The rules are data: they load from the tables, and say what is wrong with one."""

import re

import pytest

from geomap.areas.rules import TABLES, AreaRules, alternatives
from geomap.errors import RecordError

Tables = dict[str, list[dict[str, str]]]


def test_tables_load(rules: AreaRules) -> None:
    assert rules.directions["north-western"] == ("northwest", 315.0)
    assert rules.vague["a few"] == (2.0, 9.0)
    assert rules.features["valley"].after
    assert rules.quoted["caliphate"].kind == "claimed"
    assert rules.nouns["city"] >= {"P"}


def test_every_unit_has_a_source(rules: AreaRules) -> None:
    assert all(unit.source for unit in rules.units)


def test_no_word_is_told_twice(tables: Tables) -> None:
    for name in ("areas_directions", "areas_vague", "areas_quoted_nouns", "areas_features"):
        first = [next(iter(row.values())) for row in tables[name]]
        assert len(first) == len(set(first)), name


@pytest.mark.parametrize("name", TABLES)
def test_a_missing_table_is_named(tables: Tables, name: str) -> None:
    with pytest.raises(RecordError, match=name):
        AreaRules.from_tables({key: rows for key, rows in tables.items() if key != name})


def test_a_cell_that_is_no_number_is_told(tables: Tables) -> None:
    broken = {**tables, "areas_vague": [{"words": "a few", "low": "two", "high": "9"}]}
    with pytest.raises(RecordError, match="two"):
        AreaRules.from_tables(broken)


def test_alternatives_prefer_the_longest() -> None:
    found = re.match(alternatives(["sq", "sq km", "acre"]), "sq-km")
    assert found is not None
    assert found[0] == "sq-km"


def test_alternatives_are_found_in_the_case_that_the_flags_ask_for() -> None:
    pattern = re.compile(alternatives(["north", "10 miles", "$", "école"]), re.IGNORECASE)
    assert [pattern.fullmatch(text) is not None for text in ("North", "NORTH", "10 MILES", "$", "École", "n")] == [
        *[True] * 5,
        False,
    ]
