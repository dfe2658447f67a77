"""Where an exception of any kind becomes a value: one bad article, or a wrong call. It loads quickly, for the CLI."""

import logging
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

_log = logging.getLogger(__name__)


def attempt(action: Callable[[], T]) -> T | Exception:
    """What the action returns, or the exception that it raised. KeyboardInterrupt and SystemExit pass."""
    try:
        return action()
    except Exception as error:  # a broken article must not stop the others, whatever is wrong with it
        _log.debug("caught by the guard", exc_info=True)
        return error
