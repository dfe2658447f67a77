"""Candidate recall: how often the gazetteer holds a right place for a name that people have marked.

    python benchmarks/gazetteer_recall.py GAZETTEER CORPUS.jsonl...

For every gold mention with coordinates: does some candidate that the resolver would weigh lie within 161 km (100
miles, the field's usual measure), or, for a country, within 2,000 km, or is it the very GeoNames row? No resolver can
do better than this share. Also prints how many candidates a mention has, and the names missed most often.
"""

import argparse
import json
from collections import Counter
from pathlib import Path

from geomap.geodesy import distance_m
from geomap.lookup.sqlite_gazetteer import SqliteGazetteer
from geomap.records import Candidate, Point
from geomap.resolution.cues import Cues, parse_cues
from geomap.resolution.naming import candidates_for
from geomap.settings import load
from geomap.wiring import Tables, tables_folder

NEAR_M = 161_000.0
COUNTRY_M = 2_000_000.0  # two sources put a large country's centre far apart


def main() -> None:
    """Print one line a corpus, and the names missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gazetteer", type=Path)
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--missed", type=int, default=40, help="how many missed names to show")
    call = parser.parse_args()
    gazetteer = SqliteGazetteer(call.gazetteer)
    cues = parse_cues(Tables(tables_folder(load())).lines("rules/resolution_cues.tsv"))
    for corpus in call.corpora:
        found, missed, near_misses, weighed = measure(gazetteer, cues, corpus)
        total = found + missed.total()
        print(
            f"{corpus.stem}: {found / total:.3f} of {total} mentions; {near_misses / total:.3f} have candidates, "
            f"all of them elsewhere; {weighed / total:.1f} candidates a mention"
        )
        print("   ", ", ".join(f"{name} {count}" for name, count in missed.most_common(call.missed)))


def measure(gazetteer: SqliteGazetteer, cues: Cues, corpus: Path) -> tuple[int, Counter[str], int, int]:
    """Mentions with a right candidate, the others' names, how many of these have wrong candidates only, all weighed."""
    found, missed, elsewhere, weighed = 0, Counter[str](), 0, 0
    for line in corpus.read_text(encoding="utf-8").rstrip("\n").split("\n"):
        for mention in json.loads(line)["toponyms"]:
            if mention.get("lat") is None:
                continue
            candidates = candidates_for(mention["name"], gazetteer, cues)
            weighed += len(candidates)
            gold = Point(mention["lon"], mention["lat"])
            if any(_right(candidate, gold, f"geonames:{mention.get('geonameid')}") for candidate in candidates):
                found += 1
            else:
                missed[mention["name"]] += 1
                elsewhere += bool(candidates)
    return found, missed, elsewhere, weighed


def _right(candidate: Candidate, gold: Point, place_id: str) -> bool:
    if candidate.place.id == place_id:
        return True
    country = (candidate.place.feature_code or "").startswith("PCL")
    return distance_m(candidate.place.point, gold) <= (COUNTRY_M if country else NEAR_M)


if __name__ == "__main__":
    main()
