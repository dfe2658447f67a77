"""The sentences of the evidence: for each family of features what it found out about a candidate.

A note is either a reason for its candidate, or says that there is none, or only describes. Weights are relative to the
rivals, so that a reason may weigh less than nothing: then the note goes on to say that the rivals have the better one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum

import numpy as np

from geomap.records import Match
from geomap.resolution.evidence import SAID
from geomap.resolution.layout import Link
from geomap.resolution.placetypes import PLAIN, PlaceType
from geomap.resolution.view import Column, View


class Says(Enum):
    """What a note says of its candidate."""

    FOR = 1
    AGAINST = -1
    NEITHER = 0  # it describes


Note = tuple[str, Says]


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _plain(name: str) -> str:
    return " ".join(name.split())  # names may run over a line's end


def _named_around(seen: View, row: int, codes: Iterable[Sequence[int]]) -> str:
    """Names of what holds the row and is named in the article, with how often; "" for none."""
    found: dict[str, int] = {}
    for code in {each[row] for each in codes} - {0}:
        for group in seen.container.holding(code, seen.group_of[row]):
            name = seen.place(seen.best[group]).name
            found[name] = found.get(name, 0) + len(seen.table.groups[group].occurrences)
    most = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:2]
    return " and ".join(f"{name} is named {_times(count)}" for name, count in most)


def _plain_kind(seen: View, row: int) -> str:
    return PLAIN[PlaceType(seen.types[row])]


def _prominence(seen: View, row: int) -> Note:
    population, kind = seen.place(row).population, _plain_kind(seen, row)
    return (f"{kind}, population {population:,}" if population else f"{kind}, population unknown"), Says.NEITHER


_MATCHED: Mapping[Match, tuple[str, Says]] = {
    Match.EXACT: ("“{}” is its main name", Says.FOR),
    Match.ALTERNATE: ("“{}” is one of its other names", Says.NEITHER),
    Match.ABBREVIATION: ("“{}” is short for it", Says.FOR),
    Match.DEMONYM: ("“{}” is what its people are called", Says.FOR),
    Match.ARTICLE: ("the name is “{}” but for the article", Says.NEITHER),
    Match.GEOCODED: ("the geocoding service gave it", Says.NEITHER),
}


def _match(seen: View, row: int) -> Note:
    candidate = seen.candidate(row)
    words, says = _MATCHED[candidate.match]
    return words.replace("{}", candidate.matched_name), says


def _beside(seen: View, row: int) -> Note:
    group = seen.group(row)
    if group.cue is None:
        return "no word beside the name says what kind of place it is", Says.AGAINST
    words = f"the text says “{group.cue_words.replace('…', _plain(group.name))}”"
    if seen.value(row, f"cue_{group.cue.value}"):
        return words, Says.FOR
    return f"{words}, but this is a {_plain_kind(seen, row)}", Says.AGAINST


def _article(seen: View, row: int) -> Note:
    if seen.value(row, "article_nature"):
        return f"the text says “the {_plain(seen.group(row).name)}”, as of rivers, mountains and regions", Says.FOR
    return f"the text says “the {_plain(seen.group(row).name)}”, which is rarely said of such a place", Says.AGAINST


def _home(seen: View, row: int) -> Note:
    home = seen.table.home
    if home is None:
        return "the publisher's town is not known", Says.NEITHER
    town = home.words
    if seen.value(row, "home_first"):
        return f"in {home.place.admin1 or 'the division'}, like {town}", Says.FOR
    if seen.value(row, "home_country"):
        return f"in the country of {town}", Says.FOR
    country = seen.place(row).country_code
    if seen.value(row, "home_near"):
        return f"not far from {town}", Says.FOR
    where = f"in {seen.called(country)}" if country else "in no country"
    return f"{where}, not in the country of {town}", Says.AGAINST


def _metonym(seen: View, row: int) -> Note:
    if seen.value(row, "metonym_capital"):
        return "the name stands for those who act there, as capitals and states do", Says.FOR
    return "the name stands for those who act there, which is rarely said of such a place", Says.AGAINST


def _dateline(seen: View, row: int) -> Note:
    if seen.group(row).dateline:
        if seen.value(row, "in_dateline"):
            return "the name stands in the dateline", Says.FOR
        return "the name stands in the dateline, where towns stand", Says.AGAINST
    names = [seen.place(best).name for group, best in zip(seen.table.groups, seen.best, strict=True) if group.dateline]
    if not names:
        return "there is no dateline", Says.NEITHER
    town = " and ".join(names[:2])
    if seen.value(row, "dateline_first"):
        return f"in one division with {town}, which stands in the dateline", Says.FOR
    if seen.value(row, "dateline_country"):
        return f"in one country with {town}, which stands in the dateline", Says.FOR
    return f"not in the country of {town}, which stands in the dateline", Says.AGAINST


def _fellows(seen: View, row: int, column: Column) -> tuple[int, int, list[str]]:
    """How many of the other names' picks share the row's code, how many names there are, and the most frequent."""
    groups = seen.table.groups
    fellows = column.fellows(row, seen.group_of[row])
    names = sorted((-len(groups[group].occurrences), _plain(groups[group].name)) for group in fellows)
    return len(fellows), len(seen.best) - 1, [name for _, name in names]


def _shared(count: int, others: int, names: list[str], where: str) -> Note:
    if not count:
        return f"none of the article's {others} other names lie in {where}", Says.AGAINST
    lie = "lies" if count == 1 else "lie"
    return f"{count} of the article's {others} other names {lie} in {where} ({', '.join(names[:3])})", Says.FOR


def _country(seen: View, row: int) -> Note:
    count, others, names = _fellows(seen, row, seen.country)
    code = seen.place(row).country_code
    return _shared(count, others, names, seen.called(code) if code else "its country")


def _division(seen: View, row: int) -> Note:
    count, others, names = _fellows(seen, row, seen.first)
    place = seen.place(row)
    code = place.admin1_code or ""
    called = seen.called(code)
    where = place.admin1 or ("its division" if called == code else called)
    note, says = _shared(count, others, names, where)
    if not count and (seen.value(row, "first_shared") or seen.value(row, "second_shared")):
        return f"{where} holds namesakes of the article's other names", Says.FOR
    return note, says


def _close(seen: View, row: int) -> Note:
    if not seen.table.pointlike[row]:
        return "distances say little of a place so large", Says.AGAINST
    picked, km, close = seen.nearest(row)
    if picked < 0:
        return "no other place to measure from", Says.NEITHER
    name = seen.place(picked).name
    distance = f"{km:,.0f} km from {name}" if km >= 1 else f"in the same place as {name}"
    if close > 1:
        return f"{distance}; {close} of the article's places within 150 km", Says.FOR
    return distance, Says.FOR if close else Says.NEITHER


def _country_named(seen: View, row: int) -> Note:
    found = _named_around(seen, row, seen.within[:1])
    none = "it is a country, in no other one" if seen.types[row] == PlaceType.COUNTRY else "its country is not named"
    return (found, Says.FOR) if found else (none, Says.AGAINST)


def _division_named(seen: View, row: int) -> Note:
    found = _named_around(seen, row, seen.within[1:])
    return (found, Says.FOR) if found else ("no state or district around it is named", Says.AGAINST)


def _holds(seen: View, row: int) -> Note:
    column = seen.country if seen.types[row] == PlaceType.COUNTRY else seen.first
    count, others, names = _fellows(seen, row, column)
    if not count:
        return "none of the article's other names lie in it or around it", Says.AGAINST
    examples = ", ".join(names[:3])
    words = f"it holds, or shares its division with, {count} of the article's {others} other names ({examples})"
    return words, Says.FOR


def _said(seen: View, row: int) -> Note:
    table, own = seen.table, seen.group_of[row]
    around = {codes[row] for codes in seen.within} - {0}
    beside = ""
    for (inside, outside, link), words in table.layout.links.items():
        if inside == own and link in SAID:
            if seen.container.codes[seen.best[outside]] in around:
                return f"the text says “{words}”", Says.FOR
            beside = beside or words
    return (f"the text says “{beside}”, and it lies elsewhere" if beside else "nothing beside it"), Says.AGAINST


def _apart(seen: View, row: int) -> Note:
    table, own = seen.table, seen.group_of[row]
    said = [words for (a, _, link), words in table.layout.links.items() if a == own and link is Link.APART]
    if not said:
        return "nothing is told apart from it", Says.NEITHER
    if seen.value(row, "inside_apart"):
        return f"the text says “{said[0]}”, so that it should lie elsewhere", Says.AGAINST
    return f"the text says “{said[0]}”, and it does lie elsewhere", Says.FOR


def _said_around(seen: View, row: int) -> Note:
    table, own = seen.table, seen.group_of[row]
    said = [
        (table.groups[inside].name, words)
        for (inside, outside, link), words in table.layout.links.items()
        if outside == own and link in SAID
    ]
    if not said:
        return "nothing is said to lie in it", Says.AGAINST
    name, words = said[0]
    if seen.value(row, "holds_said"):
        return f"the text says “{words}”, and it holds a place of that name", Says.FOR
    return f"the text says “{words}”, and it holds no {_plain(name)}", Says.AGAINST


def _listed(seen: View, row: int) -> Note:
    own = seen.group_of[row]
    names = [
        _plain(seen.table.groups[int(group)].name)
        for group in np.flatnonzero(seen.table.links[Link.AND][own])
        if seen.table.sibling[seen.best[int(group)]] == seen.table.sibling[row]
    ]
    if names:
        return f"listed with {', '.join(names[:3])}, of the same kind", Says.FOR
    return "listed with places of another kind", Says.AGAINST


_NOTES: Mapping[str, Callable[[View, int], Note]] = {
    "prominence": _prominence,
    "name_match": _match,
    "word_beside": _beside,
    "article": _article,
    "home": _home,
    "metonym": _metonym,
    "dateline": _dateline,
    "same_country": _country,
    "same_division": _division,
    "close_by": _close,
    "country_named": _country_named,
    "division_named": _division_named,
    "holds_others": _holds,
    "said_beside": _said,
    "said_apart": _apart,
    "said_around": _said_around,
    "listed_with": _listed,
}


def note(family: str, seen: View, row: int, weight: float) -> str:
    """The sentence of a family of features about a candidate, true to the sign of its weight.

    Args:
        family: a key of families.FAMILIES.
        seen: the article.
        row: the candidate.
        weight: what the family adds to the candidate's log odds against its rivals.
    """
    words, says = _NOTES[family](seen, row)
    if says is Says.FOR and weight < 0:
        return f"{words}; its rivals have a better reason"
    if says is Says.AGAINST and weight > 0:
        return f"{words}; its rivals fare worse"
    return words
