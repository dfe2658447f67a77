"""How right quoted areas are read in news: LGL and GeoWebNews against the judgements in `areas_gold.tsv`.

    python benchmarks/areas_gold.py CORPORA_FOLDER [--mapped FILE...] [--misses]

CORPORA_FOLDER holds `lgl.jsonl` and `geowebnews.jsonl`. Without `--mapped` the mentions are the corpora's own, so that
the link is measured alone; FILE is what `geomap parse` wrote of a corpus: the link is measured on the mentions found.
A link is right when the area is tied to one of the places that a reader would allow, missed when it is tied to none but
should be, and wrong when it is tied to any other place.
"""

import argparse
import csv
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from areas import articles, rules

from geomap.areas.reader import AreaReader
from geomap.codec import from_dict
from geomap.records import (
    Candidate,
    Mention,
    Place,
    Point,
    QuotedArea,
    Resolution,
    ScoredCandidate,
    Span,
    Status,
)

GOLD = Path(__file__).with_name("areas_gold.tsv")
CORPORA = ("lgl", "geowebnews", "wiktor")
M2 = {
    "square metre": 1.0,
    "square foot": 0.09290304,
    "acre": 4046.8564224,
    "hectare": 1e4,
    "square kilometre": 1e6,
    "square mile": 2_589_988.110336,
    "dunam": 1000.0,
}
Mapped = Mapping[str, tuple[Resolution, ...]]  # article id → its mentions


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One area as a reader judges it."""

    corpus: str
    article: str
    span: Span
    low_m2: float | None
    high_m2: float | None
    bound: str
    places: tuple[str, ...]

    def told_by(self, area: QuotedArea) -> bool:
        """Whether value and bound agree."""
        ends = zip((self.low_m2, self.high_m2), (area.low_m2, area.high_m2), strict=True)
        return self.bound == area.bound.value and all(
            (a is None) == (b is None) and (a is None or b is None or abs(a - b) <= 1e-9 * a) for a, b in ends
        )

    def verdict(self, area: QuotedArea, given: Sequence[Resolution]) -> str:
        """Whether the area's link is "right", "missed" or "wrong"."""
        near = {_spelled(one) for one in given}
        if area.mention is not None:
            return "right" if _spelled(given[area.mention]) in self.places else "wrong"
        return "right" if "-" in self.places or near.isdisjoint(self.places) else "missed"


def judgements() -> Iterator[Judged]:
    """The lines of the table."""
    lines = [line for line in GOLD.read_text(encoding="utf-8").splitlines() if line and not line.startswith("# ")]
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, restval=""):
        unit = M2[row["unit"]]
        yield Judged(
            corpus=row["corpus"],
            article=row["article"],
            span=Span(int(row["start"]), int(row["end"])),
            low_m2=float(row["low"]) * unit if row["low"] else None,
            high_m2=float(row["high"]) * unit if row["high"] else None,
            bound=row["bound"],
            places=tuple(row["places"].split("|")),
        )


def mapped_by(path: Path) -> Mapped:
    """The mentions that `geomap parse` found, by article."""
    with path.open(encoding="utf-8") as lines:
        made = (from_dict(json.loads(line)) for line in lines)
        return {one.article.id: one.resolutions for one in made}


def given_by(rows: Sequence[Mapping[str, object]]) -> tuple[Resolution, ...]:
    """The corpus's own mentions, those with a point; what place they are does not matter here."""
    kept: list[tuple[int, int, str]] = []
    for start, end, name in sorted({(row["start"], row["end"], row["name"]) for row in rows}):  # type: ignore[type-var]  # JSON: whole numbers and text
        if not kept or start >= kept[-1][1]:  # type: ignore[operator]  # same
            kept.append((start, end, name))  # type: ignore[arg-type]  # same
    return tuple(
        Resolution(
            mention=Mention(span=Span(start, end), text=name),
            status=Status.RESOLVED,
            ranked=(
                ScoredCandidate(
                    candidate=Candidate(place=Place(id=name, name=name, point=Point(10.0, 50.0)), matched_name=name),
                    probability=0.9,
                ),
            ),
        )
        for start, end, name in kept
    )


def measure(corpora: Path, mapped: Mapping[str, Mapped], reader: AreaReader, *, misses: bool) -> None:
    """Print extraction and link for both corpora."""
    judged = list(judgements())
    for corpus in CORPORA:
        if corpus == "wiktor" and corpus not in mapped:
            continue  # the corpus itself marks nothing but its titles
        wanted = [one for one in judged if one.corpus == corpus]
        meant = {one.article for one in wanted}
        counts = dict.fromkeys(("told", "found", "right", "missed", "wrong", "named", "named right"), 0)
        for article in articles(corpora / f"{corpus}.jsonl"):
            if corpus == "wiktor" and str(article["id"]) not in meant:
                continue
            rows = [row for row in article["toponyms"] if corpus == "lgl" or row["lat"] is not None]
            given = mapped[corpus][str(article["id"])] if corpus in mapped else given_by(rows)
            areas = reader.read(article["text"], given, lambda _: None).areas
            counts["found"] += len(areas)
            for one in (one for one in wanted if one.article == str(article["id"])):
                area = next((area for area in areas if area.span == one.span and one.told_by(area)), None)
                if area is None:
                    print(f"  not read: {corpus} {one.article} at {one.span.start}") if misses else None
                    continue
                counts["told"] += 1
                verdict = one.verdict(area, given)
                counts[verdict] += 1
                if "-" not in one.places:
                    counts["named"] += 1
                    counts["named right"] += verdict == "right"
                if misses and verdict != "right":
                    to = "none" if area.mention is None else _spelled(given[area.mention])
                    print(f"  {verdict}: {corpus} {one.article} at {one.span.start} -> {to}; {area.note}")
        precision = "-" if corpus == "wiktor" else f"{counts['told'] / max(1, counts['found']):.3f}"
        print(
            f"{corpus}: {len(wanted)} areas; recall {counts['told'] / len(wanted):.3f}, "
            f"precision {precision}; link right {counts['right']}, "
            f"missed {counts['missed']}, wrong {counts['wrong']} "
            f"(where the text names a place: {counts['named right']} of {counts['named']} right)"
        )


def _spelled(one: Resolution) -> str:
    return " ".join(one.mention.text.split())


def main() -> None:
    """Print the report."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("corpora", type=Path)
    asked.add_argument("--mapped", type=Path, nargs="*", default=[], help="what `geomap parse` wrote, one a corpus")
    asked.add_argument("--misses", action="store_true", help="print what was not read, missed or linked wrong")
    options = asked.parse_args()
    if not options.corpora.is_dir():
        sys.exit(f"no such folder: {options.corpora}; give the one that holds lgl.jsonl")
    mapped = {corpus: mapped_by(path) for path in options.mapped for corpus in CORPORA if corpus in path.name}
    measure(options.corpora, mapped, AreaReader(rules()), misses=options.misses)


if __name__ == "__main__":
    main()
