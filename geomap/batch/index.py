"""The run's index: one SQLite file that a search answers from.

It is made for questions of some milliseconds: what a question counts and sorts by lies together in one index, by place
and from the newest day to the oldest; the quotations, most of the file, are read for the few mentions that are shown.
Copies of an article have no mentions of their own here: maps and searches count them once.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from geomap.names import cached_key
from geomap.sphere import unit_vector

if TYPE_CHECKING:  # pyarrow, numpy; a search needs neither
    from geomap.batch.rows import ArticleRow, MentionRow
    from geomap.batch.tables import Places

INDEX = "index.sqlite"
VERSION = 2
_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE articles (number INTEGER PRIMARY KEY, id TEXT, title TEXT, url TEXT, date TEXT, day TEXT, domain TEXT,
    language TEXT, same_as INTEGER);
CREATE TABLE places (number INTEGER PRIMARY KEY, id TEXT, name TEXT, lon REAL, lat REAL, x REAL, y REAL, z REAL,
    country_code TEXT, admin1 TEXT, feature_code TEXT, mentions INTEGER, articles INTEGER);
CREATE TABLE names (key TEXT, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE mentions (number INTEGER PRIMARY KEY, article INTEGER, place INTEGER, day TEXT, start INTEGER,
    "end" INTEGER, kind TEXT, status TEXT, probability REAL, quote TEXT, quoted_from INTEGER);
"""
_INDEXES = """
CREATE INDEX mentions_by_place ON mentions (place, day DESC, article, start);
CREATE INDEX articles_by_copy ON articles (same_as) WHERE same_as IS NOT NULL;
CREATE INDEX places_by_point ON places (lat, x, y, z);
"""


def opened(path: Path) -> sqlite3.Connection:
    """A finished index, to read from; also where nothing may be written, and whatever its folder is called."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


@contextmanager
def _as_os_error() -> Iterator[None]:
    """A failure of SQLite as what it is to whoever chose the folder: a full disk, one that may not be written."""
    try:
        yield
    except sqlite3.Error as error:
        raise OSError(0, str(error)) from error


@contextmanager
def _sorting_in(folder: Path) -> Iterator[None]:
    """Let SQLite sort in files of this folder: nothing is written elsewhere, and no other disk can be full."""
    before = os.environ.get("SQLITE_TMPDIR")
    os.environ["SQLITE_TMPDIR"] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ["SQLITE_TMPDIR"]
        else:
            os.environ["SQLITE_TMPDIR"] = before


class IndexWriter:
    """Writes the index bit by bit.

    Raises:
        OSError: from every method: it cannot be written.
    """

    def __init__(self, path: Path, places: "Places") -> None:
        self._path, self._places = path, places

    @_as_os_error()
    def __enter__(self) -> Self:
        self._file = sqlite3.connect(self._path, isolation_level=None)
        self._file.executescript(_SCHEMA + f"PRAGMA user_version = {VERSION};")
        self._file.execute("BEGIN")
        return self

    @_as_os_error()
    def add(self, article: "ArticleRow", mentions: "Iterable[MentionRow]") -> None:
        """Add an article and its mentions; of a copy the article alone."""
        self._file.execute(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (article.number, article.id, article.title, article.url, article.date, article.day, article.domain,
             article.language, article.same_as),
        )  # fmt: skip
        if article.same_as is not None:
            return
        rows = [(each, None if each.place is None else self._places.number(each.place)) for each in mentions]
        self._file.executemany(
            "INSERT INTO mentions VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (article.number, place, article.day, each.start, each.end, each.kind, each.status, each.probability,
                 each.quote, each.quoted_from)
                for each, place in rows
            ],
        )  # fmt: skip
        self._name((each.key, place) for each, place in rows if place is not None)

    def _name(self, names: Iterable[tuple[str, int]]) -> None:
        self._file.executemany("INSERT OR IGNORE INTO names VALUES (?, ?)", names)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._finish()
        finally:
            self._file.close()

    @_as_os_error()
    def _finish(self) -> None:
        sums = self._places.sums.values()
        self._file.executemany(
            "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (each.number, each.place.get("id"), each.place["name"], each.place["lon"], each.place["lat"],
                 *unit_vector(each.place["lon"], each.place["lat"]), each.place.get("country_code"),
                 each.place.get("admin1"), each.place.get("feature_code"), each.mentions, each.articles)
                for each in sums
            ),
        )  # fmt: skip
        self._name((cached_key(each.place["name"]), each.number) for each in sums)
        self._file.execute("COMMIT")
        with _sorting_in(self._path.parent):
            self._file.executescript(_INDEXES + "ANALYZE;")
