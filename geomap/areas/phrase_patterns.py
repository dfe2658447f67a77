"""The patterns of words that narrow a place. Those of words before the name end right before the name."""

import re
from dataclasses import dataclass

from geomap.areas.lengths import NUMBERS, UNITS
from geomap.areas.rules import AreaRules, alternatives

_PARTS = (
    r"(?:parts?|half|corner|end|side|sections?|sectors?|tip|reaches|areas?|regions?|districts|provinces|edge|flank|fringes?|"
    r"third|quarter|neighbou?rhoods|bank|stretch(?:es)?|villages|towns)"
)
_ROAD = r"(?:roads?|highways?|motorway|railway|rail\sline|railroad|route|pipeline|expressway|track)"
_ABOUT = (
    r"\b(?:about|around|some|roughly|approximately|just|nearly|almost|more\sthan|less\sthan|over|under|up\sto|within|"
    r"at\sleast|only|an\sestimated)\s(?:the\s)?\Z"
)
_NEAR = (
    r"near(?:\sto)?|close\sto|around|outside(?:\sof)?|in\sthe\s(?:vicinity|neighbou?rhood|area|region)\sof|next\sto|"
    r"not\sfar\sfrom|surrounding|beside|adjacent\sto|villages\saround|on\sthe\sedge\sof|in\sand\saround"
)
_FAR = (
    r"(?:from|outside(?:\sof)?|away\sfrom|inside|into|beyond|short\sof|of|inland\sfrom|(?:up|down)stream\s(?:of|from))"
)


def _before(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"{pattern}\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PhrasePatterns:
    """Compiled once; each group name says what the words are: `first`, `second` compass words, `way` a bearing."""

    part: re.Pattern[str]  # "northern and eastern (Syria)"
    part_of: re.Pattern[str]  # "the north-western part of (Syria)"
    inside: re.Pattern[str]  # "the south of (France)"
    feature_of: re.Pattern[str]  # "the northern outskirts of (Homs)"
    feature_in: re.Pattern[str]  # "the desert in" before "eastern (Syria)"
    distance: re.Pattern[str]  # "30 km south of (Raqqa)"
    about: re.Pattern[str]  # "about", "within" before a distance
    beyond: re.Pattern[str]  # "just south of (Raqqa)"
    off_coast: re.Pattern[str]  # "off the coast of (Libya)"
    near: re.Pattern[str]  # "near (Homs)", "around the town of (Hajin)"
    border: re.Pattern[str]  # "on the border with (Iraq)"
    along: re.Pattern[str]  # "along the (Euphrates)"
    between: re.Pattern[str]  # "between (Homs) and Hama", "road from (Homs) to Hama"
    link: re.Pattern[str]  # " and the " between two names
    road_after: re.Pattern[str]  # "(Homs-Hama) highway"
    about_town: re.Pattern[str]  # "the suburbs" before "south of (Damascus)"
    after: re.Pattern[str]  # "(Euphrates) River valley", "(Aleppo)'s northern suburbs"
    own_part: re.Pattern[str]  # "(Syria)'s northwest"

    @classmethod
    def of(cls, rules: AreaRules) -> "PhrasePatterns":
        """The patterns of these rules."""
        compass = alternatives(rules.directions)
        bearing = alternatives(word for word, (_, turn) in rules.directions.items() if turn is not None)
        feature = alternatives(word for word, rule in rules.features.items() if rule.before)
        behind = alternatives(word for word, rule in rules.features.items() if rule.after)
        around = alternatives(word for word, rule in rules.features.items() if rule.before and rule.relation == "near")
        named = rf"(?:(?:the\s)?(?:[a-z]\w*\s){{0,2}}{alternatives(rules.nouns)}\s(?:of|called)\s)?(?:the\s)?"
        second = rf"(?:(?:\sand\s|\sor\s|/|\s?,\s)(?P<second>{compass}))?"
        beside = rf"(?P<way>{bearing})\sof"  # "drove south from Paris" is no place
        off = rf"(?P<off>off\sthe\s(?:(?P<shore>{compass})\s)?(?:coast|shores?)\sof|off|offshore\sfrom)"
        return cls(
            part=_before(
                rf"\b(?:the\s)?(?:far\s|extreme\s|remote\s|rural\s|mainly\s|most\sof\s)?(?P<first>{compass}){second}[\s-]+"
            ),
            part_of=_before(
                rf"\b(?:the\s|a\s)?(?:far\s|extreme\s|remote\s)?(?P<first>{compass})[\s-]+{_PARTS}\s(?:of|in)\s{named}"
            ),
            inside=_before(
                rf"(?<!to\s)\b(?:the|deep|far)\s(?:far\s|extreme\s|rural\s|deep\s)?"
                rf"(?P<first>{bearing}|centre|center|heart|middle|interior)\s(?:of|in)\s{named}"
            ),
            feature_of=_before(
                rf"\b(?:the\s|a\s|its\s)?(?:(?P<first>{compass})[\s-]+)?(?P<noun>{feature})\s"
                rf"(?:of|in|around)\s{named}"
            ),
            feature_in=_before(rf"\b(?:the\s|a\s)?(?:vast\s|remote\s)?(?P<noun>{feature})\s(?:of|in|across)\s"),
            distance=_before(
                rf"(?<![\w.,])(?P<number>{NUMBERS})[\s-]?(?P<unit>{UNITS})"
                r"(?:\s?\([^()]{1,20}\)|\s?/\s?[\d.,]+\s?\w{1,10})?(?:\saway)?,?\s"
                rf"(?:(?:to\sthe\s|due\s|just\s)?(?P<way>{bearing})\s(?:of|from)|{off}|{_FAR})\s"
                rf"(?:the\s(?:centre|center|edge|outskirts)\sof\s)?{named}"
            ),
            about=re.compile(_ABOUT, re.IGNORECASE),
            beyond=_before(
                rf"\b(?:just\s|immediately\s|directly\s|further\s|farther\s|well\s|due\s|to\sthe\s|the\s)?{beside}\s{named}"
            ),
            off_coast=_before(
                rf"\b(?:(?:off|along|on)\s(?:the\s)?(?:(?P<first>{compass})\s)?(?:coast|shores?|coastline)\sof"
                rf"|waters\soff)\s{named}"
            ),
            near=_before(rf"\b(?:just\s)?(?P<word>{_NEAR})\s{named}"),
            border=_before(
                r"\b(?:(?:on|near|along|at|across|to|toward|towards|close\sto)\s)?(?:the\s|its\s|a\s)?(?:[\w-]+\s){0,2}?"
                r"(?:borders?|frontiers?|boundary|border\sareas?|border\sregion)\s(?:with|of|between|to|from)\s(?:the\s)?"
            ),
            along=_before(r"\balong\s(?:the\s)?"),
            between=_before(
                r"\b(?:(?P<half>half-?way|mid-?way)\s)?(?:the\s)?(?:(?P<noun>corridor|strip|triangle)\s(?:of\s(?:\w+\s){1,2})?)?"
                rf"(?:between\s|{_ROAD}\s(?:from|linking|connecting|that\s(?:links|connects))\s)(?:the\s)?"
            ),
            link=re.compile(r"\s(?:and|to|with)\s(?:the\s)?", re.IGNORECASE),
            road_after=re.compile(rf"\s{_ROAD}(?![\w-])", re.IGNORECASE),
            about_town=_before(rf"(?:\bthe\s)?\b(?P<noun>{around})\s(?:just\s|to\sthe\s|immediately\s)?"),
            after=re.compile(
                rf"(?:['’]s?)?\s(?:(?P<first>{compass})[\s-]+)?(?P<noun>{behind})(?![\w-])", re.IGNORECASE
            ),
            own_part=re.compile(
                rf"['’]s?\s(?:far\s)?(?P<first>{bearing})(?:\s(?:{feature}|{_PARTS}|province|district))?(?![\w-])",
                re.IGNORECASE,
            ),
        )
