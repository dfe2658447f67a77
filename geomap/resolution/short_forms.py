"""Short forms of longer names: "the Strip" after "Gaza Strip", "Deir" after "Deir ez-Zor".

Only forms that hardly mean anything else are read so: the last word of a longer name behind an article, and the first
word of a name whose next word is in small letters. The word must stand alone: no other capital beside it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from geomap.records import Kind, Resolution

_ARTICLED = re.compile(r"(?<![\w-])[Tt]he (?P<word>[A-Z][a-z]{2,})(?![\w-]| [A-Z]|['’]?\w)")
_ALONE = re.compile(r"(?<![\w’'-])(?P<word>[A-Z][a-z]{3,})(?![\w-]| [A-Z])")
_BEFORE = re.compile(r"[A-Z][\w.'’-]* \Z")  # a capital before: part of another name
_FIRST = re.compile(r"(?P<first>[A-Z][a-z]{3,})(?: and |[- ][a-z][\w'’]*[- ])[A-Z]")
# First words that many names begin with, and last words that are also people's, teams' and firms'.
_COMMON = frozenset({
    "Port", "Saint", "Santa", "North", "South", "East", "West", "Upper", "Lower", "Great", "Grand", "Fort", "Mount",
    "Lake", "River", "Costa", "Puerto", "Pointe", "Castle", "Chateau", "Isle", "Republic", "Democratic", "Federal",
    "Kingdom", "City", "Town", "County", "State", "States", "Province", "District", "Region", "Union", "House", "Court",
    "Church", "Street", "Avenue", "Road", "School", "University", "Hall", "Center", "Centre", "Park", "Square", "Bank",
    "Territory", "Parish", "Village", "Governorate", "Township", "Airport", "Hospital",
})  # fmt: skip
_LOOK_BACK = 24  # characters


class ShortForm(NamedTuple):
    """A short form in a text: code points [start, end), and the longer name before that it stands for."""

    start: int
    end: int
    of: Resolution


def short_forms(text: str, resolutions: Sequence[Resolution]) -> Iterator[ShortForm]:
    """Short forms of the names in the text, in its order; those of several places are none.

    Args:
        text: the article's text.
        resolutions: its named mentions with their places, in the order of the text.
    """
    longer = [one for one in resolutions if one.place is not None and one.mention.kind is Kind.LITERAL]
    lasts = _by_word((one.mention.text.rpartition(" ")[2], one) for one in longer if " " in one.mention.text)
    firsts = _by_word((match["first"], one) for one in longer if (match := _FIRST.match(one.mention.text)))
    found = []
    for pattern, known in ((_ARTICLED, lasts), (_ALONE, firsts)):
        if not known:
            continue
        for match in pattern.finditer(text):
            before = _last_before(known.get(match["word"], ()), match.start())
            low = max(0, match.start() - _LOOK_BACK)
            if before is not None and not _BEFORE.search(text, low, match.start()):
                found.append(ShortForm(match.start(), match.end(), before))
    yield from sorted(found, key=lambda form: form.start)


def _by_word(pairs: Iterator[tuple[str, Resolution]]) -> dict[str, list[Resolution]]:
    """The names by the word that they may be shortened to; words of several places are left out."""
    found: dict[str, list[Resolution]] = {}
    for word, one in pairs:
        if word not in _COMMON:
            found.setdefault(word, []).append(one)
    return {word: ones for word, ones in found.items() if all(one.place == ones[0].place for one in ones)}


def _last_before(ones: Sequence[Resolution], position: int) -> Resolution | None:
    """The last of them, which are in the order of the text, that ends before the position."""
    after = bisect_right(ones, position, key=lambda one: one.mention.span.end)
    return ones[after - 1] if after else None
