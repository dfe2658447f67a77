def test_a_place_found_once_is_found_again(found):
    text = "Rain fell in Heath. Nobody left Heath on foot."
    assert found(text, {"Heath": "GPE"}) == [("Heath", "literal")] * 2


def test_a_dateline_is_found_again_in_small_letters(found):
    assert found("HUME -- Rain fell. All of Hume slept.") == [("HUME", "literal"), ("Hume", "literal")]


def test_it_is_embedded_before_the_word_for_an_office(found):
    text = "He lives in Heath and rang the Heath Fire Department."
    assert found(text, {"Heath": "GPE"}) == [("Heath", "literal"), ("Heath", "embedded")]


def test_it_is_a_place_of_its_own_before_a_hyphen_and_another_place(found):
    text = "He lives in Heath. The Heath-Oxford train and the Heath-Ledger firm are late."
    names = found(text, {"Heath": "GPE", "Oxford": "GPE"})
    assert names == [("Heath", "literal"), ("Heath", "literal"), ("Oxford", "literal")]


def test_it_is_not_read_into_other_names(found):
    text = "He lives in Heath. They saw Ledger Heath run with Heath Ledger."
    assert found(text, {"Heath": "GPE"}) == [("Heath", "literal")]


def test_what_is_mostly_something_else_is_not_carried_on(found):
    text = "Noma, they say, is cold. He met Noma near noon."
    assert found(text, {"Noma": "GPE"}) == [("Noma", "literal")]
