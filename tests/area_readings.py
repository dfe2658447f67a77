"""One sentence about a place called Xanadu, read with an outline of the test's own."""

from geomap.areas.reader import AreaReader
from geomap.areas.rules import AreaRules
from geomap.records import (
    Candidate,
    Geometry,
    Kind,
    Mention,
    Place,
    Region,
    Resolution,
    ScoredCandidate,
    Span,
    Status,
)

READERS: dict[int, AreaReader] = {}


def resolution(name: str, start: int, place: Place) -> Resolution:
    """A literal mention that is surely this place."""
    return Resolution(
        mention=Mention(span=Span(start, start + len(name)), text=name, kind=Kind.LITERAL),
        status=Status.RESOLVED,
        ranked=(ScoredCandidate(candidate=Candidate(place=place, matched_name=name), probability=0.9),),
    )


def region_of(
    rules: AreaRules, lead: str, place: Place, tail: str = "", geometry: Geometry | None = None
) -> Region | None:
    """The region that the words before and behind the name make of it."""
    text = f"Rain fell on {lead}Xanadu{tail} today."
    reader = READERS.setdefault(id(rules), AreaReader(rules))
    reading = reader.read(text, (resolution("Xanadu", 13 + len(lead), place),), lambda _: geometry)
    return reading.resolutions[0].region
