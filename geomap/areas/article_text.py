"""One article as the steps that tie areas to places see it: its text, its mentions, its sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

from geomap.areas.antecedent import Antecedents
from geomap.areas.mentions import MentionIndex
from geomap.areas.sentences import Sentences
from geomap.records import Resolution


@dataclass(frozen=True, slots=True)
class ArticleText:
    """A text with its mentions; `mentions` are indices into `resolutions` by position."""

    text: str
    resolutions: Sequence[Resolution]
    mentions: MentionIndex
    sentences: Sentences
    antecedents: Antecedents
