"""Lets the tests here import `map_stories`, which the browser tests use too."""

import importlib.util
import sys
from pathlib import Path

if "map_stories" not in sys.modules:
    _spec = importlib.util.spec_from_file_location("map_stories", Path(__file__).parents[2] / "map_stories.py")
    assert _spec is not None
    assert _spec.loader is not None
    sys.modules["map_stories"] = importlib.util.module_from_spec(_spec)
    _spec.loader.exec_module(sys.modules["map_stories"])
