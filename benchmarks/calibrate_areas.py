"""Fit `gazetteer/rules/areas_links.tsv`: how often each rule that ties an area to a place is right.

    python benchmarks/calibrate_areas.py CORPORA_FOLDER --mapped FILE... [--dry]

Judged answers are those of `areas_gold.tsv` (on the mentions that `geomap parse` found, FILE, and on the corpora's own)
and WikToR's silver: sizes in an article about one town are of that town. A rule's probability is the share of its
answers that are right, drawn a little towards .8 so that a rule seen twice is never sure of itself. The report tells
the expected calibration error with each answer judged by a table fitted to the other articles (five folds).
"""

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from areas import RULES, SILVER, articles, resolutions, rules
from areas_gold import CORPORA, given_by, judgements, mapped_by

from geomap.areas.reader import AreaReader
from geomap.records import QuotedArea, Resolution

TABLE = RULES / "areas_links.tsv"
PRIOR, STRENGTH = 0.8, 4.0  # the share that a rule without any answer would get, and how many answers that counts for
MOST = 0.98  # no rule is surer than this, however many towns it got right
SAME = re.compile(r"\bof\s(?:which|this\sarea)\b|\band\s\Z|;\s\Z")
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a rule: in which article, and whether it was right."""

    rule: str
    article: str
    right: bool


def named_rules(names: Sequence[str]) -> AreaReader:
    """A reader whose probabilities tell which rule answered: the n-th rule is sure by n thousandths."""
    known = rules()
    marked = {name: (number + 1) / 1000 for number, name in enumerate(names)}
    return AreaReader(replace(known, links=marked))


def rule_of(area: QuotedArea, names: Sequence[str]) -> str:
    """Which rule tied this area to its place."""
    assert area.probability is not None
    return names[round(area.probability * 1000) - 1]


def judged_answers(corpora: Path, mapped: Sequence[Path], reader: AreaReader, names: Sequence[str]) -> Iterator[Answer]:
    """The links of `areas_gold.tsv`, on each set of mentions that is at hand."""
    wanted: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for one in judgements():
        wanted[one.corpus, one.article].append(one)
    found = {corpus: mapped_by(path) for path in mapped for corpus in CORPORA if corpus in path.name}
    for corpus in CORPORA:
        for article in articles(corpora / f"{corpus}.jsonl"):
            asked = wanted.get((corpus, str(article["id"])), [])
            if not asked:
                continue
            sets: list[tuple[Resolution, ...]] = []
            if corpus in found:
                sets.append(found[corpus][str(article["id"])])
            if corpus != "wiktor":
                rows = [row for row in article["toponyms"] if corpus == "lgl" or row["lat"] is not None]
                sets.append(given_by(rows))
            for given in sets:
                for area in reader.read(article["text"], given, lambda _: None).areas:
                    one = next((one for one in asked if one.span == area.span), None)
                    if one is not None and area.mention is not None:
                        right = one.verdict(area, given) == "right"
                        yield Answer(rule_of(area, names), f"{corpus} {one.article}", right)


def silver_answers(path: Path, reader: AreaReader, names: Sequence[str]) -> Iterator[Answer]:
    """WikToR's sizes of towns, and what is said of them in the same breath ("of which 4.4 square miles is land")."""
    for article in articles(path):
        text = article["text"]
        spans = [hit.span() for hit in SILVER.finditer(text)]
        if not spans:
            continue
        given, mine = resolutions(article)
        held = False  # whether the figure before was the town's own
        for area in reader.read(text, given, lambda _: None).areas:
            start = area.span.start
            own = any(first <= start < last for first, last in spans)
            held = own or (held and SAME.search(text[max(0, start - 60) : start]) is not None)
            if held and area.mention is not None:
                yield Answer(rule_of(area, names), f"wiktor {article['id']}", area.mention in mine)


def fitted(answers: Sequence[Answer], names: Sequence[str]) -> dict[str, tuple[float, int, int]]:
    """Each rule's probability, how many answers were right, and how many there were."""
    table = {}
    for name in names:
        own = [answer.right for answer in answers if answer.rule == name]
        share = (sum(own) + PRIOR * STRENGTH) / (len(own) + STRENGTH)
        table[name] = (min(MOST, round(share, 3)), sum(own), len(own))
    return table


def calibration_error(answers: Sequence[Answer], names: Sequence[str]) -> float:
    """Expected calibration error in ten bins, each answer judged by a table that never saw its article."""
    folds = {article: number % FOLDS for number, article in enumerate(sorted({one.article for one in answers}))}
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for fold in range(FOLDS):
        table = fitted([one for one in answers if folds[one.article] != fold], names)
        for one in answers:
            if folds[one.article] == fold:
                sure = table[one.rule][0]
                bins[min(9, int(sure * 10))].append((sure, one.right))
    gaps = (
        len(held) * abs(sum(sure for sure, _ in held) / len(held) - sum(right for _, right in held) / len(held))
        for held in bins.values()
    )
    return sum(gaps) / max(1, len(answers))


def main() -> None:
    """Print the table and write it."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("corpora", type=Path)
    asked.add_argument("--mapped", type=Path, nargs="*", default=[], help="what `geomap parse` wrote, one a corpus")
    asked.add_argument("--dry", action="store_true", help="write nothing")
    options = asked.parse_args()
    if not options.corpora.is_dir():
        sys.exit(f"no such folder: {options.corpora}; give the one that holds wiktor.jsonl")
    names = tuple(rules().links)
    reader = named_rules(names)
    judged = list(judged_answers(options.corpora, options.mapped, reader, names))
    silver = list(silver_answers(options.corpora / "wiktor.jsonl", reader, names))
    table = fitted([*judged, *silver], names)
    for name, (share, right, count) in table.items():
        print(f"{name:16} {share:.3f}  {right} of {count}")
    for told, answers in (("judged", judged), ("silver", silver), ("all", [*judged, *silver])):
        share = sum(one.right for one in answers) / max(1, len(answers))
        error = calibration_error(answers, names)
        print(f"{told}: {len(answers)} answers, {share:.3f} right; expected calibration error {error:.4f}")
    if not options.dry:
        head = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith(("rule\t", "# "))]
        rows = [f"{name}\t{share}\t{right}\t{count}" for name, (share, right, count) in table.items()]
        TABLE.write_text("\n".join([*head, *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
