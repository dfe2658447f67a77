"""The folder of a run: shards that are whole or absent, and what is made of them at the end."""

import io
import os
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import zstandard

from geomap.batch.shards import Done, Shard
from geomap.errors import InputError

SHARDS = "shards"
_ARTICLES, _FAILURES = ".jsonl.zst", ".errors.jsonl"


class ShardStore:
    """Results of shards as files: written beside their place first, so that a name means a whole file.

    Raises:
        InputError: from every method: the disk is full, the folder read-only, a file damaged.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / SHARDS

    def has(self, shard: Shard) -> bool:
        """Whether the shard's result was kept, by this run or an earlier one."""
        return self._articles(shard.name).exists()

    def keep(self, shard: Shard, done: Done) -> None:
        """Write a result. The failures come first: the articles' name says that both are there."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if done.failures:
                write_whole(self._folder / f"{shard.name}{_FAILURES}", done.failures.encode())
            write_whole(self._articles(shard.name), done.articles)
        except OSError as error:
            raise refusal(self._folder, error) from error

    def drop_others(self, names: set[str]) -> None:
        """Forget the shards that are none of these, and what a run that was killed had half written."""
        for path in self._files():
            if path.name.split(".", 1)[0] not in names:
                path.unlink(missing_ok=True)

    def articles(self, name: str) -> bytes:
        """A shard's zstd frames as they are."""
        return self._read(self._articles(name))

    def lines(self, name: str) -> Iterator[str]:
        """A shard's articles as JSON lines."""
        packed = zstandard.ZstdDecompressor().stream_reader(self.articles(name), read_across_frames=True)
        try:
            with io.TextIOWrapper(packed, "utf-8", newline="\n") as lines:
                yield from lines
        except (zstandard.ZstdError, UnicodeDecodeError) as error:
            raise InputError(f"{self._articles(name)} is damaged: {error}; delete it and use --resume") from error

    def failures(self, name: str) -> str:
        """A shard's lines of errors.jsonl."""
        path = self._folder / f"{name}{_FAILURES}"
        return self._read(path).decode() if path.exists() else ""

    def _articles(self, name: str) -> Path:
        return self._folder / f"{name}{_ARTICLES}"

    def _files(self) -> list[Path]:
        """Shards, and half-written ones, whose names begin with a full stop."""
        if not self._folder.is_dir():
            return []
        return sorted((*self._folder.glob("[0-9]*.jsonl*"), *self._folder.glob(".[0-9]*.jsonl*")))

    def _read(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError as error:
            raise InputError(f"cannot read {path}: {error.strerror}; use --resume to make it again") from error


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that appears whole or not at all."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o666 & ~_mask())  # as any file of the user's; mkstemp's own are for nobody else's eyes
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


@cache
def _mask() -> int:
    mask = os.umask(0)  # there is no way to look without setting it
    os.umask(mask)
    return mask


def refusal(folder: Path, error: OSError) -> InputError:
    """What a failure to write means to whoever chose the folder."""
    return InputError(
        f"cannot write into {folder}: {error.strerror or type(error).__name__}; what was finished is kept: make room, "
        "or choose another place with -o, and use --resume"
    )
