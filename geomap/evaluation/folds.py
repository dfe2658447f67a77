"""A corpus split into folds: which (name, place) pairs of an article stand in no article of another fold.

What a model has seen of an article's names is not its text but who was meant by a name elsewhere. Pairs that are new
to it tell resolving from remembering.
"""

from collections.abc import Callable, Iterable, Mapping

from geomap.errors import InputError
from geomap.evaluation.gold import GoldArticle, GoldToponym, folded

Pair = tuple[str, tuple[int, int]]
IsNew = Callable[[GoldArticle, GoldToponym], bool]


def folds_of(lines: Iterable[str], corpus: str) -> dict[str, str]:
    """Fold of each article of a corpus, from lines of corpus, article's id and fold with tabs between them.

    Raises:
        InputError: a line that is neither empty nor a comment has other than three cells.
    """
    folds = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) != 3:
            raise InputError(f"line {number} of the folds holds {len(cells)} cells; it needs corpus, article and fold")
        if cells[0] == corpus:
            folds[cells[1]] = cells[2]
    return folds


def new_pairs(golds: Iterable[GoldArticle], folds: Mapping[str, str]) -> IsNew:
    """Whether a gold mention's pair of name and place (to a degree) stands in no article of another fold."""
    by_fold: dict[str | None, set[Pair]] = {}
    for article in golds:
        pairs = by_fold.setdefault(folds.get(article.id), set())
        pairs.update(_pair(gold) for gold in article.toponyms if gold.point is not None)
    others = {fold: set().union(*(pairs for other, pairs in by_fold.items() if other != fold)) for fold in by_fold}
    return lambda article, gold: _pair(gold) not in others[folds.get(article.id)]


def _pair(gold: GoldToponym) -> Pair:
    assert gold.point is not None, "asked of gold with a point only"
    return folded(gold.name), (round(gold.point.lat), round(gold.point.lon))
