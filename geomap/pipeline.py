"""The order of the steps: recognition, resolution, areas, nominal mentions. Knows ports only."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geomap.errors import InputError
from geomap.ports import AreaReader, AreaReading, Corrections, Gazetteer, Nominals, Recognizer, Resolver
from geomap.records import GIVEN, Article, Kind, MappedArticle, Match, Mention, Provenance, Resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """Articles in, mapped articles out; every part is handed in and may be another one."""

    recognizer: Recognizer
    resolver: Resolver
    areas: AreaReader
    gazetteer: Gazetteer
    provenance: Provenance
    corrections: Corrections | None = None
    nominals: Nominals | None = None

    def map(self, articles: Sequence[Article]) -> list[MappedArticle]:
        """Find, resolve and measure what the articles name, in their order."""
        found = self._found(articles)
        if self.corrections is not None:
            found = [self.corrections.mentions(*each) for each in zip(articles, found, strict=True)]
        return list(map(self._with_nominals, self._mapped(articles, found)))

    def recognized(self, articles: Sequence[Article]) -> list[Article]:
        """The articles with the mentions in them, so that a look ahead need not be repeated."""
        found = self._found(articles)
        return [replace(article, recognized=mentions) for article, mentions in zip(articles, found, strict=True)]

    def _found(self, articles: Sequence[Article]) -> list[tuple[Mention, ...]]:
        unread = [article for article in articles if article.recognized is None]
        fresh = iter(self.recognizer.recognize_many(unread) if unread else ())
        return [next(fresh) if article.recognized is None else article.recognized for article in articles]

    def resolve(self, articles: Sequence[Article]) -> list[MappedArticle]:
        """Resolve exactly the spans that each article asks for, in their order, without recognition.

        Raises:
            InputError: an article asks for no spans.
        """
        return self._mapped(articles, list(map(_asked, articles)))

    def _mapped(self, articles: Sequence[Article], found: Sequence[tuple[Mention, ...]]) -> list[MappedArticle]:
        """Each step for all articles before the next: what a step needs then stays in the processor's caches."""
        resolved = [self._resolved(*each) for each in zip(articles, found, strict=True)]
        texts = [(article.text, resolutions) for article, resolutions in zip(articles, resolved, strict=True)]
        readings = self.areas.read_many(texts, self.gazetteer.coarse_geometry)
        return [self._measured(*each) for each in zip(articles, readings, strict=True)]

    def _resolved(self, article: Article, mentions: tuple[Mention, ...]) -> tuple[Resolution, ...]:
        chosen = self.corrections.chosen(article, mentions) if self.corrections is not None else {}
        resolutions = tuple(_demonym(resolution) for resolution in self.resolver.resolve(article, mentions, chosen))
        return resolutions if self.corrections is None else self.corrections.resolutions(article, resolutions)

    def _measured(self, article: Article, reading: AreaReading) -> MappedArticle:
        return MappedArticle(
            article=article if article.recognized is None else replace(article, recognized=None),
            resolutions=reading.resolutions,
            areas=reading.areas,
            quoted_names=reading.quoted_names,
            provenance=self.provenance,
        )

    def _with_nominals(self, mapped: MappedArticle) -> MappedArticle:
        """The article with its nominal mentions among the others; what points to a mention points to the same one."""
        found = self.nominals.read(mapped.article.text, mapped.resolutions) if self.nominals is not None else ()
        if not found:
            return mapped
        merged = sorted((*mapped.resolutions, *found), key=lambda one: one.mention.span.start)
        place_of = {id(one): index for index, one in enumerate(merged)}
        moved = [place_of[id(one)] for one in mapped.resolutions]

        def to(index: int | None) -> int | None:
            return None if index is None else moved[index]

        return replace(
            mapped,
            resolutions=tuple(merged),
            areas=tuple(replace(each, mention=to(each.mention), yardstick=to(each.yardstick)) for each in mapped.areas),
            quoted_names=tuple(replace(each, mention=to(each.mention)) for each in mapped.quoted_names),
        )


def _asked(article: Article) -> tuple[Mention, ...]:
    if article.toponyms is None:
        raise InputError(f"article {article.id!r} has no `toponyms`: a list of objects with start and end")
    return tuple(
        Mention(span=span, text=article.text[span.start : span.end], recognizer=GIVEN) for span in article.toponyms
    )


def _demonym(resolution: Resolution) -> Resolution:
    """A literal mention that only a demonym explains is one: nobody else classified a span that was given."""
    if resolution.best is None or resolution.best.candidate.match is not Match.DEMONYM:
        return resolution
    return replace(resolution, mention=replace(resolution.mention, kind=Kind.DEMONYM))
