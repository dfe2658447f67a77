"""What judgements change: mentions dropped and added before resolution, places chosen after it."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from geomap.names import cached_key
from geomap.records import (
    Article,
    Candidate,
    Evidence,
    Judgement,
    Match,
    Mention,
    Place,
    Resolution,
    Scope,
    ScoredCandidate,
    Span,
    Status,
    Verdict,
)

RECOGNIZER = "review"  # what `Mention.recognizer` says of a mention that a person added
_WEIGHT = 13.8  # log odds of one in a million: what the judgement of a person says
_REACH = {
    Scope.MENTION: "for this mention",
    Scope.ARTICLE: "for this article",
    Scope.EVERYWHERE: "for every mention of the name",
}

Target = tuple[Scope, str, str]  # how far, the text it is about or "", and the span or the name


def text_id(text: str) -> str:
    """Tells a text from others whatever its article is called: 16 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def target(judgement: Judgement) -> Target:
    """What a judgement is about: two with one target cannot both hold."""
    if judgement.scope is Scope.MENTION:
        return Scope.MENTION, judgement.text_id, f"{judgement.span.start}-{judgement.span.end}"
    text = judgement.text_id if judgement.scope is Scope.ARTICLE else ""
    return judgement.scope, text, cached_key(judgement.name) or judgement.name


def standing(judgements: Iterable[Judgement]) -> dict[Target, Judgement]:
    """The judgement that counts for each target: the last one that was not withdrawn."""
    return {about: made[-1] for about, made in _by_target(judgements).items()}


def conflicts(judgements: Iterable[Judgement]) -> list[tuple[Judgement, ...]]:
    """Judgements of several people on one target that contradict each other, oldest first."""
    found = []
    for made in _by_target(judgements).values():
        last = {each.reviewer: each for each in made}  # whoever changed their mind contradicts nobody
        answers = {(each.verdict, each.place_id, each.point) for each in last.values()}
        if len(answers) > 1:
            found.append(tuple(last.values()))
    return found


def _by_target(judgements: Iterable[Judgement]) -> dict[Target, list[Judgement]]:
    given = list(judgements)
    withdrawn = {each.withdraws for each in given}
    found: dict[Target, list[Judgement]] = defaultdict(list)
    for each in given:
        if each.verdict is not Verdict.WITHDRAWN and each.id not in withdrawn:
            found[target(each)].append(each)
    return found


class Corrections:
    """Standing judgements, ready to be applied. Safe to call from several threads.

    Args:
        judgements: in the order in which they were made.
        place_of: the gazetteer's place with an id, or None.
        used: told of each judgement when it changes or confirms something.
        missing: told of a judgement whose place the gazetteer does not have; it is not applied.
    """

    def __init__(
        self,
        judgements: Sequence[Judgement],
        place_of: Callable[[str], Place | None],
        used: Callable[[Judgement], None] = lambda _: None,
        missing: Callable[[Judgement], None] = lambda _: None,
    ) -> None:
        self._place_of, self._used, self._missing = place_of, used, missing
        self._standing = standing(judgements)
        self._texts = {each.text_id for each in self._standing.values() if each.scope is not Scope.EVERYWHERE}
        names = [each.name for each in self._added() if each.scope is Scope.EVERYWHERE]
        self._everywhere = _pattern(names)

    def mentions(self, article: Article, found: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """The mentions without those that are no places, and with those that a person added, in the text's order."""
        if not self._standing:
            return found
        text = self._text_id(article)
        added = [
            Mention(span=span, text=article.text[span.start : span.end], recognizer=RECOGNIZER)
            for span in self._added_spans(article.text, text, found)
        ]
        kept = [each for each in found if not any(each.span.overlaps(new.span) for new in added)]
        return tuple(
            mention
            for mention in sorted([*kept, *added], key=lambda each: each.span)
            if not self._dropped(text, mention)
        )

    def chosen(self, article: Article, mentions: tuple[Mention, ...]) -> dict[int, str]:
        """Ids of the gazetteer's places that people chose, by the mention's index: evidence for the other names."""
        if not self._standing:
            return {}
        text = self._text_id(article)
        made = ((index, self._about(text, mention)) for index, mention in enumerate(mentions))
        return {
            index: judgement.place_id
            for index, judgement in made
            if judgement is not None and judgement.verdict is Verdict.PLACE and judgement.place_id is not None
        }

    def resolutions(self, article: Article, found: tuple[Resolution, ...]) -> tuple[Resolution, ...]:
        """The resolutions with the places that people chose; the other candidates stay, with probability 0."""
        if not self._standing:
            return found
        text = self._text_id(article)
        return tuple(self._chosen(self._about(text, each.mention), each) for each in found)

    def _text_id(self, article: Article) -> str:
        return text_id(article.text) if self._texts else ""

    def _about(self, text: str, mention: Mention) -> Judgement | None:
        """The judgement on a mention: the narrowest that there is."""
        name = cached_key(mention.text) or mention.text
        for about in (
            (Scope.MENTION, text, f"{mention.span.start}-{mention.span.end}"),
            (Scope.ARTICLE, text, name),
            (Scope.EVERYWHERE, "", name),
        ):
            found = self._standing.get(about)
            if found is not None:
                return found
        return None

    def _dropped(self, text: str, mention: Mention) -> bool:
        found = self._about(text, mention)
        if found is None or found.verdict is not Verdict.NOT_A_PLACE:
            return False
        self._used(found)
        return True

    def _added(self) -> Iterator[Judgement]:
        return (each for each in self._standing.values() if each.added and each.verdict is Verdict.PLACE)

    def _added_spans(self, text: str, of_text: str, found: Sequence[Mention]) -> list[Span]:
        """Spans to add: those judged themselves, then other mentions of names judged, where nothing was found."""
        here = [each for each in self._added() if each.text_id == of_text] if of_text in self._texts else []
        spans = [each.span for each in here if text[each.span.start : each.span.end] == each.name]
        in_article = _pattern([each.name for each in here if each.scope is Scope.ARTICLE])
        taken = [*spans, *(mention.span for mention in found)]
        for pattern in (in_article, self._everywhere):
            for match in pattern.finditer(text) if pattern else ():
                span = Span(*match.span())
                if not any(span.overlaps(other) for other in taken):
                    spans.append(span)
                    taken.append(span)
        return spans

    def _chosen(self, judgement: Judgement | None, resolution: Resolution) -> Resolution:
        if judgement is None or judgement.verdict is not Verdict.PLACE:
            return resolution
        place = self._place(judgement)
        if place is None:
            self._missing(judgement)
            return resolution
        self._used(judgement)
        own = next((each for each in resolution.ranked if _same(each.candidate.place, place)), None)
        others = [each for each in resolution.ranked if each is not own]
        named = cached_key(place.name) == cached_key(resolution.mention.text)
        match = Match.EXACT if named else Match.ALTERNATE  # by the person's word
        candidate = Candidate(place=place, matched_name=resolution.mention.text, match=match)
        reason = Evidence(name="judgement", weight=_WEIGHT, note=_note(judgement))
        first = ScoredCandidate(
            candidate=own.candidate if own else candidate,
            probability=1.0,
            evidence=(reason, *(own.evidence if own else ())),
        )
        ranked = (first, *(replace(each, probability=0.0) for each in others))
        return replace(resolution, status=Status.RESOLVED, ranked=ranked)

    def _place(self, judgement: Judgement) -> Place | None:
        if judgement.place_id is not None:
            return self._place_of(judgement.place_id)
        if judgement.point is None:
            return None
        return Place(id=None, name=judgement.place_name or judgement.name, point=judgement.point, source="by hand")


def _same(one: Place, other: Place) -> bool:
    return one.id == other.id if other.id is not None else one == other


def _note(judgement: Judgement) -> str:
    who = judgement.reviewer or "a reviewer"
    when = f" on {judgement.decided_at[:10]}" if judgement.decided_at else ""
    return f"{who} chose this place{when} {_REACH[judgement.scope]}"


def _pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """Finds the names as whole words, longer ones first."""
    words = sorted({re.escape(name) for name in names}, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)") if words else None
