"""Which place a measured area belongs to, or that it belongs to none.

The rules are tried in the order of their strength; each says why. An answer is as sure as its rule's answers were right
on sentences that were judged (`areas_links.tsv`). What no rule explains stays without a place.
"""

import re
from collections.abc import Sequence

from geomap.areas.antecedent import Antecedents
from geomap.areas.article_text import ArticleText
from geomap.areas.distant import DistantRules
from geomap.areas.measures import Measure
from geomap.areas.rules import AreaRules, alternatives
from geomap.areas.scene import Link, Scene
from geomap.records import Action, Kind, QuotedArea, Relation, Span

_FLOOR_M2 = 2_000.0  # a flat or a shop: told in square feet or metres it measures a building, not a place
_NEAR_WORDS = 4  # words at most between a figure and its place that lead to it at once
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
_RECEIVER = re.compile(r"\bto\s", re.IGNORECASE)
_ADDED = re.compile(r"\b(?:add\w*|annex\w*|return\w*|restor\w*|spread\w*|extend\w*|expand\w*)\b", re.IGNORECASE)
_PASSIVE = re.compile(
    r"(?:[\s-](?:[a-z]+\s){0,2}[a-z]+|\s(?:of\s(?:\w+\s){1,3})?)?\s?(?:was|were|is|are|has\sbeen|have\sbeen|had\sbeen|will\sbe|has|have|had)\s"
    r"(?:\w+ly\s|still\s|now\s|being\s)?"
    r"\w+(?:ed|en|nt|ost|ut|ld|ought|aught|on|un|ing)\s(?:(?:by|on|last|this|late|early)\s\w+\s(?:\w+\s)?|(?:[a-z]+\s){1,3})?"
    r"(?:in|at|near|around|across|north\sof|south\sof|east\sof|west\sof|inside|outside)\s"
    r"(?:the\s)?(?:[\w'’-]+\s){0,4}\Z",
    re.IGNORECASE,
)
_BUILDING = re.compile(
    r"[\s-](?:[\w&'’-]+\s){0,4}?(?:stores?|supermarkets?|shops?|buildings?|houses?|homes?|offices?|warehouses?|hotels?|condominiums?"
    r"|condos?|apartments?|flats?|halls?|mansions?|restaurants?|malls?|rooms?|suites?|showrooms?|lofts?|villas?|cottages?|bungalows?)\b",
    re.IGNORECASE,
)
_DEPENDENT = re.compile(
    r"\b(?:near|around|outside|in|at|from|north of|south of|east of|west of|off|to|into|by|with|between)\s"
    r"(?:the\s)?(?:\w+\s){0,2}\Z",
    re.IGNORECASE,
)


_DONE = {Action.GAIN: "gained", Action.HOLD: "held", Action.LOSS: "lost", Action.HARM: "harmed"}


class Linker:
    """Ties measures to mentions by grammar and nearness. Patterns are compiled once."""

    def __init__(self, rules: AreaRules) -> None:
        cues = rules.cues
        nouns = alternatives(rules.nouns)
        plain = rf"(?:the|a|an)?\s?(?:\w+[\s-]){{0,3}}?{nouns}"
        # As in "has an area, as of 2009, of".
        told_when = r"(?:has|had|have)\san?\s(?:total\s|land\s|surface\s)?area,\s[^,]{1,20},\sof"
        self._extent = re.compile(
            rf"\b(?P<cue>{told_when}|{alternatives(cues['extent'])})\s(?:[\w,]+\s){{0,2}}\Z", re.IGNORECASE
        )
        self._extent_ends = frozenset(words.casefold().replace("-", " ").split(" ")[-1] for words in cues["extent"])
        self._compare = re.compile(
            rf"\b{alternatives(cues['compare'])}\s(?:that\sof\s)?(?:the\s)?(?:\w+\s){{0,3}}\Z", re.IGNORECASE
        )
        self._locative = re.compile(
            rf"\b{alternatives(cues['locative'])}\s(?:the\s|its\s|their\s)?(?:[\w'’-]+\s){{0,4}}\Z", re.IGNORECASE
        )
        self._distant = DistantRules(rules)
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
            (action, re.compile(rf"\b(?P<verb>{alternatives(cues[action.value])})\b", re.IGNORECASE))
            for action in Action
        )
        self._sure = rules.links

    def linked(self, article: ArticleText, measures: Sequence[Measure]) -> tuple[QuotedArea, ...]:
        """Areas in the order of the text, each with its place or with the reason why it has none."""
        text, sentences = article.text, article.sentences
        made: list[QuotedArea] = []
        before: Link | None = None
        held: Span | None = None
        inside: list[int] = []
        for position, measure in enumerate(measures):
            sentence = sentences.about(measure.span.start)
            if sentence != held:
                held, inside = sentence, article.mentions.inside(sentence)
            clause = sentences.clause(sentence, measure.span)
            scene = Scene(text, sentence, clause, measures, position, inside, article.resolutions)
            before = self._link(scene, before, article.antecedents)
            made.append(self._area(scene, before, made[-1] if made else None))
        return tuple(made)

    def _area(self, scene: Scene, link: Link, previous: QuotedArea | None) -> QuotedArea:
        """The record of a measure and its link."""
        measure, (action, verb) = scene.measure, self._action(scene)
        sure = None if link.mention is None else self._sure[link.rule]
        if sure is not None and link.rule == "same_place" and previous is not None and previous.probability is not None:
            sure = min(sure, previous.probability)
        return QuotedArea(
            span=measure.span,
            text=measure.text,
            unit=measure.unit,
            bound=measure.bound,
            low_m2=measure.low_m2,
            high_m2=measure.high_m2,
            mention=link.mention,
            relation=link.relation,
            probability=sure,
            note="; ".join(part for part in (link.note, verb, measure.note) if part),
            basis=measure.basis,
            yardstick=measure.yardstick,
            action=action,
        )

    def _link(self, scene: Scene, before: Link | None, antecedents: Antecedents) -> Link:
        measure = scene.measure
        if measure.of is not None:
            return scene.link(measure.of, Relation.PART, measure.rule, "the figure is a share of {name}")
        if self._rate.match(scene.text, measure.until):
            return Link(None, Relation.OTHER, "", "the figure is a ratio, not an area of one place")
        small = measure.unit in _FLOOR_UNITS and (
            (measure.high_m2 or measure.low_m2 or 0.0) < _FLOOR_M2
            or _BUILDING.match(scene.text, measure.until, measure.until + _BEHIND) is not None
        )
        for rule in (
            self._subdivided,
            self._attribute,
            self._possessive,
            self._bracketed,
            self._subject,
            self._after,
            self._distant.nominal,
            self._distant.there,
            self._opening,
            self._distant.event,
        ):
            link = rule(scene, before, antecedents)
            if link is not None:
                if small and link.relation is Relation.PART:
                    return Link(None, Relation.OTHER, "", "a floor area: it measures a building or a room, not a place")
                return link
        return Link(None, Relation.OTHER, "", scene.why_none())

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
            relation = Relation.PART if before.mention is not None else Relation.OTHER
            return Link(before.mention, relation, "same_place", "it is a part of the area named just before")
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
            return scene.link(following, Relation.EXTENT, "attribute_of", "the figure describes {name} itself")
        if "-" in scene.measure.text and re.fullmatch(r"[\s-]+(?:[a-z]\w+\s)?", gap) and not self._locative.search(gap):
            return scene.link(
                following, Relation.EXTENT, "attribute", "the figure stands as an adjective before {name}"
            )
        return None

    def _possessive(self, scene: Scene, _: Link | None, __: Antecedents) -> Link | None:
        """As in "Malta's 316 sq km"."""
        preceding = scene.last_before
        if preceding is None:
            return None
        gap = scene.text[scene.end(preceding) : scene.measure.since]
        if re.fullmatch(r"['’]s?\s(?:\w+\s)?", gap):
            of_land = re.match(r"\sof\s", scene.text[scene.measure.until : scene.measure.until + 4])
            return scene.link(
                preceding, Relation.PART if of_land else Relation.EXTENT, "owner", "{name} owns the figure"
            )
        return None

    def _bracketed(self, scene: Scene, _: Link | None, __: Antecedents) -> Link | None:
        """As in "X (300 sq km)", "X, an island of 300 sq km", "X, with an area of ...", "X, at 300 sq km"."""
        preceding = scene.last_before
        if preceding is None:
            return None
        gap = scene.text[scene.end(preceding) : scene.measure.since]
        if re.fullmatch(r",\s", gap) and _APPOSED.match(scene.text, scene.measure.until):
            return scene.link(
                preceding, Relation.EXTENT, "between_commas", "the figure stands between commas behind {name}"
            )
        if re.fullmatch(r",?\sor\s", gap) and _SHARE.search(scene.lead(scene.start(preceding))):
            return scene.link(preceding, Relation.PART, "or_share", "the figure says how much that share of {name} is")
        if re.fullmatch(r"\s?[(\[]\s?(?:area:?\s|pop[^)]{0,30};\s)?", gap):
            return scene.link(preceding, Relation.EXTENT, "brackets", "the figure stands in brackets behind {name}")
        behind = scene.text[scene.measure.until : scene.measure.until + _BEHIND]
        if self._explained.fullmatch(gap) or (
            re.fullmatch(r",\s(?:an?|the)\s(?:\w+\s)?", gap) and self._is_a.match(behind.replace("-", " ", 1))
        ):
            return scene.link(preceding, Relation.EXTENT, "explains", "the figure explains {name}")
        return None

    def _subject(self, scene: Scene, _: Link | None, antecedents: Antecedents) -> Link | None:
        """As in "X covers 6,100 sq km", "X is a 770-acre reservoir", "The city has a total area of ..."."""
        lead = scene.lead(scene.measure.since)
        if self._opener.search(lead) and scene.first_after is not None:
            gap = scene.text[scene.measure.until : scene.start(scene.first_after)]
            if self._introduced.fullmatch(gap):
                return scene.link(
                    scene.first_after, Relation.EXTENT, "opens", "the figure opens the sentence about {name}"
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
            return Link(None, Relation.OTHER, "", subject.why)
        return scene.link(subject.mention, Relation.EXTENT, subject.rule, subject.why)

    def _is_kind(self, scene: Scene) -> bool:
        """After "X is": a kind of place follows the figure, or the figure is the whole statement."""
        return bool(
            self._is_a.match(scene.text[scene.measure.until : scene.measure.until + _BEHIND].replace("-", " "))
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
                    scene.head_of_chain(index),
                    Relation.PART,
                    "at_subject",
                    "what covers the area lies at or near {name}",
                )
        return None

    def _after(self, scene: Scene, _: Link | None, __: Antecedents) -> Link | None:
        """As in "300 sq km of farmland in southern X", "40 hectares around X"."""
        for index in scene.after:
            start = scene.start(index)
            gap = scene.text[scene.measure.until : start]
            sold = _RECEIVER.search(gap) and not _ADDED.search(scene.lead(scene.measure.since))
            if sold or len(gap) > 160 or scene.measured_between(start):
                return None  # "sold 40 acres to X": X is who has them now
            broken = _BREAK.search(gap)
            if broken and _PASSIVE.fullmatch(gap) and scene.usable(index):  # "four sq km were cleared near X"
                return scene.link(index, Relation.PART, "passive", "the sentence says that it happened at {name}")
            if self._compare.search(scene.text[max(scene.measure.until, start - 60) : start]):
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
            rule = "leads_near" if words <= _NEAR_WORDS else "leads_far"
            return scene.listed_link(
                index, rule, f"the words \u201c{_short(gap)}\u201d lead from the figure to {{name}}"
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
            if self._distant.sets_scene.search(lead):
                return scene.listed_link(
                    index,
                    "scene_near" if len(gap) < 70 else "scene_far",
                    "the sentence sets its scene in {name}",
                )
            if self._head.search(lead) and scene.resolutions[index].mention.kind is Kind.LITERAL and len(gap) < 70:
                return scene.listed_link(index, "subject_holds", "{name} is the subject of the clause")
            return None
        return None

    def _action(self, scene: Scene) -> tuple[Action | None, str]:
        """What happened to the area, and the verb that says so: the nearest before it."""
        lead = scene.text[max(scene.clause.start, scene.measure.since - 60) : scene.measure.since]
        last: tuple[int, Action, str] | None = None
        for action, pattern in self._actions:
            for hit in pattern.finditer(lead):
                if last is None or hit.start() > last[0]:
                    last = hit.start(), action, f"{_DONE[action]}: \u201c{hit['verb']}\u201d"
        return (last[1], last[2]) if last else (None, "")


def _short(gap: str) -> str:
    words = gap.split()
    return " ".join(words if len(words) < 7 else [*words[:3], "…", *words[-3:]])
