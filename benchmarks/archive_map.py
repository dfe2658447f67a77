"""How large the archive map is, how soon it shows its clusters, and how long a frame takes while it is moved.

    python benchmarks/archive_map.py [--mentions 10000 100000] [--keep FOLDER]

Invented archives: as many mentions as told, ten in an article, of places that follow Zipf's law around a few dozen
centres, with sentences of invented words of natural lengths and frequencies. The browser is Debian's Chromium, headless
and without a GPU. *Visible* is the time from the navigation to the first frame that holds the clusters; a *frame* is
the time between two animation frames while the map is dragged by the mouse, once over the first view, once closer in.
"""

import argparse
import gzip
import random
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geomap.export.archive_columns import KINDS, ArchiveColumns, ArchivePlace
from geomap.export.archive_map import archive_map
from geomap.records import Point
from geomap.wiring import Mapper

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
BUDGET = {10_000: (1.5, 0.6, 1.5, 50.0), 100_000: (10.0, 1.7, 2.5, 50.0)}  # MB, MB gzip, s, ms
MENTIONS_IN_ARTICLE = 10
DAYS = 4_000
# Resolves once the page is ready and what it drew has reached the screen.
VISIBLE = """() => new Promise((seen) => {
  const look = () => document.documentElement.dataset.ready
    ? requestAnimationFrame(() => requestAnimationFrame(() => seen(performance.now()))) : setTimeout(look, 5);
  look();
})"""
RECORD = """() => {
  const times = window.frames_ = [];
  let last = performance.now();
  const next = (now) => { times.push(now - last); last = now; requestAnimationFrame(next); };
  requestAnimationFrame(next);
}"""


class InventedTexts:
    """Titles, addresses and sentences of invented words, the same for the same number."""

    def __init__(self) -> None:
        chance = random.Random(7)
        letters = "etaoinshrdlucmfwypvbgk"
        weights = [12, 9, 8, 8, 7, 7, 6, 6, 6, 4, 4, 3, 3, 2, 2, 2, 2, 2, 1, 1, 1, 1]
        self._words = [
            "".join(chance.choices(letters, weights, k=chance.choice((2, 3, 4, 5, 6, 7, 8, 9)))) for _ in range(20_000)
        ]
        self._weights = [1 / (rank + 2.7) for rank in range(20_000)]

    def _some(self, seed: str, count: int) -> str:
        return " ".join(random.Random(seed).choices(self._words, self._weights, k=count))

    def article(self, number: int) -> tuple[str, str | None]:
        """A headline and an address."""
        title = self._some(f"t{number}", 9)
        return title.capitalize(), f"https://paper{number % 200}.example/2016/{title.replace(' ', '-')}"

    def quote(self, mention: int) -> tuple[str, str, str]:
        """A sentence."""
        before, after = self._some(f"b{mention}", 17), self._some(f"a{mention}", 17)
        return before + " ", "Town", " " + after


@dataclass(frozen=True, slots=True)
class Opened:
    """What the browser measured."""

    visible_s: float
    frames_ms: list[float]


def invented(mentions: int) -> tuple[ArchiveColumns, list[ArchivePlace]]:
    """An archive of so many mentions."""
    chance = random.Random(mentions)
    centres = [(chance.uniform(-120, 140), chance.uniform(-35, 60)) for _ in range(40)]
    places = []
    for number in range(max(20, mentions // 6)):
        lon, lat = chance.choice(centres)
        at = Point(round(lon + chance.gauss(0, 4), 4), round(max(-60, min(70, lat + chance.gauss(0, 3))), 4))
        family = chance.choices(("A", "P", "H"), (8, 85, 7))[0]
        places.append(ArchivePlace(f"Town {number}", at, f"X{chance.randrange(60)}", f"Part {number % 700}", family))
    weights = [1 / (rank + 3) for rank in range(len(places))]
    columns = ArchiveColumns()
    number = 0
    for article in range(mentions // MENTIONS_IN_ARTICLE):
        day = time.strftime("%Y-%m-%d", time.gmtime(86_400 * (14_000 + chance.randrange(DAYS))))
        columns.add_article(day, f"paper{article % 200}.example", None)
        for place in chance.choices(range(len(places)), weights, k=MENTIONS_IN_ARTICLE):
            number += 1
            kind = chance.choices(KINDS, (80, 8, 8, 3, 1))[0]
            columns.add_mention(number, place, kind, chance.choice((0.35, 0.6, 0.8, 0.93, 0.98, 1.0)))
        if article % 20 == 0:
            size = chance.uniform(1e7, 1e10)
            columns.add_area(
                place, middle=None, low_m2=0, high_m2=size, words="some square km", rough=chance.random() < 0.5
            )
    return columns, places


def opened(file: Path, browser: Any) -> Opened:
    """Open the page and move its map."""
    page = browser.new_page(viewport={"width": 1280, "height": 760})
    page.goto(file.as_uri(), wait_until="commit")
    visible = page.evaluate(VISIBLE) / 1000
    page.evaluate(RECORD)
    frames: list[float] = []
    for closer in range(2):
        for _ in range(4 * closer):
            page.locator("#map").press("+")
            page.wait_for_timeout(300)
        page.evaluate("window.frames_.length = 0")
        page.mouse.move(800, 350)
        page.mouse.down()
        for step in range(60):
            page.mouse.move(800 + 4 * (step if step < 30 else 60 - step), 350 + 2 * step % 90)
        page.mouse.up()
        page.wait_for_timeout(200)
        frames += page.evaluate("window.frames_")
    page.close()
    return Opened(visible, frames)


def main() -> None:
    """Print a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mentions", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--keep", type=Path, help="folder for the pages")
    given = parser.parse_args()
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - the pages are made without it

    gazetteer, texts = Mapper().gazetteer, InventedTexts()
    folder = given.keep or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    print("mentions  made in   file MB  gzip MB  visible s  frame ms (median, worst)  within the budget")
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for mentions in given.mentions:
            columns, places = invented(mentions)
            start = time.perf_counter()
            html = archive_map(columns, places, texts, gazetteer, f"{mentions:,} mentions").encode()
            made = time.perf_counter() - start
            file = folder / f"{mentions}.html"
            file.write_bytes(html)
            found = [opened(file, browser) for _ in range(3)]
            visible = statistics.median(each.visible_s for each in found)
            frames = [frame for each in found for frame in each.frames_ms]
            figures = (len(html) / 1e6, len(gzip.compress(html)) / 1e6, visible, statistics.median(frames))
            fits = all(figure <= most for figure, most in zip(figures, BUDGET.get(mentions, figures), strict=True))
            print(
                f"{mentions:8,} {made:7.1f} s {figures[0]:9.2f} {figures[1]:8.2f} {figures[2]:10.2f} "
                f"{figures[3]:10.1f} {max(frames):8.1f}          {'yes' if fits else 'no'}"
            )
        browser.close()


if __name__ == "__main__":
    main()
