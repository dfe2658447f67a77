"""An article's text and mentions made ready for the ranker: occurrences with context, windows of bounded size."""

from collections.abc import Iterator, Sequence

from geomap.ports import Gazetteer
from geomap.records import Article, Kind, Mention
from geomap.resolution.cues import Cues
from geomap.resolution.layout import Occurrence
from geomap.resolution.naming import unbroken
from geomap.resolution.scan import find_names

WINDOW = 300  # occurrences looked at together: bounds the pairwise arrays on texts of any length


def occurrences(article: Article, mentions: Sequence[Mention], gazetteer: Gazetteer, cues: Cues) -> list[Occurrence]:
    """The mentions, and where only certain spans were asked for also the article's other names, in text order."""
    found = [
        Occurrence(
            start=mention.span.start,
            end=mention.span.end,
            name=unbroken(mention.text, gazetteer, cues),
            mention=index,
            demonym=mention.kind is Kind.DEMONYM,
            metonym=mention.kind is Kind.METONYM,
        )
        for index, mention in enumerate(mentions)
    ]
    if article.toponyms is not None:
        taken = [mention.span for mention in mentions]
        found += [
            Occurrence(start=span.start, end=span.end, name=name, mention=-1)
            for span, name in find_names(article.text, gazetteer, cues, taken)
        ]
    return sorted(found, key=lambda occurrence: (occurrence.start, occurrence.end, occurrence.mention))


def windows(found: Sequence[Occurrence]) -> Iterator[Sequence[Occurrence]]:
    """Stretches of the article with at most WINDOW occurrences each, those without a mention left out."""
    for start in range(0, len(found), WINDOW):
        window = found[start : start + WINDOW]
        if any(occurrence.mention >= 0 for occurrence in window):
            yield window
