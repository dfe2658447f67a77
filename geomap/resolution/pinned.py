"""Names whose place a person chose: certain for the passes, and so evidence for the article's other names."""

from collections.abc import Mapping, Sequence

from geomap.geodesy import Floats
from geomap.resolution.table import Table

Pin = tuple[slice, int]  # rows of a group, and the one that was chosen


def pinned_groups(table: Table, chosen: Mapping[int, str]) -> list[Pin]:
    """The groups all of whose mentions a person took for one place that is among their candidates.

    Args:
        table: the article.
        chosen: place id by a mention's index.
    """
    if not chosen:
        return []
    wanted: dict[int, set[str | None]] = {}
    for occurrence, group in zip(table.layout.occurrences, table.layout.group_of, strict=True):
        if occurrence.mention >= 0 and group >= 0:
            wanted.setdefault(group, set()).add(chosen.get(occurrence.mention))
    pins = []
    for group, ids in wanted.items():
        rows, candidates = table.rows(group), table.groups[group].block.candidates
        found = [row for row, candidate in enumerate(candidates) if ids == {candidate.place.id}]
        pins += [(rows, rows.start + row) for row in found[:1]]
    return pins


def pin(p: Floats, pins: Sequence[Pin]) -> None:
    """Make the chosen rows certain."""
    for rows, row in pins:
        p[rows] = 0.0
        p[row] = 1.0
