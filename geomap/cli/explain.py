"""`geomap explain`: why this place - candidates, evidence, probability."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import click

from geomap.cli.call import Call
from geomap.cli.options import maps_articles, reads_articles
from geomap.cli.tools import Tools
from geomap.records import MappedArticle, Place, PublisherHome, Resolution

Where = Callable[[Place], str]  # names the divisions and the country of a place

_RIVALS = 4  # candidates shown of each name in the overview
_ALL_RIVALS = 12  # and where one name is asked for


@click.command()
@reads_articles(several=False)
@click.option("--mention", metavar="NAME", help="Only the mentions with this name, in more detail.")
@maps_articles()
@click.pass_obj
def explain(
    tools: Tools,
    *,
    call: Call,
    mention: str | None,
    given: Mapping[str, Any],
) -> int:
    """Say why each name was taken for its place: candidates, the evidence for and against them, probabilities.

    Evidence has a weight: what it adds to the odds of the candidate against its rivals, as a logarithm (1.0 makes a
    candidate 2.7 times as likely, -1.0 as much less).
    """
    from geomap.cli.failures import FailureLog  # noqa: PLC0415 - --help stays quick without these
    from geomap.cli.progress import ProgressBar  # noqa: PLC0415 - same
    from geomap.cli.running import Run  # noqa: PLC0415 - same
    from geomap.cli.wording import whereabouts  # noqa: PLC0415 - same
    from geomap.errors import InputError  # noqa: PLC0415 - same

    shown = 0
    with FailureLog(None) as log, ProgressBar(shares_terminal=True) as bar:
        run = Run(tools=tools, settings=tools.settings(**given), call=call, log=log, bar=bar)
        for one in run.articles():
            shown += _explain(one, mention, whereabouts(run.mapper.gazetteer))
    if mention is not None and not shown:
        raise InputError(f"no mention reads {mention!r}; leave --mention out to see those that were found")
    return run.status


def _explain(one: MappedArticle, name: str | None, where: Where) -> int:
    """Show one article, and say how many mentions were shown."""
    from geomap.cli.terminal import escaped  # noqa: PLC0415 - see above
    from geomap.names import key  # noqa: PLC0415 - same

    chosen = [each for each in one.resolutions if name is None or key(each.mention.text) == key(name)]
    if name is not None and not chosen:
        return 0
    title = f": {one.article.title}" if one.article.title else ""
    click.echo(escaped(f"{one.article.id}{title}"))
    if one.article.learned_home is not None:
        click.echo(escaped(f"The publisher's home: {_home(one.article.learned_home, where)}"))
    if name is None:
        _overview(one, where)
        _areas(one)
    for group in _alike(chosen):
        _reasons(one, group, where, _RIVALS if name is None else _ALL_RIVALS)
    if not chosen:
        click.echo("\nNo place is named.")
    return len(chosen)


def _home(home: PublisherHome, where: Where) -> str:
    from geomap.cli.wording import percent  # noqa: PLC0415 - see above

    around = where(home.place)
    town = f"{home.place.name}, {around}" if around else home.place.name
    return f"{town}, learned from {home.articles} articles of {home.domain} ({percent(home.probability)} sure)"


def _alike(resolutions: Iterable[Resolution]) -> list[list[Resolution]]:
    """Mentions with one name and one answer are explained once."""
    groups: dict[object, list[Resolution]] = {}
    for each in resolutions:
        groups.setdefault((" ".join(each.mention.text.split()), each.status, each.ranked), []).append(each)
    return list(groups.values())


def _overview(one: MappedArticle, where: Where) -> None:
    from geomap.cli.terminal import table  # noqa: PLC0415 - see above
    from geomap.cli.wording import percent  # noqa: PLC0415 - same

    if not one.resolutions:
        return
    click.echo("\nMentions")
    rows = [
        (
            f"{each.mention.span.start}-{each.mention.span.end}",
            " ".join(each.mention.text.split()),
            each.mention.kind.value,
            each.status.value.replace("_", " "),
            each.place.name if each.place else "",
            where(each.place) if each.place else "",
            percent(each.probability),
            " ".join(each.region.text.split()) if each.region else "",
        )
        for each in one.resolutions
    ]
    table(("At", "Mention", "Kind", "Status", "Place", "Where", "Sure", "Narrowed to"), rows, right=(6,))


def _areas(one: MappedArticle) -> None:
    from geomap.cli.terminal import table  # noqa: PLC0415 - see above
    from geomap.cli.wording import percent  # noqa: PLC0415 - same
    from geomap.export.page_words import area_words  # noqa: PLC0415 - same

    def named(index: int | None) -> str:
        return "no named place" if index is None else " ".join(one.resolutions[index].mention.text.split())

    if one.areas:
        click.echo("\nQuoted areas")
        rows = [
            (" ".join(area.text.split()), area_words(area), named(area.mention), area.relation.value,
             percent(area.probability), area.note)
            for area in one.areas
        ]  # fmt: skip
        table(("Area", "Meant", "Of", "Relation", "Sure", "Why"), rows, right=(4,))
    if one.quoted_names:
        click.echo("\nNames in quotation marks")
        quoted = [
            (" ".join(each.text.split()), named(each.mention), each.region.note if each.region else "")
            for each in one.quoted_names
        ]
        table(("Name", "Tied to", "Extent"), quoted)


def _reasons(one: MappedArticle, group: list[Resolution], where: Where, most: int) -> None:
    from geomap.cli.terminal import escaped, table  # noqa: PLC0415 - see above
    from geomap.cli.wording import coordinates, percent, sentence_around  # noqa: PLC0415 - same
    from geomap.export.page_words import place_words  # noqa: PLC0415 - same

    first = group[0]
    times = "" if len(group) == 1 else f", {len(group)} times"
    status = first.status.value.replace("_", " ")
    click.echo()
    click.echo(escaped(f"{' '.join(first.mention.text.split())} ({first.mention.kind.value}{times}): {status}"))
    click.echo(escaped(f"  {sentence_around(one.article.text, first.mention.span)}"))
    for each in group:
        if each.region is not None:
            click.echo(escaped(f"  narrowed to “{' '.join(each.region.text.split())}”: {each.region.note}"))
    if not first.ranked:
        click.echo("  No place bears this name in the gazetteer.")
        return
    rows: list[tuple[str, ...]] = []
    for number, scored in enumerate(first.ranked[:most], 1):
        place = scored.candidate.place
        described = [f"{place.name} ({place_words(place)})", *filter(None, [where(place)]), coordinates(place)]
        reasons = [(f"{reason.weight:+.2f}", reason.note) for reason in scored.evidence]
        height = max(len(described), len(reasons))
        described += [""] * (height - len(described))
        reasons += [("", "")] * (height - len(reasons))
        # the description runs down beside the reasons: narrow enough for a small terminal
        for index, (words, (weight, note)) in enumerate(zip(described, reasons, strict=True)):
            count, sure = (str(number), percent(scored.probability)) if index == 0 else ("", "")
            rows.append((count, words, sure, weight, note))
    table(("", "Candidate", "Sure", "Weight", "Evidence"), rows, right=(0, 2, 3))
    if len(first.ranked) > most:
        click.echo(f"  and {len(first.ranked) - most} less likely candidates")
