"""The loop that map, parse, resolve and explain share: read, map under guard, hand on, count."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from geomap.batch.guard import map_guarded
from geomap.batch.look_ahead import with_homes
from geomap.cli.call import Call
from geomap.cli.failures import FailureLog
from geomap.cli.progress import ProgressBar
from geomap.cli.terminal import Warnings, say
from geomap.cli.tools import Mapper, Tools
from geomap.reading.articles import Reader
from geomap.reading.decoding import check_name
from geomap.reading.origin import Sourced
from geomap.records import Article, Failure, MappedArticle
from geomap.settings import Settings

_NAMED = 5  # names in the line that says which corrections were used
DONE, SOME_FAILED = 0, 1  # exit statuses; 2, nothing done, is what errors end in


@dataclass(slots=True, kw_only=True)
class Run:
    """One run over the articles of a call."""

    tools: Tools
    settings: Settings
    call: Call
    log: FailureLog
    bar: ProgressBar
    given_spans: bool = False  # resolve what the articles ask for, instead of recognising
    skip: Path | None = None
    warnings: Warnings = field(default_factory=Warnings)
    written: int = 0
    _mapper: Mapper | None = None

    def articles(self) -> Iterator[MappedArticle]:
        """The mapped articles, streaming; failures go to the log.

        Raises:
            InputError: no article at all could be mapped.
            GeomapError: nothing can be mapped here: no gazetteer, no model.
        """
        for outcome in map_guarded(self._sources(), self._map_many):
            if isinstance(outcome, Failure):
                self.log.add(outcome)
                continue
            self.written += 1
            self.log.note_written()
            self.bar.article()
            yield outcome
        self.bar.clear()
        for message in self._mapper.warnings if self._mapper is not None else ():
            self.warnings.warn(message)
        if not self.written:
            raise self.log.nothing_read()
        self._check_home()
        self.warnings.finish()
        self.log.tell()
        tell_corrections({each.id: each.name for each in self.mapper.used.values()})

    def _check_home(self) -> None:
        home = self.settings.home
        if home and not self.mapper.gazetteer.candidates(home):
            self.warnings.warn(f"the home {home} is in no gazetteer and had no effect; check its spelling")

    def _sources(self) -> Iterator[Sourced | Failure]:
        outcomes = sources(self.call, warn=self._warn, skip=self.skip, given_spans=self.given_spans)
        if self.settings.home or not self.settings.learn_home:
            return outcomes
        return with_homes(outcomes, lambda: self.mapper)

    def _warn(self, message: str) -> None:
        self.bar.clear()
        self.warnings.warn(message)

    @property
    def mapper(self) -> Mapper:
        """The mapper: made when the first article was read, so that a wrong call is told at once."""
        if self._mapper is None:
            self._mapper = self.tools.mapper(self.settings, self.bar.stage)
        return self._mapper

    def _map_many(self, articles: Sequence[Article]) -> list[MappedArticle]:
        return self.mapper.resolve_many(articles) if self.given_spans else self.mapper.map_many(articles)

    @property
    def status(self) -> int:
        """The exit status of a run in which something was written."""
        return SOME_FAILED if self.log.count else DONE


def tell_corrections(used: Mapping[str, str]) -> None:
    """Say on standard error which of people's corrections took part.

    Args:
        used: the names corrected, by the id of the judgement.
    """
    if used:
        names = list(dict.fromkeys(used.values()))
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        many = "1 correction" if len(used) == 1 else f"{len(used)} corrections"
        say(f"geomap: {many} used, of {', '.join(names[:_NAMED])}{more}; leave them out with --no-judgements")


def sources(
    call: Call, *, warn: Callable[[str], None], skip: Path | None = None, given_spans: bool = False
) -> Iterator[Sourced | Failure]:
    """The articles of a call with their origins, and failures of reading.

    Args:
        call: the inputs and how to read them.
        warn: told what was read but not as it stood.
        skip: a folder that is left out of walks.
        given_spans: whether articles must bring the spans to resolve.
    """
    if call.encoding is not None:
        check_name(call.encoding)
    reader = Reader(
        encoding=call.encoding,
        input_format=call.input_format,
        columns=call.columns,
        with_toponyms=given_spans,
        stdin=_standard_input(),
        skip=skip,
        warn=warn,
    )
    return reader.read(call.inputs)


def _standard_input() -> BinaryIO | None:
    return getattr(sys.stdin, "buffer", None)
