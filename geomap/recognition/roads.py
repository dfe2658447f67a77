"""British roads by their numbers: "the A417", "the M6", where the words around speak of roads.

Numbers of that form are also aircraft's, rifles' and rebels' ("the M23"), so that the number alone says nothing. Once
it is known as a road's, `repetition.py` finds it in the rest of the text.
"""

import re
from collections.abc import Iterator

from geomap.recognition.page import Draft, Page
from geomap.records import Kind

_NUMBER = re.compile(r"[ABM]\d{1,4}(?:\(M\))?(?![\w-])")
_ROAD = re.compile(
    r"\b(?:motorway|carriageway|junctions?|roundabout|lay-by|(?:north|south|east|west)bound|lorry|lorries|diversions?|"
    r"traffic|collision|crash)\b"
)
_NEAR = 60  # characters to either side that may speak of roads


def roads(page: Page) -> Iterator[Draft]:
    """Every number of a road that the words around give away."""
    for word in page.words:
        number = _NUMBER.match(page.text, word.start) if word.text[1:2].isdigit() else None
        if number and _ROAD.search(page.text, max(0, word.start - _NEAR), number.end() + _NEAR):
            yield Draft(word.start, number.end(), Kind.LITERAL, None, "road")
