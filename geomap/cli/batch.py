"""`geomap batch`: thousands of articles in, one searchable map out."""

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geomap.cli.call import Call
from geomap.cli.options import borders, maps_articles, reads_articles
from geomap.cli.tools import Tools

if TYPE_CHECKING:  # numpy, pyarrow; --help needs neither
    from geomap.batch.joining import Counts
    from geomap.batch.run import Archive


@click.command()
@reads_articles(several=True)
@click.option("-o", "--output", metavar="DIR", required=True, help="Folder for the result.")
@click.option("--title", metavar="T", help="Title of the map.")
@click.option("--workers", type=click.IntRange(1, 256), help="Processes (default: one for each core).")
@click.option("--scheduler", metavar="ADDRESS", help="Work on a Dask cluster: tcp://HOST:PORT.")
@click.option("--resume", is_flag=True, help="Take up a run that was interrupted; the result is the same.")
@click.option(
    "--shard", type=click.IntRange(1), help="Articles worked on together: as many may be lost by an interruption (300)."
)
@click.option("--no-text", is_flag=True, help="Leave the texts out of the result.")
@maps_articles()
@borders
@click.pass_obj
def batch(
    tools: Tools,
    *,
    call: Call,
    output: str,
    title: str | None,
    workers: int | None,
    scheduler: str | None,
    resume: bool,
    shard: int | None,
    no_text: bool,
    given: Mapping[str, Any],
    worldview: str | None,
) -> int:
    """Map a whole archive.

    INPUT is whatever `geomap map` reads. Writes DIR/map.html, articles.jsonl.zst, mentions.parquet, places.parquet,
    places.geojson and index.sqlite, which `geomap search DIR NAME` answers from. Articles that fail are lines in
    DIR/errors.jsonl; an interrupted run goes on with --resume.
    """
    from geomap.batch.joining import write_manifest  # noqa: PLC0415 - --help stays quick without these
    from geomap.batch.run import Archive, run  # noqa: PLC0415 - same
    from geomap.cli.progress import ArchiveBar  # noqa: PLC0415 - same
    from geomap.cli.running import SOME_FAILED, sources, tell_corrections  # noqa: PLC0415 - same
    from geomap.cli.terminal import Warnings, say  # noqa: PLC0415 - same
    from geomap.errors import SettingsError  # noqa: PLC0415 - same

    if workers is not None and scheduler is not None:
        raise SettingsError(
            "--workers counts processes of this machine, and --scheduler works elsewhere: give one of them"
        )
    settings = tools.settings(**given, worldview=worldview)
    started, folder, warnings = time.time(), Path(output), Warnings()
    _refuse_own_inputs(folder, call)
    used: dict[str, str] = {}
    with ArchiveBar() as bar:
        mapper = tools.mapper(settings, bar.stage)
        archive = Archive(
            folder=folder,
            settings=settings,
            gazetteer=mapper.gazetteer,
            title=title,
            depends_on=mapper.answers_depend_on(),  # builds the gazetteer first, once for all workers
            with_text=not no_text,
            workers=workers or _cores(),
            scheduler=scheduler,
            resume=resume,
            **({} if shard is None else {"shard": shard}),
            progress=bar.shards,
            corrected=used.__setitem__,
            warn=warnings.warn,
        )
        try:
            counts = run(archive, sources(call, warn=warnings.warn, skip=folder))
        except KeyboardInterrupt:
            bar.clear()
            say(f"geomap: what was finished is kept in {folder}; go on with --resume")
            raise
    write_manifest(folder, counts, _about(archive, call), started)
    warnings.finish()
    tell_corrections(used)
    _tell(folder, counts)
    return SOME_FAILED if counts.failures else 0


def _refuse_own_inputs(folder: Path, call: Call) -> None:
    """Refuse a folder for the result that is an input itself, which no walk would look into, or that holds one.

    Raises:
        InputError: it is.
    """
    from geomap.batch.joining import RESULT  # noqa: PLC0415 - see above
    from geomap.cli.outputs import refuse_overwriting  # noqa: PLC0415 - same

    for path in (folder, *(folder / name for name in RESULT)):
        refuse_overwriting(path, call.inputs)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _about(archive: "Archive", call: Call) -> dict[str, object]:
    from importlib.metadata import version  # noqa: PLC0415 - see above

    return {
        "geomap": version("geomap"),
        "inputs": list(call.inputs),
        "workers": archive.scheduler or archive.workers,
        "depends_on": archive.depends_on,
        "with_text": archive.with_text,
    }


def _tell(folder: Path, counts: "Counts") -> None:
    from geomap.cli.terminal import say  # noqa: PLC0415 - see above
    from geomap.cli.wording import counted  # noqa: PLC0415 - same

    click.echo(str(folder / "map.html"))
    click.echo(f"{counted(counts.articles, 'article')}, {counted(counts.mentions, 'mention')} of "
               f"{counted(counts.places, 'place')}")  # fmt: skip
    for number, what in (
        (counts.not_on_map, "of the oldest had no room on the map; searches and tables hold them"),
        (counts.copies, "with a text that came before: maps and searches count such copies once"),
        (counts.other_languages, "not in English, it seems: their answers are less sure"),
        (counts.failures, f"failed, see {folder / 'errors.jsonl'}"),
    ):
        if number:
            say(f"geomap: {counted(number, 'article')} {what}")
