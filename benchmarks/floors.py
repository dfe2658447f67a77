"""Accuracy on the annotated corpora, and whether it is still above the floors of floors.tsv.

    python benchmarks/floors.py FOLDER_OF_CORPORA

Prints each figure beside its floor (for the calibration error: its ceiling) and ends with status 1 when one is missed.
Where the folder is absent it says so and ends with status 0: the corpora are not ours to ship.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from geomap.evaluation.gold import GoldArticle, gold_article
from geomap.evaluation.own_names import own_names
from geomap.evaluation.report import GivenReport, Protocol, TextReport, given_report, text_report
from geomap.reading.fields import parse
from geomap.records import Article
from geomap.wiring import Mapper, Tables

CEILINGS = {"ece"}  # figures where less is better


def figures(whole: TextReport, given: GivenReport) -> dict[str, float]:
    """The figures that have floors, by their names in floors.tsv."""
    found = {"recognition_f1": whole.scores.exact.f1, "end_to_end_f1": whole.scores.end_to_end.f1}
    if given.scores is not None:
        found |= {"acc161_country": given.scores.acc161_country, "ece": given.scores.ece or 0.0}
    return found


def measured(golds: list[GoldArticle], mapper: Mapper, protocol: Protocol) -> dict[str, float]:
    """Both runs over a corpus: from the raw text, and with the spans given."""
    raw = [Article(id=gold.id, text=gold.text) for gold in golds]
    asked = [
        Article(id=gold.id, text=gold.text, toponyms=tuple(toponym.span for toponym in gold.toponyms)) for gold in golds
    ]
    found = {mapped.article.id: mapped for mapped in mapper.map_many(raw)}
    resolved = {mapped.article.id: mapped for mapped in mapper.resolve_many(asked)}
    return figures(text_report(golds, found, protocol), given_report(golds, resolved, protocol))


def missed(folder: Path) -> Iterator[str]:
    """Names of the figures that miss their floor; prints all."""
    mapper, here = Mapper(), Tables(Path(__file__).parent)
    protocol = Protocol(tables=own_names(mapper.settings))
    floors = here.rows("floors.tsv")
    for corpus in dict.fromkeys(row["corpus"] for row in floors):
        lines = (folder / f"{corpus}.jsonl").read_text(encoding="utf-8").split("\n")
        found = measured([gold_article(parse(line)) for line in lines if line], mapper, protocol)
        for row in (row for row in floors if row["corpus"] == corpus):
            figure, floor = row["figure"], float(row["floor"])
            value = found[figure]
            holds = value <= floor if figure in CEILINGS else value >= floor
            print(
                f"{corpus:12}{figure:18}{value:8.4f}  {'ceiling' if figure in CEILINGS else 'floor'} {floor:.4f}"
                f"{'' if holds else '  MISSED'}"
            )
            if not holds:
                yield f"{corpus} {figure}"


def main() -> int:
    """Compare, and say with the exit status whether all floors hold."""
    folder = Path(sys.argv[1])
    if not folder.is_dir():
        print(f"no corpora in {folder}: the floors of accuracy are not checked")
        return 0
    return 1 if list(missed(folder)) else 0


if __name__ == "__main__":
    sys.exit(main())
