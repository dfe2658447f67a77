"""The end of a run: its shards joined into the result, article by article, and the manifest."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from geomap.batch.index import INDEX, IndexWriter
from geomap.batch.mapping import MapColumns, write_map
from geomap.batch.rows import ArticleRow, MentionRow, Texts, article_row
from geomap.batch.store import ShardStore, refusal, write_whole
from geomap.batch.tables import MentionTable, Places, write_geojson, write_places
from geomap.ports import Gazetteer

MANIFEST = "manifest.json"
ARTICLES, ERRORS = "articles.jsonl.zst", "errors.jsonl"
MENTIONS, PLACES, GEOJSON = "mentions.parquet", "places.parquet", "places.geojson"
MAP = "map.html"
RESULT = (ARTICLES, ERRORS, MENTIONS, PLACES, GEOJSON, INDEX, MAP, MANIFEST)


@dataclass(slots=True)
class Counts:
    """What a run did."""

    articles: int = 0
    failures: int = 0
    mentions: int = 0
    places: int = 0
    copies: int = 0  # of texts that came before
    languages: dict[str, int] = field(default_factory=dict)
    not_on_map: int = 0  # articles that the map had no room for

    @property
    def other_languages(self) -> int:
        """Articles that are not in English."""
        return self.articles - self.languages.get("en", 0) - self.languages.get("", 0)


class Taker(Protocol):
    """Makes a part of the result of the articles that it is given one by one."""

    def add(self, article: ArticleRow, mentions: Sequence[MentionRow]) -> None:
        """Take the next article and its mentions."""
        ...


def join(
    folder: Path, names: Sequence[str], gazetteer: Gazetteer, title: str | None, worldview: str | None = None
) -> Counts:
    """Make the result of the shards, in the order of the archive.

    Args:
        folder: of the run.
        names: of its shards.
        gazetteer: for the map: names of countries and the background.
        title: of the map.
        worldview: whose view of borders the map draws; None for the neutral one.

    Raises:
        OSError: the folder cannot be written.
        InputError: a shard cannot be read.
    """
    store, places = ShardStore(folder), Places()
    columns = MapColumns(places)
    made = {name: folder / f".{name}.new" for name in (ARTICLES, MENTIONS, PLACES, GEOJSON, INDEX, MAP)}
    for path in (*made.values(), *folder.glob(f".{ERRORS}.*"), *folder.glob(f".{MANIFEST}.*")):
        path.unlink(missing_ok=True)  # what a run that was killed had half written
    try:
        with (
            made[ARTICLES].open("wb") as articles,
            MentionTable(made[MENTIONS]) as table,
            IndexWriter(made[INDEX], places) as index,
        ):
            counts = _stream(store, names, articles, (places, table, index, columns))
        write_places(made[PLACES], places)
        write_geojson(made[GEOJSON], places)
        write_map(made[MAP], columns, made[INDEX], gazetteer, title, worldview=worldview)
        (folder / MANIFEST).unlink(missing_ok=True)  # from here on the files are of two runs, until there is a new one
        for name, path in made.items():
            path.replace(folder / name)
    finally:
        for path in made.values():
            path.unlink(missing_ok=True)
    failures = "".join(map(store.failures, names))
    counts.failures, counts.places = failures.count("\n"), len(places.sums)
    counts.not_on_map = columns.left_out()
    if failures:
        write_whole(folder / ERRORS, failures.encode())
    else:
        (folder / ERRORS).unlink(missing_ok=True)
    return counts


def _stream(store: ShardStore, names: Sequence[str], articles: BinaryIO, takers: Sequence[Taker]) -> Counts:
    """Hand every article of the shards on, one by one, and count."""
    counts, texts = Counts(), Texts()
    for name in names:
        articles.write(store.articles(name))
        for line in store.lines(name):
            article, mentions = article_row(line, counts.articles, texts)
            for taker in takers:
                taker.add(article, mentions)
            _count(counts, article.language, len(mentions), copy=article.same_as is not None)
    return counts


def _count(counts: Counts, language: str | None, mentions: int, *, copy: bool) -> None:
    counts.articles += 1
    counts.mentions += mentions
    counts.copies += copy
    key = (language or "")[:2].lower()
    counts.languages[key] = counts.languages.get(key, 0) + 1


def write_manifest(folder: Path, counts: Counts, about: dict[str, Any], started: float) -> None:
    """Write what was run, when and with what: the only file of a result with times in it.

    Raises:
        InputError: it cannot be written.
    """
    row = about | {
        "started": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(started)),
        "seconds": round(time.time() - started, 1),
        "articles": counts.articles,
        "failures": counts.failures,
        "mentions": counts.mentions,
        "places": counts.places,
        "copies": counts.copies,
        "not_on_map": counts.not_on_map,
        "languages": dict(sorted(counts.languages.items())),
    }
    try:
        write_whole(folder / MANIFEST, (json.dumps(row, indent=1, ensure_ascii=False) + "\n").encode())
    except OSError as error:
        raise refusal(folder, error) from error
