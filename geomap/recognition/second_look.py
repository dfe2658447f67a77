"""A second look at the tagger's names, when all have been found: is it a place after all?

The tagger sees three words to either side and no gazetteer, the rules see one reason each. Together they know better:
how sure the tagger is, how large the place is, whether the name is also a plain word of this text. Each adds to the log
odds with a weight from `gazetteer/rules/recognition_second_look.tsv`, learned by `benchmarks/train_second_look.py`.
What the words around give away (datelines, lists, "Otter Tail County") and what the tagger did not see is not doubted.
"""

import math
from collections.abc import Iterable

from geomap.recognition import cues
from geomap.recognition.page import Draft, Page
from geomap.recognition.standing import KNOWN
from geomap.records import Kind

LEAST = 0.35  # chance below which a name is left out; F1 on unseen folds is the same within .003 from .25 to .4
_DOUBTED = frozenset({"tagger", "embedded"})  # sources of drafts
RIVER = 0.8  # the size of a river, lake or sea that the gazetteer has: that of a large town
_LIMIT = 0.003  # from certain: so near do chances count
_MILLION = 6.0  # its decimal logarithm
_SHORTEST = 4  # letters of a word that is looked for in small letters

_LEAST_ODDS = math.log(LEAST / (1 - LEAST))


def kept(page: Page, drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts that are likely enough to be places'."""
    return [draft for draft in drafts if _odds(page, draft) >= _LEAST_ODDS]


def evidence(page: Page, draft: Draft) -> tuple[float, ...] | None:
    """What is looked at, in the order of `rules.EVIDENCE`; None where there is no doubt."""
    span = page.span_at(draft.start)
    if draft.source not in _DOUBTED or draft.kind is Kind.DEMONYM or span is None or span.chances is None:
        return None
    name = page.text[draft.start : draft.end]
    return (
        1.0,
        _log_odds(span.chances.place),
        _log_odds(span.chances.person),
        _size(page, name),
        float(_is_plain_word(page.text, name)),
        float(page.text[draft.end : draft.end + 1] == " " and page.text[draft.end + 1 : draft.end + 2].isupper()),
        float(cues.located(page, draft.start, draft.end) or cues.is_water(page, draft.start, draft.end)),
        float(page.is_common(name)),
        float(cues.at_home(page, name)),
    )


def _odds(page: Page, draft: Draft) -> float:
    found = evidence(page, draft)
    if found is None:
        return math.inf
    return sum(value * weight for value, weight in zip(found, page.rules.second_look, strict=True))


def _size(page: Page, name: str) -> float:
    """How large a place is called so, by its people: 0 for what the gazetteer lacks, 1 for a million."""
    population = page.population(name)
    size = math.log10(population + 1) / _MILLION if population >= KNOWN else 0.0
    return max(size, RIVER) if page.is_water(name) else size


def _log_odds(chance: float) -> float:
    return math.log((chance + _LIMIT) / (1 + _LIMIT - chance))


def _is_plain_word(text: str, name: str) -> bool:
    """Whether the text has the word in small letters, too: "marine" speaks against the town of Marine."""
    if len(name) < _SHORTEST or not name.isalpha():
        return False
    small = f" {name.lower()}"
    at = text.find(small)
    return at >= 0 and not text[at + len(small) : at + len(small) + 1].isalnum()
