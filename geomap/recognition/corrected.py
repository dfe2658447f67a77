"""The recogniser: a tagger's spans, corrected by the gazetteer and by rules that are data."""

from collections.abc import Iterable, Iterator, Sequence

from geomap.ports import Gazetteer
from geomap.recognition.embedding import embedded
from geomap.recognition.kinds.decision import KindModel, with_metonyms
from geomap.recognition.kinds.network import KindNetwork
from geomap.recognition.lengthening import lengthened
from geomap.recognition.page import Draft, Page, unnumbered
from geomap.recognition.patterns import patterns
from geomap.recognition.places import from_place
from geomap.recognition.relabelling import relabelled
from geomap.recognition.repetition import again
from geomap.recognition.rules import RecognitionRules
from geomap.recognition.second_look import kept
from geomap.recognition.shape import trimmed
from geomap.recognition.spans import EMBEDDED_PLACE, ORGANISATIONS, PEOPLES, PERSON, PLACES, ModelSpan, SpanModel
from geomap.recognition.standing import Names
from geomap.recognition.untagged import beside, untagged
from geomap.records import Article, Kind, Mention, Span

_MISTAKEN = ORGANISATIONS | {PEOPLES, PERSON}  # labels that places get by mistake


class Ledger:
    """The drafts accepted so far; an earlier one is never overlapped by a later one."""

    def __init__(self, length: int) -> None:
        self._taken = bytearray(length)
        self.drafts: list[Draft] = []

    def free(self, start: int, end: int) -> bool:
        """Whether no accepted draft shares a character with [start, end)."""
        return self._taken.find(1, start, end) < 0

    def accept(self, drafts: Iterable[Draft]) -> None:
        """Take those that are free, in their order."""
        for draft in drafts:
            if draft.start < draft.end and self.free(draft.start, draft.end):
                self._taken[draft.start : draft.end] = b"\1" * (draft.end - draft.start)
                self.drafts.append(draft)


class CorrectedRecognizer:
    """Recognizer: a tagger, the gazetteer and the rules together. Safe to call from several threads.

    Args:
        model: the tagger.
        gazetteer: which names are places'.
        rules: words and patterns.
        kinds: tells metonyms from places; None for the network in the package.
    """

    def __init__(
        self, model: SpanModel, gazetteer: Gazetteer, rules: RecognitionRules, kinds: KindModel | None = None
    ) -> None:
        self._model = model
        self._kinds = kinds or KindNetwork()
        self._rules = rules
        self._names = Names(gazetteer, rules)

    @property
    def name(self) -> str:
        """The tagger and its version; the rules belong to geomap's own version."""
        return self._model.name

    def recognize(self, article: Article) -> tuple[Mention, ...]:
        """Mentions in the order of the text, not overlapping; only `text` is read, not `title`."""
        return self.recognize_many((article,))[0]

    def recognize_many(self, articles: Sequence[Article]) -> list[tuple[Mention, ...]]:
        """The same for several articles at once, in their order.

        Raises:
            RecognizerError: the tagger's model is missing, or its weights are not the ones that were measured.
        """
        found = self._model.spans([article.text for article in articles])
        drafts = [self.drafts(article.text, spans) for article, spans in zip(articles, found, strict=True)]
        drafts = [(page, kept(page, those)) for page, those in drafts]
        return [
            tuple(
                Mention(
                    span=Span(draft.start, draft.end),
                    text=article.text[draft.start : draft.end],
                    kind=draft.kind,
                    label=draft.label,
                    recognizer=draft.source,
                )
                for draft in those
            )
            for article, those in zip(articles, with_metonyms(drafts, self._kinds), strict=True)
        ]

    def drafts(self, text: str, spans: tuple[ModelSpan, ...]) -> tuple[Page, list[Draft]]:
        """All that the steps find, before the second look at it, on the page where they found it."""
        page = Page(text, unnumbered(spans), self._names, self._rules)
        ledger = Ledger(len(text))
        ledger.accept(patterns(page))
        for span in lengthened(page):
            ledger.accept(self._from_span(page, span))
        ledger.accept(again(page, tuple(ledger.drafts), ledger.free))
        ledger.accept(beside(page, tuple(ledger.drafts), ledger.free))
        ledger.accept(untagged(page, ledger.free))
        ledger.accept(again(page, tuple(ledger.drafts), ledger.free))
        return page, sorted(ledger.drafts)

    def _from_span(self, page: Page, span: ModelSpan) -> Iterator[Draft]:
        model = self._model.short_name
        if span.label in PLACES or span.label == EMBEDDED_PLACE:
            drafts = from_place(page, span, model)
            if span.label == EMBEDDED_PLACE:
                drafts = (d._replace(kind=Kind.EMBEDDED) if d.kind is Kind.LITERAL else d for d in drafts)
            yield from drafts
            return
        start, end = trimmed(page, span.start, span.end)
        if start >= end:
            return
        if span.label == PEOPLES and page.is_demonym(page.text[start:end]):
            yield Draft(start, end, Kind.DEMONYM, span.label, model)
        elif span.label in _MISTAKEN:
            draft = relabelled(page, span, start, end)
            inside = embedded(page, span) if draft is None and span.label != PERSON else []
            yield from [draft] if draft else inside
