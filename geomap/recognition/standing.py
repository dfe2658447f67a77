"""How well a name stands as a place's: what recognition asks of the gazetteer."""

from functools import lru_cache

from geomap.names import key
from geomap.ports import Gazetteer
from geomap.recognition.rules import RecognitionRules
from geomap.records import Candidate, Match

UNKNOWN = -1  # population of what the gazetteer does not know
KNOWN = 0  # population from which on it knows the name
PROMINENT = 15_000  # people from which on a name alone says that a place is meant
VAST = 1_000_000  # people of what needs no proof: "US", "EU"
INITIALS = 4  # letters up to which capitals are initials ("CEO", "IPL"); "IRAN" is looked up as "Iran"


class Names:
    """How well a name stands as a place's, by the gazetteer; remembered, since texts repeat their names."""

    def __init__(self, gazetteer: Gazetteer, rules: RecognitionRules, *, size: int = 65_536) -> None:
        self._gazetteer = gazetteer
        self._rules = rules
        self.population = lru_cache(maxsize=size)(self._population)
        self.is_town = lru_cache(maxsize=size)(self._is_town)
        self.is_water = lru_cache(maxsize=size)(self._is_water)
        self.country = lru_cache(maxsize=size)(self._country)
        self.is_demonym = lru_cache(maxsize=size)(self._is_demonym)
        self.spoken_of = lru_cache(maxsize=size)(self._spoken_of)

    def _is_town(self, name: str) -> bool:
        """Whether this is the main name of a town: "Kansas City", but not "Dublin City"."""
        return any(
            candidate.match is Match.EXACT and candidate.place.feature_class == "P"
            for candidate in self._gazetteer.candidates(name)
        )

    def _is_water(self, name: str) -> bool:
        """Whether this is the main name of a river, lake or sea."""
        return any(
            candidate.match is Match.EXACT and candidate.place.feature_class == "H"
            for candidate in self._gazetteer.candidates(name)
        )

    def _is_demonym(self, name: str) -> bool:
        """Whether the tables say that this is a people or what is theirs."""
        return key(name) in self._rules.demonyms

    def _country(self, name: str) -> str | None:
        """The country that all places called so lie in; None where they lie in several, or in none."""
        codes = {candidate.place.country_code for candidate in self._gazetteer.candidates(name)}
        return codes.pop() if len(codes) == 1 else None

    def _spoken_of(self, name: str) -> str | None:
        """The country that a text speaks of where the tagger sees the name: a country or a capital comes first.

        "Sudan" is also a town in Texas.
        """
        places = [candidate.place for candidate in self._gazetteer.candidates(name)]
        chief = {place.country_code for place in places if (place.feature_code or "").startswith(("PCL", "PPLC"))}
        return chief.pop() if len(chief) == 1 else self.country(name)

    def _population(self, name: str) -> int:
        """People of the largest place that the name is the main name of; UNKNOWN where the gazetteer has none.

        A place known by another name counts for less than PROMINENT however large it is: "Some" is Finland's and
        "Zara" Saarland's in some language. What was written by hand counts as prominent, buildings excepted.
        """
        if name in self._rules.initialisms:
            return VAST
        if name.isupper() and len(name) <= INITIALS and " " not in name and name not in self._rules.abbreviations:
            small = name.title()
            return self.population(small) if len(name) == INITIALS and small != name else UNKNOWN
        if self._gazetteer.max_population(name) < 0:
            return UNKNOWN
        return max((_standing(candidate) for candidate in self._gazetteer.candidates(name)), default=UNKNOWN)


def _standing(candidate: Candidate) -> int:
    place = candidate.place
    if candidate.match in (Match.DEMONYM, Match.GEOCODED):
        return UNKNOWN
    if place.source == "curated" and place.feature_class != "S":
        return max(place.population, PROMINENT)
    country = (place.feature_code or "").startswith("PCL") and len(candidate.matched_name) > INITIALS  # America, Burma
    if candidate.match is Match.ALTERNATE and not country:
        return min(place.population, PROMINENT - 1)
    return place.population
