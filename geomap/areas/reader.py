"""Areas of articles: measures tied to places, places narrowed to regions, areas named in quotation marks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from geomap.areas.antecedent import NounPatterns
from geomap.areas.article_regions import ArticleRegions
from geomap.areas.article_text import ArticleText
from geomap.areas.comparisons import TRIGGERS, ComparisonGrammar
from geomap.areas.grammar import AreaGrammar
from geomap.areas.linking import Linker
from geomap.areas.measures import Measure
from geomap.areas.own_areas import OwnAreas
from geomap.areas.phrase import Phrase
from geomap.areas.phrases import PhraseGrammar
from geomap.areas.quoted import Quotation, QuotationGrammar
from geomap.areas.rules import AreaRules
from geomap.areas.surroundings import Outlines
from geomap.areas.triggers import Triggers
from geomap.areas.twice_told import explained
from geomap.records import QuotedArea, QuotedName, Region, Resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaReading:
    """What an article says of areas.

    Attributes:
        resolutions: those given, in their order; `region` is set where the words narrow the place.
        areas: measures in the order of the text, linked to a resolution by its index or to none.
        quoted_names: areas named in quotation marks, in the order of the text.
    """

    resolutions: tuple[Resolution, ...]
    areas: tuple[QuotedArea, ...]
    quoted_names: tuple[QuotedName, ...]


class AreaReader:
    """Reads areas and regions. Immutable after construction: safe across threads."""

    def __init__(self, rules: AreaRules) -> None:
        self._grammar = AreaGrammar(rules)
        self._comparisons = ComparisonGrammar(rules, self._grammar.amounts)
        self._triggers = Triggers({**self._grammar.triggers, **TRIGGERS})
        self._linker = Linker(rules)
        self._nouns = NounPatterns(rules.nouns)
        self._own = rules.own
        self._ground = rules.ground
        self._phrases = PhraseGrammar(rules)
        self._quotations = QuotationGrammar(rules)

    def read(self, text: str, resolutions: tuple[Resolution, ...], geometry: Outlines) -> AreaReading:
        """Areas, regions and quoted names of one text, as `read_many` finds them."""
        return self.read_many([(text, resolutions)], geometry)[0]

    def read_many(
        self, articles: Sequence[tuple[str, tuple[Resolution, ...]]], geometry: Outlines
    ) -> list[AreaReading]:
        """Areas, regions and quoted names of texts, in their order.

        Each step is taken for all texts before the next: what a step needs then stays in the processor's caches.

        Args:
            articles: texts, to which all offsets refer, and their mentions with places, in the order of the text.
            geometry: a place's line or outline by its id, None where only its point is known.
        """
        texts = [ArticleText(text, resolutions, self._nouns) for text, resolutions in articles]
        triggers = self._triggers.found([article.text for article in texts])
        areas = [self._areas(article, found, geometry) for article, found in zip(texts, triggers, strict=True)]
        phrases = [self.phrases(article.text, article.resolutions) for article in texts]
        quotations = [self._quotations.quotations(one.text, one.resolutions, one.mentions) for one in texts]
        return [
            self._reading(article, measured, said, quoted, geometry)
            for article, measured, said, quoted in zip(texts, areas, phrases, quotations, strict=True)
        ]

    def _reading(
        self,
        article: ArticleText,
        areas: tuple[QuotedArea, ...],
        phrases: Sequence[Phrase],
        quotations: Sequence[Quotation],
        geometry: Outlines,
    ) -> AreaReading:
        """What was found, with the regions drawn."""
        if not phrases and not quotations:
            return AreaReading(resolutions=article.resolutions, areas=areas, quoted_names=())
        drawing = ArticleRegions(article, geometry, self._ground)
        drawn = ((phrase.mention, drawing.region(phrase)) for phrase in phrases)
        regions = {mention: region for mention, region in drawn if region is not None}
        names = tuple(_quoted_name(drawing, quotation, regions) for quotation in quotations)
        resolutions = article.resolutions
        if regions:
            narrowed = list(resolutions)
            for index, region in regions.items():
                narrowed[index] = replace(narrowed[index], region=region)
            resolutions = tuple(narrowed)
        return AreaReading(resolutions=resolutions, areas=areas, quoted_names=names)

    def _areas(
        self, article: ArticleText, triggers: Mapping[str, Sequence[int]], geometry: Outlines
    ) -> tuple[QuotedArea, ...]:
        """Measures, shares and comparisons, each with its place."""
        if not triggers:
            return ()
        text = article.text
        measures: Sequence[Measure] = self._grammar.measures(text, self._grammar.stretches(text, triggers))
        compared = self._comparisons.stretches(text, triggers)
        if not measures and not compared:
            return ()
        if compared:
            own = OwnAreas(self._own, geometry)
            told = self._comparisons.found(article, own, compared)
            measures = explained(text, measures, told, article.sentences.about)
        return self._linker.linked(article, measures)

    def phrases(self, text: str, resolutions: Sequence[Resolution]) -> tuple[Phrase, ...]:
        """The words that narrow places, before anything is drawn."""
        return self._phrases.phrases(text, resolutions)


def _quoted_name(drawing: ArticleRegions, quotation: Quotation, regions: dict[int, Region]) -> QuotedName:
    """The record, with a region where one can be drawn; a region inside the marks narrows the mention as well."""
    index = quotation.mention
    region = None
    if index is not None:
        if quotation.holds and not quotation.whole and quotation.noun is not None:
            region = drawing.pocket(quotation)
            if region is not None:
                regions[index] = region
        region = region or regions.get(index)
    claimed = quotation.noun is not None and quotation.noun.kind == "claimed" and not quotation.holds
    return QuotedName(span=quotation.span, text=quotation.text, mention=None if claimed else index, region=region)
