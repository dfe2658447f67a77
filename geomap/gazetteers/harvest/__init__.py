"""The maintainers' program that makes gazetteer/harvested from pinned registry packages; users never run it."""
