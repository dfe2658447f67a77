"""What the commands that read articles were asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What the commands that read articles were asked for."""

    inputs: tuple[str, ...]
    encoding: str | None
    input_format: str | None
    columns: Mapping[str, str] = field(default_factory=dict)  # of tables: field to column
