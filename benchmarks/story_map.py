"""How large the story map is, and how soon after it is opened its marks are visible.

    python benchmarks/story_map.py [STORY ...] [--keep FOLDER]

Without a STORY: the sample story, and one of our own with 150 towns of Spain in some 5,000 words. The browser is
Debian's Chromium, headless and without a GPU; the file is read from disk. *Visible* is the time from the navigation to
the second frame after the marks were drawn, the median of seven openings and the slowest of them, on a screen of
1,280 by 800 pixels and on a phone's of 390 by 844. *Work* is what the page's main thread had to do for it, in seconds
of a processor: on a machine that does other things too, it says more than the clock.
"""

import argparse
import gzip
import random
import statistics
import tempfile
from pathlib import Path
from typing import Any

from geomap.export.story_map import render
from geomap.records import Article, MappedArticle, Span
from geomap.wiring import Mapper

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
SAMPLE = Path(__file__).resolve().parents[1] / "docs" / "sample" / "story.txt"
SCREENS = ((1280, 800), (390, 844))
OPENINGS = 7
BUDGET = (450.0, 150.0, 1.0)  # kB, kB gzip, s
VISIBLE = """() => new Promise((seen) => {
  const look = () => document.documentElement.dataset.ready
    ? requestAnimationFrame(() => requestAnimationFrame(() => seen(performance.now()))) : setTimeout(look, 5);
  look();
})"""
TOWNS = """
Madrid Barcelona Valencia Sevilla Zaragoza Málaga Murcia Bilbao Alicante Córdoba Valladolid Vigo Gijón Granada
Oviedo Badalona Cartagena Sabadell Pamplona Almería Burgos Albacete Santander Getafe Logroño Badajoz Salamanca
Huelva Lleida Tarragona León Cádiz Jaén Ourense Girona Lugo Reus Torrelavega Cáceres Santiago Lorca Pontevedra
Toledo Ceuta Ferrol Guadalajara Palencia Ávila Cuenca Huesca Segovia Zamora Soria Teruel Mérida Avilés Gandia
Ponferrada Benidorm Linares Motril Alcoy Irun Ronda Elda Manresa Utrera Antequera Lucena Plasencia Andújar
Sagunto Úbeda Calatayud Hellín Puertollano Tomelloso Almansa Villarrobledo Valdepeñas Écija Carmona Osuna Morón
Estepa Baena Montilla Cabra Priego Loja Baza Guadix Almuñécar Nerja Estepona Marbella Fuengirola Coín Vera Níjar
Adra Berja Yecla Jumilla Cieza Caravaca Totana Águilas Orihuela Elche Villena Dénia Xàtiva Ontinyent Alzira
Requena Utiel Vinaròs Benicarló Tortosa Amposta Valls Igualada Vic Berga Ripoll Olot Figueres Solsona Balaguer
Fraga Barbastro Jaca Ejea Tarazona Tudela Estella Haro Calahorra Arnedo Miranda Reinosa Laredo Llanes Luarca
Viveiro Monforte
"""
SENTENCE = (
    "{} had no trains either, and its council met until midnight without an answer. "
    "Nobody could say how long the stoppage would last, for the unions and the carriers had not met in a month, and "
    "the talks set for the end of the week were put off. "
)


def long_story(mapper: Mapper) -> MappedArticle:
    """A story that names each of the towns once or more."""
    chance = random.Random(7)
    text = "Trains Stand Still in a Hundred and Fifty Towns\n\n"
    spans = []
    for number, town in enumerate(TOWNS.split()[:150]):
        sentence = SENTENCE.format(town) + "Shops closed early. " * chance.randrange(3)
        spans.append(Span(len(text), len(text) + len(town)))
        text += sentence + ("\n\n" if number % 3 == 2 else "")
    article = Article(id="long", text=text, toponyms=tuple(spans), home="Madrid")
    return mapper.resolve_many([article])[0]


def opened(file: Path, browser: Any, screen: tuple[int, int]) -> tuple[list[float], float]:
    """Seconds until the marks are on the screen, for each opening; and the median of the main thread's work."""
    visible, work = [], []
    for _ in range(OPENINGS):
        page = browser.new_page(viewport={"width": screen[0], "height": screen[1]})
        devtools = page.context.new_cdp_session(page)
        devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.goto(file.as_uri(), wait_until="commit")
        visible.append(page.evaluate(VISIBLE) / 1000)
        metrics = devtools.send("Performance.getMetrics")["metrics"]
        work.append(next(each["value"] for each in metrics if each["name"] == "TaskDuration"))
        page.close()
    return visible, statistics.median(work)


def main() -> None:
    """Print a row for each story and screen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories", type=Path, nargs="*", metavar="STORY", help="text files")
    parser.add_argument("--keep", type=Path, help="folder for the pages")
    given = parser.parse_args()
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - the pages are made without it

    mapper = Mapper()
    folder = given.keep or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    read = {path.stem: mapper.map(path.read_text("utf-8"), id=path.stem).article for path in given.stories or [SAMPLE]}
    stories = read if given.stories else read | {"long": long_story(mapper)}
    print(
        "story           places   screen     file kB  gzip kB  visible s (median, slowest)  work s  within the budget"
    )
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, mapped in stories.items():
            html = render([mapped], mapper.gazetteer)
            places = html.count('"key":"')
            file = folder / f"{name}.html"
            file.write_text(html, "utf-8")
            sizes = len(html.encode()) / 1000, len(gzip.compress(html.encode())) / 1000
            for screen in SCREENS:
                times, work = opened(file, browser, screen)
                middle = statistics.median(times)
                fits = all(figure <= most for figure, most in zip((*sizes, middle), BUDGET, strict=True))
                print(
                    f"{name:14} {places:7}   {screen[0]:4} × {screen[1]:3} {sizes[0]:9.0f} {sizes[1]:8.0f} "
                    f"{middle:11.2f} {max(times):8.2f} {work:12.2f}    {'yes' if fits else 'no'}"
                )
        browser.close()


if __name__ == "__main__":
    main()
