"""Conventions, decided once: where a town and the division around it share a name, which of the two is meant?

Corpora cannot teach this, for both lie within a few kilometres and count as right. Readers expect: the town ("Aleppo",
"Ankara", "Moscow"), unless a word beside the name says the division ("Aleppo province", "the Hama countryside") or an
army does what armies do to a province ("invaded Idlib"). Only the two's shares are settled here, never their sum:
whether it is Aleppo at all is a matter of evidence.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from geomap.geodesy import Floats
from geomap.resolution.cues import Sense
from geomap.resolution.layout import Group
from geomap.resolution.placetypes import PlaceType

SHARE = 0.8  # least share of the one that is expected
SHARE_SAID = 0.95  # where a word beside the name says so

_DIVISION_WORDS = {Sense.STATE, Sense.DIVISION, Sense.THEATRE}
_TELLING = _DIVISION_WORDS - {Sense.THEATRE}  # an army that invades New York may well mean the city
_NOTES: Mapping[Sense | None, str] = {
    Sense.THEATRE: "armies do so to a whole province, not only to the town of its name",
    None: "of a town and the division around it a bare name means the town",
}


@dataclass(frozen=True, slots=True)
class Twins:
    """A town and the divisions of its name around it: rows within a group; the expected one, and why."""

    rows: tuple[int, ...]
    expected: int
    share: float
    note: str


def twins(group: Group) -> Twins | None:
    """The town of a group that has divisions of its name around it, with the convention for its text."""
    block = group.block
    # Where a word tells them apart they need not lie together: the middle of Homs province is 146 km from Homs.
    rows = block.told_apart if group.cue in _TELLING else block.twins
    if not rows:
        return None
    town, *divisions = rows
    said = f"the text says “{group.cue_words.replace('…', group.name)}”"
    by_kind = {PlaceType(int(block.types[row])): row for row in reversed(divisions)}
    if group.cue in _DIVISION_WORDS:
        expected = by_kind.get(PlaceType.FIRST, divisions[0])
        note = f"{said}: {_NOTES[Sense.THEATRE]}" if group.cue is Sense.THEATRE else said
        return Twins(rows, expected, SHARE_SAID, note)
    if group.cue is Sense.COUNTY and (PlaceType.SECOND in by_kind or PlaceType.LOWER in by_kind):
        expected = by_kind.get(PlaceType.SECOND, by_kind.get(PlaceType.LOWER, divisions[0]))
        return Twins(rows, expected, SHARE_SAID, said)
    if group.cue is Sense.CITY:
        return Twins(rows, town, SHARE_SAID, said)
    return Twins(rows, town, SHARE, _NOTES[None])


def settle(p: Floats, start: int, pair: Twins) -> None:
    """See that the expected twin has its least share of their probability; in place.

    Args:
        p: probabilities of all rows of an article.
        start: the group's first row.
        pair: its twins.
    """
    shares = {row: float(p[start + row]) for row in pair.rows}
    total = sum(shares.values())
    rest = total - shares.pop(pair.expected)
    if rest <= (1.0 - pair.share) * total:
        return
    p[start + pair.expected] = pair.share * total
    for row, share in shares.items():
        p[start + row] = share * (1.0 - pair.share) * total / rest
