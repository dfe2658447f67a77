"""Words that narrow a place: "northwestern Syria", "the desert in eastern Syria", "30 km south of Raqqa".

Each mention is looked at on its own, in windows of fixed width before and behind it: first for the one word that could
narrow it (cheap, and nearly always missing), then for the whole phrase.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from geomap.areas.border_phrases import BorderPhrases
from geomap.areas.lengths import metres
from geomap.areas.phrase import Look, Phrase
from geomap.areas.phrase_patterns import PhrasePatterns
from geomap.areas.rules import AreaRules, alternatives
from geomap.records import Kind, Resolution, Span

_WINDOW = 110  # characters before a name in which all words that narrow it must stand
_NEARBY = 70  # in which the word must stand that says how
_LEAD = 20  # that the next word before or behind a name may take
_STOPS = frozenset(".,;:)")  # right behind a name no word belongs to it: the next one need not be looked at
_DASHES = frozenset("-–")
_GAPS = frozenset(" -\n\t\u00a0")  # between a word and the name
# A name that goes on ("near Walker County Fairgrounds", "the Amherst Area Astronomy Club") is another name.
_CONTINUED = re.compile(
    r"[ -](?!(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day|January|February|March|April|May|June|July|August|September"
    r"|October|November|December|River|Valley|Province|Governorate|County|State|I\b|U)[A-Z][a-z]"
)
_VAGUE_NOUNS = frozenset(
    {"area", "areas", "region", "metro", "corridor", "strip", "triangle", "belt", "gap"}
)  # after "the" only
# Words near the name without which no phrase of a kind stands there (beside compass words and features).
_LENGTHS = frozenset(
    {"km", "kms", "kilometre", "kilometres", "kilometer", "kilometers", "mile", "miles", "mi"}
    | {"m", "metre", "metres", "meter", "meters", "yard", "yards", "feet", "foot", "ft"}
)
_BORDERS = frozenset({"border", "borders", "frontier", "frontiers", "boundary"})
_COASTS = frozenset({"off", "coast", "coastline", "shore", "shores", "waters"})
_MIDDLES = frozenset({"centre", "center", "heart", "middle", "interior"})
_BETWEEN = frozenset({"between", "road", "highway", "motorway", "railway", "route"})
_NEAR = frozenset(
    {"near", "close", "around", "outside", "vicinity", "neighborhood", "neighbourhood", "area", "region", "next", "far"}
    | {"surrounding", "beside", "adjacent", "villages", "edge", "along"}
)
# Words right before the name in such phrases.
_LEADS = frozenset(
    re.findall(
        r"\w+",
        "of in near to around outside from off between surrounding beside along with across on into beyond the inside "
        "called linking connecting links connects",
    )
)


class PhraseGrammar:
    """Finds the phrases. Patterns are compiled once."""

    def __init__(self, rules: AreaRules) -> None:
        self._directions = rules.directions
        self._features = rules.features
        apart = alternatives(rules.cues["apart"])
        self._not_between = re.compile(rf"\b{apart}\s(?:\w+\s){{0,3}}between\s\Z", re.IGNORECASE)
        self._patterns = PhrasePatterns.of(rules)
        self._borders = BorderPhrases(rules)
        before = [word for word, rule in rules.features.items() if rule.before]
        after = [word for word, rule in rules.features.items() if rule.after]
        self._lead_words = _LEADS | {_parts(word)[-1] for word in rules.directions}
        compass = frozenset(part for word in rules.directions for part in _parts(word))
        self._rules: tuple[tuple[frozenset[str], Callable[[Look], Phrase | None]], ...] = (
            (_LENGTHS, self._distance),
            (compass, self._part),
            (_BORDERS, self._border),
            (_COASTS, self._coast),
            (frozenset(_parts(word)[-1] for word in before), self._feature),
            (compass | _MIDDLES, self._inside),
            (compass, self._beyond),
            (_BETWEEN, self._between),
            (_NEAR, self._near),
        )
        self._key_words = frozenset().union(*(words for words, _ in self._rules))
        self._next_words = frozenset(_parts(word)[0] for word in (*after, *rules.directions))

    def phrases(self, text: str, resolutions: Sequence[Resolution]) -> tuple[Phrase, ...]:
        """One phrase at most for each mention, in their order."""
        found = []
        for index, one in enumerate(resolutions):
            span, kind = one.mention.span, one.mention.kind
            behind = text[span.end : span.end + 1]
            leads = _last_word(text, span.start) in self._lead_words
            follows = behind not in _STOPS and _first_word(text[span.end : span.end + _LEAD]) in self._next_words
            if not (leads or follows or behind in _DASHES) or kind is Kind.EMBEDDED:
                continue
            if kind is Kind.DEMONYM and not _bordering(text, span.end):
                continue
            suffix = self._suffix(text, index, resolutions) if follows else None
            prefix = self._prefix(text, index, resolutions) if leads and kind is not Kind.DEMONYM else None
            phrase = _merged(prefix, suffix) or self._road(text, index, resolutions)
            if phrase is not None and phrase.feature is not None and phrase.feature.relation == "border":
                phrase = self._borders.refined(phrase, text, resolutions)
            if phrase is not None and not _CONTINUED.match(text, phrase.span.end):
                found.append(phrase)
        return tuple(found)

    def _suffix(self, text: str, index: int, resolutions: Sequence[Resolution]) -> Phrase | None:
        """As in "Euphrates River valley", "Aleppo's northern suburbs", "Syria's northwest"; "the Syrian border"."""
        span, kind = resolutions[index].mention.span, resolutions[index].mention.kind
        hit = self._patterns.after.match(text, span.end)
        if hit is not None:
            noun = _spelled(hit["noun"])
            if kind is Kind.DEMONYM and not noun.startswith(("border", "frontier")):
                return None
            if noun in _VAGUE_NOUNS and not _articled(text, span.start):
                return None
            return Phrase(
                mention=index,
                span=Span(span.start, hit.end()),
                kind="feature",
                feature=self._features[noun],
                noun=noun,
                directions=self._relations(hit["first"]),
                words=hit[0].strip(),
            )
        own = self._patterns.own_part.match(text, span.end) if kind is not Kind.DEMONYM else None
        if own is None:
            return None
        return Phrase(
            mention=index,
            span=Span(span.start, own.end()),
            kind="part",
            directions=self._relations(own["first"]),
            words=own[0].strip(),
        )

    def _prefix(self, text: str, index: int, resolutions: Sequence[Resolution]) -> Phrase | None:
        """The first rule that holds; only those are tried of which a word stands near the name."""
        start, floor = resolutions[index].mention.span.start, _floor(index, resolutions)
        near = _parts(text[max(floor, start - _NEARBY) : start])
        if self._key_words.isdisjoint(near):
            return None
        look = Look(text, resolutions, index, floor, text[floor:start])
        for words, rule in self._rules:
            if not words.isdisjoint(near):
                phrase = rule(look)
                if phrase is not None:
                    return phrase
        return None

    def _distance(self, look: Look) -> Phrase | None:
        """As in "about 30 km south of Raqqa", "20 miles off the coast of Libya"."""
        hit = self._patterns.distance.search(look.lead)
        if hit is None:
            return None
        away = metres(hit["number"], hit["unit"])
        if away is None:
            return None
        about = self._patterns.about.search(look.lead[: hit.start()])
        outside: tuple[str, float | None] | None = None
        if hit["way"]:
            outside = self._directions[_spelled(hit["way"])]
        elif hit["off"]:
            outside = ("off", self._directions[_spelled(hit["shore"])][1] if hit["shore"] else None)
        return replace(
            look.phrase("distance", about.start() if about else hit.start()), distance_m=away, outside=outside
        )

    def _part(self, look: Look) -> Phrase | None:
        """As in "northwestern Syria", "the desert in eastern Syria"."""
        hit = self._patterns.part.search(look.lead)
        if hit is None:
            return None
        directions = self._relations(hit["first"], hit["second"])
        feature = self._patterns.feature_in.search(look.lead[: hit.start()])
        if feature is None:
            return look.phrase("part", hit.start(), directions)
        return self._featured(look, feature.start(), _spelled(feature["noun"]), directions)

    def _border(self, look: Look) -> Phrase | None:
        hit = self._patterns.border.search(look.lead)
        if hit is None:
            return None
        phrase = self._featured(look, hit.start(), "border", ())
        other = self._second(look) if "between" in hit[0].casefold() else None
        if other is None:
            return phrase
        return replace(phrase, other=other, span=Span(phrase.span.start, look.resolutions[other].mention.span.end))

    def _coast(self, look: Look) -> Phrase | None:
        hit = self._patterns.off_coast.search(look.lead)
        return self._featured(look, hit.start(), "coast", self._relations(hit["first"])) if hit else None

    def _feature(self, look: Look) -> Phrase | None:
        hit = self._patterns.feature_of.search(look.lead)
        if hit is None or (
            hit["noun"][0].isupper() and hit.start("noun") > 0 and look.lead[hit.start("noun") - 1] == " "
        ):
            return None  # "Pictured Rocks National Lakeshore in Michigan" is a name
        if self._features[_spelled(hit["noun"])].relation == "border" and " in " in hit[0]:
            return None  # "the border in Syria" is another country's as well
        return self._featured(look, hit.start(), _spelled(hit["noun"]), self._relations(hit["first"]))

    def _inside(self, look: Look) -> Phrase | None:
        hit = self._patterns.part_of.search(look.lead) or self._patterns.inside.search(look.lead)
        return look.phrase("part", hit.start(), self._relations(hit["first"])) if hit else None

    def _beyond(self, look: Look) -> Phrase | None:
        hit = self._patterns.beyond.search(look.lead)
        if hit is None:
            return None
        way = self._directions[_spelled(hit["way"])]
        noun = self._patterns.about_town.search(look.lead[: hit.start()])
        if noun is not None:  # "the suburbs south of Damascus" are Damascus's own
            return self._featured(look, noun.start(), _spelled(noun["noun"]), (way[0],))
        return replace(look.phrase("beyond", hit.start()), outside=way)

    def _between(self, look: Look) -> Phrase | None:
        hit = self._patterns.between.search(look.lead)
        other = self._second(look) if hit else None
        if hit is None or other is None or self._not_between.search(look.lead):
            return None
        second = look.resolutions[other].mention
        if look.resolutions[look.index].mention.kind is not Kind.LITERAL or second.kind is not Kind.LITERAL:
            return None
        span = Span(look.floor + hit.start(), second.span.end)
        noun = "halfway" if hit["half"] else _spelled(hit["noun"] or "")
        return replace(look.phrase("between", hit.start()), other=other, noun=noun, span=span)

    def _road(self, text: str, index: int, resolutions: Sequence[Resolution]) -> Phrase | None:
        """As in "the Homs-Hama highway"."""
        span = resolutions[index].mention.span
        if text[span.end : span.end + 1] not in _DASHES or index + 1 >= len(resolutions):
            return None
        second = resolutions[index + 1].mention.span
        road = self._patterns.road_after.match(text, second.end) if 0 < second.start - span.end <= 1 else None
        if road is None:
            return None
        words = Span(span.start, road.end())
        return Phrase(mention=index, span=words, kind="between", other=index + 1, words=text[words.start : words.end])

    def _near(self, look: Look) -> Phrase | None:
        hit = self._patterns.near.search(look.lead)
        if hit is not None:
            return look.phrase("near", hit.start())
        along = self._patterns.along.search(look.lead)
        place = look.resolutions[look.index].place
        if along is not None and place is not None and place.feature_class in {"H", "R"}:
            return self._featured(look, along.start(), "banks", ())
        return None

    def _featured(self, look: Look, start: int, noun: str, directions: tuple[str, ...]) -> Phrase:
        return replace(look.phrase("feature", start, directions), feature=self._features[noun], noun=noun)

    def _second(self, look: Look) -> int | None:
        """The next mention, where only "and" or "to" stands between."""
        if look.index + 1 >= len(look.resolutions):
            return None
        gap = look.text[look.span.end : look.resolutions[look.index + 1].mention.span.start]
        return look.index + 1 if self._patterns.link.fullmatch(gap) else None

    def _relations(self, *words: str | None) -> tuple[str, ...]:
        plain = [_spelled(word) for word in words if word]
        return tuple(self._directions[word][0] if word in self._directions else "central" for word in plain)


def _floor(index: int, resolutions: Sequence[Resolution]) -> int:
    """Where the words before a name begin: behind the name before it, at most so many characters away."""
    start = resolutions[index].mention.span.start
    floor, last = max(0, start - _WINDOW), index - 1
    while last >= 0 and resolutions[last].mention.kind is Kind.DEMONYM and resolutions[last].mention.span.end > floor:
        last -= 1  # "near the Syrian town of Hajin" runs over a demonym, but over no other place
    return floor if last < 0 else max(floor, min(resolutions[last].mention.span.end, start))


def _parts(words: str) -> list[str]:
    return words.casefold().replace("-", " ").split()


def _spelled(word: str) -> str:
    return " ".join(word.casefold().split())


def _last_word(text: str, end: int) -> str:
    """The last word before a name, lower case; empty where no space or hyphen parts it from the name."""
    if text[end - 1 : end] not in _GAPS:
        return ""
    before = text[end - _LEAD if end > _LEAD else 0 : end - 1]
    word = before.rpartition(" ")[2]
    if not word.isalpha():  # very seldom
        words = before.replace("-", " ").split()
        word = words[-1] if words else ""
    return word.casefold()


def _first_word(behind: str) -> str:
    """The first word behind a name, lower case; empty where it does not follow a space, or a name's "'s"."""
    if behind[:1] in {"'", "’"}:
        behind = behind[2 if behind[1:2] == "s" else 1 :]
    if not behind[:1].isspace():
        return ""
    words = behind.split(maxsplit=1)
    return words[0].strip('.,;:!?)"”').casefold().partition("-")[0] if words else ""


def _articled(text: str, start: int) -> bool:
    return (
        text[max(0, start - 4) : start].casefold() == "the " or text[max(0, start - 8) : start].casefold() == "greater "
    )


def _bordering(text: str, end: int) -> bool:
    return text[end : end + 9].casefold().startswith((" border", " frontier"))


def _merged(prefix: Phrase | None, suffix: Phrase | None) -> Phrase | None:
    """As in "south-western Idlib countryside": both together; a distance or "between" is kept as it is."""
    if prefix is None or suffix is None:
        return prefix or suffix
    if prefix.kind in {"distance", "between", "beyond"} or suffix.feature is None:
        return prefix
    span = Span(min(prefix.span.start, suffix.span.start), max(prefix.span.end, suffix.span.end))
    return replace(
        suffix, span=span, directions=(*prefix.directions, *suffix.directions), words=f"{prefix.words} … {suffix.words}"
    )
