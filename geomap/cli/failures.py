"""Failures to errors.jsonl, or to standard error where the data goes to standard output."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

import click

from geomap.batch.guard import described
from geomap.cli.outputs import FileSink
from geomap.cli.terminal import json_escaped, say
from geomap.codec import dumps, failure_to_dict
from geomap.errors import InputError
from geomap.records import Failure


class FailureLog:
    """Keeps the failures of a run.

    Until an article was written they are held back: a run that reads nothing says one line instead. The file of an
    earlier run goes away when this one ends well without failures.
    """

    def __init__(self, path: Path | None, before: Callable[[], None] = lambda: None) -> None:
        """Log.

        Args:
            path: a file; None: standard error.
            before: called before the file is made: makes its folder.
        """
        self._path, self._before = path, before
        self._held: list[Failure] = []
        self._written = 0
        self._sink: FileSink | None = None
        self._stack = ExitStack()
        self.count = 0

    def __enter__(self) -> Self:
        return self

    def add(self, failure: Failure) -> None:
        """Log a failure."""
        self.count += 1
        self._held.append(failure)
        if self._written:
            self._release()

    def note_written(self) -> None:
        """Say that an article was written."""
        self._written += 1
        if self._held:
            self._release()

    def _release(self) -> None:
        for failure in self._held:
            line = dumps(failure_to_dict(failure))
            if self._path is None:
                click.echo(json_escaped(line), err=True)
            else:
                if self._sink is None:
                    self._before()
                    self._sink = self._stack.enter_context(FileSink(self._path))
                self._sink.write(line + "\n")
        self._held.clear()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)
        if kind is None and not self.count and self._path is not None:
            self._path.unlink(missing_ok=True)

    def tell(self) -> None:
        """Say on standard error where the failures are, unless they went there themselves."""
        if self.count and self._path is not None:
            say(f"geomap: {self.count} of the articles failed, see {self._path}")

    def nothing_read(self) -> InputError:
        """The error of a run in which no article could be written; several failures are kept in the file."""
        first = described(self._held[0]) if self._held else "no article was read"
        if self.count <= 1:
            return InputError(first)
        if self._path is None:
            return InputError(f"{first} (and {self.count - 1} more like it; -o FILE keeps them in FILE.errors.jsonl)")
        self._release()
        self._stack.close()
        return InputError(f"{first} (and {self.count - 1} more, see {self._path})")
