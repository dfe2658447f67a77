"""Where data goes: files that are whole or absent."""

import os
import stat
import tempfile
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol, Self

from geomap.errors import InputError


class Sink(Protocol):
    """Takes data bit by bit and settles it at the end of its `with` block."""

    def write(self, text: str) -> object:
        """Take more data."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class FileSink:
    """A file that appears whole when its block ends without an error; otherwise what was there before stays.

    Raises:
        InputError: the file cannot be written: no such folder, no permission, disk full.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._temporary: Path | None = None
        self._stream: BinaryIO | None = None

    def __enter__(self) -> Self:
        try:
            self._open()
        except OSError as error:
            raise self._refusal(error) from error
        return self

    def _open(self) -> None:
        target = Path(os.path.realpath(self._path))  # a link stays a link
        mode = target.stat().st_mode if target.exists() else None
        if mode is not None and stat.S_ISDIR(mode):
            raise IsADirectoryError(0, "it is a folder")
        if mode is not None and not stat.S_ISREG(mode):
            self._stream = target.open("wb")  # /dev/null, a pipe: never to be replaced by a file
            return
        if mode is not None and not os.access(target, os.W_OK):
            raise PermissionError(0, "it is read-only")
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:80]}.", dir=target.parent)
        self._temporary, self._path = Path(name), target
        self._stream = os.fdopen(handle, "wb")
        umask = os.umask(0)
        os.umask(umask)
        self._temporary.chmod(0o666 & ~umask if mode is None else stat.S_IMODE(mode))

    def write(self, text: str) -> None:
        """Add text, in UTF-8."""
        assert self._stream is not None, "write inside the with block"
        try:
            self._stream.write(text.encode("utf-8"))
        except OSError as error:
            raise self._refusal(error) from error

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._stream is not None, "left only when entered"
        try:
            with self._stream as stream:
                if kind is None and self._temporary is not None:
                    stream.flush()
                    os.fsync(stream.fileno())
            if kind is None and self._temporary is not None:
                self._temporary.replace(self._path)
                self._temporary = None
        except OSError as failure:
            if kind is None:
                raise self._refusal(failure) from failure
        finally:
            if self._temporary is not None:
                self._temporary.unlink(missing_ok=True)

    def _refusal(self, error: OSError) -> InputError:
        return InputError(
            f"cannot write {self._path}: {error.strerror or type(error).__name__}; choose another place with -o"
        )


def make_folder(path: Path) -> None:
    """Make a folder for results.

    Raises:
        InputError: it cannot be made or written.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise InputError(f"cannot write {path}: it is a file, not a folder; choose another place with -o") from error
    except OSError as error:
        raise InputError(f"cannot make the folder {path}: {error.strerror}; choose another place with -o") from error
    if not os.access(path, os.W_OK):
        raise InputError(f"cannot write into {path}: it is read-only; choose another place with -o")


def refuse_overwriting(target: Path, inputs: tuple[str, ...]) -> None:
    """Refuse an output that is one of the inputs.

    Raises:
        InputError: it is.
    """
    for name in inputs:
        try:
            same = target.samefile(name)
        except OSError:
            continue
        if same:
            raise InputError(f"{target} is an input of this call and would be overwritten; choose another -o")
