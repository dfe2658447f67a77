"""The regions of one article: what its phrases and quotations make of its places."""

from collections.abc import Hashable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from geomap.areas.article_text import ArticleText
from geomap.areas.ground import Ground
from geomap.areas.phrase import Phrase
from geomap.areas.quoted import Quotation
from geomap.areas.surroundings import ArticlePlaces, Outlines, Surroundings
from geomap.records import Place, Region, Resolution, Span, Status

if TYPE_CHECKING:
    from geomap.areas.shapes import Shapes


class ArticleRegions:
    """Draws regions of one article; what several of them need is made once, when first needed."""

    def __init__(self, article: ArticleText, outlines: Outlines, ground: Ground) -> None:
        self._text = article.text
        self._resolutions = article.resolutions
        self._outlines, self._ground = outlines, ground
        self._places = ArticlePlaces(article.resolutions, article.mentions, article.sentences)
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
