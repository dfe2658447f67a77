import pytest

from geomap.gazetteers.harvest.romanising import from_russian, from_ukrainian


@pytest.mark.parametrize(
    ("name", "official", "older"),
    [
        ("Часів Яр", "Chasiv Yar", "Chasiv Yar"),
        ("Кліщіївка", "Klishchiivka", "Klishchiyivka"),
        ("Згурівка", "Zghurivka", "Zghurivka"),
        ("Єнакієве", "Yenakiieve", "Yenakiyeve"),
        ("Знам'янка", "Znamianka", "Znamyanka"),
        ("Йосипівка", "Yosypivka", "Yosypivka"),
    ],
)
def test_ukrainian_names_are_spelt_in_both_manners(name, official, older):
    assert from_ukrainian(name) == (official, older)


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("Новый Оскол", "Novy Oskol"),
        ("Нижний Тагил", "Nizhny Tagil"),
        ("Енакиево", "Yenakiyevo"),
        ("Сельцо-Новое", "Seltso-Novoye"),
    ],
)
def test_russian_names_are_spelt_as_news_agencies_do(name, spelt):
    assert from_russian(name) == spelt
