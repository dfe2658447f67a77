"""`geomap evaluate`: the project's own accuracy report on annotated articles."""

import time
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geomap.cli.options import finds
from geomap.cli.tools import Tools

if TYPE_CHECKING:  # numpy; --help needs it not
    from geomap.cli.failures import FailureLog
    from geomap.cli.gold_files import GoldFile
    from geomap.cli.outputs import Sink
    from geomap.cli.progress import ProgressBar
    from geomap.cli.tools import Mapper
    from geomap.evaluation.gold import NameTables
    from geomap.evaluation.report import Protocol
    from geomap.records import MappedArticle, Provenance


@click.command()
@click.argument("gold", metavar="GOLD.jsonl...", nargs=-1, required=True)
@click.option("--given-spans", is_flag=True, help="Measure resolution alone: the mentions are given, not found.")
@click.option(
    "--folds", metavar="FILE", help="A split of the corpora: shows how new pairs of name and place are resolved, too."
)
@click.option(
    "--names", metavar="DIR", help="Judge by the country_names.tsv and demonyms.tsv of this folder, not by our own."
)
@finds
@click.option("--worst", type=click.IntRange(0), default=10, metavar="N", help="Mistakes of each kind (default: 10).")
@click.option("--json", "json_", metavar="FILE", help="Write the figures as JSON, a line a gold file (-: and no text).")
@click.pass_obj
def evaluate(
    tools: Tools,
    *,
    gold: tuple[str, ...],
    given_spans: bool,
    folds: str | None,
    names: str | None,
    recogniser: str | None,
    worst: int,
    json_: str | None,
) -> int:
    """Measure the accuracy on articles whose places are known.

    GOLD.jsonl holds an article a line: `id`, `text` and `toponyms`, a list of objects with `start`, `end` and, where
    the place is known, `lon` and `lat`. Each file is reported for itself: how well mentions are found in the raw text
    and placed, how well the annotated ones are placed, how honest the probabilities are, which mentions are harder
    than others, and the worst mistakes.
    """
    from geomap.cli.failures import FailureLog  # noqa: PLC0415 - --help stays quick without these
    from geomap.cli.gold_files import read_gold, read_names  # noqa: PLC0415 - same
    from geomap.cli.outputs import FileSink, refuse_overwriting  # noqa: PLC0415 - same
    from geomap.cli.progress import ProgressBar  # noqa: PLC0415 - same
    from geomap.cli.standard_output import StandardOutput  # noqa: PLC0415 - same

    # The report is about the program, not about who corrected it.
    settings = tools.settings(recogniser=recogniser, corrected=False)
    tables = read_names(names) if names is not None else tools.name_tables(settings)
    with ExitStack() as stack:
        log, bar = stack.enter_context(FailureLog(None)), stack.enter_context(ProgressBar())
        sink: Sink | None = None
        if json_ is not None:
            refuse_overwriting(Path(json_), gold)
            output: Sink = StandardOutput() if json_ == "-" else FileSink(Path(json_))
            sink = stack.enter_context(output)
        mapper: Mapper | None = None
        for path in gold:
            corpus = read_gold(path, log)
            if corpus.golds:
                mapper = mapper or tools.mapper(settings, bar.stage)
                protocol = _protocol(corpus, tables, mapper, folds, worst)
                run = _Run(
                    mapper=mapper, log=log, bar=bar, corpus=corpus, protocol=protocol, learn_home=settings.learn_home
                )
                run.report(raw=not given_spans)
                bar.clear()
                run.show(sink, quiet=json_ == "-")
        if mapper is None:
            raise log.nothing_read()
    return 1 if log.count else 0


def _protocol(corpus: "GoldFile", tables: "NameTables", mapper: "Mapper", folds: str | None, worst: int) -> "Protocol":
    from geomap.cli.gold_files import read_folds  # noqa: PLC0415 - see above
    from geomap.evaluation.folds import new_pairs  # noqa: PLC0415 - same
    from geomap.evaluation.report import Protocol  # noqa: PLC0415 - same

    is_new = None if folds is None else new_pairs(corpus.golds, read_folds(folds, corpus.corpus))
    return Protocol(tables=tables, gazetteer=mapper.gazetteer, is_new=is_new, worst=worst)


@dataclass(slots=True, kw_only=True)
class _Run:
    """The report on one corpus.

    Attributes:
        homes: publishers whose home was learned, and articles that it was used for.
        failed: ids of articles that could not be mapped; they count as empty and are logged once.
        learn_home: whether articles that share a web domain tell where its publisher sits.
        lines: the report for people.
        figures: the report for programs.
        speeds: what each pass took; told apart from the report, which is the same for the same input.
    """

    mapper: "Mapper"
    log: "FailureLog"
    bar: "ProgressBar"
    corpus: "GoldFile"
    protocol: "Protocol"
    learn_home: bool
    provenance: "Provenance | None" = None
    homes: dict[str, set[str]] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    lines: list[str] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)
    speeds: list[str] = field(default_factory=list)

    def report(self, *, raw: bool) -> None:
        """Map the articles and score them: their raw texts if asked, then their annotated spans."""
        from geomap.evaluation.rendering import given_json, given_lines, text_json, text_lines  # noqa: PLC0415 - same
        from geomap.evaluation.report import given_report, text_report  # noqa: PLC0415 - same

        golds = self.corpus.golds
        if raw:
            found = text_report(golds, self._predicted("read", given_spans=False), self.protocol)
            self.lines += text_lines(found)
            self.figures |= text_json(found)
        resolved = given_report(golds, self._predicted("resolved", given_spans=True), self.protocol)
        self.lines += given_lines(resolved)
        self.figures |= given_json(resolved)
        self.lines[:0] = self._head(resolved.gold, resolved.gold_with_point)

    def _head(self, gold: int, with_point: int) -> list[str]:
        articles = len(self.corpus.golds)
        made = self.provenance
        settings = dict(made.settings) if made else {}
        by = {"geomap": made.geomap, "gazetteer": made.gazetteer, "recogniser": made.recognizer} if made else {}
        self.figures = {
            "gold": self.corpus.name,
            "corpus": self.corpus.corpus,
            "docs": articles,
            "gold_mentions": gold,
            "gold_with_coordinates": with_point,
            "made_with": {**by, "settings": settings},
            "homes_learned": {"publishers": len(self.homes), "articles": sum(map(len, self.homes.values()))},
            **self.figures,
        }
        return [
            f"{self.corpus.name}: {articles:,} articles, {gold:,} gold mentions, {with_point:,} with a point",
            *(f"  {name} {value}" for name, value in (by | settings).items()),
            *self._homes_line(),
        ]

    def _homes_line(self) -> list[str]:
        if not self.homes:
            return []
        articles = sum(map(len, self.homes.values()))
        return [f"  homes learned {len(self.homes)}, for {articles:,} articles"]

    def _predicted(self, verb: str, *, given_spans: bool) -> "dict[str, MappedArticle]":
        from geomap.batch.guard import map_guarded  # noqa: PLC0415 - same
        from geomap.batch.look_ahead import with_homes  # noqa: PLC0415 - same
        from geomap.records import Failure  # noqa: PLC0415 - same

        sources = [one for one in self.corpus.sources if one.article.id not in self.failed]
        if not given_spans:
            sources = [replace(one, article=replace(one.article, toponyms=None)) for one in sources]
        predicted: dict[str, MappedArticle] = {}
        began = time.process_time()
        outcomes = with_homes(sources, lambda: self.mapper) if self.learn_home else iter(sources)
        for outcome in map_guarded(outcomes, self.mapper.resolve_many if given_spans else self.mapper.map_many):
            if isinstance(outcome, Failure):
                self.failed.add(outcome.id or "")
                self.log.add(outcome)
                continue
            predicted[outcome.article.id] = outcome
            self.provenance = outcome.provenance
            home = outcome.article.learned_home
            if home is not None:
                self.homes.setdefault(home.domain, set()).add(outcome.article.id)
            self.log.note_written()
            self.bar.article()
        seconds = max(time.process_time() - began, 1e-6)
        self.speeds.append(
            f"{len(predicted)} articles {verb} in {seconds:.1f} s, {len(predicted) / seconds:.1f} a second"
        )
        return predicted

    def show(self, sink: "Sink | None", *, quiet: bool) -> None:
        """Write the report; the speeds go to standard error."""
        from geomap.cli.terminal import escaped, say  # noqa: PLC0415 - see above
        from geomap.codec import dumps  # noqa: PLC0415 - same

        if sink is not None:
            sink.write(dumps(self.figures) + "\n")
        if not quiet:
            click.echo("\n".join(map(escaped, [*self.lines, ""])))
        say(f"geomap: {'; '.join(self.speeds)} of processor time")
