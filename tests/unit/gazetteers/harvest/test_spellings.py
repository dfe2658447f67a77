import pytest

from geomap.gazetteers.harvest.spellings import distinct, wanted


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Łódź", True),
        ("al-Bab", True),
        ("Kyiv", True),
        ("‘Ayn al ‘Arab", True),
        ("LA", True),
        ("St. John's", True),
        ("Київ", False),
        ("دمشق", False),
        ("東京", False),
        ("yi de li bo", False),
        ("adlb", False),
        ("X", False),
        ("A|B", False),
        ("PKK", False),
        ("ES61", False),
        ("S.F.", True),
        ("HCMC", True),
        ("Siria - سورية", False),
        ("", False),
        ("L" * 81, False),
    ],
)
def test_names_in_latin_script_with_a_capital_are_wanted(name, expected):
    assert wanted(name) is expected


def test_one_spelling_is_kept_for_each_key_and_none_for_the_main_name():
    names = ["Idleb", "İdlib", "Îdlîb", "IDLIB", "Idleb", "إدلب", "Idlip", "Ídlip"]
    assert distinct("Idlib", names) == ("Idleb", "Idlip")
