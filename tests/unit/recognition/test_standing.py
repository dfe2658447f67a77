from geomap.recognition.standing import KNOWN, PROMINENT, UNKNOWN, VAST, Names


def test_a_name_stands_by_the_places_that_it_is_the_main_name_of(gazetteer, rules):
    names = Names(gazetteer, rules)
    assert names.population("Oxford") == 160_000
    assert names.population("Atlantis") == UNKNOWN
    assert KNOWN <= names.population("Heath") < PROMINENT


def test_initials_are_no_town_unless_the_table_says_so(gazetteer, rules):
    names = Names(gazetteer, rules)
    assert names.population("CEO") == UNKNOWN
    assert names.population("US") == VAST
    assert names.population("HUME") == names.population("Hume")


def test_a_place_known_by_another_name_is_not_prominent_by_it_but_a_country_is(gazetteer, rules):
    names = Names(gazetteer, rules)
    assert names.population("Some") == PROMINENT - 1  # four letters: too short to trust
    assert names.population("Zara") == PROMINENT - 1


def test_a_town_is_told_from_a_state(gazetteer, rules):
    names = Names(gazetteer, rules)
    assert names.is_town("Kansas City")
    assert not names.is_town("Kansas")


def test_the_gazetteer_is_asked_once_for_a_name(rules):
    asked = []

    class Counting:
        def max_population(self, name):
            asked.append(name)
            return -1

    names = Names(Counting(), rules)
    assert [names.population("Atlantis") for _ in range(3)] == [UNKNOWN] * 3
    assert asked == ["Atlantis"]
