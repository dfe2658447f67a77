"""What is kept of the publishers of a run: the names in their first articles, and the homes learned from them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from geomap.records import Article, Kind, PublisherHome

ARTICLES = 20  # of a publisher that are looked at, the first ones: more add little
NAMES = 60  # of an article that are looked at, the first ones


class Learner(Protocol):
    """Makes names into homes; see home.HomeLearner."""

    def learn(self, domain: str, articles: Sequence[Sequence[str]]) -> PublisherHome | None:
        """The home of a publisher from the names in each of its articles; None when unsure."""
        ...


@dataclass(slots=True)
class _Publisher:
    names: list[tuple[str, ...]] = field(default_factory=list)  # of each article that was looked at, until all were
    seen: int = 0
    learned_from: int = 0
    home: PublisherHome | None = None


class Publishers:
    """The publishers of one run. Not for several threads."""

    def __init__(self, learner: Learner) -> None:
        """Begin with no publisher.

        Args:
            learner: makes names into homes.
        """
        self._learner = learner
        self._publishers: dict[str, _Publisher] = {}

    @staticmethod
    def concerns(article: Article) -> bool:
        """Whether the article could do with a learned home."""
        return article.domain is not None and article.home is None and article.learned_home is None

    def wants(self, article: Article) -> bool:
        """Whether the article should be looked at: one of the first of its publisher."""
        if article.domain is None or not self.concerns(article):
            return False
        known = self._publishers.get(_host(article.domain))
        return known is None or known.seen < ARTICLES

    def note(self, article: Article) -> None:
        """Keep the names in an article: the spans that were asked for, else the mentions that were recognised."""
        if article.domain is None or not self.wants(article):
            return
        publisher = self._publishers.setdefault(_host(article.domain), _Publisher())
        publisher.seen += 1
        publisher.names.append(_names(article))

    def settled(self, article: Article) -> Article:
        """The article with what was learned of its publisher so far."""
        publisher = self._publishers.get(_host(article.domain)) if article.domain is not None else None
        if publisher is None or article.domain is None or not self.concerns(article):
            return article
        if publisher.learned_from < publisher.seen:
            publisher.home = self._learner.learn(_host(article.domain), publisher.names)
            publisher.learned_from = publisher.seen
            if publisher.seen >= ARTICLES:
                publisher.names.clear()
        return article if publisher.home is None else replace(article, learned_home=publisher.home)


def _host(domain: str) -> str:
    """A web domain as it is told apart: "www." and capitals are none of its own."""
    return domain.strip().casefold().removeprefix("www.")


def _names(article: Article) -> tuple[str, ...]:
    if article.toponyms is not None:
        return tuple(article.text[span.start : span.end] for span in article.toponyms[:NAMES])
    mentions = (mention for mention in article.recognized or () if mention.kind is not Kind.DEMONYM)
    return tuple(mention.text for mention in mentions)[:NAMES]
