"""Measure toponym resolution alone: gold spans given, places asked for.

    python benchmarks/resolution.py GOLD.jsonl... [--score SCORE.py] [--out DIR] [--worst 10]

Prints geomap's own report and the time that a mention takes in the resolver, every name's candidates being kept. Writes
the predictions in the contract's JSON to DIR/<corpus>.jsonl; with --score also runs that scorer on them. The shipped
weights were trained on LGL, GeoWebNews and part of WikToR, so figures on these flatter: the honest ones are the
cross-validated ones that benchmarks/train_resolution.py prints.

README.md holds the last results.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from geomap.codec import to_json
from geomap.evaluation.gold import GoldArticle, gold_article
from geomap.evaluation.own_names import own_names
from geomap.evaluation.rendering import given_lines
from geomap.evaluation.report import Protocol, given_report
from geomap.records import Article, MappedArticle, Mention
from geomap.resolution.cues import parse_cues
from geomap.resolution.model import parse_model
from geomap.resolution.resolver import Resolver
from geomap.wiring import Mapper, Tables, tables_folder


def asked(gold: GoldArticle) -> Article:
    """The article with the gold's spans as the ones to resolve."""
    return Article(id=gold.id, text=gold.text, toponyms=tuple(toponym.span for toponym in gold.toponyms))


def seconds_a_mention(articles: Sequence[Article], mapper: Mapper) -> float:
    """CPU seconds of the resolver alone, in a second round over the articles."""
    tables = Tables(tables_folder(mapper.settings))
    resolver = Resolver(
        mapper.gazetteer,
        parse_model(tables.lines("rules/resolution_weights.tsv"), tables.lines("rules/resolution_trees.tsv")),
        parse_cues(tables.lines("rules/resolution_cues.tsv")),
    )
    given = [
        (article, tuple(Mention(span=s, text=article.text[s.start : s.end]) for s in article.toponyms or ()))
        for article in articles
    ]
    for _round in range(2):
        began = time.process_time()
        for article, mentions in given:
            resolver.resolve(article, mentions)
    return (time.process_time() - began) / max(1, sum(len(mentions) for _, mentions in given))


def main() -> None:
    """See the module's text."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("gold", type=Path, nargs="+")
    cli.add_argument("--score", type=Path, help="a scorer: SCORE.py GOLD PREDICTIONS --given-spans")
    cli.add_argument("--out", type=Path, help="folder for the predictions")
    cli.add_argument("--worst", type=int, default=10, help="mistakes to show")
    args = cli.parse_args()
    mapper = Mapper()
    protocol = Protocol(tables=own_names(mapper.settings), gazetteer=mapper.gazetteer, worst=args.worst)
    with tempfile.TemporaryDirectory() as scratch:
        out = args.out or Path(scratch)
        out.mkdir(parents=True, exist_ok=True)
        for path in args.gold:
            with path.open(encoding="utf-8") as lines:
                golds = [gold_article(json.loads(line)) for line in lines]
            articles = [asked(gold) for gold in golds]
            predicted: Mapping[str, MappedArticle] = {one.article.id: one for one in mapper.resolve_many(articles)}
            taken = seconds_a_mention(articles, mapper)
            print(path.stem)
            print("\n".join(given_lines(given_report(golds, predicted, protocol))))
            print(f"{'time':24}{taken * 1e6:.0f} µs a mention")
            target = out / f"{path.stem}.jsonl"
            with target.open("w", encoding="utf-8") as file:
                file.writelines(to_json(one, with_text=False) + "\n" for one in predicted.values())
            if args.score:
                command = [sys.executable, str(args.score), str(path), str(target), "--given-spans"]
                print(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


if __name__ == "__main__":
    main()
