"""Lets the tests here import `gold_stories`."""

import importlib.util
import sys
from pathlib import Path

if "gold_stories" not in sys.modules:
    _spec = importlib.util.spec_from_file_location("gold_stories", Path(__file__).parents[2] / "gold_stories.py")
    assert _spec is not None
    assert _spec.loader is not None
    sys.modules["gold_stories"] = importlib.util.module_from_spec(_spec)
    _spec.loader.exec_module(sys.modules["gold_stories"])
