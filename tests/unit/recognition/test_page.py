import pytest


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The U.S. and St. Louis", ["The", "U.S.", "St.", "Louis"]),
        ("Syria's Sana'a", ["Syria", "Sana'a"]),
        ("O’Neil said I’ve won", ["O’Neil", "I"]),
        ("Žilina, Čadca and Łódź", ["Žilina", "Čadca", "Łódź"]),
        ("deir ez-Zor", ["Zor"]),
    ],
)
def test_words_with_a_capital_are_found_without_their_possessive(page, text, words):
    assert [word.text for word in page(text).words] == words


def test_surnames_come_from_full_names_and_titles(page):
    labels = {"Mustafa Bali": "PERSON", "Moore": "PERSON"}
    assert page("Mustafa Bali met Sgt. Moore.", labels).surnames == {"Bali", "Moore"}


def test_an_office_is_no_surname(page):
    assert page("Alton Police came.", {"Alton Police": "PERSON"}).surnames == frozenset()


def test_boilerplate_hides_words_and_spans(page):
    desk = page("In Oxford.\nCopyright 2018 The Paris Post", {"Oxford": "GPE", "Paris": "GPE"})
    assert [word.text for word in desk.words] == ["In", "Oxford"]
    assert [span.label for span in desk.spans] == ["GPE"]


def test_a_list_of_other_stories_at_the_end_is_boilerplate(page):
    assert [w.text for w in page("Rain in Paris.\nRelated news\nFire in Oxford").words] == ["Rain", "Paris"]


@pytest.mark.parametrize(
    ("text", "opens"), [("Rain. Paris", True), ("in Paris", False), ("“Paris", True), ("\nParis", True)]
)
def test_a_capital_at_the_start_of_a_sentence_means_nothing(page, text, opens):
    assert page(text).opens_sentence(text.index("Paris")) is opens


def test_the_words_beside_a_name_are_read_past_a_possessive(page):
    desk = page("in Paris's old town")
    assert desk.previous_word(3) == "in"
    assert desk.next_word(8) == "old"
