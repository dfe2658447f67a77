"""The `geomap` program: its commands, loaded when they are called, and its one line for everything that goes wrong."""

import io
import logging
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TextIO

import click

from geomap.batch.attempting import attempt
from geomap.cli.standard_output import flush_standard_output
from geomap.cli.terminal import say
from geomap.cli.tools import Tools
from geomap.errors import GeomapError
from geomap.process import settle

INTERRUPTED, READER_LEFT, TERMINATED, WRONG = (
    130,
    141,
    143,
    2,
)  # 128 + the signal's number, as shells count; see the contract for 2

# Command: module, attribute and what --help says of it. Modules are imported only when their command is called.
_COMMANDS = {
    "map": ("geomap.cli.map", "map_", "Map articles: one HTML file that opens anywhere, and the data."),
    "parse": ("geomap.cli.parse", "parse", "Find and resolve the places that articles name, as data."),
    "resolve": ("geomap.cli.resolve", "resolve", "Resolve mentions that are given."),
    "explain": ("geomap.cli.explain", "explain", "Say why a name was taken for this place."),
    "batch": ("geomap.cli.batch", "batch", "Map a whole archive, with many workers if wanted."),
    "search": ("geomap.cli.search", "search", "Find what an archive says of a place."),
    "review": ("geomap.cli.review", "review", "Check and correct in the browser."),
    "evaluate": ("geomap.cli.evaluate", "evaluate", "Measure the accuracy on articles with known answers."),
    "gazetteer": ("geomap.cli.gazetteer", "gazetteer", "Look into the gazetteer, build or check it."),
}


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Names, in the order of --help."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - same
        """The command, imported now."""
        if cmd_name not in _COMMANDS:
            return None
        module, attribute, _ = _COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - same
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, _, text) in _COMMANDS.items()])


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 - as slow as all the rest of a call

        click.echo(f"geomap {version('geomap')}")
        ctx.exit()


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="Show the version."
)
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Map the places that news articles name.

    geomap finds place names, works out which places are meant, and draws them on a map that needs no network.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def execute(arguments: Sequence[str], tools: Tools | None = None) -> int:
    """Run one call and return its exit status. Whatever goes wrong is one line on standard error.

    Args:
        arguments: without the program's name.
        tools: the parts that commands are made with; None takes the real ones.
    """
    try:
        outcome = attempt(lambda: _call(arguments, tools or Tools()))
    except KeyboardInterrupt:
        say("geomap: interrupted")
        return INTERRUPTED
    if isinstance(outcome, int):
        return outcome
    return _report(outcome)


def _call(arguments: Sequence[str], tools: Tools) -> int:
    try:
        # not cli.main, which prints and exits on its own
        with cli.make_context("geomap", list(arguments), obj=tools) as context:
            status = cli.invoke(context)
    except click.exceptions.Exit as leaving:  # --help, --version
        status = leaving.exit_code
    flush_standard_output()
    return status if isinstance(status, int) else 0


def _report(error: Exception) -> int:
    if isinstance(error, BrokenPipeError):
        return READER_LEFT  # whoever read our output has seen enough
    say("geomap: " + " ".join(_sentence(error).split()))
    return WRONG


def _sentence(error: Exception) -> str:
    if isinstance(error, click.UsageError):
        path = error.ctx.command_path if error.ctx is not None else "geomap"
        return f"{error.format_message().rstrip('.')}; see `{path} --help`"
    if isinstance(error, click.ClickException):
        return error.format_message()
    if isinstance(error, GeomapError):
        return str(error)
    if isinstance(error, OSError):
        where = f" ({error.filename})" if error.filename else ""
        return f"{error.strerror or type(error).__name__}{where}; check the disk and the permissions there"
    return f"unexpected {type(error).__name__}: {error}; a bug: please report it with what GEOMAP_DEBUG=1 shows"


def run() -> None:
    """Run the program; the console's entry."""
    settle()
    if os.environ.get("GEOMAP_DEBUG"):
        logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
    else:
        logging.lastResort = None  # libraries' warnings are for developers
    # a closed stream is None: what goes there is lost, which is what its closing asked for
    sys.stdout, sys.stderr = sys.stdout or _nowhere(), sys.stderr or _nowhere()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a name must not fail because of the terminal's encoding
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))  # unwinds: half-written files go away
    status = execute(sys.argv[1:])
    try:
        sys.stdout.flush()
    except OSError:
        # the interpreter would flush again at its end, and complain
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(status)


def _nowhere() -> TextIO:
    return os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
