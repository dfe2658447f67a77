import json
import re

import pytest
from archives import ARDELIA, HOSTILE, KARSK, NEAR_KARSK, SUVARI, VERUN, Archive, few, hostile, many

from geomap.export import archive_payload
from geomap.export.archive_columns import MOST_AREAS
from geomap.export.archive_payload import bounded, place_family
from geomap.export.archive_view import WORLD, detailed, first_view
from geomap.records import Point


def data_of(html):
    return json.loads(re.search(r'id="geomap-data">(.*?)</script>', html, re.DOTALL)[1])


def sparse(steps, length):
    values, at = [0] * length, 0
    for step, value in zip(steps[::2], steps[1::2], strict=True):
        at += step
        values[at] = value
    return values


def rows(data):
    """(title, place, kind, step of sureness, mentions) of each row."""
    titles = [
        title
        for title, count in zip(data["articles"]["title"], data["articles"]["rows"], strict=True)
        for _ in range(count)
    ]
    columns = data["mentions"]
    return [
        (title, data["places"]["name"][place], data["kinds"][int(kind)], ord(sure) - ord("A"), more + 1)
        for title, place, kind, sure, more in zip(
            titles,
            columns["place"],
            columns["kind"],
            columns["sure"],
            sparse(columns["more"], len(titles)),
            strict=True,
        )
    ]


def test_the_columns_say_what_the_archive_said():
    data = data_of(few().page())
    assert rows(data) == [
        ("Karsk votes", "Karsk", "literal", 11, 1),
        ("Karsk votes", "Ardelia", "literal", 19, 1),
        ("Rain in Verun", "Verun", "literal", 19, 2),
        ("Rain in Verun", "Ardelia", "metonym", 19, 1),
        ("A hamlet burnt", "near Karsk", "literal", 14, 1),
        ("A hamlet burnt", "Verun", "demonym", 18, 1),
    ]
    assert data["articles"]["day"] == [18443, 17595 - 18443]  # of the newest, and the step to the next; one has no date
    assert data["places"]["name"] == ["Verun", "Karsk", "near Karsk", "Ardelia"] or data["places"]["name"][0] == "Verun"


def test_a_copy_is_counted_with_its_first_and_not_shown():
    data = data_of(few().page())
    assert data["articles"]["title"].count("Rain in Verun") == 1
    copies = dict(zip(data["articles"]["title"], sparse(data["articles"]["copies"], 3), strict=True))
    assert copies == {"Karsk votes": 0, "Rain in Verun": 1, "A hamlet burnt": 0}


def test_places_are_ordered_by_their_literal_mentions_and_name_their_country():
    data = data_of(few().page())
    assert data["places"]["name"][0] == "Verun"
    assert data["places"]["countries"] == ["Ardelia"]
    by_name = dict(zip(data["places"]["name"], data["places"]["family"], strict=True))
    assert by_name == {"Verun": "p", "Karsk": "p", "near Karsk": "p", "Ardelia": "c"}
    assert max(sparse(data["places"]["radius"], 4)) == 30_000


def test_a_quoted_area_leads_to_its_article_and_place():
    data = data_of(few().page())
    ((article, place, lon, lat, low, high, rough, words),) = data["areas"]
    assert (data["articles"]["title"][article], data["places"]["name"][place]) == ("Karsk votes", "Karsk")
    assert (lon, lat, low, high, rough, words) == (14_750, 41_500, 0, 4_000_000_000, 1, "4,000 sq km")


def test_an_area_of_a_part_of_a_place_lies_there():
    archive = few().area(KARSK, 1e6, "1 sq km", middle=Point(14.0, 42.0))
    archive.article("More", [(KARSK, "literal", 0.9)]).area(
        KARSK, 1e6, "1 sq km", middle=Point(14.0, 42.0), rough=False
    )
    assert data_of(archive.page())["areas"][-1][2:4] == [14_000, 42_000]


def test_no_more_areas_than_the_page_can_draw():
    archive = few()
    for _ in range(MOST_AREAS + 5):
        archive.area(KARSK, 1e6, "1 sq km")
    assert len(archive.columns.areas) == MOST_AREAS


def test_the_surest_of_several_mentions_is_quoted():
    archive = Archive().article("One", [(VERUN, "literal", 0.3), (VERUN, "literal", 0.8), (VERUN, "literal", 0.5)])
    archive.quotes[:] = [("first ", "Verun", "."), ("second ", "Verun", "."), ("third ", "Verun", ".")]
    assert data_of(archive.page())["quotes"] == {"row": [0], "text": ["second \tVerun\t."]}


def test_every_place_gets_a_sentence_before_any_gets_its_second():
    archive = Archive()
    for n in range(3_000):
        archive.article(f"A{n}", [(VERUN if n else KARSK, "literal", 0.9)], says=("x" * 400 + " ", " " + "y" * 400))
    data = data_of(archive.page())
    quotes = data["quotes"]["text"]
    assert sum("Karsk" in each for each in quotes) == 1
    assert 300_000 <= sum(map(len, quotes)) < 302_000


def test_the_newest_articles_stay_where_there_are_too_many():
    archive = Archive()
    for n in range(archive_payload.MOST_ROWS // 2 + 10):
        archive.columns.add_article("2020-01-01" if n % 2 else "2010-01-01", None, None)
        for place in (VERUN, KARSK):
            archive.columns.add_mention(0, archive.number(place), "literal", 0.9)
    archive.quotes.append(("", "", ""))
    archive.titles += [("", None)] * len(archive.columns.days)
    data = data_of(archive.page())
    assert len(data["mentions"]["place"]) == archive_payload.MOST_ROWS
    assert data["leftOut"] == 10
    assert data["articles"]["day"][0] == 18262


def test_no_text_is_no_quotation():
    archive = Archive().article("One", [(VERUN, "literal", 0.9)])
    archive.quotes[0] = ("", "", "")
    assert data_of(archive.page())["quotes"] == {"row": [], "text": []}


@pytest.mark.parametrize("make", [Archive, few, hostile], ids=["empty", "few", "hostile"])
def test_the_same_archive_gives_the_same_page(make):
    assert make().page() == make().page()


def test_hostile_words_end_no_script_and_open_no_element():
    html = hostile().page(title=HOSTILE[0])
    data = re.search(r'id="geomap-data">(.*?)</script>', html, re.DOTALL)[1]
    assert not set("<>&\u2028\u2029\0") & set(data)
    assert "<img" not in html
    assert "<svg/onload" not in html
    assert "alert(1)</script>" not in html
    assert data_of(html)["articles"]["url"] == [""] * len(HOSTILE)  # javascript: is no address


def test_ten_thousand_mentions_fit():
    html = many(10_000).page()
    assert len(html.encode()) <= 1_500_000
    assert len(rows(data_of(html))) > 9_000


def test_the_list_without_a_script_names_the_places():
    assert re.search(r"<noscript>.*<li dir=auto>Verun: 2</li>.*</noscript>", few().page())


def test_long_texts_are_cut():
    assert bounded("a  b\nc", 10) == "a b c"
    assert bounded("abcdef", 4) == "abc…"


def test_what_is_too_wide_for_a_point():
    assert [place_family(each) for each in (VERUN, ARDELIA, NEAR_KARSK, SUVARI)] == ["p", "c", "p", "p"]


def test_the_first_view_holds_nearly_all_mentions():
    view = first_view([10.0, 11.0, 12.0, 150.0], [40.0, 41.0, 42.0, -30.0], [50, 50, 50, 1])
    assert 9 < view.west < 10 < 12 < view.east < 13
    assert first_view([], [], []) == WORLD


def test_a_wide_view_is_fine_where_the_mentions_are():
    lons, lats, weights = [-100.0, 12.0, 13.0], [40.0, 44.0, 45.0], [10, 50, 50]
    fine = detailed(first_view(lons, lats, weights), lons, lats, weights)
    assert fine.west < 12 < 13 < fine.east
    assert fine.size <= 26
