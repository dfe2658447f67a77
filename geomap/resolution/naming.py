"""From a mention's words to candidates.

Never a part of a name: "Third Presbyterian Church" is not Third and "Penn Park" not Pennsylvania. Only where the rest
of the name is a word for a kind of place ("Euphrates River", "northern Syria") is it looked up without that word, and
then only places of that kind count. The other way round, a place may be named without the word for its kind: "Clarke
and Barrow counties", "Travis" for Travis County, "the Atlantic".
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from geomap.ports import Gazetteer
from geomap.records import Candidate, Match
from geomap.resolution.cues import Cues, Sense
from geomap.resolution.institutions import places_of_institution
from geomap.resolution.placetypes import DIVISIONS, SETTLEMENTS, PlaceType, place_type

KINDS: Mapping[Sense, frozenset[PlaceType]] = {
    Sense.COUNTY: frozenset({PlaceType.SECOND, PlaceType.LOWER}),
    Sense.STATE: frozenset({PlaceType.FIRST}),
    Sense.CITY: SETTLEMENTS,
    Sense.COUNTRY: frozenset({PlaceType.COUNTRY}),
    Sense.WATER: frozenset({PlaceType.WATER}),
    Sense.RELIEF: frozenset({PlaceType.RELIEF}),
    Sense.DIRECTION: DIVISIONS | {PlaceType.COUNTRY, PlaceType.REGION, PlaceType.CONTINENT, PlaceType.WATER},
}
# Kind words that people leave out, and the kind of place that they would have named.
LEFT_OUT: Mapping[str, PlaceType] = {
    "County": PlaceType.SECOND,
    "Parish": PlaceType.SECOND,
    "Ocean": PlaceType.WATER,
    "Sea": PlaceType.WATER,
}
LONGEST_KIND_WORD = 3  # of words written one after the other
# What short kind words of a name are written out as.
WRITTEN_OUT: Mapping[Sense, tuple[str, ...]] = {Sense.COUNTY: ("County", "Parish"), Sense.CITY: ("Township",)}


def _without_kind_word(name: str, cues: Cues) -> list[tuple[str, Sense]]:
    words = name.replace("-", " ").split()
    if words and words[0].casefold() == "the":
        words = words[1:]
    rests = [
        (" ".join(words[:-length]), sense)
        for length in range(min(LONGEST_KIND_WORD, len(words) - 1), 0, -1)  # "Guma Local Government Area"
        if (sense := cues.parts.get(" ".join(words[-length:]).casefold().rstrip(".")))
    ]
    if len(words) > 1 and (sense := cues.parts.get(words[0].casefold())):
        rest = words[2:] if len(words) > 2 and words[1].casefold() == "of" else words[1:]
        rests.append((" ".join(rest), sense))
    return rests


def _with_kind_word(name: str, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """Places whose name is this one and a word for their kind."""
    return tuple(
        replace(candidate, match=Match.ALTERNATE)
        for word, kind in LEFT_OUT.items()
        if gazetteer.max_population(f"{name} {word}") >= 0  # most often not, and this is quicker to tell
        for candidate in gazetteer.candidates(f"{name} {word}")
        if candidate.match is Match.EXACT and place_type(candidate.place) is kind
    )


def kinds_in(name: str, cues: Cues) -> frozenset[PlaceType]:
    """What the words within a name say that it is; nothing for directions, which say no kind."""
    senses = [sense for _, sense in _without_kind_word(name, cues) if sense is not Sense.DIRECTION]
    return frozenset().union(*(KINDS.get(sense, frozenset()) for sense in senses))


_BROKEN = re.compile(r"[-‐\u00ad][ \t]*\r?\n[ \t]*")  # a printer's hyphen at the end of a line


def unbroken(name: str, gazetteer: Gazetteer, cues: Cues) -> str:
    """The name without a break at a line's end: "Dama-/scus" is Damascus, but "Deir ez-/Zor" keeps its hyphen.

    Unchanged where there is no break, or where the gazetteer knows neither spelling.
    """
    if not _BROKEN.search(name):
        return name
    spellings = (_BROKEN.sub("", name), _BROKEN.sub("-", name))
    return next((spelling for spelling in spellings if candidates_for(spelling, gazetteer, cues)), name)


def candidates_for(name: str, gazetteer: Gazetteer, cues: Cues) -> tuple[Candidate, ...]:
    """Places that a mention's words may mean, most prominent first; empty when the gazetteer knows none."""
    found = gazetteer.candidates(name)
    if name[:1].isupper() and "," not in name:
        held = {candidate.place.id for candidate in found}
        found += tuple(one for one in _with_kind_word(name, gazetteer) if one.place.id not in held)
    if found:
        return found + _namesakes(found, gazetteer) + _founders(name, found, gazetteer, cues)
    for rest, sense in _without_kind_word(name, cues):
        wanted = KINDS.get(sense, frozenset())
        spelt = (rest, *(f"{rest} {word}" for word in WRITTEN_OUT.get(sense, ())))
        found = tuple(one for text in spelt for one in gazetteer.candidates(text) if place_type(one.place) in wanted)
        if found:
            return found
    if written := _with_its_direction(name):
        return gazetteer.candidates(written)
    return places_of_institution(name, gazetteer, cues) or _of_inhabitants(name, gazetteer)


def _namesakes(found: tuple[Candidate, ...], gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """Towns called like the one that a word for its people means: a Londoner may live in Ontario."""
    held = {candidate.place.id for candidate in found}
    return tuple(
        replace(other, match=Match.DEMONYM)
        for candidate in found
        if candidate.match is Match.DEMONYM and place_type(candidate.place) in SETTLEMENTS
        for other in gazetteer.candidates(candidate.place.name)
        if other.match is Match.EXACT and place_type(other.place) in SETTLEMENTS and other.place.id not in held
    )


def _founders(name: str, found: tuple[Candidate, ...], gazetteer: Gazetteer, cues: Cues) -> tuple[Candidate, ...]:
    """For a body that has a place of its own, the one it is named after too: a university's campus, and its state."""
    if any(candidate.place.feature_class != "S" for candidate in found):
        return ()
    return places_of_institution(name, gazetteer, cues)


_DIRECTIONS = {"n": "North", "s": "South", "e": "East", "w": "West"}
_SHORT_DIRECTION = re.compile(r"([NSEW])\.? (?=[A-Z][a-z])")


def _with_its_direction(name: str) -> str | None:
    """The name with its first letter written out: "W. Columbia"; None for one that does not begin so."""
    short = _SHORT_DIRECTION.match(name)
    return f"{_DIRECTIONS[short[1].casefold()]} {name[short.end() :]}" if short else None


# What English makes of a town's name for its people; of others ("Parisian") the tables know the common ones.
_INHABITANTS = re.compile(r"(.{4,}?(?:ton|don|ford|burg|ville|mond|land|field|port))(?:ers?|ites?|ians?)")


def _of_inhabitants(name: str, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """Towns whose people are called so: "New Londoners", "Richmondites"."""
    people = _INHABITANTS.fullmatch(name)
    if not people or not name[0].isupper():
        return ()
    return tuple(
        replace(candidate, match=Match.DEMONYM)
        for candidate in gazetteer.candidates(people[1])
        if candidate.match is Match.EXACT and place_type(candidate.place) in SETTLEMENTS
    )
