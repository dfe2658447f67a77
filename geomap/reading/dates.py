"""The day that a date says, whatever way feeds, pages and exports write dates."""

import datetime
import re
from functools import lru_cache

_ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)")


@lru_cache(maxsize=10_000)
def day_of(date: str | None) -> str | None:
    """The day as YYYY-MM-DD; None where there is no date, or none that can be read without guessing.

    >>> day_of("2013-06-03T10:00:00Z"), day_of("Mon, 03 Jun 2013 10:00:00 GMT"), day_of("June 3, 2013")
    ('2013-06-03', '2013-06-03', '2013-06-03')
    >>> day_of("03/06/13")
    """
    if not date:
        return None
    if iso := _ISO.match(date.strip()):
        try:
            return datetime.date(*map(int, iso.groups())).isoformat()
        except ValueError:
            return None
    if not re.search("[A-Za-z]{3}", date):
        return None  # 03/06/13 is the third of June to some and the sixth of March to others
    from dateutil import parser  # type: ignore[import-untyped]  # noqa: PLC0415 - only where a date is in words

    try:
        # two defaults: what the date does not say itself must not come from today
        found = [parser.parse(date, default=datetime.datetime(each, each, each)) for each in (1, 2)]
    except (ValueError, OverflowError, TypeError):
        return None
    days = {each.date() for each in found}
    return days.pop().isoformat() if len(days) == 1 else None
