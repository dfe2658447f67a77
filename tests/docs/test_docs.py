"""The documentation is a tested artefact: commands, settings and output words are in it, its links lead somewhere."""

import re
from dataclasses import fields
from pathlib import Path

import click
import pytest

from geomap.cli.main import cli
from geomap.records import Bound, Kind, Match, Status
from geomap.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "gazetteer").glob("*.md"))]
EVERYTHING = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


def commands():
    context = click.Context(cli)
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        yield name, command
        if isinstance(command, click.Group):
            for inner in command.list_commands(context):
                yield f"{name} {inner}", command.get_command(context, inner)


COMMANDS = dict(commands())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_is_documented(name):
    assert COMMANDS[name].help
    assert f"geomap {name}" in EVERYTHING


OPTIONS = [
    (name, option)
    for name, command in COMMANDS.items()
    for option in command.params
    if isinstance(option, click.Option)
]


@pytest.mark.parametrize(("command", "option"), OPTIONS)
def test_every_option_has_help_and_is_documented(command, option):
    assert option.help
    assert option.opts[-1] in EVERYTHING, f"{option.opts[-1]} of geomap {command}"


@pytest.mark.parametrize("name", [setting.name for setting in fields(Settings)])
def test_every_setting_is_documented(name):
    assert f"GEOMAP_{name.upper()}" in EVERYTHING


@pytest.mark.parametrize("word", [*Kind, *Status, *Bound, *Match])
def test_every_word_of_the_output_is_documented(word):
    assert f"`{word}`" in (ROOT / "docs/data-model.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
        assert target.startswith("https://") or (page.parent / target).exists(), target


@pytest.mark.parametrize("command", ["make demo", "make test"])
def test_the_readme_names_the_two_commands(command):
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")
