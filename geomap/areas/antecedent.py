"""Who measures so much: the subject of "covers 300 hectares", behind "it" and "the city" too."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from geomap.areas.mentions import MentionIndex
from geomap.areas.rules import alternatives
from geomap.areas.sentences import Sentences
from geomap.records import Kind, Resolution, Span

_BACK = 6  # sentences that a reader looks back for what "the city" is
_FAR_BACK = 8_000  # characters within which a text says what its subject is
_PARENTHESIS = r"(?:\s?/[^/]{1,60}/;?)?(?:\s?\([^()]{0,160}(?:\([^()]{0,60}\)[^()]{0,60})?\))?(?:\s?\([^()]{0,60}\))?"
_LEAD = re.compile(
    r"^(?:according\sto\b[^,]{0,90},|as\sof\b[^,]{0,60},|in\s(?:\d{4}|total|all)[^,]{0,20},|today,|currently,"
    r"|(?:and|but|while|though|although)\s)\s?",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"^(?:it|its|which|that|this|the\s(?:total\s|land\s|surface\s)?area)\b", re.IGNORECASE)
_DEFINED = 260  # characters behind a name in which the text may say what it is
_DEFINITION = re.compile(
    rf"{_PARENTHESIS}(?:,\s[^.]{{1,90}}?,?)?\s(?:is|was)\s(?:an?|the|one\sof\sthe)\s(?P<what>[^.]{{0,120}})"
)
_ANY_GROUND = frozenset(
    {"area", "zone", "site", "field", "strip", "pocket", "camp", "base", "region", "farm", "territory"}
)
# Right before a name: what follows then speaks of something else ("a zone along the border with X, covering ...").
_GOVERNED = re.compile(
    r"\b(?:in|at|near|around|from|of|with|to|by|outside|inside|across|along|between|off|against)"
    r"\s(?:the\s)?(?:\w+\s){0,2}\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Subject:
    """The place that a verb speaks of."""

    mention: int
    rule: str  # its line in `areas_links.tsv`
    why: str  # "{name}" stands for the mention's text


class NounPatterns:
    """What a subject looks like, by the nouns that stand for places. Compiled once."""

    def __init__(self, classes: Mapping[str, frozenset[str]]) -> None:
        self.classes = classes
        any_noun = alternatives(classes)
        self.nominal = re.compile(
            rf"^(?:the|this|its|that)\s(?:\w+[\s-]){{0,2}}?(?P<noun>{any_noun})\b['’]?s?(?P<rest>.*)\Z",
            re.IGNORECASE | re.DOTALL,
        )
        self.head = re.compile(
            rf"^(?:the\s)?(?:(?:\w+[\s-]){{0,3}}{any_noun}\s(?:of|called)\s)?(?:the\s)?\Z", re.IGNORECASE
        )
        self.tail = re.compile(
            rf"^{_PARENTHESIS}(?:\s{any_noun})?(?:,\s[^,;]{{1,80}},|,\s(?:located|situated|lying|with|at|an?)\b[^;]{{1,120}},)?"
            r"(?:,?\s(?:which|that))?"
            r"(?:\s(?:now|also|currently|itself|alone|already|only|still|has|had|once|proper))*\s?\Z",
            re.IGNORECASE,
        )


class Antecedents:
    """Finds subjects in one text."""

    def __init__(
        self,
        text: str,
        resolutions: Sequence[Resolution],
        patterns: "NounPatterns",
        sentences: Sentences,
        mentions: MentionIndex,
    ) -> None:
        self._text = text
        self._resolutions = resolutions
        self._spans = tuple(one.mention.span for one in resolutions)
        self._sentences = sentences
        self._mentions = mentions
        self._last: dict[tuple[int, str | None], Subject | None] = {}
        self._defining: dict[str | None, tuple[list[int], list[int]]] = {}
        self._patterns = patterns
        self._classes = patterns.classes

    def subject(self, clause_start: int, verb: int) -> Subject | None:
        """The subject of the verb at `verb`; None where the grammar is not plain."""
        words = self._text[clause_start:verb]
        lead = _LEAD.match(words.lstrip())
        start = clause_start + len(words) - len(words.lstrip()) + (lead.end() if lead else 0)
        words = self._text[start:verb]
        named = self._named(start, verb)
        if named is not None:
            return named
        nominal = self._patterns.nominal.match(words)
        if nominal is not None:
            return self._nominal_subject(start, verb, nominal)
        if _PRONOUN.match(words) and len(words) < 40:
            return self._last_subject(start, None)
        return None

    def stands_for(self, at: int, noun: str) -> Subject | None:
        """The place that "the province" at a position of the text stands for."""
        return self._last_subject(at, noun)

    def sentence_before(self, at: int) -> Span | None:
        """The sentence that ends before a position, None at the start of the text."""
        return self._sentences.before(at)

    def places_in(self, span: Span) -> list[int]:
        """The mentions in a stretch of the text that stand for places themselves."""
        return self._usable_inside(span.start, span.end)

    def _named(self, start: int, verb: int) -> Subject | None:
        """A mention that is the subject itself, or the one that "which" stands for."""
        for index in self._usable_inside(start, verb):
            span = self._spans[index]
            before, after = self._text[start : span.start], self._text[span.end : verb]
            if self._patterns.head.match(before) and self._patterns.tail.match(after):
                return Subject(index, "subject", "{name} is what measures so much")
            relative = re.fullmatch(r",?\s(?:which|that)(?:\s(?:now|also|currently))?\s?", after)
            if relative or (re.fullmatch(r",\s", after) and not _GOVERNED.search(before)):
                return Subject(index, "relative", "the relative clause speaks of {name}")
        return None

    def _nominal_subject(self, start: int, verb: int, nominal: re.Match[str]) -> Subject | None:
        noun = nominal["noun"]
        noun = noun if noun in self._classes else noun.casefold()
        at = start + nominal.start("noun")
        for index in self._mentions.over(at):
            if self._resolutions[index].mention.kind is Kind.NOMINAL:
                return Subject(index, "subject", "{name} is what measures so much")
        if self._usable_inside(start + nominal.end("noun"), verb):
            return None  # "the province of X", "the fire in the park near X"
        return self._last_subject(start, noun)

    def _last_subject(self, start: int, noun: str | None) -> Subject | None:
        """The place that the sentences before speak of, and that the noun fits; looked for once a sentence."""
        sentence = self._sentences.about(start)
        asked = (sentence.start, noun)
        if asked not in self._last:
            self._last[asked] = self._said_before(sentence, noun)
        return self._last[asked]

    def _said_before(self, sentence: Span, noun: str | None) -> Subject | None:
        defined = self._defined(sentence.start, noun)
        if defined is not None:
            return Subject(defined, "defined", f"the text says that {{name}} is the {noun or 'subject'}")
        called = self._called(sentence, noun) if noun else None
        if called is not None:
            return Subject(called, "called", f"“the {noun}” stands for {{name}}")
        if noun in _ANY_GROUND:
            return None  # "the area" is that of whatever was spoken of last, seldom of a place
        position = sentence.start
        fallback: int | None = None
        for _ in range(_BACK):
            earlier = self._sentences.before(position)
            if earlier is None:
                break
            inside = [index for index in self._usable_inside(earlier.start, earlier.end) if self._fits(index, noun)]
            for index in inside:
                if self._text[self._spans[index].end : self._spans[index].end + 1] in {"'", "’"}:
                    continue  # "Russia's minister": the sentence speaks of him
                if self._patterns.head.match(self._text[earlier.start : self._spans[index].start].lstrip()):
                    why = "“the " + noun + "” stands for {name}" if noun else "the sentence goes on about {name}"
                    return Subject(index, "same_noun" if noun else "pronoun", why)
            if fallback is None and inside:
                fallback = inside[0]
            position = earlier.start
        if fallback is not None and noun is not None:
            return Subject(fallback, "fitting_noun", f"“the {noun}” may stand for {{name}}")
        return None

    def _defined(self, before: int, noun: str | None) -> int | None:
        """The mention of "X is a ... city": the last such one before, where its noun is the one asked for."""
        if noun not in self._defining:
            fits = re.compile(rf"\b{re.escape(noun)}\b" if noun else "", re.IGNORECASE)
            told = [(ends, index) for ends, index, what in self._definitions if fits.search(what)]
            self._defining[noun] = [ends for ends, _ in told], [index for _, index in told]
        ends, indices = self._defining[noun]
        last = bisect_left(ends, before) - 1
        if last < 0 or self._spans[indices[last]].start < before - _FAR_BACK:
            return None
        return indices[last]

    def _called(self, sentence: Span, noun: str) -> int | None:
        """The last mention up to this sentence that bears the noun in its name: "the strip" after "Gaza Strip"."""
        if self._classes.get(noun, frozenset()) & {"A", "P"}:
            return None  # many places are called a county or a city: the last of them is seldom the one
        ends, indices = self._outer_words.get(noun, ((), ()))
        last = bisect_left(ends, sentence.end) - 1
        return indices[last] if last >= 0 and ends[last] > sentence.start - _FAR_BACK else None

    @cached_property
    def _outer_words(self) -> Mapping[str, tuple[list[int], list[int]]]:
        """By the outer words of names, in the text and in the gazetteer: where those mentions end, and which."""
        found: dict[str, tuple[list[int], list[int]]] = {}
        order = sorted(range(len(self._spans)), key=lambda index: self._spans[index].end)
        for index in order:
            if not self._usable(index) or self._resolutions[index].mention.kind is Kind.NOMINAL:
                continue
            place = self._resolutions[index].place
            names = [self._resolutions[index].mention.text, place.name if place is not None else ""]
            for word in {name.split()[at].casefold() for name in names if " " in name for at in (0, -1)}:
                ends, indices = found.setdefault(word, ([], []))
                ends.append(self._spans[index].end)
                indices.append(index)
        return found

    @cached_property
    def _definitions(self) -> list[tuple[int, int, str]]:
        """Each "X is a ... city" of the text: where the words that say what it is start, the mention, those words."""
        found = []
        for index, span in enumerate(self._spans):
            told = _DEFINITION.match(self._text, span.end, span.end + _DEFINED)
            if told and self._usable(index):
                found.append((told.start("what"), index, told["what"]))
        return sorted(found)

    def _usable_inside(self, start: int, end: int) -> list[int]:
        return (
            [index for index in self._mentions.inside(Span(start, end)) if self._usable(index)] if start < end else []
        )

    def _usable(self, index: int) -> bool:
        return self._resolutions[index].mention.kind not in {Kind.DEMONYM, Kind.EMBEDDED}

    def _fits(self, index: int, noun: str | None) -> bool:
        """Whether the place could be called so; a place of unknown class could."""
        place = self._resolutions[index].place
        wanted = self._classes.get(noun, frozenset()) if noun else frozenset()
        return place is None or place.feature_class is None or not wanted or place.feature_class in wanted
