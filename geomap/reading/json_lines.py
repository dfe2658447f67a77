r"""Lines of a .jsonl stream, separated by \n only: a broken line is one failure, the next line goes on."""

import io
from collections.abc import Iterator
from typing import BinaryIO

from geomap.errors import InputError
from geomap.reading.decoding import HEAD, decode_as, detect

Line = tuple[int, str | InputError]


def lines(stream: BinaryIO, named: str | None) -> Iterator[Line]:
    """Every line that is not blank, with its number from 1; an error in place of one that does not decode.

    Raises:
        InputError: the stream is binary, or in an encoding without single-byte line ends and does not decode.
    """
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(_raw(stream))
    encoding, mark = detect(buffered.peek(HEAD)[:HEAD], named)
    buffered.read(mark)
    if "\n".encode(encoding) == b"\n":
        yield from _single_byte_ends(buffered, encoding, mark)
    else:
        yield from _wide(buffered, encoding)


def _raw(stream: BinaryIO) -> io.RawIOBase:
    # BytesIO and the like are readable streams without peek; BufferedReader needs only their readinto
    return stream  # type: ignore[return-value]  # typeshed knows RawIOBase only


def _single_byte_ends(stream: BinaryIO, encoding: str, mark: int) -> Iterator[Line]:
    for number, raw in enumerate(stream, 1):
        if raw.strip():
            try:
                yield number, decode_as(raw, encoding, mark if number == 1 else 0)
            except InputError as error:
                yield number, error


def _wide(stream: io.BufferedReader, encoding: str) -> Iterator[Line]:
    wrapper = io.TextIOWrapper(stream, encoding=encoding, newline="\n")
    number = 0
    try:
        for number, line in enumerate(wrapper, 1):
            if line.strip():
                yield number, line
    except UnicodeDecodeError as error:
        message = f"does not decode as {encoding} in or after line {number + 1}; name the right one with --encoding"
        raise InputError(message) from error
    finally:
        wrapper.detach()  # whoever opened the stream closes it
