"""What a reader would look at to tell what "the city" stands for, as numbers."""

import math
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from geomap.records import Kind, Place, Resolution
from geomap.resolution.nominal_phrases import Phrase

# What is looked at, in the order of the weights' file; `none` and what follows speak for there being no antecedent.
FEATURES = (
    "distance",  # log of one and the sentences between
    "same_sentence",
    "mentions",  # log of how often the text has named it so far
    "share",  # of all that the noun fits, named so far
    "first",  # the first such place of its sentence
    "opening",  # named in the first sentence, which is often a headline
    "said",  # the text calls it so: "Homs, a city", "Caddo Parish"
    "odd_size",  # a city of few people, a village of many
    "demonym",  # only its people or what is theirs were named
    "passing",  # every mention so far stands for a government or a team
)
NONE_FEATURES = ("none", "none_country", "none_state", "none_division", "none_nature", "none_wide")

_SETTLEMENTS = frozenset({
    "city", "metropolis", "town", "village", "hamlet", "settlement", "municipality", "suburb", "township", "commune",
    "capital", "port", "neighborhood", "neighbourhood", "quarter", "borough",
})  # fmt: skip
_COUNTRIES = frozenset({"country", "nation", "republic", "kingdom", "emirate", "sultanate"})
_DIVISIONS = frozenset({
    "province", "governorate", "prefecture", "oblast", "canton", "voivodeship", "county", "district",
})  # fmt: skip
_SMALL = frozenset({"town", "village", "hamlet", "settlement", "suburb"})
_CITY_LEAST, _SMALL_MOST = 3_000, 400_000  # people: fewer is hardly a city, more is hardly a town
# "across the country" means wherever the reader is as often as it means a country that was named.
_WIDE = re.compile(r"\b(?:across|around|throughout|of|in) \Z", re.IGNORECASE)
# "Baghuz is all that is left of it", "Hajin, the last pocket": then "the ISIS-held area" is that place.
_LEFT = re.compile(
    r"(?:,| is| was| remains| remained)? (?:all that (?:is|was|remains|remained)\b|(?:the|its|their) (?:last|final)"
    r" (?:\w+ ){0,2}(?:pocket|enclave|stronghold|bastion|foothold|village|town|holdout)\b)"
)
_CALLED = r",? (?:an?|the|is an?|is the|was an?|one of the) (?:[\w-]+ ){0,3}"
_KEPT_MENTIONS = 8  # of a place: its first and its last ones, however often a text names it


class Named(NamedTuple):
    """A mention that may be an antecedent."""

    resolution: Resolution
    sentence: int
    order: int  # among the named places of its sentence that any noun may mean


@dataclass(slots=True)
class Story:
    """What the text has said of one place so far."""

    place: Place
    mentions: list[Named] = field(default_factory=list)
    last: int = 0  # sentence that it was named in last, as "the city" too
    count: int = 0
    unread: dict[str, int] = field(default_factory=dict)  # by noun: last mentions not read for it yet
    nouns: set[str] = field(default_factory=set)  # that the text has called it

    def add(self, named: Named) -> None:
        """Add a mention."""
        if len(self.mentions) == _KEPT_MENTIONS:
            del self.mentions[1]
        self.mentions.append(named)
        self.last = named.sentence
        self.count += 1
        self.unread = {noun: waiting + 1 for noun, waiting in self.unread.items()}


def tell(stories: dict[str, Story], named: Named) -> None:
    """Add a mention; the stories stay in the order in which their places were named last."""
    place = named.resolution.place
    assert place is not None, "checked when it was taken"
    assert place.id is not None, "checked when it was taken"
    story = stories.pop(place.id, None) or Story(place)
    stories[place.id] = story
    story.add(named)


def features_of(text: str, phrase: Phrase, sentence: int, story: Story, total: int) -> dict[str, float]:
    """What speaks for a place that the noun fits; `total`: mentions of all such places so far."""
    between = sentence - story.last
    last = story.mentions[-1]
    kinds = {named.resolution.mention.kind for named in story.mentions}
    return {
        "distance": math.log1p(between),
        "same_sentence": float(between == 0),
        "mentions": math.log(story.count),
        "share": story.count / total,
        "first": float(last.order == 0),
        "opening": float(story.mentions[0].sentence == 0),
        "said": float(is_called(text, phrase.noun, story)),
        "odd_size": float(_odd(phrase.noun, story.place)),
        "demonym": float(kinds == {Kind.DEMONYM}),
        "passing": float(kinds <= {Kind.METONYM}),
    }


def features_of_none(text: str, phrase: Phrase) -> dict[str, float]:
    """What speaks for the phrase standing for none of the places named."""
    noun = phrase.noun
    return {
        "none": 1.0,
        "none_country": float(noun in _COUNTRIES),
        "none_state": float(noun == "state"),
        "none_division": float(noun in _DIVISIONS),
        "none_nature": float(noun not in _SETTLEMENTS | _COUNTRIES | _DIVISIONS | {"state"}),
        "none_wide": float(_WIDE.search(text, max(0, phrase.start - 12), phrase.start) is not None),
    }


def is_called(text: str, noun: str, story: Story) -> bool:
    """Whether the text has called the place so."""
    waiting = min(story.unread.get(noun, len(story.mentions)), len(story.mentions))
    if waiting and noun not in story.nouns and any(_said(text, noun, named) for named in story.mentions[-waiting:]):
        story.nouns.add(noun)
    story.unread[noun] = 0
    return noun in story.nouns


def is_left(text: str, story: Story) -> bool:
    """Whether the text says that the place is all that somebody has left."""
    return any(_LEFT.match(text, named.resolution.mention.span.end) for named in story.mentions)


def _said(text: str, noun: str, named: Named) -> bool:
    """Whether these words call the place so: "Homs, a city", "the city of Homs", "Caddo Parish"."""
    span = named.resolution.mention.span
    if named.resolution.mention.text.casefold().endswith(noun):
        return True
    before = text[max(0, span.start - 24) : span.start].casefold()
    if before.endswith((f"{noun} of ", f"{noun} of the ", f"{noun} ")):
        return True
    behind = text[span.end : span.end + 60]
    return re.match(rf"{_CALLED}{noun}\b| {noun}\b", behind) is not None


def _odd(noun: str, place: Place) -> bool:
    if noun == "city":
        return 0 < place.population < _CITY_LEAST
    return noun in _SMALL and place.population > _SMALL_MOST
