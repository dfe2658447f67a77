"""Mentions as rows of comma-separated values, one a mention, for spreadsheets and data frames."""

import csv
from collections.abc import Iterable
from typing import Protocol

from geomap.records import MappedArticle, Resolution

COLUMNS = (
    "article", "start", "end", "text", "kind", "status", "probability", "place_id", "name", "lon", "lat",
    "country_code", "admin1", "feature_class", "feature_code", "population", "radius_m",
    "region", "region_west", "region_south", "region_east", "region_north",
)  # fmt: skip

Cell = str | int | float | None


class TextSink(Protocol):
    """Takes text."""

    def write(self, text: str, /) -> object:
        """Take more text."""
        ...


def write_csv(mapped: Iterable[MappedArticle], stream: TextSink) -> None:
    r"""Write a heading and a row for each mention, streaming; lines end with \n, empty cells are unknown.

    Args:
        mapped: articles, in the order of their rows.
        stream: takes the text; an article's own text is never written, only the mentions.
    """
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in mapped:
        writer.writerows([one.article.id, *_row(resolution)] for resolution in one.resolutions)


def _row(resolution: Resolution) -> list[Cell]:
    mention, place, region = resolution.mention, resolution.place, resolution.region
    row: list[Cell] = [
        mention.span.start,
        mention.span.end,
        mention.text,
        mention.kind.value,
        resolution.status.value,
        _rounded(resolution.probability, 4),
    ]
    if place is None:
        row += [None] * 10
    else:
        row += [place.id, place.name, _rounded(place.point.lon, 6), _rounded(place.point.lat, 6), place.country_code]
        row += [place.admin1, place.feature_class, place.feature_code, place.population or None]
        row += [_rounded(place.radius_m, 1)]
    if region is None:
        return row + [None] * 5
    box = region.bbox
    return [*row, region.relation, *(round(edge, 6) for edge in (box.west, box.south, box.east, box.north))]


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
