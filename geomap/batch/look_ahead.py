"""A look ahead at the articles of a run, so that each is mapped with what its publisher's other articles tell.

An article cannot be mapped before its publisher's home is known, and that takes several articles. So articles are read
in blocks of bounded size; the names in a publisher's first articles are kept, never their texts; what was recognised
stays with the article, so that no text is read twice. A publisher's later articles, in later blocks, use the home that
its first ones gave. Blocks depend on the articles alone: neither chunks nor workers change an answer.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from geomap.batch.attempting import attempt
from geomap.batch.guard import CHUNK
from geomap.reading.origin import Sourced
from geomap.records import Article, Failure
from geomap.resolution.publishers import Publishers

BLOCK = 1_000  # articles read ahead at most: those that wait in memory
BLOCK_CHARACTERS = 8_000_000  # and characters of their texts

Outcome = Sourced | Failure


class Looker(Protocol):
    """What a mapper does for the look ahead; see geomap.wiring."""

    def publishers(self) -> Publishers:
        """Keeps what a run learns of its publishers; a new one a run."""
        ...

    def recognized(self, articles: Sequence[Article]) -> list[Article]:
        """The articles with the mentions that the recogniser finds in them."""
        ...


def with_homes(outcomes: Iterable[Outcome], looker: Callable[[], Looker], *, chunk: int = CHUNK) -> Iterator[Outcome]:
    """The articles, those of known publishers with their learned homes; failures pass through.

    Articles that have no web domain, or a home of their own, wait for nobody until the first one that does.

    Args:
        outcomes: articles with their origins, and failures.
        looker: gives the mapper; first asked for an article that has a web domain.
        chunk: articles that are handed to the recogniser at once; changes no answer.
    """
    publishers: Publishers | None = None
    for block in _blocks(outcomes):
        if publishers is None and not any(_concerns(outcome) for outcome in block):
            yield from block
            continue
        mapper = looker()
        publishers = publishers or mapper.publishers()
        looked = list(_looked_at(block, mapper, publishers, chunk))
        for outcome in looked:
            yield _with(outcome, publishers.settled(outcome.article)) if isinstance(outcome, Sourced) else outcome


def _concerns(outcome: Outcome) -> bool:
    return isinstance(outcome, Sourced) and Publishers.concerns(outcome.article)


def _blocks(outcomes: Iterable[Outcome]) -> Iterator[list[Outcome]]:
    block: list[Outcome] = []
    characters, waiting = 0, False
    for outcome in outcomes:
        waiting = waiting or _concerns(outcome)
        block.append(outcome)
        characters += len(outcome.article.text) if isinstance(outcome, Sourced) else 0
        if not waiting or len(block) >= BLOCK or characters >= BLOCK_CHARACTERS:
            yield block
            block, characters = [], 0
    if block:
        yield block


def _looked_at(block: list[Outcome], mapper: Looker, publishers: Publishers, size: int) -> Iterator[Outcome]:
    """The block with what the recogniser found in each publisher's first articles; these are noted."""
    for start in range(0, len(block), size):
        chunk = block[start : start + size]
        wanted = [outcome for outcome in chunk if isinstance(outcome, Sourced) and publishers.wants(outcome.article)]
        found = dict(zip(map(id, wanted), _names_known([each.article for each in wanted], mapper), strict=True))
        for outcome in chunk:
            article = found.get(id(outcome))
            if isinstance(outcome, Sourced) and article is not None:
                publishers.note(article)
                yield _with(outcome, article)
            else:
                yield outcome


def _names_known(articles: list[Article], mapper: Looker) -> list[Article | None]:
    """The articles with the spans that were asked for, or with what the recogniser finds.

    None for those that it fails at: mapping them will say why.
    """
    if all(article.toponyms is not None for article in articles):
        return list(articles)
    together = attempt(lambda: mapper.recognized(articles))
    if isinstance(together, list):
        return list(together)
    return [None] if len(articles) == 1 else [_names_known([article], mapper)[0] for article in articles]


def _with(outcome: Sourced, article: Article) -> Sourced:
    return outcome if article is outcome.article else Sourced(article=article, origin=outcome.origin)
