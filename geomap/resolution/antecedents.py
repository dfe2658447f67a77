"""What a phrase without a name stands for: "the city" is the one that the text named last, or speaks of most.

A place named before can be the antecedent where the noun fits it. How likely each is, or none of them, is a softmax
over a few numbers that a reader would look at too; the weights are in `gazetteer/rules/nominal_weights.tsv`. Only sure
answers are given: a phrase never brings in a place that the text does not name, and where nothing is sure it is no
mention.
"""

import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple, TypeVar

from geomap.errors import SettingsError
from geomap.records import Evidence, Kind, Mention, Resolution, ScoredCandidate, Span, Status
from geomap.resolution.antecedent_features import (
    FEATURES,
    NONE_FEATURES,
    Named,
    Story,
    features_of,
    features_of_none,
    is_called,
    is_left,
    tell,
)
from geomap.resolution.nominal_phrases import NominalRules, Phrase, find_phrases
from geomap.resolution.short_forms import ShortForm, short_forms

LEAST = 0.7  # probability under which a phrase is no mention
RESOLVED = 0.8  # probability from which its place is not called ambiguous
SURE_PLACE = 0.5  # probability under which a named place is nobody's antecedent
FAR = 30  # sentences after which nobody remembers
MOST_STORIES = 50  # places named last that are looked at, however many there are
KEPT = 3  # candidates of a resolution
SHORT = 0.95  # that a short form stands for the longer name; a guess: the corpora hold too few to count

_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])|\n\s*\n")
Stretch = TypeVar("Stretch", Phrase, ShortForm)


def parse_weights(lines: Iterable[str]) -> Mapping[str, float]:
    """Weights from the lines of the table, heading first.

    Raises:
        SettingsError: a weight is missing, or stands for nothing that is looked at.
    """
    found = {name: float(weight) for name, weight, *_ in (line.split("\t") for line in list(lines)[1:])}
    wanted = set(FEATURES + NONE_FEATURES)
    if set(found) != wanted:
        raise SettingsError(f"nominal_weights.tsv has {sorted(set(found) ^ wanted)} too much or too little")
    return found


class Antecedents:
    """Finds nominal mentions. Immutable: safe across threads."""

    def __init__(self, rules: NominalRules, weights: Mapping[str, float]) -> None:
        self._rules = rules
        self._weights = weights

    def read(self, text: str, resolutions: Sequence[Resolution]) -> tuple[Resolution, ...]:
        """The phrases and short forms of the text that surely stand for a place named before, in its order.

        Args:
            text: the article's text.
            resolutions: its named mentions with their places, in the order of the text.
        """
        found: list[Resolution] = []
        for choice in self.choices(text, resolutions):
            made = choice.resolution(text)
            if made is not None:
                choice.story.last, choice.story.count = choice.sentence, choice.story.count + 1
                found.append(made)
        found += [_short(text, form) for form in _free(short_forms(text, resolutions), resolutions)]
        return tuple(sorted(found, key=lambda one: one.mention.span))

    def choices(self, text: str, resolutions: Sequence[Resolution]) -> Iterator["Choice"]:
        """Each phrase that has candidates, with what speaks for each of them; sees what earlier ones were taken for."""
        phrases = _free(find_phrases(text, self._rules), resolutions)
        if not phrases:
            return
        breaks = [match.end() for match in _SENTENCE.finditer(text)]
        named = _named(resolutions, breaks)
        stories: dict[str, Story] = {}
        at = 0
        for phrase in phrases:
            while at < len(named) and named[at].resolution.mention.span.end <= phrase.start:
                tell(stories, named[at])
                at += 1
            choice = self._choice(text, phrase, bisect_right(breaks, phrase.start), stories)
            if choice is not None:
                yield choice

    def _choice(self, text: str, phrase: Phrase, sentence: int, stories: dict[str, Story]) -> "Choice | None":
        fitting = [
            story
            for story in islice(reversed(stories.values()), MOST_STORIES)
            if sentence - story.last <= FAR
            and self._rules.fits(phrase.noun, story.place)
            and self._may_be(text, phrase.noun, story)
        ]
        if not fitting:
            return None
        total = sum(story.count for story in fitting)
        rows = [features_of(text, phrase, sentence, story, total) for story in fitting]
        none = features_of_none(text, phrase)
        scores = [self._score(row) for row in rows]
        shares = _softmax([*scores, self._score(none)])
        order = sorted(range(len(rows)), key=lambda index: (-shares[index], -fitting[index].last))
        return Choice(
            phrase,
            sentence,
            [fitting[index] for index in order],
            [shares[index] for index in order],
            [rows[index] for index in order],
            none,
            [scores[index] for index in order],
            [self._sure(phrase.noun, fitting[index]) for index in order],
        )

    def _sure(self, noun: str, story: Story) -> float:
        """How likely the name means its place, when the noun fits it: "the city" is not the province around it."""
        ranked = story.mentions[-1].resolution.ranked
        fitting = sum(one.probability for one in ranked if self._rules.fits(noun, one.candidate.place))
        return ranked[0].probability / fitting if fitting > ranked[0].probability else 1.0

    def _may_be(self, text: str, noun: str, story: Story) -> bool:
        """Whether the text has said what some nouns need: what is called so, or what somebody has left."""
        if noun in self._rules.only_held:
            return is_left(text, story)
        return noun not in self._rules.only_said or is_called(text, noun, story)

    def _score(self, row: Mapping[str, float]) -> float:
        return sum(self._weights[name] * value for name, value in row.items())


class Choice(NamedTuple):
    """A phrase and the places that it may stand for, the likeliest first."""

    phrase: Phrase
    sentence: int
    stories: Sequence[Story]
    shares: Sequence[float]  # what is missing to one is the share of none
    rows: Sequence[Mapping[str, float]]
    none: Mapping[str, float]
    scores: Sequence[float]
    sure: Sequence[float]  # that the name before means that place

    @property
    def story(self) -> Story:
        """The likeliest place."""
        return self.stories[0]

    def resolution(self, text: str) -> Resolution | None:
        """The mention with its antecedent's place; None where it is not sure enough."""
        ranked = tuple(self._scored(text, index) for index in range(min(KEPT, len(self.stories))))
        if ranked[0].probability < LEAST:
            return None
        span = Span(self.phrase.start, self.phrase.end)
        mention = Mention(
            span=span, text=text[span.start : span.end], kind=Kind.NOMINAL, label=self.phrase.noun, recognizer="nominal"
        )
        status = Status.RESOLVED if ranked[0].probability >= RESOLVED else Status.AMBIGUOUS
        return Resolution(mention=mention, status=status, ranked=ranked)

    def _scored(self, text: str, index: int) -> ScoredCandidate:
        story = self.stories[index]
        last = story.mentions[-1]
        best = last.resolution.best
        assert best is not None, "only resolved names are antecedents"
        return ScoredCandidate(
            candidate=best.candidate,
            probability=round(self.shares[index] * self.sure[index], 6),
            evidence=(Evidence(name="antecedent", weight=round(self.scores[index], 4), note=self._note(text, last)),),
        )

    def _note(self, text: str, last: Named) -> str:
        sentences = self.sentence - last.sentence
        ago = "in the same sentence" if sentences == 0 else f"{sentences} sentence{'s' * (sentences > 1)} before"
        words = " ".join(text[self.phrase.start : self.phrase.end].split())
        return f"{words}: {' '.join(last.resolution.mention.text.split())}, named {ago}"


def _short(text: str, form: ShortForm) -> Resolution:
    best = form.of.best
    assert best is not None, "short forms are of resolved names"
    words, name = text[form.start : form.end], " ".join(form.of.mention.text.split())
    why = Evidence(name="short_form", weight=0.0, note=f"{words}: short for {name}, named before")
    probability = round(SHORT * best.probability, 6)
    return Resolution(
        mention=Mention(span=Span(form.start, form.end), text=words, kind=Kind.NOMINAL, recognizer="short_form"),
        status=Status.RESOLVED if probability >= RESOLVED else Status.AMBIGUOUS,
        ranked=(ScoredCandidate(candidate=best.candidate, probability=probability, evidence=(why,)),),
    )


def _free(phrases: Iterable[Stretch], resolutions: Sequence[Resolution]) -> list[Stretch]:
    """Those that share no character with a mention."""
    starts = [one.mention.span.start for one in resolutions]
    free = []
    for phrase in phrases:
        after = bisect_right(starts, phrase.start)
        clear = after == 0 or resolutions[after - 1].mention.span.end <= phrase.start
        if clear and (after == len(starts) or starts[after] >= phrase.end):
            free.append(phrase)
    return free


def _named(resolutions: Sequence[Resolution], breaks: Sequence[int]) -> list[Named]:
    found: list[Named] = []
    for one in resolutions:
        if one.best is None or one.place is None or one.place.id is None or one.best.probability < SURE_PLACE:
            continue
        if one.mention.kind is Kind.EMBEDDED:
            continue
        sentence = bisect_right(breaks, one.mention.span.start)
        order = found[-1].order + 1 if found and found[-1].sentence == sentence else 0
        found.append(Named(one, sentence, order))
    return found


def _softmax(scores: Sequence[float]) -> list[float]:
    highest = max(scores)
    raised = [math.exp(score - highest) for score in scores]
    return [one / sum(raised) for one in raised]
