"""Words beside a name that say what kind of place it is: "the city of X", "X County", "invaded X"."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from geomap.errors import GazetteerError


class Sense(StrEnum):
    """What a cue word says of the name beside it, or what a word does to the scan for names."""

    COUNTY = "county"  # a second-level division
    STATE = "state"  # a first-level division
    DIVISION = "division"  # a division of some level
    CITY = "city"  # a populated place
    COUNTRY = "country"
    WATER = "water"  # rivers, lakes, seas
    RELIEF = "relief"  # mountains, valleys, islands, deserts
    SPOT = "spot"  # airports, dams, camps, fields
    DIRECTION = "direction"  # "northern": with it a name means a part of a country or division
    THEATRE = "theatre"  # what armies do to a whole province rather than to its town
    STOP = "stop"  # a capitalised word that is no name by itself ("Monday"); scan only
    TITLE = "title"  # a word before a person's name ("Mr."); scan only
    INSTITUTION = "institution"  # a public body: "X Council", "Bank of X"
    ROAD = "road"  # a street, a highway: too small for a map of news unless a gazetteer holds it
    GENERIC = "generic"  # with it the name is of something else: "X Street", "X Church"; scan only


class Side(StrEnum):
    """Where the cue stands."""

    BEFORE = "before"
    AFTER = "after"
    PART = "part"  # inside the name itself: "Travis County", "Lake Assad", "northern Syria"
    HEAD = "head"  # what a public body's name says that it is: "Council", "Sheriff's"
    ENDS = "ends"  # the first or last word of the name: "Main Street", "Highway 12"
    ANY = "any"  # for the scan's words


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """Cue words in lower case, by where they stand. Values are their sense."""

    before: Mapping[str, Sense] = field(default_factory=dict)
    after: Mapping[str, Sense] = field(default_factory=dict)
    parts: Mapping[str, Sense] = field(default_factory=dict)
    heads: Mapping[str, Sense] = field(default_factory=dict)
    ends: Mapping[str, Sense] = field(default_factory=dict)
    words: Mapping[str, Sense] = field(default_factory=dict)

    def is_head(self, word: str) -> bool:
        """Whether a capitalised word says that a name is a public body's; also in the possessive."""
        return word[:1].isupper() and word.casefold().removesuffix("'s").rstrip("'.") in self.heads

    def is_road(self, name: str) -> bool:
        """Whether a name is a road's: its first or last word says so."""
        words = name.casefold().replace("-", " ").split() or [""]
        return any(self.ends.get(word.rstrip(".,")) is Sense.ROAD for word in (words[0], words[-1]))

    def stops(self, word: str) -> bool:
        """Whether a capitalised word is no name by itself."""
        return self.words.get(word.casefold()) is Sense.STOP

    def is_title(self, word: str) -> bool:
        """Whether the next words are a person's name."""
        return self.words.get(word.casefold().rstrip(".")) is Sense.TITLE

    def is_generic(self, word: str) -> bool:
        """Whether a name that ends in this word is of a street, a church and the like."""
        return self.words.get(word.casefold()) is Sense.GENERIC


def parse_cues(lines: Iterable[str]) -> Cues:
    """The cue words of a table: `cue<TAB>side<TAB>sense<TAB>note`, "#" begins a comment, the first line is the head.

    Raises:
        GazetteerError: a line does not have these columns, or an unknown side or sense.
    """
    tables: dict[Side, dict[str, Sense]] = {side: {} for side in Side}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith(("#", "cue\t")):
            continue
        cells = line.rstrip("\n").split("\t")
        try:
            word, side, sense = cells[0], Side(cells[1]), Sense(cells[2])
        except (IndexError, ValueError) as reason:
            raise GazetteerError(f"cue table, line {number}: {reason}; expected cue, side and sense") from reason
        tables[side][word.casefold()] = sense
    return Cues(
        before=tables[Side.BEFORE],
        after=tables[Side.AFTER],
        parts=tables[Side.PART],
        heads=tables[Side.HEAD],
        ends=tables[Side.ENDS],
        words=tables[Side.ANY],
    )
