"""Which keys a place's names are stored under, and which names count only in the case in which they are written."""

from collections.abc import Iterator

from geomap.gazetteers.schema import ABBREVIATION, ALTERNATE, ARTICLE, DEMONYM, EXACT
from geomap.names import key, without_article

CASED_LENGTH = 4  # an all-capitals name of so many letters is an abbreviation: NATO yes, DAMASCUS no

NameEntry = tuple[str, int, str, int]  # key, match, name as written, cased


def is_abbreviation(name: str) -> bool:
    """Whether a name is one of those that mean something else in small letters: "US", "U.S.", "UAE", "LA"."""
    return name.isupper() and len(name) <= 2 * CASED_LENGTH and sum(map(str.isalpha, name)) <= CASED_LENGTH


def entries(name: str, kind: str = "name", *, main: bool = False) -> Iterator[NameEntry]:
    """The keys for one name: its own, and the one without its leading article.

    Args:
        name: as the table writes it.
        kind: "name", "abbreviation" or "demonym".
        main: whether it is the place's main name.
    """
    folded = key(name)
    if len(folded) < 2:  # single letters name nothing in a text
        return
    if kind == "demonym":
        yield folded, DEMONYM, name, 0
    elif kind == "abbreviation" or is_abbreviation(name):
        yield folded, ABBREVIATION, name, 1
    else:
        yield folded, EXACT if main else ALTERNATE, name, 0
        short = without_article(folded)
        if short is not None and len(short) > 2:
            yield short, ARTICLE, name, 0
