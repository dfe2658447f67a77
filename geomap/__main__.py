"""`python -m geomap` is the `geomap` program."""

from geomap.cli.main import run

run()
