"""What more the words about a border say: between whom it runs, how wide the strip is, how far away something lies."""

import re
from collections.abc import Sequence
from dataclasses import replace

from geomap.areas.lengths import NUMBERS, UNITS, metres
from geomap.areas.phrase import Phrase
from geomap.areas.rules import AreaRules, alternatives
from geomap.records import Resolution, Span

_WINDOW = 90  # characters before the words in which width or distance must stand


class BorderPhrases:
    """Completes phrases whose noun is a border. Patterns are compiled once."""

    def __init__(self, rules: AreaRules) -> None:
        bearings = alternatives(word for word, (_, turn) in rules.directions.items() if turn is not None)
        length = rf"(?<![\w.,])(?P<number>{NUMBERS})[\s-]?(?P<unit>{UNITS})(?:\s?\([^()]{{1,24}}\))?"
        self._directions = rules.directions
        self._width = re.compile(
            rf"{length}(?:[\s-](?:wide|deep|long\sand\s\w+\swide))?[\s-](?:[a-z-]+\s)?(?:strip|zone|belt|band|corridor|buffer"
            r"(?:\szone)?|area|swathe?|stretch)\s(?:of\s(?:\w+\s){1,3})?(?:along|on|inside|at|near|by)?\s?(?:the\s|its\s)?\Z",
            re.IGNORECASE,
        )
        self._away = re.compile(
            rf"{length}\s(?:(?:to\sthe\s|due\s|just\s)?(?P<way>{bearings})\sof|from|away\sfrom|short\sof|off|of"
            r"|(?P<inside>inside|within|beyond|across|over))\s(?:the\s|its\s)?\Z",
            re.IGNORECASE,
        )

    def refined(self, phrase: Phrase, text: str, resolutions: Sequence[Resolution]) -> Phrase:
        """The phrase with the second country, the width or the distance that stand with it."""
        phrase = self._paired(phrase, text, resolutions)
        floor = max(0, phrase.span.start - _WINDOW)
        # The phrase may have taken "from the" or "along the" before the noun as its own words.
        own = resolutions[phrase.mention].mention.span.start == phrase.span.start
        lead = text[floor : phrase.span.start] + ("" if own else _taken(text, phrase))
        wide = self._width.search(lead)
        if wide is not None and (reach := metres(wide["number"], wide["unit"])) is not None:
            return replace(phrase, reach_m=reach, span=Span(floor + wide.start(), phrase.span.end))
        away = self._away.search(lead)
        if away is None or (far := metres(away["number"], away["unit"])) is None:
            return phrase
        way = self._directions[away["way"].casefold()] if away["way"] else None
        start = floor + away.start()
        words = text[start : phrase.span.end]
        return replace(
            phrase,
            kind="distance",
            feature=None,
            edge=True,
            distance_m=far,
            outside=way or ("border", None),
            span=Span(start, phrase.span.end),
            words=f"{words} inside" if away["inside"] in {"inside", "within"} else words,
        )

    def _paired(self, phrase: Phrase, text: str, resolutions: Sequence[Resolution]) -> Phrase:
        """As in "the Syria-Turkey border", "the Turkish-Syrian frontier"."""
        if phrase.other is not None or phrase.mention == 0:
            return phrase
        first, own = resolutions[phrase.mention - 1].mention.span, resolutions[phrase.mention].mention.span
        if not re.fullmatch(r"\s?[-–/]\s?", text[first.end : own.start]):
            return phrase
        return replace(phrase, other=phrase.mention - 1, span=Span(first.start, phrase.span.end))


_LED = re.compile(r"(?:[a-z]+\s){0,2}?(?:the\s|its\s|a\s)?(?=border|frontier|boundary)", re.IGNORECASE)


def _taken(text: str, phrase: Phrase) -> str:
    """The prepositions that the phrase itself starts with: "near the " of "near the border with X"."""
    led = _LED.match(text, phrase.span.start, phrase.span.end)
    return led[0] if led else ""
