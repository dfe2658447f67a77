"""`geomap map`: articles to one map and its data."""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geomap.cli.call import Call
from geomap.cli.options import borders, maps_articles, reads_articles
from geomap.cli.tools import Tools
from geomap.records import MappedArticle

if TYPE_CHECKING:  # reads and maps articles; --help needs neither
    from geomap.cli.running import Run
    from geomap.export.story_map import MapOptions
    from geomap.ports import Gazetteer

_UNSAFE = re.compile(r"[^\w.-]+")  # in a folder's name that is made from an input's


@click.command("map")
@reads_articles(several=True)
@click.option("-o", "--output", metavar="DIR", help="Folder for the results (default: output/NAME OF THE FIRST INPUT).")
@click.option("--title", metavar="T", help="Title of the map (default: that of the article).")
@maps_articles()
@borders
@click.option("--no-text", is_flag=True, help="Leave the text out; names, and the few words quoted in reasons, stay.")
@click.option("--png", is_flag=True, help="Write the map as a picture too: DIR/map.png (needs Chromium or Chrome).")
@click.option("--svg", is_flag=True, help="The same as a drawing: DIR/map.svg.")
@click.pass_obj
def map_(
    tools: Tools,
    *,
    call: Call,
    output: str | None,
    title: str | None,
    given: Mapping[str, Any],
    worldview: str | None,
    no_text: bool,
    png: bool,
    svg: bool,
) -> int:
    """Map the places that articles name: one HTML file that opens anywhere, without a network.

    INPUT is a file (text, HTML, JSON, CSV, Parquet, a feed, WARC), a folder of such files, or - for standard input;
    several articles share one map. Writes DIR/map.html, DIR/places.geojson, DIR/articles.jsonl, and DIR/errors.jsonl if
    an article failed.
    """
    from geomap.cli.failures import FailureLog  # noqa: PLC0415 - --help stays quick without these
    from geomap.cli.outputs import make_folder  # noqa: PLC0415 - same
    from geomap.cli.progress import ProgressBar  # noqa: PLC0415 - same
    from geomap.cli.running import Run  # noqa: PLC0415 - same
    from geomap.export.story_map import MapOptions  # noqa: PLC0415 - same

    settings = tools.settings(**given, worldview=worldview)
    draw = _pictures(settings.browser, png=png, svg=svg)
    folder = Path(output) if output is not None else Path("output", result_name(call.inputs[0]))
    articles: list[MappedArticle] = []
    with FailureLog(folder / "errors.jsonl", before=lambda: make_folder(folder)) as log, ProgressBar() as bar:
        run = Run(tools=tools, settings=settings, call=call, log=log, bar=bar, skip=folder)
        articles.extend(run.articles())
        options = MapOptions(title=title, worldview=settings.worldview, with_text=not no_text)
        write_run(folder, articles, run.mapper.gazetteer, options)
    click.echo(str(folder / "map.html"))
    draw(folder)
    _show(articles, run)
    return run.status


def _pictures(given: Path | None, *, png: bool, svg: bool) -> Callable[[Path], None]:
    """What draws the pictures asked for, from the page in a folder; says at once where there is no browser.

    Raises:
        SettingsError: pictures are wanted and there is no browser.
    """
    from geomap.export.picture import browser, write_png, write_svg  # noqa: PLC0415 - see above

    program = browser(given) if png or svg else None

    def draw(folder: Path) -> None:
        for wanted, name, write in ((png, "map.png", write_png), (svg, "map.svg", write_svg)):
            if wanted and program is not None:
                write(folder / "map.html", folder / name, program)
                click.echo(str(folder / name))

    return draw


def result_name(first_input: str) -> str:
    """The name of the folder of results: the first input's, without its suffix, safe on every system."""
    if first_input == "-":
        return "stdin"
    path = Path(first_input)
    name = path.resolve().name if path.is_dir() else path.stem
    return _UNSAFE.sub("_", name).strip("._")[:100] or "articles"


def write_run(folder: Path, articles: Sequence[MappedArticle], gazetteer: "Gazetteer", options: "MapOptions") -> str:
    """Write a folder of results, all files or none, and return the map's page."""
    from geomap.cli.outputs import FileSink, make_folder  # noqa: PLC0415 - see above
    from geomap.codec import dumps, to_json  # noqa: PLC0415 - same
    from geomap.export.geojson import places_geojson  # noqa: PLC0415 - same
    from geomap.export.story_map import render  # noqa: PLC0415 - same
    from geomap.export.withheld import withheld  # noqa: PLC0415 - same

    articles = articles if options.with_text else [withheld(one) for one in articles]
    page = render(articles, gazetteer, options)
    make_folder(folder)
    with ExitStack() as files:  # all three appear, or none
        names = ("articles.jsonl", "places.geojson", "map.html")
        data, places, html = (files.enter_context(FileSink(folder / name)) for name in names)
        for one in articles:
            data.write(to_json(one, with_text=options.with_text) + "\n")
        places.write(dumps(places_geojson(articles, gazetteer.geometry)) + "\n")
        html.write(page)
    return page


def _show(articles: Sequence[MappedArticle], run: "Run") -> None:
    from geomap.cli.terminal import table  # noqa: PLC0415 - see above
    from geomap.cli.wording import percent, whereabouts  # noqa: PLC0415 - same
    from geomap.export.found_places import found_places  # noqa: PLC0415 - same
    from geomap.export.page_words import place_words  # noqa: PLC0415 - same

    found = found_places(articles)
    if not found:
        click.echo("No place was found.")
        return
    where = whereabouts(run.mapper.gazetteer)
    rows = [
        (
            each.place.name,
            place_words(each.place),
            where(each.place),
            str(each.mentions),
            ", ".join(f"{kind.value} {count}" for kind, count in sorted(each.kinds.items())),
            percent(each.probability),
        )
        for each in sorted(found, key=lambda each: -each.mentions)
    ]
    table(("Place", "What", "Where", "Mentions", "Named as", "Sure"), rows, right=(3, 5))
