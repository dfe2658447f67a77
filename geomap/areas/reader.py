"""One article's areas: measures tied to places, places narrowed to regions, areas named in quotation marks."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from geomap.areas.antecedent import Antecedents, NounPatterns
from geomap.areas.article_text import ArticleText
from geomap.areas.comparisons import TRIGGERS, ComparisonGrammar
from geomap.areas.grammar import AreaGrammar
from geomap.areas.ground import Ground
from geomap.areas.linking import Linker
from geomap.areas.measures import Measure
from geomap.areas.mentions import MentionIndex
from geomap.areas.own_areas import OwnAreas
from geomap.areas.phrase import Phrase
from geomap.areas.phrases import PhraseGrammar
from geomap.areas.quoted import Quotation, QuotationGrammar
from geomap.areas.rules import AreaRules
from geomap.areas.sentences import Sentences
from geomap.areas.surroundings import ArticlePlaces, Outlines, Surroundings
from geomap.areas.triggers import Triggers
from geomap.areas.twice_told import explained
from geomap.records import Place, QuotedArea, QuotedName, Region, Resolution, Span, Status

if TYPE_CHECKING:
    from geomap.areas.shapes import Shapes


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
        """Areas, regions and quoted names of one text.

        Args:
            text: the article's text, to which all offsets refer.
            resolutions: its mentions with their places, in the order of the text.
            geometry: a place's line or outline by its id, None where only its point is known.
        """
        mentions = MentionIndex(resolutions)
        sentences = Sentences(text, mentions)
        areas = self._areas(text, resolutions, geometry, sentences, mentions)
        regions: dict[int, Region] = {}
        context = _Context(text, resolutions, (geometry, self._ground), sentences, mentions)
        for phrase in self.phrases(text, resolutions):
            region = context.region(phrase)
            if region is not None:
                regions[phrase.mention] = region
        names = tuple(
            self._quoted_name(context, quotation, regions)
            for quotation in self._quotations.quotations(text, resolutions, mentions)
        )
        if regions:
            narrowed = list(resolutions)
            for index, region in regions.items():
                narrowed[index] = replace(narrowed[index], region=region)
            resolutions = tuple(narrowed)
        return AreaReading(resolutions=resolutions, areas=areas, quoted_names=names)

    def _areas(
        self,
        text: str,
        resolutions: tuple[Resolution, ...],
        geometry: Outlines,
        sentences: Sentences,
        mentions: MentionIndex,
    ) -> tuple[QuotedArea, ...]:
        """Measures, shares and comparisons, each with its place."""
        triggers = self._triggers.found(text)
        if not triggers:
            return ()
        measures: Sequence[Measure] = self._grammar.measures(text, self._grammar.stretches(text, triggers))
        compared = self._comparisons.stretches(text, triggers)
        if not measures and not compared:
            return ()
        antecedents = Antecedents(text, resolutions, self._nouns, sentences, mentions)
        article = ArticleText(text, resolutions, mentions, sentences, antecedents)
        if compared:
            own = OwnAreas(self._own, geometry)
            told = self._comparisons.found(article, own, compared)
            measures = explained(text, measures, told, sentences.about)
        return self._linker.linked(article, measures)

    def phrases(self, text: str, resolutions: Sequence[Resolution]) -> tuple[Phrase, ...]:
        """The words that narrow places, before anything is drawn."""
        return self._phrases.phrases(text, resolutions)

    def _quoted_name(self, context: "_Context", quotation: Quotation, regions: dict[int, Region]) -> QuotedName:
        """The record, with a region where one can be drawn; a region inside the marks narrows the mention as well."""
        index = quotation.mention
        region = None
        if index is not None:
            if quotation.holds and not quotation.whole and quotation.noun is not None:
                region = context.pocket(quotation)
                if region is not None:
                    regions[index] = region
            region = region or regions.get(index)
        claimed = quotation.noun is not None and quotation.noun.kind == "claimed" and not quotation.holds
        return QuotedName(span=quotation.span, text=quotation.text, mention=None if claimed else index, region=region)


class _Context:
    """The article, as far as regions are drawn from it; what several of them need is made once, when first needed."""

    def __init__(
        self,
        text: str,
        resolutions: Sequence[Resolution],
        known: tuple[Outlines, Ground],
        sentences: Sentences,
        mentions: MentionIndex,
    ) -> None:
        self._text = text
        self._resolutions = resolutions
        self._outlines, self._ground = known
        self._places = ArticlePlaces(resolutions, mentions, sentences)
        self._drawn: dict[tuple[Hashable, ...], Region | None] = {}  # what is said twice is drawn once

    def region(self, phrase: Phrase) -> Region | None:
        """The region of a phrase, None where it has no place or narrows nothing."""
        place = _known(self._resolutions[phrase.mention])
        if place is None:
            return None
        from geomap.areas.extents import region_of  # noqa: PLC0415 - loads shapely, which many articles never need

        other = _known(self._resolutions[phrase.other]) if phrase.other is not None else None
        pocket = phrase.feature is not None and phrase.feature.relation == "pocket"
        near = self._places.with_mention(phrase.mention) if pocket else ()
        around = Surroundings(article=self._places, sentence=near, other=other)
        asked = (place, other, around.sentence, phrase.meaning)
        if asked not in self._drawn:
            self._drawn[asked] = region_of(phrase, self._text, place, self._shapes, around)
        return self._said(self._drawn[asked], phrase.span)

    def pocket(self, quotation: Quotation) -> Region | None:
        """The region of an area named after a place, None where that place is unknown or far too large."""
        assert quotation.mention is not None
        place = _known(self._resolutions[quotation.mention])
        if place is None or quotation.noun is None:
            return None
        from geomap.areas.extents import pocket_region  # noqa: PLC0415 - loads shapely, which many articles never need

        around = Surroundings(article=self._places, sentence=self._places.with_mention(quotation.mention))
        reach = quotation.noun.reach_m or 30_000.0
        asked = (place, None, around.sentence, (quotation.text, reach))
        if asked not in self._drawn:
            self._drawn[asked] = pocket_region(
                quotation.span, quotation.text, place, self._shapes, around, reach_m=reach
            )
        return self._said(self._drawn[asked], quotation.span)

    def _said(self, region: Region | None, span: Span) -> Region | None:
        """A region as these words say it: they may not be the first that say so."""
        if region is None or region.span == span:
            return region
        return replace(region, span=span, text=self._text[span.start : span.end])

    @cached_property
    def _shapes(self) -> "Shapes":
        from geomap.areas.shapes import Shapes  # noqa: PLC0415 - loads shapely, which many articles never need

        return Shapes(self._outlines, self._ground)


def _known(resolution: Resolution) -> Place | None:
    """The place, None where it is only roughly known: "south of" it would be a guess about a guess."""
    return None if resolution.status is Status.APPROXIMATE else resolution.place
