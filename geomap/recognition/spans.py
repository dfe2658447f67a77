"""What a tagger says of a text, and what a tagger must be able to do to take part."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class Chances(NamedTuple):
    """How likely the tagger takes a name for a place's, in whatever longer name it stands, and for a person's."""

    place: float
    person: float


class ModelSpan(NamedTuple):
    """A name as the tagger sees it: code points [start, end) and the tagger's label ("GPE", "PERSON", "ORG" ...).

    `chances` is None where the tagger does not say how sure it is.
    """

    start: int
    end: int
    label: str
    chances: Chances | None = None


class SpanModel(Protocol):
    """A tagger of names. Safe to call from several threads."""

    @property
    def name(self) -> str:
        """Model and version, for the provenance."""
        ...

    @property
    def short_name(self) -> str:
        """What `Mention.recognizer` says of a mention that the tagger found: "md"."""
        ...

    def spans(self, texts: Sequence[str]) -> list[tuple[ModelSpan, ...]]:
        """The names of every text, in the order of the text and not overlapping.

        Raises:
            RecognizerError: the model is missing, or its weights are not the ones that were measured.
        """
        ...


# Labels of OntoNotes 5 that taggers trained on it give (Weischedel et al. 2013), and two of the project's own tagger's:
# a place of whatever kind, and a place inside the name of something else ("Paris" in "Paris Police Department").
BUILDING = "FAC"
PLACE = "PLACE"
EMBEDDED_PLACE = "EMBEDDED"
PLACES = frozenset({"GPE", "LOC", BUILDING, PLACE})
PEOPLES = "NORP"
PERSON = "PERSON"
ORGANISATION = "ORG"
ORGANISATIONS = frozenset({ORGANISATION, "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
NUMBERS = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"})
