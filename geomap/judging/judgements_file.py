"""The judgements file: JSON lines, only ever added to, so that several people, tabs and runs can share it.

A judgement is one write to the end of the file, flushed to the disk before anybody is told that it is kept. A line that
a power cut left unfinished is passed over with a warning, and the next judgement starts on a line of its own.
"""

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from geomap.errors import InputError, RecordError
from geomap.judging.json_form import from_dict, to_dict
from geomap.records import Judgement


@dataclass(frozen=True, slots=True)
class Kept:
    """What a judgements file holds.

    Attributes:
        judgements: in the order in which they were made.
        damaged: a sentence for each line that cannot be used.
        size: bytes read, so that a reader can tell whether more has come.
    """

    judgements: tuple[Judgement, ...] = ()
    damaged: tuple[str, ...] = ()
    size: int = 0


def read(path: Path) -> Kept:
    """Everything kept so far; a file that does not exist yet holds nothing. A judgement kept twice counts once.

    Raises:
        InputError: the file cannot be read.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Kept()
    except OSError as error:
        raise InputError(
            f"cannot read the judgements in {path}: {error.strerror}; name another file or --no-judgements"
        ) from error
    found: dict[str, Judgement] = {}
    damaged = []
    for number, line in enumerate(content.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            judgement = from_dict(json.loads(line))
            found.setdefault(judgement.id, judgement)
        except (RecordError, ValueError, RecursionError) as error:  # ValueError: not UTF-8, or no JSON
            damaged.append(
                f"line {number} of {path} is no judgement and was passed over: {' '.join(str(error).split())}"
            )
    return Kept(tuple(found.values()), tuple(damaged), len(content))


def digest(judgements: Sequence[Judgement]) -> str | None:
    """Tells one list of judgements from another: 16 hexadecimal digits; None when there are none."""
    if not judgements:
        return None
    return hashlib.sha256("\n".join(each.id for each in judgements).encode()).hexdigest()[:16]


def append(path: Path, judgements: Sequence[Judgement]) -> None:
    """Add judgements at the end, in one write, and return when the disk has them.

    Raises:
        InputError: the file cannot be written.
    """
    lines = "".join(
        json.dumps(to_dict(each), ensure_ascii=False, separators=(",", ":")) + "\n" for each in judgements
    ).encode()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
        try:
            _write_all(handle, (b"" if _ends_a_line(handle) else b"\n") + lines)
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise InputError(f"cannot keep judgements in {path}: {error.strerror}; name another file") from error


def _ends_a_line(handle: int) -> bool:
    size = os.fstat(handle).st_size
    if not size:
        return True
    os.lseek(handle, size - 1, os.SEEK_SET)
    return os.read(handle, 1) == b"\n"


def _write_all(handle: int, content: bytes) -> None:
    view = memoryview(content)
    while view:  # a file takes all at once unless the disk is full, and then the next call says so
        view = view[os.write(handle, view) :]
