"""The fingerprint of a folder of tables: which facts, and which form of the built file, an answer rests on."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from geomap.errors import GazetteerError
from geomap.gazetteers.tables import CURATED, HARVESTED, table_files

FORM = 4  # of the built file; raised when the reader of the old form would misread the new one
DIGITS = 16  # 64 bits: no two sets of tables that anybody makes by hand or program meet by chance


def fingerprint(tables: Path, folders: Sequence[str] = (HARVESTED, CURATED)) -> str:
    """Hex digits of a SHA-256 over the names and bytes of all tables in the folder.

    Every byte is read (about 12 MB, some 20 ms): a list of sizes or dates would miss an edit that keeps them.

    Raises:
        GazetteerError: the folder holds no table, or one cannot be read.
    """
    files = table_files(tables, folders)
    if not files:
        raise GazetteerError(f"no gazetteer tables in {tables}; install geomap again, or name their folder")
    digest = hashlib.sha256(f"form {FORM}\n".encode())
    try:
        for path in files:
            digest.update(f"{path.relative_to(tables).as_posix()} {path.stat().st_size}\n".encode())
            digest.update(path.read_bytes())
    except OSError as error:
        raise GazetteerError(f"cannot read the tables in {tables}: {error}; check the folder's permissions") from error
    return digest.hexdigest()[:DIGITS]
