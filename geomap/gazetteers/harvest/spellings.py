"""Which of a source's names are worth keeping: names as English and other Latin-script news write them."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from geomap.names import key


@lru_cache(maxsize=4096)
def _latin_letter(letter: str) -> bool:
    category = unicodedata.category(letter)
    if category in {"Lu", "Ll", "Lt", "Lo"}:
        return unicodedata.name(letter, "").startswith("LATIN")
    return category != "Cc"  # accents, apostrophes, digits and spaces are fine in any script; tabs are not


def wanted(name: str) -> bool:
    """Whether a name is in Latin script, capitalised, and no code, list or markup.

    GeoNames' lower-case names ("yi de li bo", "adlb") are letter-by-letter transliterations that no text uses, and its
    three capitals without full stops are codes of airports, ports and countries: SDF is Louisville there, PKK Pakokku.
    The initialisms that texts do use (UAE, NYC) are written by hand.
    """
    if not 2 <= len(name) <= 80 or "|" in name or not any(map(str.isupper, name)):
        return False
    if name.isupper() and (len(name) == 3 or (len(name) < 6 and any(map(str.isdigit, name)))):
        return False
    return name.isascii() or all(map(_latin_letter, name))


def distinct(name: str, others: Iterable[str]) -> tuple[str, ...]:
    """The wanted names among the others, one for each name key that the main name does not have already."""
    keys = {key(name), ""}
    kept = []
    # the spelling with most capitals and fewest accents is the one that English text uses
    for other in sorted(set(others), key=lambda other: (-sum(map(str.isupper, other)), not other.isascii(), other)):
        folded = key(other) if wanted(other) else ""
        if folded not in keys and len(folded) > 1:
            keys.add(folded)
            kept.append(other)
    return tuple(sorted(kept))
