"""INPUT arguments to files: a file as it is, a folder walked once in the order of its sorted names."""

import os
import re
import stat
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from geomap.errors import InputError
from geomap.reading.compressed import SUFFIXES
from geomap.reading.origin import Origin, without_surrogates
from geomap.records import Failure

FORMATS = {
    ".txt": "text", ".md": "text", ".html": "html", ".htm": "html", ".json": "json", ".jsonl": "jsonl",
    ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv", ".parquet": "parquet", ".xml": "xml", ".rss": "xml",
    ".atom": "xml", ".warc": "warc",
}  # fmt: skip
TAKEN = (
    "files named .txt .md .html .htm .json .jsonl .csv .tsv .parquet .xml .rss .atom or .warc, packed (.gz .zst) or "
    "not, folders of such files, and - for standard input"
)

_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file to read: where it is, how it is shown, what its articles are called, and its format."""

    path: Path
    origin: Origin
    name: str  # of the file; in a folder, its path from there
    format: str  # one of FORMATS


def shown(path: str | os.PathLike[str]) -> str:
    """A path as valid Unicode: bytes of a file name that are no UTF-8 become U+FFFD."""
    return without_surrogates(os.fspath(path))[0]


def find(
    argument: str, unnamed: str | None, skip: Path | None, warn: Callable[[str], None]
) -> Iterator[Found | Failure]:
    """The files of one INPUT argument.

    Args:
        argument: a file or a folder, as on the command line.
        unnamed: format of a file whose name does not tell; None refuses it.
        skip: a folder that is left out of walks: where this run writes.
        warn: told of files that a walk passed by.
    """
    origin = Origin(file=shown(argument))
    try:
        path = Path(argument)
        if not path.is_dir():
            yield Found(path=path, origin=origin, name=shown(path.name), format=_format(argument, path, unnamed))
            return
    except InputError as error:
        yield origin.failure(str(error))
        return
    except OSError as error:
        yield origin.failure(reason(error))
        return
    walk = _Walk(path, skip)
    count = 0
    for found in walk.files():
        count += 1
        yield found
    kinds = ", ".join(f"{suffix} {number}" for suffix, number in sorted(walk.passed_by.items()))
    if not count:
        yield origin.failure(
            f"is a folder without articles{f' (it holds {kinds})' if kinds else ''}; geomap reads {TAKEN}"
        )
    elif kinds:
        warn(f"{origin}: files of other kinds were passed by: {kinds}")


def reason(error: OSError) -> str:
    """What a file's error means to the person who named the file."""
    if isinstance(error, FileNotFoundError):
        return "no such file or folder; check its name"
    if isinstance(error, PermissionError):
        return "may not be read; check its permissions"
    return f"cannot be read: {error.strerror or type(error).__name__}"


def format_of(path: Path, unnamed: str | None = None) -> str | None:
    """The format that a file's name tells, packed or not; `unnamed` where it tells none."""
    plain = path.with_suffix("") if path.suffix.lower() in SUFFIXES else path
    return FORMATS.get(plain.suffix.lower(), unnamed)


def _format(argument: str, path: Path, unnamed: str | None) -> str:
    if _URL.match(argument):
        raise InputError("is an address; geomap opens no connection for it: save the page as .html and give that file")
    mode = path.stat().st_mode
    format_ = format_of(path, unnamed)
    if not stat.S_ISREG(mode):
        raise InputError("is no regular file; use - to read standard input")
    if format_ is None:
        kind = f"of the kind {shown(path.suffix)}" if path.suffix else "without a suffix"
        raise InputError(f"is a file {kind}; geomap reads {TAKEN} (--input-format says how to read another one)")
    return format_


class _Walk:
    """One walk through a folder: hidden names are left out, nothing is visited twice."""

    def __init__(self, top: Path, skip: Path | None) -> None:
        self._top = top
        self._visited = set() if skip is None else {os.path.realpath(skip)}
        self.passed_by: Counter[str] = Counter()

    def files(self) -> Iterator[Found | Failure]:
        yield from self._folder(self._top)

    def _folder(self, folder: Path) -> Iterator[Found | Failure]:
        if not self._first_visit(folder):
            return
        try:
            with os.scandir(folder) as entries:
                names = sorted(entry.name for entry in entries if not entry.name.startswith("."))
        except OSError as error:
            yield Origin(file=shown(folder)).failure(reason(error))
            return
        for name in names:
            yield from self._entry(folder / name)

    def _entry(self, path: Path) -> Iterator[Found | Failure]:
        format_ = format_of(path)
        try:
            is_folder, is_odd = path.is_dir(), path.exists() and not path.is_file()
        except OSError as error:  # a folder that may be listed but not entered; a path too long for the system
            yield Origin(file=shown(path)).failure(reason(error))
            return
        if is_folder:
            yield from self._folder(path)
        elif format_ is None or is_odd:
            self.passed_by[shown(path.suffix) or "(no suffix)"] += 1
        elif self._first_visit(path):
            name = shown(path.relative_to(self._top).as_posix())
            yield Found(path=path, origin=Origin(file=shown(path)), name=name, format=format_)

    def _first_visit(self, path: Path) -> bool:
        real = os.path.realpath(path)
        if real in self._visited:
            return False
        self._visited.add(real)
        return True
