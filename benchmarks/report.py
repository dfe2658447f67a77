"""The cross-validated report: how accurate geomap is on articles that none of its models has seen, and on which.

    python benchmarks/report.py CORPORA EVAL --fold-models DIR [-o benchmarks/report.md] [--date 2026-11-23]

CORPORA holds lgl.jsonl, geowebnews.jsonl and wiktor.jsonl; EVAL folds.tsv, country_names.tsv and demonyms.tsv; DIR what
the training programs wrote with --fold-models (docs/training.md says what is in all three). Each fold is read and
resolved by a copy of geomap with the models that left that fold out, all of it together: tagger, kinds, ranker,
near answer, home. WikToR's held-out articles are resolved by the shipped models, which never saw them.
"""

import argparse
import datetime
import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from folded_runs import LEARNED, SHIPPED, TAGGER, Document, Run, Workshop, by_one_model, cross_validated

from geomap.cli.gold_files import read_names
from geomap.evaluation.folds import folds_of, new_pairs
from geomap.evaluation.gold import GoldArticle, NameTables, gold_article
from geomap.evaluation.metrics import ResolutionScores
from geomap.evaluation.report import GivenReport, Protocol, TextReport, given_report, text_report
from geomap.evaluation.slices import Slice
from geomap.records import Provenance
from geomap.wiring import Mapper

ALONE = {"GEOMAP_LEARN_HOME": "no"}  # each article for itself
THRESHOLD = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """A corpus as it is run and as it is judged."""

    name: str
    documents: list[Document]
    golds: list[GoldArticle]
    folds: Mapping[str, str]
    protocol: Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One line of the report.

    Attributes:
        name: of corpus and conditions.
        given: resolution alone.
        text: from the raw text; None where the corpus does not mark every place.
    """

    name: str
    given: GivenReport
    text: TextReport | None = None


def read_corpus(name: str, corpora: Path, evaluation: Path, tables: NameTables, mapper: Mapper) -> Corpus:
    """A corpus with its folds; of one with a training part only what is held out."""
    with (evaluation / "folds.tsv").open(encoding="utf-8") as lines:
        folds = {article: fold for article, fold in folds_of(lines, name).items() if fold != "train"}
    with (corpora / f"{name}.jsonl").open(encoding="utf-8") as lines:
        documents = [row for row in map(json.loads, lines) if row["id"] in folds]
    golds = [gold_article(row) for row in documents]
    is_new = new_pairs(golds, folds) if "held" not in folds.values() else None
    protocol = Protocol(tables=tables, gazetteer=mapper.gazetteer, is_new=is_new, worst=0)
    return Corpus(name=name, documents=documents, golds=golds, folds=folds, protocol=protocol)


def measure(corpus: Corpus, workshop: Workshop) -> tuple[list[Measured], Provenance]:
    """Every line on one corpus, and what made it; the first line is the one that slices are shown of."""
    if "held" in corpus.folds.values():
        held = by_one_model(workshop, SHIPPED, corpus.documents, Run("resolve"))
        report = given_report(corpus.golds, held, corpus.protocol)
        return [Measured(name=corpus.name, given=report)], next(iter(held.values())).provenance
    lines = []
    conditions: list[tuple[str, Mapping[str, str]]] = [(corpus.name, ALONE)]
    if any((row.get("meta") or {}).get("domain") for row in corpus.documents):
        conditions.append((f"{corpus.name}, home learned", {}))
    for name, settings in conditions:
        resolved = cross_validated(workshop, corpus.documents, corpus.folds, Run("resolve", settings))
        parsed = cross_validated(workshop, corpus.documents, corpus.folds, Run("parse", settings))
        lines.append(
            Measured(
                name=name,
                given=given_report(corpus.golds, resolved, corpus.protocol),
                text=text_report(corpus.golds, parsed, corpus.protocol),
            )
        )
        provenance = next(iter(resolved.values())).provenance
    alone = f"no-{corpus.name}"
    if not workshop.has(alone):
        return lines, provenance
    asked = by_one_model(workshop, alone, corpus.documents, Run("resolve", ALONE))
    text = None
    if TAGGER in workshop.replaced("corpus"):
        parsed = by_one_model(workshop, alone, corpus.documents, Run("parse", ALONE))
        text = text_report(corpus.golds, parsed, corpus.protocol)
    given = given_report(corpus.golds, asked, corpus.protocol)
    lines.append(Measured(name=f"{corpus.name}, trained without it", given=given, text=text))
    return lines, provenance


def page(measured: Mapping[str, list[Measured]], made: Provenance, workshop: Workshop, date: str) -> Iterator[str]:
    """The report, in Markdown."""
    everything = [one for lines in measured.values() for one in lines]
    yield "# Cross-validated report"
    yield ""
    yield "Written by `make report`; do not edit. How to read it, and what no fold hides: [README](README.md)."
    yield ""
    yield f"{date}; geomap {made.geomap}, gazetteer `{made.gazetteer}`, recogniser {made.recognizer}."
    yield ""
    yield from _learned("Folds", workshop.replaced("fold"))
    if any(workshop.has(f"no-{name}") for name in measured):
        yield from _learned("“Trained without it”", workshop.replaced("corpus"))
    yield ""
    yield "## Resolution, spans given"
    yield ""
    yield from _resolution(everything)
    yield ""
    yield f"“Sure”: probability {THRESHOLD} or more, as a share of all mentions; then the share right of these."
    yield "“New pairs”: name and place (to a degree) stand together in no other fold, and a candidate is right."
    yield ""
    yield "## From the raw text"
    yield ""
    yield from _texts(everything)
    for name, lines in measured.items():
        yield ""
        yield f"## {name}, by parts"
        for one in (*lines[0].given.slices, *([lines[0].text.kinds] if lines[0].text else [])):
            yield ""
            yield from _slice(one)


def _learned(what: str, files: list[str]) -> Iterator[str]:
    seen = [name for name in LEARNED if name not in files]
    yield f"- {what}: models that never saw what they are measured on: {', '.join(f'`{name}`' for name in files)}."
    if seen:
        yield f"  **Models that saw it, so that figures flatter**: {', '.join(f'`{name}`' for name in seen)}."


def _resolution(lines: list[Measured]) -> Iterator[str]:
    yield "| | gazetteer only | with approximate | answered | median km | ece | sure | sure, right | new pairs right |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for one in lines:
        scores, exact = one.given.scores, one.given.exact_places
        if scores is None:
            continue
        sure = next(row for row in one.given.coverage if row.probability == THRESHOLD)
        cells = [
            _share((exact or scores).acc161_country),
            _share(scores.acc161_country) if exact else "",
            _share(scores.answered),
            f"{scores.median_km:.1f}",
            _share(scores.ece),
            _share(sure.answered),
            _share(sure.right),
            _new(exact or scores),
        ]
        yield f"| {one.name} | {' | '.join(cells)} |"


def _new(scores: ResolutionScores) -> str:
    return f"{_share(scores.new_pairs_right)} of {scores.new_pairs:,}" if scores.new_pairs else ""


def _texts(lines: list[Measured]) -> Iterator[str]:
    yield "| | P | R | F1 | F1, any overlap | F1, demonyms in | end to end P | R | F1 | gazetteer only |"
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for one in lines:
        if one.text is None:
            continue
        scores, exact = one.text.scores, one.text.exact_places
        found, placed = scores.exact, scores.end_to_end
        values = [found.precision, found.recall, found.f1, scores.overlap.f1, scores.demonyms.f1]
        values += [placed.precision, placed.recall, placed.f1]
        cells = [*map(_share, values), _share(exact.end_to_end.f1) if exact else ""]
        yield f"| {one.name} | {' | '.join(cells)} |"


def _slice(one: Slice) -> Iterator[str]:
    found = "in gold" if all(part.in_reach is None for part in one.parts) else "answered"
    yield f"| {one.title} | mentions | {found} | right | in reach | believed |"
    yield "|---|---|---|---|---|---|"
    for part in one.parts:
        shares = (part.answered, part.right, part.in_reach, part.believed)
        yield f"| {part.name} | {part.mentions:,} | {' | '.join(map(_share, shares))} |"


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}".removeprefix("0")


def main() -> None:
    """See the module's text."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("corpora", type=Path)
    cli.add_argument("evaluation", type=Path)
    cli.add_argument("--fold-models", type=Path, required=True)
    cli.add_argument("--corpus", action="append", help="only this one; may be repeated")
    cli.add_argument("--date", default=datetime.date.today().isoformat())
    cli.add_argument("-o", "--output", type=Path, default=Path(__file__).parent / "report.md")
    args: Any = cli.parse_args()
    tables, mapper = read_names(str(args.evaluation)), Mapper()
    measured: dict[str, list[Measured]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        workshop = Workshop(Path(scratch), args.fold_models)
        workshop.replaced("fold")  # stops here where folders differ
        for name in args.corpus or ("lgl", "geowebnews", "wiktor"):
            corpus = read_corpus(name, args.corpora, args.evaluation, tables, mapper)
            measured[name], made = measure(corpus, workshop)
            print("\n".join([*_resolution(measured[name]), *_texts(measured[name])]), flush=True)
        written = "\n".join(page(measured, made, workshop, args.date)) + "\n"
    args.output.write_text(written, encoding="utf-8")


if __name__ == "__main__":
    main()
