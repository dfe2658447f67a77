"""Areas told by a place's own area: "twice the size of Malta", "a third of the province", "90 per cent of Ukraine".

A place's name after such words is their unit. Whether the words speak of land at all is asked of what stands before
them: "a fire the size of Malta" measures ground, "an economy the size of Malta" does not.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geomap.areas.amounts import AmountGrammar, Number, forbidden
from geomap.areas.article_text import ArticleText
from geomap.areas.measures import Measure
from geomap.areas.own_areas import OwnArea, OwnAreas
from geomap.areas.rules import AreaRules, alternatives
from geomap.areas.triggers import windows
from geomap.records import Basis, Bound, Kind, Place, Span

_WINDOW = 70  # characters before the words in which number and bound must stand
_REACH = 60  # characters after "of" in which the place must start
_EARTH_M2 = 5.2e14
UNIT = "own area"
# Short strings, lower case, one of which every text with such words holds.
TRIGGERS = {
    "size": ("size of", "as big as", "as large as", "larger than", "bigger than", "smaller than", "equal to"),
    "share": (
        *("% of", "cent of", "half of", "half the", "third", "quarter"),
        *("fth of", "xth of", "nth of", "hth of", "ths of"),
    ),
}
_REACHES = 40, 30  # characters before and behind a stem that the words may take
_TIMES = re.compile(
    r"(?:(?P<half>half)|(?P<third>a\sthird)|(?P<quarter>a\squarter|one-quarter)|(?P<twice>twice|double)|(?P<thrice>thrice"
    r"|three\stimes)|(?P<times>times))\s\Z",
    re.IGNORECASE,
)
_FACTORS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "twice": 2.0, "thrice": 3.0}
_SHARE = re.compile(
    r"(?:(?P<percent>\s?%|[\s-]per\s?cent)\sof\s|(?P<fraction>(?:half|thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?"
    r"|ninths?|tenths?)\sof\s|half\s(?=the\s)))",
    re.IGNORECASE,
)
_LAND = (
    r"(?:territory|territories|land\smass|landmass|land\sarea|surface\sarea|total\sarea|area|surface|land|soil|ground)"
)
# What may stand behind the place's name when the place itself is meant, not its people, its oil or its parliament.
_ALONE = re.compile(
    r"\s?(?:[.,;:)\]\"”—–]|\Z)|\s(?:and|or|but|is|are|was|were|has|have|had|in|by|after|since|from|to|that|which|who|while"
    r"|when|as|on|at|for|with|under|underwater|during|before|last|this|over|within|now|today|into|early|late|again|alone"
    r"|because|until|so|then|without|every|each|without|burned|fell|went|remains|remain|lies|lie)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Yard:
    """The place that lends its area: a mention, how it was found, and where its words end."""

    mention: int
    rule: str  # how it was found
    end: int
    own: OwnArea
    land: bool  # the words say "land" or "territory"
    named: bool  # the name itself stands there, not "the province"


@dataclass(frozen=True, slots=True)
class _Reading:
    """One article, and how large its places are."""

    article: ArticleText
    own: OwnAreas

    @property
    def text(self) -> str:
        return self.article.text

    def place(self, mention: int) -> Place | None:
        return self.article.resolutions[mention].place


@dataclass(frozen=True, slots=True)
class Stretches:
    """Where in a text comparisons and shares may stand."""

    sizes: list[tuple[int, int]]
    shares: list[tuple[int, int]]

    def __bool__(self) -> bool:
        return bool(self.sizes or self.shares)


class ComparisonGrammar:
    """Finds shares and comparisons. Patterns are compiled once."""

    def __init__(self, rules: AreaRules, amounts: AmountGrammar) -> None:
        nouns, cues = alternatives(rules.nouns), rules.cues
        self._amounts = amounts
        self._size = re.compile(
            r"\b(?:(?:the|about|roughly|nearly|almost)\s)?(?P<how>size\sof|as\s(?:big|large)\sas|(?:in\s)?area\sequal\sto"
            r"|(?:(?:slightly|a\slittle|much|far|even)\s)?(?P<more>larger|bigger)\sthan"
            r"|(?:(?:slightly|a\slittle|much|far)\s)?(?P<less>smaller)\sthan)\s"
            r"(?:(?:that|all|the\swhole|the\sentire|the\sarea)\sof\s|all\s)?",
            re.IGNORECASE,
        )
        self._spread = re.compile(rf"\b{alternatives(cues['spread'])}\b", re.IGNORECASE)
        self._no_ground = re.compile(rf"\b{alternatives(cues['no_ground'])}\b", re.IGNORECASE)
        self._sharing = re.compile(rf"\b{alternatives(cues['share'])}\b", re.IGNORECASE)
        self._led = re.compile(
            rf"(?:(?:the|its|their)\s(?:\w+\s)?{_LAND}\sof\s)?(?:the\s)?(?:(?:\w+\s)?{nouns}\sof\s)?(?:the\s)?\Z",
            re.IGNORECASE,
        )
        self._nominal = re.compile(
            rf"(?:the\s(?:\w+\s)?(?P<land>{_LAND})\sof\s)?(?:the|this|that)\s(?:(?:whole|entire|besieged|war-torn|northern|southern"
            rf"|eastern|western|tiny|small|vast|coastal|neighbouring|neighboring)\s)?(?P<noun>{nouns})\b",
            re.IGNORECASE,
        )
        self._kind_behind = re.compile(rf"\s{nouns}\b", re.IGNORECASE)
        self._own_land = re.compile(rf"['’]s?\s(?:(?:total|entire|whole|own)\s)?{_LAND}\b", re.IGNORECASE)

    def stretches(self, text: str, triggers: Mapping[str, Sequence[int]]) -> Stretches:
        """Where in a text such words may stand, by where the strings of `TRIGGERS` were found in it."""
        sizes, shares = (windows(text, triggers.get(group, ()), *_REACHES) for group in TRIGGERS)
        return Stretches(sizes=sizes, shares=shares)

    def found(self, article: ArticleText, own: OwnAreas, stretches: Stretches) -> list[Measure]:
        """All of them, in the order of the text, but for those of no ground, or of a place of unknown size."""
        reading, text = _Reading(article, own), article.text
        sizes = (hit for start, end in stretches.sizes for hit in self._size.finditer(text, start, end))
        shares = (hit for start, end in stretches.shares for hit in _SHARE.finditer(text, start, end))
        told = (*(self._comparison(reading, hit) for hit in sizes), *(self._share(reading, hit) for hit in shares))
        return sorted((one for one in told if one is not None), key=lambda one: one.span)

    def _comparison(self, reading: _Reading, hit: re.Match[str]) -> Measure | None:
        yard = self._yard(reading, hit.end())
        if yard is None or not yard.named:
            return None
        sentence = reading.article.sentences.about(hit.start())
        floor = max(sentence.start, hit.start() - _WINDOW)
        before = reading.text[floor : hit.start()]
        if not self._tells_ground(
            reading.text[max(sentence.start, hit.start() - 110) : hit.start()],
            hit,
            reading.text[yard.end : yard.end + 40],
        ):
            return None
        start, factor, exact = hit.start(), Number(0, 1.0, 1.0), False
        if times := _TIMES.search(before):
            exact = True
            start = floor + times.start()
            if times["times"]:
                number = self._amounts.number(before[: times.start()])
                if number is None or number.low <= 0 or forbidden(before[: number.start], before[number.start :]):
                    return None
                factor, start = number, floor + number.start
            else:
                told = _FACTORS[times.lastgroup or ""]
                factor = Number(0, told, told)
        bound, since = self._amounts.bound_before(reading.text[floor:start], floor)
        if not exact and (hit["more"] or hit["less"]):
            bound = Bound.AT_LEAST if hit["more"] else Bound.AT_MOST
        return self._measure(reading, Span(start, yard.end), (factor, bound), yard, basis=Basis.COMPARISON, since=since)

    def _tells_ground(self, before: str, hit: re.Match[str], behind: str) -> bool:
        """Whether what is compared is ground: a fire, a lake, an area; and nothing else that has a size."""
        last = [found.start() for found in self._spread.finditer(before)]
        wrong = [found.start() for found in self._no_ground.finditer(before)]
        if self._no_ground.match(behind.lstrip()) or (hit["how"] is None):
            return False
        return bool(last) and (not wrong or wrong[-1] < last[-1])

    def _share(self, reading: _Reading, hit: re.Match[str]) -> Measure | None:
        yard = self._yard(reading, hit.end())
        if yard is None:
            return None
        sentence = reading.article.sentences.about(hit.start())
        floor = max(sentence.start, hit.start() - _WINDOW)
        fraction = hit["fraction"]
        cut = hit.start() + (len(fraction.rsplit(" of ", 1)[0].rstrip()) if fraction else 0)
        number = self._amounts.number(reading.text[floor:cut])
        if number is None:
            return None
        number, lead, _ = self._amounts.ranged(reading.text[floor : floor + number.start], number)
        if forbidden(lead, reading.text[floor + number.start : cut]):
            return None
        per = 0.01 if hit["percent"] else 1.0
        number = Number(number.start, number.low * per, number.high * per)
        if not 0 < number.low <= number.high < 1:
            return None
        clause = reading.article.sentences.clause(sentence, Span(hit.start(), yard.end))
        said = reading.text[clause.start : clause.end]
        if not yard.land and not (_ALONE.match(reading.text, yard.end) and self._sharing.search(said)):
            return None
        bound, since = self._amounts.bound_before(lead, floor)
        start = floor + number.start
        return self._measure(
            reading, Span(start, yard.end), (number, bound), yard, basis=Basis.SHARE, since=min(since, start)
        )

    def _yard(self, reading: _Reading, at: int) -> _Yard | None:
        """The place whose name, or "the province", starts behind these words."""
        following = reading.article.mentions.next_from(at)
        nominal = self._nominal.match(reading.text, at, at + _REACH)
        if following is not None:
            span = reading.article.resolutions[following].mention.span
            kind = reading.article.resolutions[following].mention.kind
            gap = reading.text[at : span.start]
            if span.start - at <= _REACH and kind is not Kind.EMBEDDED and self._led.fullmatch(gap):
                land = self._own_land.match(reading.text, span.end)
                own = reading.own.of(reading.place(following))
                if own is None or (
                    kind is Kind.DEMONYM and not re.match(rf"\s{_LAND}\b", reading.text[span.end : span.end + 20])
                ):
                    return None
                told = land is not None or kind is Kind.DEMONYM or re.search(_LAND, gap) is not None
                kind_of = None if land else self._kind_behind.match(reading.text, span.end)
                end = land.end() if land else kind_of.end() if kind_of else span.end
                return _Yard(following, "share", end, own, told, kind is not Kind.NOMINAL)
        if nominal is None:
            return None
        subject = reading.article.antecedents.stands_for(at, nominal["noun"].casefold())
        if subject is None:
            return None
        own = reading.own.of(reading.place(subject.mention))
        land = self._own_land.match(reading.text, nominal.end())
        end = land.end() if land else nominal.end()
        return (
            None
            if own is None
            else _Yard(subject.mention, subject.rule, end, own, bool(land or nominal["land"]), False)
        )

    def _measure(
        self,
        reading: _Reading,
        span: Span,
        amount: tuple[Number, Bound | None],
        yard: _Yard,
        *,
        basis: Basis,
        since: int,
    ) -> Measure | None:
        number, bound = amount
        low, high = number.low * yard.own.m2, number.high * yard.own.m2
        if high > _EARTH_M2:
            return None
        if low < high:
            bound = Bound.VAGUE if number.vague else Bound.RANGE
        bound = bound or Bound.ABOUT  # a place's own area is never told exactly
        place = reading.place(yard.mention)
        name = place.name if place is not None else ""
        share = basis is Basis.SHARE
        return Measure(
            span=span,
            text=reading.text[span.start : span.end],
            unit=UNIT,
            bound=bound,
            low_m2=None if bound is Bound.AT_MOST else low,
            high_m2=None if bound is Bound.AT_LEAST else high,
            until=span.end,
            since=min(since, span.start),
            note=f"{name} itself has {_square_km(yard.own.m2)} km² by {yard.own.source}",
            basis=basis,
            yardstick=yard.mention,
            of=yard.mention if share else None,
            rule=yard.rule,
        )


def _square_km(area_m2: float) -> str:
    return f"{area_m2 / 1e6:,.0f}" if area_m2 >= 1e8 else f"{area_m2 / 1e6:.3g}"
