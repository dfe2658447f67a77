"""Streams that may be packed with gzip or zstd, told by their first bytes whatever their names say."""

import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from geomap.errors import InputError

GZIP, ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
SUFFIXES = (".gz", ".zst")


@contextmanager
def unpacked(stream: BinaryIO) -> Iterator[io.BufferedReader]:
    """The stream's content, unpacked as it is read; whoever opened the stream closes it.

    Raises:
        InputError: inside the `with` block, where what is packed turns out to be damaged or cut short.
    """
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(_raw(stream))
    head = buffered.peek(4)[:4]
    try:
        if head.startswith(GZIP):
            import gzip  # noqa: PLC0415 - only where it is met

            yield io.BufferedReader(_raw(gzip.GzipFile(fileobj=buffered)))
        elif head.startswith(ZSTD):
            import zstandard  # noqa: PLC0415 - same

            reader = zstandard.ZstdDecompressor().stream_reader(buffered, read_across_frames=True, closefd=False)
            yield io.BufferedReader(_raw(reader))
        else:
            yield buffered
    except (EOFError, zlib.error) as error:
        raise InputError(f"is a gzip archive that is damaged or cut short: {error}; fetch it again") from error
    except OSError as error:
        if type(error).__name__ != "BadGzipFile":
            raise
        raise InputError(f"is a gzip archive that is damaged: {error}; fetch it again") from error
    except Exception as error:
        if type(error).__name__ != "ZstdError":
            raise
        raise InputError(f"is a zstd archive that is damaged: {error}; fetch it again") from error


def _raw(stream: object) -> io.RawIOBase:
    # BufferedReader needs only readinto, which readers of every kind have
    return stream  # type: ignore[return-value]  # typeshed knows RawIOBase only
