"""Public bodies by the place that they are named after: "Walker County Sheriff's Office", "Bank of Mexico".

Who asks for such a name whole gets the place that it belongs to, for no gazetteer lists every council. Only bodies that
speak or act for a place count, by the words of the cue table with the side "head": a council, a police, a parliament, a
university. A building, a street or a park named after a place says nothing of where it stands ("Atlantic Avenue",
"Penn Park"), and is left alone; and so is a part of a name that only a hamlet bears ("Loyola University").
"""

from collections.abc import Iterator
from dataclasses import replace

from geomap.ports import Gazetteer
from geomap.records import Candidate, Match
from geomap.resolution.cues import Cues
from geomap.resolution.placetypes import SETTLEMENTS, PlaceType, place_type

# A body needs a place of its own: a country, a division, or a town that has one.
OWNERS = frozenset({PlaceType.COUNTRY, PlaceType.FIRST, PlaceType.SECOND, PlaceType.CONTINENT})
LEAST_PEOPLE = 5_000
MOST_WORDS = 9  # a longer run of words is a sentence
_ARTICLES = {"the", "The"}


def places_of_institution(name: str, gazetteer: Gazetteer, cues: Cues) -> tuple[Candidate, ...]:
    """Places that a public body is named after, as alternate matches; empty when the name is no such body's.

    >>> # "Tipperary County Council" -> the county; "University of Alberta" -> the province; "Penn Park" -> nothing
    """
    words = [word for word in name.replace("’", "'").split() if word not in _ARTICLES]
    if not 1 < len(words) <= MOST_WORDS:
        return ()
    for named in _place_parts(words, cues):
        found = tuple(
            replace(candidate, match=candidate.match if candidate.match is Match.DEMONYM else Match.ALTERNATE)
            for candidate in gazetteer.candidates(named)
            if _owns_bodies(candidate)
        )
        if found:
            return found
    return ()


def _place_parts(words: list[str], cues: Cues) -> Iterator[str]:
    """What may be the place's name in a body's name, the longest first."""
    heads = [cues.is_head(word) for word in words]
    for position, word in enumerate(words):
        if word == "of" and 0 < position < len(words) - 1 and heads[position - 1]:  # "High Court of Delhi"
            yield " ".join(words[position + 1 :])
    for length in range(len(words) - 1, 0, -1):  # "Delhi High Court"
        if any(heads[length:]) and not heads[0]:
            yield " ".join(words[:length])


def _owns_bodies(candidate: Candidate) -> bool:
    kind = place_type(candidate.place)
    if candidate.match is Match.DEMONYM:
        return True
    return kind in OWNERS or (kind in SETTLEMENTS and candidate.place.population >= LEAST_PEOPLE)
