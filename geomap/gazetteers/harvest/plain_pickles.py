"""Opening the pickles in which two packages ship their tables, without running anything that is inside."""

import pickle
from pathlib import Path
from typing import Any, NoReturn

from geomap.errors import GazetteerError


class _PlainUnpickler(pickle.Unpickler):  # numbers, strings, lists, tuples and dictionaries need no class
    def find_class(self, module: str, name: str) -> NoReturn:
        raise pickle.UnpicklingError(f"it wants the class {module}.{name}")


def load_plain(path: Path) -> Any:
    """The lists, dictionaries, strings and numbers of a pickle.

    Raises:
        GazetteerError: the pickle names a class or function, or is damaged.
    """
    try:
        with path.open("rb") as file:
            return _PlainUnpickler(file).load()
    except (pickle.UnpicklingError, EOFError) as error:
        raise GazetteerError(f"{path} is not a plain pickle: {error}; do not use this file") from error
