"""Progress on standard error, drawn only where that is a terminal."""

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:  # rich takes longer to import than --help may take
    from rich.progress import Progress as Bars
    from rich.progress import TaskID


class ProgressBar:
    """One line that says what is being done; it vanishes at the end.

    Its `stage` method is the progress callback of the mapper. Elsewhere than on a terminal nothing is drawn, and
    neither where data is being written to the same terminal.
    """

    def __init__(self, *, shares_terminal: bool = False) -> None:
        """Get ready.

        Args:
            shares_terminal: whether data goes to standard output while articles are mapped.
        """
        self._drawn = sys.stderr.isatty()
        self._counted = self._drawn and not (shares_terminal and sys.stdout.isatty())
        self._bars: Bars | None = None
        self._task: TaskID | None = None
        self._articles = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clear()

    def stage(self, what: str, share: float) -> None:
        """Say that so much of a step is done, from 0 to 1."""
        if not self._drawn:
            return
        if share >= 1.0:
            self.clear()
            return
        self._draw(f"building the gazetteer: {what}", share)

    def article(self) -> None:
        """Say that one more article is done."""
        self._articles += 1
        if self._counted:
            self._draw(f"articles: {self._articles}", None)

    def clear(self) -> None:
        """Take the line away."""
        if self._bars is not None:
            self._bars.stop()
            self._bars = self._task = None

    def _draw(self, text: str, share: float | None) -> None:
        if self._bars is None:
            from rich.console import Console  # noqa: PLC0415 - see above
            from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn  # noqa: PLC0415 - see above

            self._bars = Progress(
                SpinnerColumn(),
                TextColumn("{task.description}", markup=False),
                BarColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._bars.start()
            self._task = self._bars.add_task(text, total=None)
        assert self._task is not None, "made with the bars"
        total = None if share is None else 1.0
        self._bars.update(self._task, description=text, total=total, completed=share or 0.0)


class ArchiveBar(ProgressBar):
    """Progress over an archive: articles, and how many a minute."""

    def __init__(self) -> None:
        super().__init__()
        self._started = time.monotonic()

    def shards(self, done: int, before: int) -> None:
        """Say how many articles are done now, and how many an earlier run had done."""
        if not self._drawn:
            return
        rate = done / max(time.monotonic() - self._started, 1e-3)
        earlier = f" and {before:,} earlier" if before else ""
        self._draw(f"articles: {done:,}{earlier}, {rate * 60:,.0f} a minute", None)
