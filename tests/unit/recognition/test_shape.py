import pytest

from geomap.recognition.shape import shaped


@pytest.mark.parametrize(
    ("span", "names"),
    [
        ("the Philippines", ["Philippines"]),
        ("The Hague", ["The Hague"]),
        ("Syria's", ["Syria"]),
        ("Syria’s", ["Syria"]),
        ("D-Columbia", ["Columbia"]),
        ("“Paris”", ["Paris"]),
        ("US-led", ["US"]),
        ("City of Columbia", ["Columbia"]),
        ("South Philadelphia", ["Philadelphia"]),
        ("South Korea", ["South Korea"]),
        ("New Oxford", ["Oxford"]),
        ("Paris district", ["Paris"]),
        ("Alton Police", ["Alton"]),
        ("Alton City Council", ["Alton"]),
        ("Paris/Alton", ["Paris", "Alton"]),
        ("Armenia-Georgia", ["Armenia", "Georgia"]),
        ("Paris-Alton", ["Paris-Alton"]),  # there is a Paris-Alton County
        ("Lake Oxford", ["Lake Oxford"]),
        ("Armenia Georgia", ["Armenia", "Georgia"]),
        ("Armenia Alton", ["Armenia Alton"]),
        ("Trinidad and Tobago", ["Trinidad and Tobago"]),
        ("Armenia and Georgia", ["Armenia", "Georgia"]),
        ("Syria\nGeorgia", ["Syria", "Georgia"]),
        ("2031 Orchard Street", ["Orchard Street"]),
        ("Daesh", []),
    ],
)
def test_a_span_is_cut_to_what_a_gazetteer_would_call_it(page, span, names):
    desk = page(f"We saw {span} there")
    assert [desk.text[start:end] for start, end in shaped(desk, 7, 7 + len(span))] == names


def test_a_town_called_city_keeps_its_city_before_an_office(page):
    desk = page("the Kansas City Council and the Dublin City Council")
    assert [desk.text[s:e] for s, e in shaped(desk, 4, 15)] == ["Kansas City"]
    assert [desk.text[s:e] for s, e in shaped(desk, 32, 43)] == ["Dublin"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("in Alton, Ky. on Monday", "Ky."),
        ("at 12 Orchard Ave. on Monday", "Orchard Ave."),
        ("a W. Phila. shooting", "W. Phila."),
        ("He left Paris. She stayed.", "Paris"),
        ("He left Weston-on-the-Green.", "Weston-on-the-Green"),
    ],
)
def test_a_short_form_keeps_its_full_stop_and_a_sentence_does_not(page, text, name):
    desk = page(text)
    start = text.index(name)
    head = name.rstrip(".").split("-")[0]
    assert [desk.text[s:e] for s, e in shaped(desk, start, start + len(head))] == [name]
