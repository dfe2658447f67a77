"""The resolver's training examples: articles with gold, laid out as the resolver sees them when spans are given."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from famous_names import famous_names
from resolution_fitting import Example

from geomap.evaluation.gold import GoldArticle, GoldToponym, NameTables, gold_article, is_right
from geomap.names import cached_key
from geomap.ports import Gazetteer
from geomap.records import Article, Mention, PublisherHome, Span
from geomap.resolution.blocks import NameBlock, make_block
from geomap.resolution.cues import Cues
from geomap.resolution.evidence import fixed_features
from geomap.resolution.home import HomeLearner
from geomap.resolution.home_model import parse_home_model
from geomap.resolution.known_home import Home
from geomap.resolution.layout import Occurrence, lay_out
from geomap.resolution.naming import candidates_for, kinds_in
from geomap.resolution.prepare import occurrences, windows
from geomap.resolution.table import Table, make_table

RULES = Path(__file__).parent.parent / "gazetteer" / "rules"
# Of a mention of each corpus; news is what we read.
WEIGHTS = {
    "lgl": 1.0,
    "lgl at home": 0.7,
    "geowebnews": 1.0,
    "wiktor": 0.5,
    "lgl sentences": 0.05,  # without its article a local sentence teaches little but the paper's region
    "geowebnews sentences": 0.5,
    "famous names": 1.0,
}

FOLDS = 5
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])|\n\s*\n")


# Bare names that a corpus reads by a convention that is not ours (docs/decisions.md): measured, but not learned from.
UNTAUGHT = {("lgl", "new york")}


class Reader:
    """Makes examples of gold articles, the way the resolver sees them when spans are given."""

    def __init__(self, gazetteer: Gazetteer, cues: Cues, tables: NameTables) -> None:
        self.gazetteer, self._cues, self._tables = gazetteer, cues, tables
        with (RULES / "resolution_home.tsv").open(encoding="utf-8") as lines:
            self.learner = HomeLearner(gazetteer, cues, parse_home_model(lines))
        self._blocks: dict[str, NameBlock | None] = {}
        self.lost: dict[str, int] = {}  # gold mentions in windows where the gazetteer knows no name at all

    def _block(self, occurrence: Occurrence) -> NameBlock | None:
        name = occurrence.name
        if name not in self._blocks:
            found = candidates_for(name, self.gazetteer, self._cues)
            self._blocks[name] = make_block(name, found, kinds_in(name, self._cues)) if found else None
        return self._blocks[name]

    def examples(self, corpus: str, fold: str, gold: GoldArticle, home: PublisherHome | None = None) -> list[Example]:
        """One example a window of the article."""
        golds = [toponym for toponym in gold.toponyms if toponym.point is not None]
        mentions = [
            Mention(span=toponym.span, text=gold.text[toponym.span.start : toponym.span.end]) for toponym in golds
        ]
        article = Article(id=gold.id, text=gold.text, toponyms=tuple(mention.span for mention in mentions))
        made = []
        for window in windows(occurrences(article, mentions, self.gazetteer, self._cues)):
            layout = lay_out(gold.text, window, self._block, self._cues)
            asked = [(layout.group_of[i], golds[o.mention]) for i, o in enumerate(window) if o.mention >= 0]
            if layout.groups:
                made.append(self._example(make_table(layout, Home.of(None, home)), asked, corpus, fold))
            elif asked:
                self.lost[corpus] = self.lost.get(corpus, 0) + len(asked)
        return made

    def _example(self, table: Table, asked: Sequence[tuple[int, GoldToponym]], corpus: str, fold: str) -> Example:
        right, exact, count = np.zeros(len(table.group)), np.zeros(len(table.group)), np.zeros(len(table.groups))
        for group, toponym in asked:
            if group < 0:
                continue
            count[group] += 1
            part = table.rows(group)
            for i, candidate in enumerate(table.groups[group].block.candidates, part.start):
                right[i] += is_right(toponym, candidate.place, self._tables)
                exact[i] += candidate.place.id == f"geonames:{toponym.geoname_id}"
        for values in (right, exact):  # occurrences taken in one sense may differ in gold: the majority of them counts
            values[:] = (values > 0.5 * count[table.group]) & (values > 0)
        source = corpus.split(maxsplit=1)[0]
        return Example(
            corpus=corpus,
            fold=fold,
            table=table,
            features=fixed_features(table),
            right=right,
            exact=exact,
            count=count,
            taught=np.array([(source, cached_key(group.name)) not in UNTAUGHT for group in table.groups]),
            unknown=sum(group < 0 for group, _ in asked),
        )


def sentences_of(gold: GoldArticle) -> Iterator[GoldArticle]:
    """Each sentence with annotations as an article of its own: short texts must be read right, too."""
    bounds = [0, *(match.end() for match in _SENTENCE.finditer(gold.text)), len(gold.text)]
    for start, end in pairwise(bounds):
        inside = [
            replace(one, span=Span(one.span.start - start, one.span.end - start))
            for one in gold.toponyms
            if start <= one.span.start and one.span.end <= end
        ]
        if inside:
            yield GoldArticle(id=f"{gold.id}@{start}", text=gold.text[start:end], toponyms=tuple(inside))


def homes_of(golds: Sequence[GoldArticle], learner: HomeLearner) -> dict[str, PublisherHome]:
    """The home of each article's paper, learned from what its articles name, as at run time: no gold place is read."""
    named: dict[str, list[list[str]]] = {}
    for gold in golds:
        named.setdefault(str(gold.meta.get("domain")), []).append([one.name for one in gold.toponyms if one.usable])
    homes = {domain: learner.learn(domain, articles) for domain, articles in named.items()}
    found = ((gold.id, homes[str(gold.meta.get("domain"))]) for gold in golds)
    return {article: home for article, home in found if home is not None}


def table_of(path: Path) -> dict[str, str]:
    """A two-column table without its comments."""
    with path.open(encoding="utf-8") as lines:
        return dict(line.rstrip("\n").split("\t") for line in lines if line.strip() and not line.startswith("#"))


def folds_of(path: Path) -> dict[tuple[str, str], str]:
    """Fold of each (corpus, article)."""
    with path.open(encoding="utf-8") as lines:
        rows = (line.rstrip("\n").split("\t") for line in lines if line.strip() and not line.startswith("#"))
        return {(corpus, article): fold for corpus, article, fold in rows}


def read_corpora(
    folder: Path, reader: Reader, folds: dict[tuple[str, str], str], wiktor: int, gazetteer: Path
) -> list[Example]:
    """Examples of LGL (without and with the paper's town), GeoWebNews, their single sentences, and WikToR.

    Of WikToR the first `wiktor` articles of the training part and all of the held-out part; of the gazetteer, given by
    its file, the famous names.
    """
    examples: list[Example] = []
    for corpus in ("lgl", "geowebnews", "wiktor"):
        with (folder / f"{corpus}.jsonl").open(encoding="utf-8") as lines:
            golds = [gold_article(json.loads(line)) for line in lines]
        homes = homes_of(golds, reader.learner) if corpus == "lgl" else {}
        taken = 0
        for gold in golds:
            fold = folds[corpus, gold.id]
            taken += fold == "train"
            if fold == "train" and taken > wiktor:
                continue
            examples += reader.examples(corpus, fold, gold)
            if corpus == "lgl":  # all, so that the figure counts those whose paper keeps its home to itself, too
                examples += reader.examples("lgl at home", fold, gold, homes.get(gold.id))
            if corpus != "wiktor":
                for sentence in sentences_of(gold):
                    examples += reader.examples(f"{corpus} sentences", fold, sentence)
    for number, gold in enumerate(famous_names(gazetteer)):
        examples += reader.examples("famous names", str(number % FOLDS), gold)
    for example in examples:
        example.weight = WEIGHTS[example.corpus]
    return examples
