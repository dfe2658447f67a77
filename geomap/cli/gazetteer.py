"""`geomap gazetteer`: look into the gazetteer, build or check it."""

from pathlib import Path

import click

from geomap.cli.tools import Tools


@click.group(invoke_without_command=True)
@click.pass_context
def gazetteer(ctx: click.Context) -> None:
    """Look into the gazetteer, build or check it.

    It is built on the first use of geomap, into the user's data folder; GEOMAP_DATA names another one.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@gazetteer.command()
@click.pass_obj
def build(tools: Tools) -> int:
    """Build the gazetteer (again) and print its path."""
    from geomap.cli.progress import ProgressBar  # noqa: PLC0415 - --help stays quick without these
    from geomap.gazetteers.build import build as build_file  # noqa: PLC0415 - same
    from geomap.wiring import gazetteer_path, tables_folder  # noqa: PLC0415 - same

    settings = tools.settings()
    path = gazetteer_path(settings)
    with ProgressBar() as bar:
        build_file(tables_folder(settings), path, bar.stage)
    click.echo(str(path))
    return 0


@gazetteer.command()
@click.argument("name", nargs=-1, required=True, metavar="NAME")
@click.option(
    "--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="Show this many places at most."
)
@click.pass_obj
def search(tools: Tools, *, name: tuple[str, ...], limit: int) -> int:
    """List the places that bear a name.

    The most prominent come first, then those whose names begin with it.
    """
    from geomap.cli.terminal import escaped, table  # noqa: PLC0415 - see above
    from geomap.cli.wording import coordinates, whereabouts  # noqa: PLC0415 - same
    from geomap.export.page_words import place_words  # noqa: PLC0415 - same
    from geomap.lookup.sqlite_gazetteer import SqliteGazetteer  # noqa: PLC0415 - same
    from geomap.reading.origin import without_surrogates  # noqa: PLC0415 - same

    text, _ = without_surrogates(" ".join(name))  # bytes that the terminal's encoding does not know
    places = SqliteGazetteer(_ready(tools))
    found, where = places.search(text, limit), whereabouts(places)
    if not found:
        click.echo(escaped(f"No place is named {text!r}."))
        return 0
    rows = [
        (
            candidate.place.name,
            candidate.matched_name if candidate.matched_name != candidate.place.name else "",
            place_words(candidate.place),
            where(candidate.place),
            coordinates(candidate.place),
            f"{candidate.place.population:,}" if candidate.place.population else "",
            candidate.place.id or "",
        )
        for candidate in found
    ]
    table(("Place", "Found as", "What", "Where", "Lies at", "Inhabitants", "Id"), rows, right=(5,))
    return 0


@gazetteer.command()
@click.pass_obj
def info(tools: Tools) -> int:
    """Say what is in the gazetteer, where that comes from and where the file lies."""
    from geomap.cli.terminal import table  # noqa: PLC0415 - see above
    from geomap.gazetteers.verify import info as describe  # noqa: PLC0415 - same

    found = describe(_ready(tools))
    click.echo(f"file         {found.path}")
    click.echo(f"size         {found.size_bytes / 1e6:.1f} MB")
    click.echo(f"fingerprint  {found.fingerprint}")
    click.echo(f"attribution  {found.attribution}")
    click.echo(f"holds        {found.places:,} places, {found.names:,} names, {found.shapes:,} shapes\n")
    table(("Feature class", "Places"), [(name, f"{count:,}") for name, count in found.by_class.items()], right=(1,))
    click.echo()
    sources = [
        (name, f"{count:,}", found.sources.get(name, "").replace(" | ", ", "))
        for name, count in found.by_source.items()
    ]
    table(("Source", "Places", "Version, registry, licence, origin"), sources, right=(1,))
    return 0


@gazetteer.command()
@click.pass_obj
def verify(tools: Tools) -> int:
    """Check the gazetteer's file; exit status 1 when something is wrong with it."""
    from geomap.cli.terminal import escaped  # noqa: PLC0415 - see above
    from geomap.gazetteers.verify import verify as problems_of  # noqa: PLC0415 - same

    path = _ready(tools)
    problems = problems_of(path)
    for problem in problems:
        click.echo(escaped(problem))
    click.echo(f"{path}: {f'{len(problems)} problems' if problems else 'sound'}")
    return 1 if problems else 0


def _ready(tools: Tools) -> Path:
    from geomap.cli.progress import ProgressBar  # noqa: PLC0415 - see above
    from geomap.wiring import ensure_gazetteer  # noqa: PLC0415 - same

    with ProgressBar() as bar:
        return ensure_gazetteer(tools.settings(), bar.stage)
