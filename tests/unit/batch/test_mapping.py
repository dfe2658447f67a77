from geomap.batch.mapping import MapColumns
from geomap.batch.rows import ArticleRow, MentionRow
from geomap.batch.tables import Places
from geomap.export.archive_payload import MOST_ROWS

GRAZ = {"id": "g:1", "name": "Graz", "lon": 15.44, "lat": 47.07}
IN_ARTICLE = 1_000  # places named by each


def article(number, day):
    return ArticleRow(
        number=number, id=str(number), title=None, url=None, date=day, day=day, domain=None, language=None, same_as=None
    )


def mention(number):
    place = GRAZ | {"id": f"g:{number}"}
    return MentionRow(start=0, end=4, text="Graz", key="graz", kind="literal", status="resolved", probability=0.9,
                      place=place, quote="", quoted_from=0)  # fmt: skip


def columns(articles):
    made = MapColumns(Places())
    mentions = [mention(number) for number in range(IN_ARTICLE)]
    for number in range(articles):
        made.add(article(number, f"20{number % 90 + 10}-01-01"), mentions)
    return made


def test_the_map_says_how_many_articles_it_has_no_room_for():
    room = MOST_ROWS // IN_ARTICLE
    assert columns(room).left_out() == 0
    assert columns(room + 3).left_out() == 3
