"""The bare tagger's precision, recall and F1: exact spans, demonyms left out on both sides."""

from collections.abc import Mapping, Sequence
from typing import Any

from geomap.evaluation.gold import NameTables, folded, gold_article, is_demonym
from geomap.recognition.spans import EMBEDDED_PLACE, PLACES, ModelSpan


class Scores:
    """Counts over articles; shown as one line."""

    def __init__(self) -> None:
        self.right = self.said = self.wanted = 0

    def count(self, article: Mapping[str, Any], spans: Sequence[ModelSpan], tables: NameTables) -> None:
        """Add an article: what a demonym of the gold touches, or what is one by its name, counts on neither side."""
        golds = gold_article(article).golds
        wanted = {(g.span.start, g.span.end) for g in golds if not is_demonym(g, tables)}
        demonyms = [g.span for g in golds if is_demonym(g, tables)]
        said = {
            (s.start, s.end)
            for s in spans
            if (s.label in PLACES or s.label == EMBEDDED_PLACE)
            and not any(s.start < d.end and d.start < s.end for d in demonyms)
            and folded(article["text"][s.start : s.end]) not in tables.demonyms
        }
        self.right += len(said & wanted)
        self.said += len(said)
        self.wanted += len(wanted)

    def __str__(self) -> str:
        precision, recall = self.right / max(1, self.said), self.right / max(1, self.wanted)
        return f"p={precision:.4f}  r={recall:.4f}  f1={2 * precision * recall / max(1e-9, precision + recall):.4f}"
