"""Links over clauses and sentences: "of the strip", "had burned there", "by Tuesday it had charred 300 hectares"."""

import re

from geomap.areas.antecedent import Antecedents
from geomap.areas.rules import AreaRules, alternatives
from geomap.areas.scene import Link, Scene
from geomap.records import Relation

_BEHIND = 60  # characters behind a figure in which "there" must stand
_CUE_REACH = 60  # characters before a name in which the preposition that sets the scene must stand
_NO_SCENE = frozenset(
    {"of", "from", "to", "by", "into", "under", "over", "through", "toward", "towards", "below", "above"}
)
_GOES_ON = re.compile(r"\b(?:it|they|which|the\s(?:largest|biggest|first|second|latter|other))\b", re.IGNORECASE)


class DistantRules:
    """Rules that look beyond the figure's own clause. Patterns are compiled once."""

    def __init__(self, rules: AreaRules) -> None:
        cues, nouns = rules.cues, alternatives(rules.nouns)
        self._of_noun = re.compile(
            rf"\s(?:of|in|inside|across|within)\s(?:the|this|that)\s(?:\w+\s)?(?P<noun>{nouns})\b(?!\s(?:of|called)\s|[\s-][a-z]+s?\sof\s)",
            re.IGNORECASE,
        )
        at_places = tuple(words for words in cues["locative"] if words not in _NO_SCENE)
        self.sets_scene = re.compile(
            rf"\b{alternatives(at_places)}\s(?:the\s|its\s|their\s)?(?:(?!(?:with|by|to|from|for|of|and)\s)[\w'’-]+\s){{0,3}}"
            r"(?:(?:of|called)\s(?:the\s)?)?\Z",
            re.IGNORECASE,
        )
        self._events = re.compile(rf"\b{alternatives(cues['event'])}\b", re.IGNORECASE)

    def nominal(self, scene: Scene, _: Link | None, antecedents: Antecedents) -> Link | None:
        """As in "240 sq km of the strip": the place that the noun stands for, or none; never the sentence's subject."""
        told = self._of_noun.match(scene.text, scene.measure.until, scene.sentence.end)
        if told is None or any(scene.start(index) <= told.end() + 1 for index in scene.after if scene.usable(index)):
            return None
        subject = antecedents.stands_for(scene.measure.since, told["noun"].casefold())
        if subject is None:
            return Link(None, Relation.OTHER, "", f"the text does not say what “the {told['noun']}” is")
        return scene.link(subject.mention, Relation.PART, subject.rule, subject.why)

    def there(self, scene: Scene, _: Link | None, __: Antecedents) -> Link | None:
        """As in "Officials in X said that 300 hectares had burned there"."""
        behind = scene.text[scene.measure.until : min(scene.sentence.end, scene.measure.until + _BEHIND)]
        index = scene.last_before
        if index is None or not re.search(r"\bthere\b(?!\s(?:is|are|was|were)\b)", behind):
            return None
        if not self.sets_scene.search(
            scene.text[max(scene.sentence.start, scene.start(index) - _CUE_REACH) : scene.start(index)]
        ):
            return None
        return scene.link(index, Relation.PART, "there", "“there” stands for {name}")

    def event(self, scene: Scene, _: Link | None, antecedents: Antecedents) -> Link | None:
        """As in "A blaze broke out near X. By Tuesday it had charred 300 hectares": the same fire, the same place."""
        if any(scene.usable(index) for index in scene.inside):
            return None
        lead = scene.text[scene.sentence.start : scene.measure.since]
        if not (_GOES_ON.search(lead) or self._events.search(lead)):
            return None
        before = antecedents.sentence_before(scene.sentence.start)
        began = self._events.search(scene.text, before.start, before.end) if before is not None else None
        if before is None or began is None:
            return None
        for index in antecedents.places_in(before):
            start = scene.start(index)
            if self.sets_scene.search(scene.text[max(before.start, start - _CUE_REACH) : start]):
                return scene.link(
                    scene.head_of_chain(index), Relation.PART, "event", "the sentence before tells of it in {name}"
                )
        return None
