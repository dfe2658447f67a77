"""Standard output, where data goes that no file is named for. It loads quickly: every call ends with it."""

import sys
from types import TracebackType
from typing import Self

from geomap.cli.terminal import json_escaped
from geomap.errors import InputError


class StandardOutput:
    """Standard output as a sink, in UTF-8 whatever the locale; harmless escapes where it is a terminal.

    Raises:
        InputError: it cannot be written, unless because its reader has left (BrokenPipeError).
    """

    def __init__(self) -> None:
        self._is_terminal = sys.stdout.isatty()

    def __enter__(self) -> Self:
        return self

    def write(self, text: str) -> None:
        """Add text."""
        if self._is_terminal:
            text = "\n".join(json_escaped(line) for line in text.split("\n"))
        try:
            sys.stdout.buffer.write(text.encode("utf-8"))
        except BrokenPipeError:
            raise
        except OSError as error:
            raise InputError(f"cannot write standard output: {error.strerror}") from error

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            flush_standard_output()


def flush_standard_output() -> None:
    """Push out what is buffered, so that a full disk is noticed.

    Raises:
        InputError: it cannot be written, unless because its reader has left (BrokenPipeError).
    """
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputError(f"cannot write standard output: {error.strerror}") from error
