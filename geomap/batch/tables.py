"""A run's tables: every mention, every place, as Parquet; the places as GeoJSON too."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
from pyarrow import parquet

from geomap.batch.rows import ArticleRow, MentionRow, place_key
from geomap.codec import dumps

_ROWS = 20_000  # of mentions in memory
_COMPRESSION = "zstd"
_MENTIONS = pa.schema([
    ("article", pa.int64()), ("article_id", pa.string()), ("day", pa.string()), ("domain", pa.string()),
    ("same_as", pa.int64()), ("start", pa.int32()), ("end", pa.int32()), ("text", pa.string()), ("kind", pa.string()),
    ("status", pa.string()), ("probability", pa.float32()), ("place_id", pa.string()), ("name", pa.string()),
    ("lon", pa.float64()), ("lat", pa.float64()), ("country_code", pa.string()), ("admin1", pa.string()),
    ("feature_class", pa.string()), ("feature_code", pa.string()), ("radius_m", pa.float64()),
])  # fmt: skip
_PLACE_FIELDS = (
    "name",
    "lon",
    "lat",
    "country_code",
    "admin1",
    "feature_class",
    "feature_code",
    "population",
    "radius_m",
)
_PLACE_OF_MENTION = tuple(name for name in _PLACE_FIELDS if name != "population")
_PLACES = pa.schema([
    ("place_id", pa.string()), ("name", pa.string()), ("lon", pa.float64()), ("lat", pa.float64()),
    ("country_code", pa.string()), ("admin1", pa.string()), ("feature_class", pa.string()),
    ("feature_code", pa.string()), ("population", pa.int64()), ("radius_m", pa.float64()), ("mentions", pa.int64()),
    ("articles", pa.int64()), ("first_day", pa.string()), ("last_day", pa.string()), ("probability", pa.float32()),
])  # fmt: skip


@dataclass(slots=True)
class PlaceSum:
    """A place over the whole run. Copies of an article count once."""

    number: int  # in the order in which the run first names them
    place: Mapping[str, Any]  # id and _PLACE_FIELDS: there may be millions of places
    mentions: int = 0
    articles: int = 0
    first_day: str | None = None
    last_day: str | None = None
    probability: float = 0.0  # the surest mention's
    _article: int = -1

    def add(self, article: ArticleRow, mention: MentionRow) -> None:
        """Count a mention of it."""
        self.mentions += 1
        if article.number != self._article:
            self.articles += 1
            self._article = article.number
        if article.day:
            self.first_day = min(self.first_day or article.day, article.day)
            self.last_day = max(self.last_day or article.day, article.day)
        self.probability = max(self.probability, mention.probability or 0.0)


@dataclass(slots=True)
class Places:
    """Every place of a run."""

    sums: dict[str, PlaceSum] = field(default_factory=dict)

    def number(self, place: Mapping[str, Any]) -> int:
        """A place's number, from 0."""
        return self._sum(place).number

    def add(self, article: ArticleRow, mentions: Iterable[MentionRow]) -> None:
        """Count an article's mentions, unless it is a copy of one that came before."""
        for mention in mentions:
            if mention.place is not None:
                made = self._sum(mention.place)
                if article.same_as is None:
                    made.add(article, mention)

    def _sum(self, place: Mapping[str, Any]) -> PlaceSum:
        key = place_key(place)
        found = self.sums.get(key)
        if found is None:
            kept = {name: place.get(name) for name in ("id", *_PLACE_FIELDS)}
            found = self.sums[key] = PlaceSum(len(self.sums), kept)
        return found


class MentionTable:
    """Writes mentions.parquet bit by bit."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows: list[tuple[Any, ...]] = []

    def __enter__(self) -> Self:
        self._writer = parquet.ParquetWriter(self._path, _MENTIONS, compression=_COMPRESSION)
        return self

    def add(self, article: ArticleRow, mentions: Iterable[MentionRow]) -> None:
        """Add an article's mentions."""
        head = (article.number, article.id, article.day, article.domain, article.same_as)
        for each in mentions:
            place = each.place or {}
            own = (each.start, each.end, each.text, each.kind, each.status, each.probability)
            self._rows.append((*head, *own, place.get("id"), *(place.get(name) for name in _PLACE_OF_MENTION)))
        if len(self._rows) >= _ROWS:
            self._flush()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._flush()
        finally:
            self._writer.close()

    def _flush(self) -> None:
        if self._rows:
            columns = zip(zip(*self._rows, strict=True), _MENTIONS, strict=True)
            arrays = [pa.array(values, column.type) for values, column in columns]
            self._writer.write_table(pa.Table.from_arrays(arrays, schema=_MENTIONS))
            self._rows.clear()


def write_places(path: Path, places: Places) -> None:
    """Write places.parquet, in the order in which the run first names them."""
    rows = [
        {"place_id": each.place.get("id"), **{name: each.place.get(name) for name in _PLACE_FIELDS}, **_counts(each)}
        for each in places.sums.values()
    ]
    parquet.write_table(pa.Table.from_pylist(rows, schema=_PLACES), path, compression=_COMPRESSION)


def write_geojson(path: Path, places: Places) -> None:
    """Write places.geojson: a point for each place."""
    with path.open("w", encoding="utf-8") as stream:
        stream.write('{"type":"FeatureCollection","features":[')
        for number, each in enumerate(places.sums.values()):
            place = each.place
            shown = {name: place.get(name) for name in _PLACE_FIELDS if name not in ("lon", "lat")}
            feature = {
                "type": "Feature",
                "id": place.get("id"),
                "geometry": {"type": "Point", "coordinates": [place["lon"], place["lat"]]},
                "properties": shown | _counts(each),
            }
            stream.write((",\n" if number else "\n") + dumps(feature))
        stream.write("\n]}\n")


def _counts(each: PlaceSum) -> dict[str, Any]:
    return {
        "mentions": each.mentions,
        "articles": each.articles,
        "first_day": each.first_day,
        "last_day": each.last_day,
        "probability": each.probability,
    }
