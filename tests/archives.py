"""Invented archives for the archive map's tests: no model, no database, no network."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from map_stories import HOSTILE, StoryGazetteer

from geomap.export.archive_columns import ArchiveColumns, ArchivePlace
from geomap.export.archive_map import archive_map
from geomap.records import Point

VERUN = ArchivePlace("Verun", Point(12.25, 44.5), "XA", "Westmark", "P", "PPL")
KARSK = ArchivePlace("Karsk", Point(14.75, 41.5), "XA", "Eastmark", "P", "PPLC")
NEAR_KARSK = ArchivePlace("near Karsk", Point(14.2, 41.9), "XA", None, "P", "PPL", radius_m=30_000.0)
ARDELIA = ArchivePlace("Ardelia", Point(13.0, 43.0), "XA", None, "A", "PCLI")
SUVARI = ArchivePlace("Suvari", Point(178.4, -18.1), "XS", None, "P", "PPL")
TOWNS = (VERUN, KARSK, NEAR_KARSK, ARDELIA, SUVARI)


@dataclass
class Archive:
    """An archive written down by hand: `archive.article("Title", [(VERUN, "literal", 0.9)], day="2020-01-01")`."""

    columns: ArchiveColumns = field(default_factory=ArchiveColumns)
    places: list[ArchivePlace] = field(default_factory=list)
    titles: list[tuple[str, str | None]] = field(default_factory=list)
    quotes: list[tuple[str, str, str]] = field(default_factory=list)

    def number(self, place: ArchivePlace) -> int:
        if place not in self.places:
            self.places.append(place)
        return self.places.index(place)

    def article(
        self,
        title: str,
        named: Sequence[tuple[ArchivePlace, str, float]] = (),
        *,
        day: str | None = "2020-01-01",
        domain: str | None = None,
        url: str | None = None,
        same_as: int | None = None,
        says: tuple[str, str] = ("Rain fell in ", " on Monday."),
    ) -> "Archive":
        self.columns.add_article(day, domain, same_as)
        self.titles.append((title, url))
        for place, kind, probability in named:
            self.columns.add_mention(len(self.quotes), self.number(place), kind, probability)
            self.quotes.append((says[0], place.name, says[1]))
        return self

    def area(self, place: ArchivePlace, square_metres: float, words: str, **more: Any) -> "Archive":
        given = {"middle": None, "low_m2": 0.0, "rough": True} | more
        self.columns.add_area(self.number(place), high_m2=square_metres, words=words, **given)
        return self

    def page(self, title: str | None = None) -> str:
        return archive_map(self.columns, self.places, Texts(self), StoryGazetteer(), title)


@dataclass
class Texts:
    """Titles and sentences of an invented archive."""

    archive: Archive

    def article(self, number: int) -> tuple[str, str | None]:
        return self.archive.titles[number]

    def quote(self, mention: int) -> tuple[str, str, str]:
        return self.archive.quotes[mention]


def few() -> Archive:
    """Four articles of three publishers over three years, one twice, one without a date."""
    archive = Archive()
    archive.article(
        "Rain in Verun", [(VERUN, "literal", 0.97), (VERUN, "literal", 0.9), (ARDELIA, "metonym", 0.95)],
        day="2018-03-05", domain="one.example", url="https://one.example/rain",
    )  # fmt: skip
    archive.article(
        "Karsk votes", [(KARSK, "literal", 0.55), (ARDELIA, "literal", 0.99)], day="2020-06-30", domain="two.example"
    )
    archive.area(KARSK, 4e9, "4,000 sq km")
    archive.article("Rain in Verun", day="2018-03-06", domain="two.example", same_as=0)
    archive.article(
        "A hamlet burnt", [(NEAR_KARSK, "literal", 0.7), (VERUN, "demonym", 0.9)],
        day=None, domain="six.example", says=("Smoke stood over ", " for days."),
    )  # fmt: skip
    archive.article("Nothing happened", day="2020-07-01")
    return archive


def hostile() -> Archive:
    """Titles, names, domains, sentences and areas that would like to be more than text."""
    archive = Archive()
    for number, words in enumerate(HOSTILE):
        place = ArchivePlace(words, Point(10.0 + number, 44.0), "XA", words, "P", "PPL")
        archive.article(words, [(place, "literal", 0.9)], domain=words, url="javascript:alert(1)", says=(words, words))
        archive.area(place, 1e9, words)
    return archive


def many(mentions: int) -> Archive:
    """So many mentions of a thousand places."""
    archive = Archive()
    towns = [
        ArchivePlace(f"Town {n}", Point(-20 + n % 40 * 1.5, 35 + n // 40 * 0.8), "XA", None, "P") for n in range(1_000)
    ]
    archive.places.extend(towns)
    for article in range(mentions // 10):
        archive.columns.add_article(
            f"20{10 + article % 10}-0{1 + article % 9}-11", f"paper{article % 30}.example", None
        )
        archive.titles.append((f"Article {article}", f"https://paper{article % 30}.example/{article}"))
        for n in range(10):
            archive.columns.add_mention(len(archive.quotes), (article * 7 + n * n * 31) % 1_000, "literal", 0.9)
            archive.quotes.append(
                (f"The road from village {article} to ", "the town", f" was closed for {n} hours by snow. " * 3)
            )
    return archive
