"""One article as the steps see it that find areas, tie them to places and draw regions."""

from functools import cached_property

from geomap.areas.antecedent import Antecedents, NounPatterns
from geomap.areas.mentions import MentionIndex
from geomap.areas.sentences import Sentences
from geomap.records import Resolution


class ArticleText:
    """A text with its mentions; what only some steps need is made when it is first asked for.

    Attributes:
        text: the article's text.
        resolutions: its mentions with their places, in the order of the text.
        mentions: indices into `resolutions` by position.
        sentences: of the text.
    """

    def __init__(self, text: str, resolutions: tuple[Resolution, ...], nouns: NounPatterns) -> None:
        self.text = text
        self.resolutions = resolutions
        self.mentions = MentionIndex(resolutions)
        self.sentences = Sentences(text, self.mentions)
        self._nouns = nouns

    @cached_property
    def antecedents(self) -> Antecedents:
        """Who is meant by "it" and "the city"."""
        return Antecedents(self.text, self.resolutions, self._nouns, self.sentences, self.mentions)
