import pytest

from geomap.reading.dates import day_of


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("2013-06-03", "2013-06-03"),
        ("20130603T1000Z", "2013-06-03"),
        (" 2013-06-03 10:00", "2013-06-03"),
        ("Mon, 03 Jun 2013 10:00:00 GMT", "2013-06-03"),
        ("3 June 2013", "2013-06-03"),
        ("June 2013", None),
        ("June 3", None),
        ("03/06/2013", None),
        ("2013-13-45", None),
        ("yesterday", None),
        ("", None),
        (None, None),
        ("9" * 400, None),
        ("Jan " * 400, None),
    ],
)
def test_a_day_is_read_only_where_it_is_certain(date, day):
    assert day_of(date) == day
