"""Conventions, decided once: where a town and the division around it share a name, which of the two is meant?

Corpora cannot teach this, for both lie within a few kilometres and count as right. Readers expect: the town ("Aleppo",
"Ankara", "Moscow"), unless a word beside the name says the division ("Aleppo province", "the Hama countryside") or an
army does what armies do to a province ("invaded Idlib"). Only the two's shares are settled here, never their sum:
whether it is Aleppo at all is a matter of evidence.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from geomap.geodesy import Floats
from geomap.names import cached_key
from geomap.resolution.blocks import NameBlock
from geomap.resolution.cues import Sense
from geomap.resolution.layout import Group
from geomap.resolution.placetypes import DIVISIONS, SETTLEMENTS, PlaceType

TWIN_COSINE = float(np.cos(100.0 / 6371.0))  # within 100 km of each other; New York's two are 280 km apart: no twins
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


def _around(block: NameBlock, town: int, said: str, *, told_apart: bool) -> list[int]:
    """Divisions of the town's name around it.

    Args:
        block: the name's candidates.
        town: row of the town.
        said: key of the name in the text.
        told_apart: whether a word beside the name says which of the two is meant; then they need not lie together
            (the middle of Homs province is 146 km from Homs).
    """
    name = cached_key(block.candidates[town].place.name)
    found = []
    for row, kind in enumerate(block.types.tolist()):
        if kind not in DIVISIONS or block.country[row] != block.country[town]:
            continue
        named = kind == PlaceType.FIRST or cached_key(block.candidates[row].place.name) == name
        if name != said and cached_key(block.candidates[row].place.name) == said:
            continue  # "Bihar" is the state; only some call Bihar Sharif so
        close = told_apart or float(block.xyz[row] @ block.xyz[town]) > TWIN_COSINE
        if named and close and block.first[row] == block.first[town]:
            found.append(row)
    return found


def twins(group: Group) -> Twins | None:
    """The most prominent town of a group that has divisions of its name around it, with the convention for its text."""
    block = group.block
    if not any(kind in DIVISIONS for kind in block.types.tolist()):
        return None
    said_key = cached_key(group.name)
    for town, kind in enumerate(block.types.tolist()):
        told_apart = group.cue in _TELLING
        divisions = _around(block, town, said_key, told_apart=told_apart) if kind in SETTLEMENTS else []
        if not divisions:
            continue
        said = f"the text says “{group.cue_words.replace('…', group.name)}”"
        by_kind = {PlaceType(int(block.types[row])): row for row in reversed(divisions)}
        if group.cue in _DIVISION_WORDS:
            expected = by_kind.get(PlaceType.FIRST, divisions[0])
            note = f"{said}: {_NOTES[Sense.THEATRE]}" if group.cue is Sense.THEATRE else said
            return Twins((town, *divisions), expected, SHARE_SAID, note)
        if group.cue is Sense.COUNTY and (PlaceType.SECOND in by_kind or PlaceType.LOWER in by_kind):
            expected = by_kind.get(PlaceType.SECOND, by_kind.get(PlaceType.LOWER, divisions[0]))
            return Twins((town, *divisions), expected, SHARE_SAID, said)
        if group.cue is Sense.CITY:
            return Twins((town, *divisions), town, SHARE_SAID, said)
        return Twins((town, *divisions), town, SHARE, _NOTES[None])
    return None


def settle(p: Floats, start: int, pair: Twins) -> None:
    """See that the expected twin has its least share of their probability; in place.

    Args:
        p: probabilities of all rows of an article.
        start: the group's first row.
        pair: its twins.
    """
    rows = np.array(pair.rows) + start
    total, others = float(p[rows].sum()), rows[rows != start + pair.expected]
    rest = float(p[others].sum())
    if rest <= (1.0 - pair.share) * total:
        return
    p[others] *= (1.0 - pair.share) * total / rest
    p[start + pair.expected] = total - float(p[others].sum())
