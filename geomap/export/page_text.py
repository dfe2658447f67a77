"""An article cut into paragraphs, sentences and pieces, so that the page never slices text itself.

Everything here counts code points of the text as it was read; the page gets finished strings.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geomap.records import Span

_BLANK_LINES = re.compile(r"\r?\n[^\S\n]*\r?\n\s*")
_LINES = re.compile(r"\r?\n\s*")
# A full stop, a question or an exclamation mark (also Arabic, Devanagari, CJK), closing quotes, then space and a start.
_SENTENCE_END = re.compile(r"[.!?…؟۔।]+[\"'”’»)\]]*\s+(?=[^\sa-z])|[。！？]+[」』”]*\s*")
_ABBREVIATION = re.compile(r"\b(?:[^\W\d_]|Mrs?|Ms|Dr|Gen|Col|Lt|Maj|Sgt|Capt|Gov|Sen|Rep|Rev|Prof|St|Mt|No|vs|Jr)\.$")


@dataclass(frozen=True, slots=True)
class Link:
    """A stretch of text that leads to a mark; `also` are marks of names inside it."""

    span: Span
    key: str
    style: str  # "literal" "demonym" "metonym" "embedded" "nominal" "region" "area" "quoted" "missing" "unplaced"
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a sentence: plain text, or the words of a link."""

    text: str
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in pieces, with the space that follows it."""

    span: Span
    pieces: tuple[Piece, ...]


def outermost(links: Sequence[Link]) -> tuple[Link, ...]:
    """Links without overlaps: the longest of those that overlap stays and takes the others' keys into `also`."""
    kept: list[Link] = []  # in the order of the text
    for link in sorted(links, key=lambda each: (each.span.start - each.span.end, each.span.start)):
        place = bisect_left(kept, link.span.start, key=_start)
        # Whatever is kept is at least as long, so that only the two neighbours can overlap.
        for index in (place - 1, place):
            if 0 <= index < len(kept) and kept[index].span.overlaps(link.span):
                other = kept[index]
                also = dict.fromkeys((*other.also, link.key, *link.also))
                kept[index] = Link(other.span, other.key, other.style, tuple(key for key in also if key != other.key))
                break
        else:
            kept.insert(place, link)
    return tuple(kept)


def _start(link: Link) -> int:
    return link.span.start


def paragraphs(text: str, unbreakable: Sequence[Span] = ()) -> tuple[Span, ...]:
    """Spans of the paragraphs, without the white space around them.

    Blank lines part them; in a text without blank lines each line is one. No cut falls inside an unbreakable span;
    these are in order and do not overlap.
    """
    blank = _BLANK_LINES if _BLANK_LINES.search(text.strip()) else _LINES
    return tuple(_cut(text, Span(0, len(text)), blank, unbreakable)) if text else ()


def sentences(text: str, paragraph: Span, links: Sequence[Link]) -> tuple[Sentence, ...]:
    """The paragraph's sentences in pieces. `links` are in order and do not overlap; others' are ignored."""
    inside = _within(links, paragraph)
    spans = _cut(text, paragraph, _SENTENCE_END, [link.span for link in inside])
    return tuple(Sentence(span, tuple(_pieces(text, span, inside))) for span in spans)


def _cut(text: str, whole: Span, end: re.Pattern[str], unbreakable: Sequence[Span]) -> Iterator[Span]:
    start = whole.start
    for match in end.finditer(text, whole.start, whole.end):
        before = bisect_left(unbreakable, match.end(), key=lambda span: span.start) - 1
        if before >= 0 and match.end() < unbreakable[before].end:
            continue
        if end is _SENTENCE_END and _ABBREVIATION.search(text, max(whole.start, match.start() - 8), match.start() + 1):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, whole.end)


def _within(links: Sequence[Link], span: Span) -> list[Link]:
    """Those of the links, which are in the order of the text, that lie wholly in the span."""
    first, last = bisect_left(links, span.start, key=_start), bisect_left(links, span.end, key=_start)
    return [link for link in links[first:last] if link.span.end <= span.end]


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


def _pieces(text: str, sentence: Span, links: Sequence[Link]) -> Iterator[Piece]:
    position = sentence.start
    for link in _within(links, sentence):
        if position < link.span.start:
            yield Piece(text[position : link.span.start])
        yield Piece(text[link.span.start : link.span.end], link)
        position = link.span.end
    if position < sentence.end:
        yield Piece(text[position : sentence.end])
