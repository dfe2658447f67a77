"""A publisher's home as the resolver knows it: given, or learned."""

from dataclasses import dataclass

from geomap.records import Place, PublisherHome


@dataclass(frozen=True, slots=True)
class Home:
    """Where the publisher sits.

    Attributes:
        place: the town.
        probability: that it is right; 1 where it was given.
        learned: where it was learned from, None where it was given.
    """

    place: Place
    probability: float = 1.0
    learned: PublisherHome | None = None

    @classmethod
    def of(cls, given: Place | None, learned: PublisherHome | None) -> "Home | None":
        """The home that was given, else the one that was learned."""
        if given is not None:
            return cls(given)
        return None if learned is None else cls(learned.place, learned.probability, learned)

    @property
    def words(self) -> str:
        """The town, and how it is known."""
        if self.learned is None:
            return f"the publisher's town {self.place.name}"
        around = f", {self.place.admin1}" if self.place.admin1 and self.place.admin1 != self.place.name else ""
        source = f"{self.learned.articles} articles of {self.learned.domain}"
        return (
            f"the publisher's home, learned from {source}: {self.place.name}{around} (p {self.learned.probability:.2f})"
        )
