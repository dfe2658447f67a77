"""The built gazetteer file, opened read-only and asked from several threads."""

import sqlite3
import threading
import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from geomap.errors import GazetteerError

FORM = "4"  # of the file, as geomap.gazetteers.fingerprint numbers it
CACHE_KIB = 16_384  # of pages each connection keeps
MMAP_BYTES = 256 * 1024 * 1024  # the whole file; pages are shared by all threads and processes


class SqliteFile:
    """One connection a thread: SQLite's own lock would make threads wait for each other.

    Raises:
        GazetteerError: the file is missing, no gazetteer, or of another form.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        if not path.is_file():
            raise GazetteerError(f"no gazetteer at {path}; run `geomap gazetteer build`")
        self.meta: dict[str, str] = dict(self.ask("SELECT name, value FROM meta"))
        if self.meta.get("form") != FORM:
            raise GazetteerError(
                f"the gazetteer {path} has form {self.meta.get('form')}, and {FORM} is needed; "
                "run `geomap gazetteer build`"
            )

    def ask(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows of the answer.

        Raises:
            GazetteerError: SQLite cannot read the file.
        """
        try:
            return self._connection().execute(query, values).fetchall()
        except UnicodeEncodeError:
            return []  # half a character is in no name
        except sqlite3.Error as error:
            raise GazetteerError(
                f"cannot read the gazetteer {self.path}: {error}; remove it and run `geomap gazetteer build`"
            ) from error

    def _connection(self) -> sqlite3.Connection:
        held: _Held | None = getattr(self._local, "held", None)
        if held is None:
            # nothing is ever written, so no lock is asked for
            address = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
            connection = sqlite3.connect(address, uri=True, check_same_thread=False)
            connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            connection.execute(f"PRAGMA mmap_size = {MMAP_BYTES}")
            held = self._local.held = _Held(connection)
        return held.connection


class _Held:
    """A thread's connection, closed when the thread, this object's file or the program ends."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        weakref.finalize(self, connection.close)
