"""Which place a measured area belongs to, or that it belongs to none.

The rules are tried in the order of their strength; each says how sure it is and why. The probabilities are estimates
from reading news and encyclopaedia sentences, not yet calibrated. What no rule explains stays without a place.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from geomap.areas.antecedent import Antecedents
from geomap.areas.grammar import Measure
from geomap.areas.mentions import MentionIndex
from geomap.areas.rules import AreaRules, alternatives
from geomap.areas.scene import Link, Scene
from geomap.areas.sentences import Sentences
from geomap.records import Kind, QuotedArea, Relation, Resolution, Span

_FLOOR_M2 = 2_000.0  # a flat or a shop: told in square feet or metres it measures a building, not a place
_BEHIND = 60  # characters behind a figure in which a noun must stand that says what is so large
_CUE_REACH = 60  # characters before a figure or name in which the cue before it must end
_FLOOR_UNITS = frozenset({"square foot", "square metre", "square yard"})

# Words between an area and the place after it that start a statement of their own.
_BREAK = re.compile(
    r"[.;:()\[\]\"“”]|,\s(?!(?:including|mostly|mainly|largely|especially|most\sof\sit|all\sof\sit|all|north|south|east|west"
    r"|near|in|an\sarea|a\sregion|roughly|about)\b)|\b(?:and|but|while|who|which|that|when|where|because|after|before|said|says"
    r"|told|was|were|is|are|had|has|have|will|would|could|can|may|as|if|since|until|than)\b",
    re.IGNORECASE,
)
_APPOSED = re.compile(r"\s?(?:in\s(?:size|area|extent))?,")
_SHARE = re.compile(
    r"(?:\bper\s?cent|%|\b(?:third|half|quarter|fifth|tenth|most|much|part|all)s?)\sof\s(?:the\s)?(?:\w+\s){0,2}\Z",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"\s(?:of\s(?:\w+\s){1,3})?(?:was|were|is|are|has\sbeen|have\sbeen|had\sbeen|will\sbe)\s(?:\w+ly\s)?"
    r"\w+(?:ed|en|nt|ost|ut|ld|ought|aught|on|un)\s(?:(?:by|on|last|this|in)\s\w+\s(?:\w+\s)?)?"
    r"(?:in|at|near|around|across|north\sof|south\sof|east\sof|west\sof|inside|outside)\s"
    r"(?:the\s)?(?:[\w'’-]+\s){0,4}\Z",
    re.IGNORECASE,
)
_DEPENDENT = re.compile(
    r"\b(?:near|around|outside|in|at|from|north of|south of|east of|west of|off|to|into|by|with|between)\s"
    r"(?:the\s)?(?:\w+\s){0,2}\Z",
    re.IGNORECASE,
)


class Linker:
    """Ties measures to mentions by grammar and nearness. Patterns are compiled once."""

    def __init__(self, rules: AreaRules) -> None:
        cues = rules.cues
        nouns = alternatives(rules.nouns)
        plain = rf"(?:the|a|an)?\s?(?:\w+[\s-]){{0,3}}?{nouns}"
        self._extent = re.compile(rf"\b(?P<cue>{alternatives(cues['extent'])})\s(?:[\w,]+\s){{0,2}}\Z", re.IGNORECASE)
        self._extent_ends = frozenset(words.casefold().replace("-", " ").split(" ")[-1] for words in cues["extent"])
        self._compare = re.compile(
            rf"\b{alternatives(cues['compare'])}\s(?:that\sof\s)?(?:the\s)?(?:\w+\s){{0,3}}\Z", re.IGNORECASE
        )
        self._locative = re.compile(
            rf"\b{alternatives(cues['locative'])}\s(?:the\s|its\s|their\s)?(?:[\w'’-]+\s){{0,4}}\Z", re.IGNORECASE
        )
        self._rate = re.compile(rf"\s{alternatives(cues['rate'])}\b", re.IGNORECASE)
        opening = r"(?:spanning|covering|measuring|occupying|stretching\sover|spread\sover)"
        self._opener = re.compile(
            rf"(?:^|[.,]\s)(?:and\s)?(?:{opening}"
            r"|\bat|(?:with|at)(?:\s(?:an|a|the|total|surface|land)){0,3}\sarea\sof)\s\Z",
            re.IGNORECASE,
        )
        self._noun_of = re.compile(
            rf"[\s-](?:[\w'’-]+\s){{0,3}}{nouns}\s(?:of|called|named|known\sas)\s(?:the\s)?\Z", re.IGNORECASE
        )
        self._is_a = re.compile(rf"\s(?:{nouns}|\w+\s{nouns}|(?:\w+\s){{2}}{nouns})\b", re.IGNORECASE)
        self._of_which = re.compile(
            r"\bof\s(?:which|that|this|it)\b[\s,]*(?:\w+\s){0,2}\Z|\band\s\Z|,\s\Z", re.IGNORECASE
        )
        self._land = re.compile(
            r"\s(?:[(][^)]{0,20}[)]\s)?(?:of\sit\s)?(?:[(][^)]{0,20}[)]\s?)?(?:or\s[\d.]+%,?\s)?"
            r"(?:is|was|are|of)?\s?(?:land|water)\b",
            re.IGNORECASE,
        )
        self._head = re.compile(
            rf"(?:^|[,.]\s|\b(?:and|that|while|but)\s|[\"“])\s?(?:{plain}\sof\s)?(?:the\s)?\Z", re.IGNORECASE
        )
        self._explained = re.compile(
            rf",\s(?:an?|the)\s(?:\w+[\s-]){{0,3}}{nouns}\s(?:of|with|covering|spanning|measuring)\s(?:\w+\s){{0,4}}",
            re.IGNORECASE,
        )
        self._introduced = re.compile(rf",\s(?:the\s)?(?:(?:\w+\s){{0,3}}{nouns}\s(?:of|called)\s)?", re.IGNORECASE)
        self._actions = tuple(
            (word, re.compile(rf"\b(?P<verb>{alternatives(cues[word])})\b", re.IGNORECASE))
            for word in ("gain", "hold", "loss", "harm")
        )
        self._nouns = rules.nouns

    def linked(
        self,
        text: str,
        measures: Sequence[Measure],
        resolutions: Sequence[Resolution],
        sentences: Sentences,
        mentions: MentionIndex,
    ) -> tuple[QuotedArea, ...]:
        """Areas in the order of the text, each with its place or with the reason why it has none."""
        if not measures:
            return ()
        antecedents = Antecedents(text, resolutions, self._nouns, sentences, mentions)
        links: list[Link] = []
        held: Span | None = None
        inside: list[int] = []
        for position, measure in enumerate(measures):
            sentence = sentences.about(measure.span.start)
            if sentence != held:
                held, inside = sentence, mentions.inside(sentence)
            clause = sentences.clause(sentence, measure.span)
            scene = Scene(text, sentence, clause, measures, position, inside, resolutions)
            link = self._link(scene, links[-1] if links else None, antecedents)
            links.append(replace(link, note=_sentence(link.note, self._action(scene), measure.note)))
        return tuple(
            QuotedArea(
                span=measure.span,
                text=measure.text,
                unit=measure.unit,
                bound=measure.bound,
                low_m2=measure.low_m2,
                high_m2=measure.high_m2,
                mention=link.mention,
                relation=link.relation,
                probability=link.probability,
                note=link.note,
            )
            for measure, link in zip(measures, links, strict=True)
        )

    def _link(self, scene: Scene, before: Link | None, antecedents: Antecedents) -> Link:
        measure = scene.measure
        if self._rate.match(scene.text, measure.until):
            return Link(None, Relation.OTHER, None, "the figure is a ratio, not an area of one place")
        small = measure.unit in _FLOOR_UNITS and (measure.high_m2 or measure.low_m2 or 0.0) < _FLOOR_M2
        for rule in (
            self._subdivided,
            self._attribute,
            self._possessive,
            self._bracketed,
            self._subject,
            self._after,
            self._opening,
        ):
            link = rule(scene, before, antecedents)
            if link is not None:
                if small and link.relation is Relation.PART:
                    return Link(
                        None, Relation.OTHER, None, "a floor area: it measures a building or a room, not a place"
                    )
                return link
        return Link(None, Relation.OTHER, None, scene.why_none())

    def _subdivided(self, scene: Scene, before: Link | None, _: Antecedents) -> Link | None:
        """As in "..., of which 4.4 square miles is land": the same place as the figure before."""
        previous = scene.previous
        if previous is None or before is None or previous.until < scene.sentence.start - 4:
            return None
        gap = scene.text[previous.until : scene.measure.since]
        told = self._land.match(scene.text, scene.measure.until) is not None
        if len(gap) < 120 and (
            re.search(r"\bof\swhich\b", gap)
            or (told and self._of_which.search(gap))
            or (told and re.match(r"\s?(?:\.|,|is|of)", gap))
        ):
            sure = None if before.probability is None else round(before.probability * 0.98, 3)
            relation = Relation.PART if before.mention is not None else Relation.OTHER
            return Link(before.mention, relation, sure, "it is a part of the area named just before")
        return None

    def _attribute(self, scene: Scene, _: Link | None, __: Antecedents) -> Link | None:
        """As in "the 4,000-square-kilometre province of X", "the 770-acre Lake X"."""
        following = scene.first_after
        if following is None:
            return None
        gap = scene.text[scene.measure.until : scene.start(following)]
        plural = scene.measure.text.casefold().endswith(("es", "acres", "metres", "meters", "dunams", "feet", "yards"))
        if plural or gap[:1] not in {" ", "-", "\n"} or len(gap) > 60 or _BREAK.search(gap):
            return None  # "300 hectares" measures what follows with "of" or "in"; "300-hectare" describes it
        if self._noun_of.fullmatch(gap) and not re.match(r"\s(?:of|in)\s", gap):
            return scene.link(following, Relation.EXTENT, 0.92, "the figure describes {name} itself")
        if "-" in scene.measure.text and re.fullmatch(r"[\s-]+(?:[a-z]\w+\s)?", gap) and not self._locative.search(gap):
            return scene.link(following, Relation.EXTENT, 0.9, "the figure stands as an adjective before {name}")
        return None

    def _possessive(self, scene: Scene, _: Link | None, __: Antecedents) -> Link | None:
        """As in "Malta's 316 sq km"."""
        preceding = scene.last_before
        if preceding is None:
            return None
        gap = scene.text[scene.end(preceding) : scene.measure.since]
        if re.fullmatch(r"['’]s?\s(?:\w+\s)?", gap):
            of_land = re.match(r"\sof\s", scene.text[scene.measure.until : scene.measure.until + 4])
            return scene.link(preceding, Relation.PART if of_land else Relation.EXTENT, 0.85, "{name} owns the figure")
        return None

    def _bracketed(self, scene: Scene, _: Link | None, __: Antecedents) -> Link | None:
        """As in "X (300 sq km)", "X, an island of 300 sq km", "X, with an area of ...", "X, at 300 sq km"."""
        preceding = scene.last_before
        if preceding is None:
            return None
        gap = scene.text[scene.end(preceding) : scene.measure.since]
        if re.fullmatch(r",\s", gap) and _APPOSED.match(scene.text, scene.measure.until):
            return scene.link(preceding, Relation.EXTENT, 0.85, "the figure stands between commas behind {name}")
        if re.fullmatch(r",?\sor\s", gap) and _SHARE.search(scene.lead(scene.start(preceding))):
            return scene.link(preceding, Relation.PART, 0.9, "the figure says how much that share of {name} is")
        if re.fullmatch(r"\s?[(\[]\s?(?:area:?\s|pop[^)]{0,30};\s)?", gap):
            return scene.link(preceding, Relation.EXTENT, 0.9, "the figure stands in brackets behind {name}")
        behind = scene.text[scene.measure.until : scene.measure.until + _BEHIND]
        if self._explained.fullmatch(gap) or (
            re.fullmatch(r",\s(?:an?|the)\s(?:\w+\s)?", gap) and self._is_a.match(behind.replace("-", " ", 1))
        ):
            return scene.link(preceding, Relation.EXTENT, 0.9, "the figure explains {name}")
        return None

    def _subject(self, scene: Scene, _: Link | None, antecedents: Antecedents) -> Link | None:
        """As in "X covers 6,100 sq km", "X is a 770-acre reservoir", "The city has a total area of ..."."""
        lead = scene.lead(scene.measure.since)
        if self._opener.search(lead) and scene.first_after is not None:
            gap = scene.text[scene.measure.until : scene.start(scene.first_after)]
            if self._introduced.fullmatch(gap):
                return scene.link(
                    scene.first_after, Relation.EXTENT, 0.88, "the figure opens the sentence about {name}"
                )
        last = re.split(r"[\s-]+", lead[-_CUE_REACH:].casefold())
        cue = None if self._extent_ends.isdisjoint(last) else self._extent.search(lead)
        if cue is None:
            return None
        plain = cue["cue"].casefold().split()[-1]
        if plain in {"is", "was", "are"} and not self._is_kind(scene):
            return None
        verb = scene.measure.since - len(lead) + cue.start()
        subject = antecedents.subject(scene.clause.start, verb)
        if subject is None:
            return self._within_subject(scene, verb)
        if subject.mention is None:
            return Link(None, Relation.OTHER, None, subject.why)
        return scene.link(subject.mention, Relation.EXTENT, subject.probability, subject.why)

    def _is_kind(self, scene: Scene) -> bool:
        """After "X is": a kind of place follows the figure, or the figure is the whole statement."""
        return bool(
            self._is_a.match(scene.text[scene.measure.span.end : scene.measure.span.end + _BEHIND].replace("-", " "))
            or re.match(
                r"\s?(?:[.,;]|in\s(?:area|size|extent)\b|\Z)",
                scene.text[scene.measure.until : scene.measure.until + _BEHIND],
            )
        )

    def _within_subject(self, scene: Scene, verb: int) -> Link | None:
        """As in "The fire near X covers 300 hectares": the figure lies in or near X."""
        inside = [
            index for index in scene.inside if scene.clause.start <= scene.start(index) and scene.end(index) <= verb
        ]
        for index in reversed(inside):
            if scene.usable(index) and _DEPENDENT.search(scene.lead(scene.start(index))[-_CUE_REACH:]):
                return scene.link(
                    scene.head_of_chain(index), Relation.PART, 0.65, "what covers the area lies at or near {name}"
                )
        return None

    def _after(self, scene: Scene, _: Link | None, __: Antecedents) -> Link | None:
        """As in "300 sq km of farmland in southern X", "40 hectares around X"."""
        for index in scene.after:
            start = scene.start(index)
            gap = scene.text[scene.measure.until : start]
            if len(gap) > 160 or scene.measured_between(start):
                return None
            broken = _BREAK.search(gap)
            if broken and _PASSIVE.fullmatch(gap) and scene.usable(index):  # "four sq km were cleared near X"
                return scene.link(index, Relation.PART, 0.8, "the sentence says that it happened at {name}")
            if self._compare.search(scene.text[max(0, start - 60) : start]):
                continue
            if not self._locative.search(gap):
                if broken:
                    return None
                continue
            if not scene.usable(index):
                continue
            shared = r"\sand\s(?:[\w'’-]+\s){0,4}(?:in|near|around|at|across|outside)\s(?:the\s)?(?:\w+\s)?"
            if broken and not re.fullmatch(shared, gap):  # "260 acres and five barns in X"
                return None
            words = len(gap.split())
            index = scene.owned(index)  # noqa: PLW2901 - "of Russia's Kursk region": Kursk
            sure = max(0.6, 0.92 - 0.025 * max(0, words - 2))
            return scene.link(
                index, Relation.PART, sure, f"the words \u201c{_short(gap)}\u201d lead from the figure to {{name}}"
            )
        return None

    def _opening(  # noqa: PLR0911 - a cascade of vetoes reads best as one
        self, scene: Scene, _: Link | None, __: Antecedents
    ) -> Link | None:
        """As in "In X, fires burned 300 acres", "Fighters near X seized 300 hectares"."""
        if scene.previous is not None and scene.previous.span.start >= scene.clause.start:
            return None
        for index in reversed(scene.before):
            if scene.start(index) < scene.clause.start or not scene.usable(index):
                continue
            gap = scene.text[scene.end(index) : scene.measure.since]
            index = scene.head_of_chain(index)  # noqa: PLW2901 - "In Decatur, Georgia": the first of the two
            lead = scene.lead(scene.start(index))
            if len(gap) > 110 or self._compare.search(lead):
                return None
            if re.search(r"\b(?:said|told|says|according)\b", gap, re.IGNORECASE):
                return None
            if self._locative.search(lead) and not re.search(r"\b(?:from|of)\s\Z", lead):
                return scene.link(
                    index,
                    Relation.PART,
                    0.7 if len(gap) < 70 else 0.58,
                    "the sentence sets its scene in {name}",
                )
            if self._head.search(lead) and scene.resolutions[index].mention.kind is Kind.LITERAL and len(gap) < 70:
                return scene.link(index, Relation.PART, 0.55, "{name} is the subject of the clause")
            return None
        return None

    def _action(self, scene: Scene) -> str:
        """What happened to the area: the verb nearest before it."""
        lead = scene.text[max(scene.clause.start, scene.measure.since - 60) : scene.measure.since]
        nearest: tuple[int, str] | None = None
        for word, pattern in self._actions:
            for hit in pattern.finditer(lead):
                if nearest is None or hit.start() > nearest[0]:
                    nearest = hit.start(), f"{word}: \u201c{hit['verb']}\u201d"
        return nearest[1] if nearest else ""


def _short(gap: str) -> str:
    words = gap.split()
    return " ".join(words if len(words) < 7 else [*words[:3], "…", *words[-3:]])


def _sentence(*parts: str) -> str:
    return "; ".join(part for part in parts if part)
