"""One sitting of a review: the articles, the judgements file, and what the page may ask for."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from geomap.errors import InputError, RecordError
from geomap.judging.applying import conflicts
from geomap.judging.json_form import from_dict, made_id, to_dict
from geomap.judging.judgements_file import append, read
from geomap.ports import Gazetteer
from geomap.records import Judgement, Kind, MappedArticle
from geomap.review import payload

Json = dict[str, Any]

_MOST_AT_ONCE = 500  # judgements in one request
_FOUND = 9  # places that a search shows


def _utc_now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(kw_only=True)
class Session:
    """What the server answers from. Safe to call from several threads.

    Attributes:
        mapped: the articles with what was found in them.
        gazetteer: for the search and for names of countries.
        file: the judgements file.
        reviewer: whose judgements these are, where the page does not say.
        worldview: the country whose view of borders the page draws; None is the neutral one.
        remake: maps the articles anew with the judgements kept so far, and returns the map's page; None: it cannot.
        now: the time of a judgement, ISO 8601, UTC.
    """

    mapped: Sequence[MappedArticle]
    gazetteer: Gazetteer
    file: Path
    reviewer: str = ""
    worldview: str | None = None
    remake: Callable[[], str] | None = None
    now: Callable[[], str] = _utc_now
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.mapped = [_named_only(one) for one in self.mapped]
        self._countries = payload.Countries(self.gazetteer)

    def article(self, number: int) -> Json:
        """An article by its number.

        Raises:
            InputError: there is none with this number.
        """
        if not 0 <= number < len(self.mapped):
            raise InputError(f"there is no article number {number}; the last is {len(self.mapped) - 1}")
        return payload.article(self.mapped[number], self._countries)

    def search(self, name: str) -> list[Json]:
        """Places of the gazetteer that bear the name."""
        return payload.found(self.gazetteer.candidates(name)[:_FOUND], self._countries) if name.strip() else []

    def judgements(self, after: int = 0) -> Json:
        """Judgements kept, those of other pages and people too, from number `after` on, and which contradict."""
        kept = read(self.file)
        return {
            "judgements": [to_dict(each) for each in kept.judgements[max(0, after) :]],
            "total": len(kept.judgements),
            "conflicts": [[each.id for each in group] for group in conflicts(kept.judgements)],
            "damaged": len(kept.damaged),
        }

    def add(self, rows: object) -> list[Json]:
        """Keep judgements, and say how they were kept: with reviewer, time and id.

        Raises:
            InputError: they are no judgements, too many, or cannot be written; none is kept then.
        """
        if not isinstance(rows, list) or not 0 < len(rows) <= _MOST_AT_ONCE:
            raise InputError(f"judgements come as a list of 1 to {_MOST_AT_ONCE}")
        try:
            made = [self._signed(from_dict(row)) for row in rows]
        except RecordError as error:
            raise InputError(str(error)) from error
        with self._lock:
            append(self.file, made)
        return [to_dict(each) for each in made]

    def _signed(self, judgement: Judgement) -> Judgement:
        signed = replace(judgement, id="", reviewer=judgement.reviewer or self.reviewer, decided_at=self.now())
        return replace(signed, id=made_id(signed))


def imported(file: Path, downloaded: Path) -> int:
    """Add the judgements that a page on disk offered as a download; the number of those that were new.

    Raises:
        InputError: a file cannot be read or written, or there is nothing to import.
    """
    if not downloaded.is_file():
        raise InputError(f"{downloaded} is no file; give the file that the review page offered as a download")
    offered = read(downloaded)
    if not offered.judgements:
        raise InputError(f"{downloaded} holds no judgement; give the file that the review page offered as a download")
    known = {each.id for each in read(file).judgements}
    new = [each for each in offered.judgements if each.id not in known]
    if new:
        append(file, new)
    return len(new)


def _named_only(one: MappedArticle) -> MappedArticle:
    """The article without phrases such as "the city": whoever corrects the name that they stand for corrects them."""
    named = tuple(each for each in one.resolutions if each.mention.kind is not Kind.NOMINAL)
    return one if len(named) == len(one.resolutions) else replace(one, resolutions=named, areas=(), quoted_names=())
