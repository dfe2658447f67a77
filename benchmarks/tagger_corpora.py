"""The tagger's examples: texts with names of five kinds, from the corpora's gold and a teacher's labels."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np

from geomap.recognition.spans import BUILDING, ORGANISATIONS, PEOPLES, PERSON, ModelSpan
from geomap.recognition.tagger.labels import KINDS, tags_of
from geomap.recognition.tagger.tokens import BLANK, form_of, pieces

PLACE, EMB, DEM, PER, ORG = range(len(KINDS))
_PLACES = ("GPE", "LOC", BUILDING)
SILENT = ("relocar", "wiktor")  # in whose texts people marked some places, and the teacher labels the rest


class Name(NamedTuple):
    """A name in a text: code points [start, end) and the index of its kind in `KINDS`."""

    start: int
    end: int
    kind: int


class Text(NamedTuple):
    """One article with its names, in order and not overlapping."""

    corpus: str
    id: str
    text: str
    names: tuple[Name, ...]


class Example(NamedTuple):
    """One article as tokens: word forms and tags."""

    forms: list[str]
    tags: "np.ndarray[tuple[int], np.dtype[np.uint8]]"


def gold_names(
    article: dict[str, Any], spans: Iterable[ModelSpan], is_demonym: Callable[[str], bool]
) -> tuple[Name, ...]:
    """The names of an article whose toponyms people marked; other names as the md pipeline's spans say.

    What md calls a place and people do not is none. A toponym inside a longer name of md's is embedded, and the rest of
    the longer name stays an organisation's.
    """
    spans = list(spans)
    gold = []
    for row in sorted(article["toponyms"], key=lambda row: (row["start"], -row["end"])):
        usable = row["lat"] is not None or row.get("geonameid") is not None or row.get("type") is None
        if not usable or (gold and row["start"] < gold[-1].end):
            continue
        start, end = row["start"], row["end"]
        inside = str(row.get("type")).startswith("Embedded") or any(
            _is_thing(span) and span.start <= start and end <= span.end and end - start < span.end - span.start
            for span in spans
        )
        kind = DEM if is_demonym(row["name"]) else EMB if inside else PLACE
        gold.append(Name(start, end, kind))
    return _with_rest(gold, spans)


def taught_names(article: dict[str, Any], taught: Iterable[ModelSpan], spans: Iterable[ModelSpan]) -> tuple[Name, ...]:
    """The names of an article in which people marked some places: the others as the teacher labelled them.

    Args:
        article: its toponyms are places, whatever the teacher says, unless it says so of a longer name of a person.
        taught: the teacher's spans.
        spans: md's; a place inside one of its longer names is embedded.
    """
    spans, taught = list(spans), list(taught)
    marked = [ModelSpan(row["start"], row["end"], "GPE") for row in article["toponyms"]]
    longer = [span for span in taught if any(_holds(span, place) for place in marked)]
    kept = [span for span in longer if span.label in (*_PLACES, PERSON)]
    places = [place for place in marked if not any(_holds(span, place) for span in kept)]
    others = [span for span in taught if not any(place.start < span.end and span.start < place.end for place in places)]
    things = [span for span in spans if _is_thing(span)]
    gold: list[Name] = []
    for span in sorted([*places, *(span for span in others if span.label in _PLACES)]):
        if not gold or gold[-1].end <= span.start:
            gold.append(Name(span.start, span.end, EMB if any(_holds(thing, span) for thing in things) else PLACE))
    rest = [span for span in taught if span.label not in _PLACES]
    return _with_rest(gold, rest)


def _holds(span: ModelSpan, other: ModelSpan) -> bool:
    """Whether the other lies in the span and is shorter."""
    return span.start <= other.start and other.end <= span.end and other.end - other.start < span.end - span.start


def _is_thing(span: ModelSpan) -> bool:
    return span.label in ORGANISATIONS or span.label == BUILDING


def _with_rest(gold: list[Name], spans: Iterable[ModelSpan]) -> tuple[Name, ...]:
    """The gold names, and the spans' parts that they leave free."""
    names = list(gold)
    for span in spans:
        if _is_thing(span):
            names.extend(Name(start, end, ORG) for start, end in _free(span, gold) if end - start > 4)
        elif span.label in (PEOPLES, PERSON) and not any(n.start < span.end and span.start < n.end for n in gold):
            names.append(Name(span.start, span.end, DEM if span.label == PEOPLES else PER))
    return tuple(sorted(names))


def _free(span: ModelSpan, gold: Sequence[Name]) -> Iterable[tuple[int, int]]:
    at = span.start
    for name in gold:
        if name.start < span.end and at < name.end:
            if at < name.start:
                yield at, name.start
            at = name.end
    if at < span.end:
        yield at, span.end


def example(text: Text) -> Example:
    """The tokens and tags of a text; a name that starts or ends inside a token is left out."""
    forms: list[str] = []
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    at = 0
    for piece in pieces(text.text):
        form = form_of(piece)
        if form != BLANK:
            starts[at] = len(forms)
            ends[at + len(piece.rstrip())] = len(forms) + 1
            forms.append(form)
        at += len(piece)
    spans = []
    for name in text.names:
        cut = text.text[name.start : name.end]
        start = starts.get(name.end - len(cut.lstrip()))
        end = ends.get(name.start + len(cut.rstrip()))
        if start is not None and end is not None and start < end:
            spans.append((start, end, name.kind))
    return Example(forms, tags_of(spans, len(forms)))
