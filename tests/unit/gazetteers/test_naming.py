import pytest

from geomap.gazetteers.naming import entries, is_abbreviation
from geomap.gazetteers.schema import ABBREVIATION, ALTERNATE, ARTICLE, DEMONYM, EXACT


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("US", True),
        ("U.S.", True),
        ("UAE", True),
        ("USSR", True),
        ("D.R.C.", True),
        ("HOMS", True),
        ("Ky.", False),
        ("Us", False),
        ("DAMASCUS", False),
        ("L'AQUILA", False),
    ],
)
def test_abbreviations_are_short_and_all_capitals(name, expected):
    assert is_abbreviation(name) is expected


@pytest.mark.parametrize(
    ("name", "kind", "main", "expected"),
    [
        ("Tarn", "name", True, [("tarn", EXACT, "Tarn", 0)]),
        ("Tarn", "name", False, [("tarn", ALTERNATE, "Tarn", 0)]),
        ("The Heath", "name", True, [("the heath", EXACT, "The Heath", 0), ("heath", ARTICLE, "The Heath", 0)]),
        ("Al-Bab", "name", False, [("al bab", ALTERNATE, "Al-Bab", 0), ("bab", ARTICLE, "Al-Bab", 0)]),
        ("LU", "name", False, [("lu", ABBREVIATION, "LU", 1)]),
        ("Ky.", "abbreviation", False, [("ky", ABBREVIATION, "Ky.", 1)]),
        ("Lumerian", "demonym", False, [("lumerian", DEMONYM, "Lumerian", 0)]),
        ("Å", "name", True, []),
        ("...", "name", True, []),
    ],
)
def test_the_keys_of_a_name(name, kind, main, expected):
    assert list(entries(name, kind, main=main)) == expected
