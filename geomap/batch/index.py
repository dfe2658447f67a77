"""The run's index: one SQLite file that a search answers from."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from geomap.batch.rows import ArticleRow, MentionRow
from geomap.batch.tables import Places
from geomap.names import cached_key

VERSION = 1
_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE articles (number INTEGER PRIMARY KEY, id TEXT, title TEXT, url TEXT, date TEXT, day TEXT, domain TEXT,
    language TEXT, same_as INTEGER);
CREATE TABLE places (number INTEGER PRIMARY KEY, id TEXT, name TEXT, key TEXT, lon REAL, lat REAL, country_code TEXT,
    admin1 TEXT, feature_code TEXT, mentions INTEGER, articles INTEGER);
CREATE TABLE mentions (article INTEGER, place INTEGER, start INTEGER, "end" INTEGER, key TEXT, kind TEXT, status TEXT,
    probability REAL, quote TEXT, quoted_from INTEGER);
"""
_INDEXES = """
CREATE INDEX mentions_by_place ON mentions (place);
CREATE INDEX mentions_by_key ON mentions (key, place);
CREATE INDEX places_by_key ON places (key);
CREATE INDEX articles_by_copy ON articles (same_as);
CREATE INDEX places_by_point ON places (lat, lon);
"""


class IndexWriter:
    """Writes the index bit by bit."""

    def __init__(self, path: Path, places: Places) -> None:
        self._path, self._places = path, places

    def __enter__(self) -> Self:
        self._file = sqlite3.connect(self._path, isolation_level=None)
        self._file.executescript(_SCHEMA + f"PRAGMA user_version = {VERSION};")
        self._file.execute("BEGIN")
        return self

    def add(self, article: ArticleRow, mentions: Iterable[MentionRow]) -> None:
        """Add an article and its mentions."""
        self._file.execute(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (article.number, article.id, article.title, article.url, article.date, article.day, article.domain,
             article.language, article.same_as),
        )  # fmt: skip
        self._file.executemany(
            "INSERT INTO mentions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (article.number, None if each.place is None else self._places.number(each.place), each.start, each.end,
                 each.key, each.kind, each.status, each.probability, each.quote, each.quoted_from)
                for each in mentions
            ],
        )  # fmt: skip

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._file.executemany(
                    "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    [
                        (each.number, each.place.get("id"), each.place["name"], cached_key(each.place["name"]),
                         each.place["lon"], each.place["lat"], each.place.get("country_code"),
                         each.place.get("admin1"), each.place.get("feature_code"), each.mentions, each.articles)
                        for each in self._places.sums.values()
                    ],
                )  # fmt: skip
                self._file.execute("COMMIT")
                self._file.executescript(_INDEXES + "ANALYZE;")
        finally:
            self._file.close()
