"""One file of named arrays: a line of JSON that says what there is, then the arrays' bytes, each from a multiple of 64.

    {"facts": {"name": "word vectors", "version": "1"}, "sha256": "...", "tensors": {"rows": ["<u2", [514127], 0]}}

Nothing in it is ever executed (no pickle), the arrays are mapped rather than read, and the checksum of what follows the
first line is compared before any of them is used: a megabyte takes half a millisecond.
"""

import hashlib
import json
import mmap
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from geomap.errors import RecognizerError

_ALIGNED = 64  # bytes
_DTYPES = frozenset({"<f2", "<f4", "<u1", "<u2", "<u4", "|u1", "|i1", "<i4"})


class TensorFile(NamedTuple):
    """What a file holds: its own words about itself, the checksum of its arrays (hexadecimal) and they, read-only."""

    facts: Mapping[str, Any]
    sha256: str
    tensors: Mapping[str, "np.ndarray[Any, Any]"]


def read_tensors(path: Path) -> TensorFile:
    """Map the file's arrays into memory.

    Raises:
        RecognizerError: the file is missing or damaged.
    """
    try:
        with path.open("rb") as file:
            return _parsed(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise RecognizerError(f"the tagger's file {path} cannot be used ({fault}); install geomap again") from fault


def from_bytes(data: bytes) -> TensorFile:
    """The arrays in such a file's bytes.

    Raises:
        RecognizerError: they are damaged.
    """
    try:
        return _parsed(data)
    except (ValueError, KeyError, TypeError) as fault:
        raise RecognizerError(f"the tagger's {len(data)} bytes cannot be used ({fault}); save them again") from fault


def as_bytes(facts: Mapping[str, Any], tensors: Mapping[str, "np.ndarray[Any, Any]"]) -> bytes:
    """Such a file; the same arrays give the same bytes."""
    entries: dict[str, tuple[str, list[int], int]] = {}
    parts: list[bytes] = []
    length = 0
    for name, array in tensors.items():
        if array.dtype.str not in _DTYPES:
            raise TypeError(f"{name} is {array.dtype}, which the format does not know")
        entries[name] = (array.dtype.str, list(array.shape), length)
        data = np.ascontiguousarray(array).tobytes()
        parts.append(data + b"\0" * (-len(data) % _ALIGNED))
        length += len(parts[-1])
    payload = b"".join(parts)
    header = {"facts": dict(facts), "sha256": hashlib.sha256(payload).hexdigest(), "tensors": entries}
    line = json.dumps(header, ensure_ascii=False).encode()
    line += b" " * (-(len(line) + 1) % _ALIGNED) + b"\n"
    return line + payload


def _parsed(data: "bytes | mmap.mmap") -> TensorFile:
    end = data.find(b"\n") + 1
    header = json.loads(data[:end])
    payload = memoryview(data)[end:]
    sha256 = _checked(payload, header["sha256"])
    return TensorFile(header["facts"], sha256, {name: _array(payload, *row) for name, row in header["tensors"].items()})


def _checked(payload: memoryview, expected: str) -> str:
    found = hashlib.sha256(payload).hexdigest()
    if found != expected:
        raise ValueError(f"sha256 {found[:12]}..., expected {expected[:12]}...")
    return found


def _array(payload: memoryview, dtype: str, shape: list[int], offset: int) -> "np.ndarray[Any, Any]":
    if dtype not in _DTYPES:
        raise ValueError(f"arrays of {dtype!r} are unknown")
    count = int(np.prod(shape, dtype=np.int64))
    return np.frombuffer(payload, dtype=dtype, count=count, offset=offset).reshape(shape)
