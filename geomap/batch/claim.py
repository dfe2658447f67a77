"""A run's claim on its folder: one run writes there at a time, and whether it can is known before work is done."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geomap.errors import InputError

try:
    import fcntl
except ImportError:  # Windows: two runs in one folder are then the user's to avoid
    fcntl = None  # type: ignore[assignment]


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """Make the folder and hold it until the block ends. A run that was killed holds nothing.

    Raises:
        InputError: it cannot be made or written, or another run is writing into it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise InputError(
            f"cannot write into {folder}: {error.strerror or type(error).__name__}; choose another place with -o"
        ) from error
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        _lock(handle, folder)
        yield
    finally:
        os.close(handle)


def _lock(handle: int, folder: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
            raise InputError(
                f"another run is writing into {folder}: wait for its end, or choose another place with -o"
            ) from error
        # else a file system without locks: as on Windows
