"""Answers of the geocoding service kept on disk, and the pace of requests that all processes on a machine share."""

import json
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from geomap.errors import GeocoderError, SettingsError

_TABLES = """
CREATE TABLE IF NOT EXISTS answers (service TEXT, query TEXT, answer TEXT NOT NULL, PRIMARY KEY (service, query));
CREATE TABLE IF NOT EXISTS pace (service TEXT PRIMARY KEY, next REAL NOT NULL);
"""
_BUSY_S = 30.0  # how long a process waits for another one that is writing
_LONGEST_QUEUE_S = 60.0  # a later turn than this comes from a clock that was set back


def normalised(name: str) -> str:
    """The key of a question: names that differ in case, white space or Unicode form only are one question."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


class AnswerStore:
    """Kept answers of one service, found and not found alike; safe across threads and processes.

    Raises:
        GeocoderError: the file cannot be used any more; every method may raise it.
    """

    def __init__(self, path: Path, service: str) -> None:
        """Open or make the file.

        Args:
            path: an SQLite file; its folder is made.
            service: the address of the service: answers of another one are not mixed in.

        Raises:
            SettingsError: the file cannot be made or is damaged.
        """
        self._path, self._service = path, service
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with self._open() as file:
                file.executescript(_TABLES)
        except OSError as error:
            raise SettingsError(f"cannot keep geocoder answers in {path.parent}: {error.strerror}") from error
        except GeocoderError as error:
            raise SettingsError(str(error)) from error

    def get(self, name: str) -> list[Any] | None:
        """The kept answer, empty for a name that the service does not know; None: never asked."""
        with self._open() as file:
            row = file.execute(
                "SELECT answer FROM answers WHERE service = ? AND query = ?", (self._service, normalised(name))
            ).fetchone()
            return None if row is None else _rows(row[0])

    def keep(self, name: str, rows: list[Any]) -> None:
        """Keep an answer; the first one for a name stays, so that runs side by side agree."""
        text = json.dumps(rows, ensure_ascii=False, sort_keys=True)
        with self._open() as file:
            file.execute(
                "INSERT INTO answers VALUES (?, ?, ?) ON CONFLICT DO NOTHING", (self._service, normalised(name), text)
            )

    def take_turn(self, now: float, interval_s: float) -> float:
        """Reserve the next request and say in how many seconds it may start.

        Args:
            now: seconds since the epoch.
            interval_s: least time between two requests of all processes.
        """
        with self._open() as file:
            file.execute("BEGIN IMMEDIATE")
            row = file.execute("SELECT next FROM pace WHERE service = ?", (self._service,)).fetchone()
            turn = max(now, row[0]) if row and row[0] - now <= max(_LONGEST_QUEUE_S, interval_s) else now
            file.execute("INSERT OR REPLACE INTO pace VALUES (?, ?)", (self._service, turn + interval_s))
        return turn - now

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=_BUSY_S)) as file, file:
                yield file
        except (sqlite3.Error, ValueError) as error:
            raise GeocoderError(
                f"the kept geocoder answers in {self._path} cannot be used: {error}; move the file away"
            ) from error


def _rows(text: str) -> list[Any]:
    rows = json.loads(text)
    if not isinstance(rows, list):
        raise ValueError("an answer is no list")  # noqa: TRY004 - translated with JSON's own errors, see _open
    return rows
