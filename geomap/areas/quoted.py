"""Areas named in quotation marks: "Hajin pocket", “security zone”, «caliphate»."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geomap.areas.mentions import MentionIndex
from geomap.areas.rules import AreaRules, QuotedNoun, alternatives
from geomap.records import Kind, Resolution, Span

_LONGEST = 48
_WORDS = 5
_TIE_REACH = 80  # characters between a quotation and its place, more than the grammar lets pass
_MARKS = ("“", "«", "„")
_BARE_MARKS = (
    '"',
    "'",
    "‘",
)  # these open only after a space, a bracket or a dash: they close words and are apostrophes too
_BEFORE = frozenset("([—–/-")
_QUOTED = re.compile(
    rf"(?:(?:(?<=[\s(\[—–/-])|^)\"(?P<straight>[^\s\"][^\"\n]{{1,{_LONGEST}}})\"(?!\w)"
    rf"|“(?P<curly>[^“”\"\n]{{2,{_LONGEST}}})[”\"]|«\s?(?P<guillemets>[^«»\n]{{2,{_LONGEST}}}?)\s?»"
    rf"|„(?P<low>[^„“”\n]{{2,{_LONGEST}}})[“”]"
    rf"|(?:(?<=[\s(\[—–-])|^)[‘'](?P<single>[^\s‘’'\"][^‘’'\"\n]{{1,{_LONGEST}}})['’](?!\w))",
    re.MULTILINE,
)  # tried where a mark stands
_NAME_WORD = re.compile(r"(?!(?:Over|Under|On|In|For|With|To|From|At|By)\b)[A-ZÀ-ÖØ-Þ]|(?:al|el|de|la)\b")
_TIE = re.compile(
    r"\s(?:in|of|around|near|along|at|inside|within|across|on|between|north of|south of|east of|west of)\s(?:the\s)?"
    r"(?:[\w-]+\s){0,4}\Z"
)
_OWNER = re.compile(r"(?:['’]s?)?\s(?:[a-z-]+\s){0,2}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A short name in quotation marks.

    Attributes:
        span: without the marks.
        mention: the mention inside it, or in the same noun phrase.
        holds: whether that mention lies inside the marks.
        noun: the rule of its last word, None where only the place's name makes it an area.
        whole: whether the mention is all of it.
    """

    span: Span
    text: str
    mention: int | None = None
    holds: bool = False
    noun: QuotedNoun | None = None
    whole: bool = False


class QuotationGrammar:
    """Finds quotations that name an area."""

    def __init__(self, rules: AreaRules) -> None:
        self._nouns = {_plain(words): noun for words, noun in rules.quoted.items()}
        self._vetoed = frozenset(words for words, noun in self._nouns.items() if noun.kind == "veto")
        self._vetoed_ends = tuple(" " + words for words in sorted(self._vetoed) if " " in words)
        self._ends = re.compile(rf"(?:^|\s)(?P<noun>{alternatives(self._nouns.keys() - self._vetoed)})\Z")

    def quotations(self, text: str, resolutions: Sequence[Resolution], mentions: MentionIndex) -> tuple[Quotation, ...]:
        """In the order of the text; quotations that are speech, titles or scare quotes are left out."""
        found = []
        for hit in _hits(text):
            group = hit.lastgroup or ""
            start, end = hit.span(group)
            words = text[start:end].rstrip(" .,;:!?")
            end = start + len(words)
            if not words or len(words.split()) > _WORDS:
                continue
            quotation = self._read(text, Span(start, end), words, resolutions, mentions)
            if quotation is not None:
                found.append(quotation)
        return tuple(found)

    def _read(
        self, text: str, span: Span, words: str, resolutions: Sequence[Resolution], mentions: MentionIndex
    ) -> Quotation | None:
        plain = _plain(words)
        singular = plain[:-1] if plain.endswith("s") and plain not in self._nouns else plain
        if {plain, singular} & self._vetoed or plain.endswith(self._vetoed_ends):
            return None
        inside = mentions.inside(span)
        ending = self._ends.search(plain) or self._ends.search(singular)
        noun = self._nouns[ending["noun"]] if ending else None
        literal = [index for index in inside if resolutions[index].mention.kind is not Kind.EMBEDDED]
        if noun is None:
            if not literal or not self._is_name(words, [resolutions[index].mention.text for index in literal]):
                return None
            whole = resolutions[literal[0]].mention.span == span
            return Quotation(span=span, text=words, mention=literal[0], holds=True, whole=whole)
        if not self._noun_phrase(words):
            return None
        if literal:
            return Quotation(span=span, text=words, mention=literal[0], holds=True, noun=noun)
        tied = _tied(text, span, resolutions, mentions)
        if noun.kind == "claimed":
            named = self._ends.search(plain) is not None and not re.match(r"(?:two|three|many|several|\d)", plain)
        else:
            named = tied is not None or (noun.kind == "name" and " " in plain)
        return Quotation(span=span, text=words, mention=tied, noun=noun) if named else None

    def _is_name(self, words: str, names: Sequence[str]) -> bool:
        """Whether at most two words stand beside the place's name, and look like a name's: "Little Moscow"."""
        rest = words
        for name in names:
            rest = rest.replace(name, " ")
        others = rest.split()
        return (
            len(others) < 3
            and all(_NAME_WORD.match(word) for word in others)
            and not any(word.endswith(("’s", "'s")) for word in others)
        )

    def _noun_phrase(self, words: str) -> bool:
        """No speech: "we hold the line" has a verb or a pronoun."""
        return not re.search(
            r"\b(?:we|i|you|they|he|she|it|is|are|was|were|be|will|have|has|had|not|no\sone|our|your|my|their|his|"
            r"her|this|that|these|those|to|hold|cross|crossed|leave|enter|every|any)\b",
            words,
            re.IGNORECASE,
        )


def _hits(text: str) -> Iterator[re.Match[str]]:
    """What stands in quotation marks, one after the other."""
    end = 0
    for at in _openings(text):
        hit = _QUOTED.match(text, at) if at >= end else None
        if hit is not None:
            end = hit.end()
            yield hit


def _openings(text: str) -> list[int]:
    """Where a quotation may open, in order; a search for each mark is quicker than one pattern of all."""
    found = [at for mark in _MARKS for at in _positions(text, mark)]
    bare = (at for mark in _BARE_MARKS for at in _positions(text, mark))
    found += [at for at in bare if at == 0 or text[at - 1] in _BEFORE or text[at - 1].isspace()]
    return sorted(found)


def _positions(text: str, mark: str) -> Iterator[int]:
    at = text.find(mark)
    while at >= 0:
        yield at
        at = text.find(mark, at + 1)


def _plain(words: str) -> str:
    return " ".join(words.casefold().replace("’", "'").replace("-", " ").split())


def _tied(text: str, span: Span, resolutions: Sequence[Resolution], mentions: MentionIndex) -> int | None:
    """The mention of the same noun phrase: the "security zone" in southern Lebanon; Iraq's "green belt"."""
    after = mentions.next_from(span.end)
    if after is not None and _usable(resolutions[after]):
        gap = text[span.end : min(resolutions[after].mention.span.start, span.end + _TIE_REACH)].lstrip("\"”»“’'")
        if len(gap) < 60 and _TIE.fullmatch(gap if gap[:1].isspace() else " " + gap):
            return after
    before = mentions.last_until(span.start)
    if before is not None and resolutions[before].mention.kind is not Kind.EMBEDDED:
        gap = text[max(resolutions[before].mention.span.end, span.start - _TIE_REACH) : span.start].rstrip("\"“«„‘'")
        own = gap.startswith(("'", "’"))
        if len(gap) < 40 and _OWNER.fullmatch(gap) and (own or resolutions[before].mention.kind is Kind.DEMONYM):
            return before
    return None


def _usable(resolution: Resolution) -> bool:
    return resolution.mention.kind not in {Kind.DEMONYM, Kind.EMBEDDED}
