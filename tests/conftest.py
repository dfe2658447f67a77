"""Tests that talk to real services are left out unless they are asked for; no property has to hold by a deadline."""

import pytest
from hypothesis import settings

# A busy machine is no failure; where CI is set, Hypothesis has a profile of its own that has no deadline either.
settings.register_profile("patient", settings.default, deadline=None)
settings.load_profile("patient")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--live", action="store_true", help="run only the tests that talk to the real services")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    wanted = bool(config.getoption("--live"))
    others = [item for item in items if (item.get_closest_marker("live") is not None) is not wanted]
    if others:
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if item not in set(others)]
