"""How right quoted areas are read: against WikToR's town sizes and NewsQuant's quantities.

    python benchmarks/areas.py CORPORA_FOLDER [--misses N]

CORPORA_FOLDER holds `wiktor.jsonl`, `lgl.jsonl` and `quantities/cqe_newsquant.jsonl`, one article a line (the
documentation for contributors says where they come from). Silver for WikToR: each "a total area of N square miles
(M km2)" in an article about one town. The mentions are the town's own annotated ones and, as distractors, every other
capitalised run of words; a figure counts as linked right when it belongs to a mention of the town.

The last results stand in README.md beside this file. Times are those of the reading alone, on mentions whose places
have no outline; `speed.py` tells the share of areas in all of `parse`.
"""

import argparse
import csv
import json
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from geomap.areas.grammar import AreaGrammar
from geomap.areas.reader import AreaReader
from geomap.areas.rules import TABLES, AreaRules
from geomap.areas.triggers import Triggers
from geomap.records import Candidate, Kind, Mention, Place, Point, Resolution, ScoredCandidate, Span, Status

RULES = Path(__file__).resolve().parents[1] / "gazetteer" / "rules"
SILVER = re.compile(
    r"total area (?:of|is) (?P<miles>[\d.,]+) (?:square miles|sq\.? ?mi|mi²|mi2)\s?[,(]+(?:or )?"
    r"[\d.,]+ (?:km²|km2|square kilomet)"
)
CAPITALISED = re.compile(r"\b[A-Z][\w’'.-]*[a-z](?:\s(?:of\s)?[A-Z][\w’'-]*[a-z])*")
NOT_NAMES = frozenset("The It In According As At Of This There Its Census Bureau By A On Most".split())  # noqa: SIM905 - shorter
SQUARE_MILE, SQUARE_KM = 2_589_988.110336, 1e6


def rules() -> AreaRules:
    """The rules as the gazetteer ships them."""
    tables = {}
    for name in TABLES:
        lines = (RULES / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
        kept = (line for line in lines if line and not line.startswith("# "))
        tables[name] = list(csv.DictReader(kept, delimiter="\t", quoting=csv.QUOTE_NONE))
    return AreaRules.from_tables(tables)


def articles(path: Path) -> Iterator[dict[str, Any]]:
    """One parsed line at a time."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def resolutions(article: dict[str, Any]) -> tuple[tuple[Resolution, ...], frozenset[int]]:
    """The article's own mentions and distractors, and which are its own."""
    text, title = article["text"], article["toponyms"][0]["name"]
    own = [(row["start"], row["end"]) for row in article["toponyms"]]
    own += [hit.span() for hit in re.finditer(rf"\b{re.escape(title)}\b", text)]
    spans = dict.fromkeys(own, True)
    for hit in CAPITALISED.finditer(text):
        start, end = hit.span()
        while (first := text[start:end].split(" ")[0]) in NOT_NAMES and first != text[start:end]:
            start += len(first) + 1
        if text[start:end] in NOT_NAMES or any(start < b and a < end for a, b in spans):
            continue
        spans[start, end] = False
    made, mine = [], set()
    for index, (start, end) in enumerate(sorted(spans)):
        name = text[start:end]
        embedded = text[end : end + 14].startswith((" Census", " Bureau")) or "Census" in name
        place = Place(id=name, name=name, point=Point(0.0, 0.0), feature_class=None)
        made.append(
            Resolution(
                mention=Mention(span=Span(start, end), text=name, kind=Kind.EMBEDDED if embedded else Kind.LITERAL),
                status=Status.RESOLVED,
                ranked=(ScoredCandidate(candidate=Candidate(place=place, matched_name=name), probability=0.9),),
            )
        )
        if spans[start, end]:
            mine.add(index)
    return tuple(made), frozenset(mine)


def measure_wiktor(path: Path, reader: AreaReader, misses: int) -> None:
    """Value and link of every silver sentence."""
    counts = dict.fromkeys(("sentences", "found", "value", "linked", "null"), 0)
    shown = 0
    for article in articles(path):
        hits = list(SILVER.finditer(article["text"]))
        if not hits:
            continue
        given, mine = resolutions(article)
        areas = reader.read(article["text"], given, lambda _: None).areas
        for hit in hits:
            counts["sentences"] += 1
            wanted = float(hit["miles"].replace(",", "").rstrip(".")) * SQUARE_MILE
            area = next((one for one in areas if hit.start() <= one.span.start < hit.end()), None)
            right = area is not None and area.high_m2 is not None and abs(area.high_m2 - wanted) <= 1e-6 * wanted
            tied = area is not None and area.mention in mine
            counts["found"] += area is not None
            counts["value"] += right
            counts["linked"] += tied
            counts["null"] += area is not None and area.mention is None
            if not (right and tied) and shown < misses:
                shown += 1
                to = "nothing" if area is None or area.mention is None else given[area.mention].mention.text
                window = article["text"][max(0, hit.start() - 160) : hit.end() + 20]
                print(f"  miss [{article['toponyms'][0]['name']} -> {to}] …{window!r}")
    total = counts["sentences"] or 1
    print(
        f"WikToR silver: {counts['sentences']} sentences; value right {counts['value'] / total:.4f}; "
        f"linked to the title place {counts['linked'] / total:.4f}; without a place {counts['null'] / total:.4f}"
    )


def measure_newsquant(path: Path, grammar: AreaGrammar, misses: int) -> None:
    """Precision and recall of area quantities, by value and unit."""
    units = {
        "square mile": SQUARE_MILE,
        "square kilometre": SQUARE_KM,
        "square metre": 1.0,
        "square feet": 0.09290304,
        "square foot": 0.09290304,
        "hectare": 1e4,
        "acre": 4046.8564224,
    }
    gold = found = right = 0
    for row in articles(path):
        wanted = [
            [float(part) * units[quantity["normalized_unit"]] for part in quantity["value"].split("-")]
            for quantity in row["quantities"]
            if quantity["normalized_unit"] in units
        ]
        measures = grammar.measures(row["text"])
        gold, found = gold + len(wanted), found + len(measures)
        for measure in measures:
            ends = [value for value in (measure.low_m2, measure.high_m2) if value is not None]
            hit = next((one for one in wanted if all(any(abs(a - b) < 1e-6 * a for b in one) for a in ends)), None)
            if hit is None:
                print(f"  false: {measure.text!r} in {row['text'][:120]!r}") if misses else None
                continue
            wanted.remove(hit)
            right += 1
        for one in wanted[:misses]:
            print(f"  missed: {one} in {row['text'][:160]!r}")
    print(
        f"NewsQuant: {gold} area quantities; precision {right / max(1, found):.3f}; recall {right / max(1, gold):.3f}"
    )


def read_before(path: Path) -> list[tuple[str, tuple[Resolution, ...]]]:
    """LGL's texts with their gold mentions, resolved to places that do not matter."""
    made = []
    for article in articles(path):
        rows = sorted({(row["start"], row["end"], row["name"]) for row in article["toponyms"]})
        kept: list[tuple[int, int, str]] = []
        for row in rows:
            if not kept or row[0] >= kept[-1][1]:
                kept.append(row)
        made.append(
            (
                article["text"],
                tuple(
                    Resolution(
                        mention=Mention(span=Span(start, end), text=name),
                        status=Status.RESOLVED,
                        ranked=(
                            ScoredCandidate(
                                candidate=Candidate(
                                    place=Place(id=name, name=name, point=Point(10.0, 50.0), feature_class="P"),
                                    matched_name=name,
                                ),
                                probability=0.9,
                            ),
                        ),
                    )
                    for start, end, name in kept
                ),
            )
        )
    return made


def measure_speed(made: list[tuple[str, tuple[Resolution, ...]]], reader: AreaReader, grammar: AreaGrammar) -> None:
    """Milliseconds an article."""
    triggers = Triggers(grammar.triggers)
    without = [text for text, _ in made if not grammar.measures(text)]
    start = time.perf_counter()
    for text in without:
        grammar.measures(text, grammar.stretches(text, *triggers.found([text])))
    quick = (time.perf_counter() - start) / max(1, len(without))
    for _ in range(2):  # the first round loads shapely
        start = time.perf_counter()
        for text, given in made:
            reader.read(text, given, lambda _: None)
        whole = (time.perf_counter() - start) / max(1, len(made))
    start = time.perf_counter()
    for text, given in made:
        reader.phrases(text, given)
    scan = (time.perf_counter() - start) / max(1, len(made))
    print(
        f"speed on {len(made)} articles: {quick * 1e3:.3f} ms an article without areas, "
        f"{scan * 1e3:.3f} ms for the scan for regions, {whole * 1e3:.3f} ms in all with regions drawn"
    )


def measure_one_line(made: list[tuple[str, tuple[Resolution, ...]]], reader: AreaReader) -> None:
    """All articles on one line, once, twice and four times: the time for 2 kB must not grow with the length."""
    for times in (1, 2, 4):
        texts, given, offset = [], [], 0
        for text, resolved in made * times:
            texts.append(text.replace("\n", " "))
            for one in resolved:
                span = Span(one.mention.span.start + offset, one.mention.span.end + offset)
                given.append(replace(one, mention=replace(one.mention, span=span)))
            offset += len(text) + 1
        line = " ".join(texts)
        start = time.process_time()
        reader.read(line, tuple(given), lambda _: None)
        spent = time.process_time() - start
        print(f"one line of {len(line) / 1e6:.1f} MB: {spent:.1f} s CPU, {spent / len(line) * 2e6:.2f} ms for 2 kB")


def main() -> None:
    """Print the report."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("corpora", type=Path)
    asked.add_argument("--misses", type=int, default=0, help="print so many misses of each kind")
    options = asked.parse_args()
    if not options.corpora.is_dir():
        sys.exit(f"no such folder: {options.corpora}; give the one that holds wiktor.jsonl")
    known = rules()
    reader, grammar = AreaReader(known), AreaGrammar(known)
    measure_wiktor(options.corpora / "wiktor.jsonl", reader, options.misses)
    measure_newsquant(options.corpora / "quantities" / "cqe_newsquant.jsonl", grammar, options.misses)
    made = read_before(options.corpora / "lgl.jsonl")
    measure_speed(made, reader, grammar)
    measure_one_line(made, reader)


if __name__ == "__main__":
    main()
