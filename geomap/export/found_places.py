"""Mentions gathered by place: what a list of the places found shows, one entry a place."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from geomap.records import Kind, MappedArticle, Place, Status


@dataclass(slots=True)
class FoundPlace:
    """A place with its mentions in all articles."""

    place: Place
    kinds: Counter[Kind] = field(default_factory=Counter)
    statuses: Counter[Status] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)  # as the articles write them
    articles: dict[str, None] = field(default_factory=dict)  # ids, in the order of the articles
    probability: float = 0.0  # of its surest mention

    @property
    def mentions(self) -> int:
        """How often it is mentioned."""
        return self.kinds.total()


def found_places(mapped: Iterable[MappedArticle]) -> list[FoundPlace]:
    """Every place that a mention was resolved to, in the order of the first mentions."""
    found: dict[object, FoundPlace] = {}
    for one in mapped:
        for resolution in one.resolutions:
            if resolution.place is None or resolution.probability is None:
                continue
            place = resolution.place
            entry = found.setdefault(place.id or (place.name, place.point), FoundPlace(place))
            entry.kinds[resolution.mention.kind] += 1
            entry.articles[one.article.id] = None
            if resolution.mention.kind is Kind.NOMINAL:  # "the city" is no name of it, and no answer of its own
                continue
            entry.statuses[resolution.status] += 1
            entry.names[" ".join(resolution.mention.text.split())] += 1
            entry.probability = max(entry.probability, resolution.probability)
    return list(found.values())
