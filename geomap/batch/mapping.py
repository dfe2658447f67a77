"""A run's map: the rows as columns while they stream by; its texts come from the index that was just written."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from geomap.batch.index import opened
from geomap.batch.rows import ArticleRow, Json, MentionRow
from geomap.batch.tables import Places
from geomap.export.archive_columns import ArchiveColumns, ArchivePlace
from geomap.export.archive_map import archive_map
from geomap.export.archive_payload import MOST_ROWS, chosen
from geomap.ports import Gazetteer
from geomap.records import Point


class MapColumns:
    """Collects what the map shows: numbers only, whatever the archive's size."""

    def __init__(self, places: Places) -> None:
        self.columns, self._places = ArchiveColumns(), places
        self._mentions = 0  # so far, without those of copies; the index numbers its rows the same way, from 1

    def add(self, article: ArticleRow, mentions: Sequence[MentionRow]) -> None:
        """Add an article and its mentions; of a copy only that there is one more."""
        self.columns.add_article(article.day, article.domain, article.same_as)
        if article.same_as is not None:
            return
        for number, mention in enumerate(mentions, self._mentions + 1):
            if mention.place is not None:
                place = self._places.number(mention.place)
                self.columns.add_mention(number, place, mention.kind, mention.probability or 0.0)
        for area in article.areas:
            place_of = mentions[area.mention].place
            if place_of is not None:
                self.columns.add_area(
                    self._places.number(place_of), middle=area.middle, low_m2=area.low_m2, high_m2=area.high_m2,
                    words=area.words, rough=area.rough,
                )  # fmt: skip
        self._mentions += len(mentions)

    def left_out(self) -> int:
        """Articles that name places and have no room on the map: the oldest of a large archive."""
        if len(self.columns.articles) <= MOST_ROWS:
            return 0
        return len(set(self.columns.articles)) - len(chosen(self.columns).articles)

    def places(self) -> list[ArchivePlace]:
        """The run's places, in the order of their numbers."""
        return [_place(each.place) for each in self._places.sums.values()]


class IndexTexts:
    """Titles and sentences out of a finished index."""

    def __init__(self, index: sqlite3.Connection) -> None:
        self._index = index

    def article(self, number: int) -> tuple[str, str | None]:
        """Title, or id where it has none, and address."""
        row = self._index.execute("SELECT title, id, url FROM articles WHERE number = ?", (number,)).fetchone()
        return (row[0] or "").strip() or row[1], row[2]

    def quote(self, mention: int) -> tuple[str, str, str]:
        """The text before a mention, its words, and the text after it."""
        quote, begin, length = self._index.execute(
            'SELECT quote, quoted_from, "end" - start FROM mentions WHERE number = ?', (mention,)
        ).fetchone()
        return quote[:begin], quote[begin : begin + length], quote[begin + length :]


def write_map(
    path: Path,
    columns: MapColumns,
    index: Path,
    gazetteer: Gazetteer,
    title: str | None,
    *,
    worldview: str | None = None,
) -> None:
    """Write map.html."""
    with closing(opened(index)) as texts:
        html = archive_map(columns.columns, columns.places(), IndexTexts(texts), gazetteer, title, worldview=worldview)
    path.write_text(html, "utf-8")


def _place(place: Json) -> ArchivePlace:
    return ArchivePlace(
        name=place["name"],
        point=Point(place["lon"], place["lat"]),
        country_code=place.get("country_code"),
        admin1=place.get("admin1"),
        feature_class=place.get("feature_class"),
        feature_code=place.get("feature_code"),
        radius_m=place.get("radius_m"),
    )
