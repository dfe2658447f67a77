"""Bytes to text, without guessing: a byte order mark, the encoding that was named, or UTF-8."""

import codecs

from geomap.errors import InputError

_MARKS = (  # longest first: the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# First bytes of what people mistake for text; each format's own specification names them.
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
)

HEAD = 8192  # bytes that are looked at before a stream is read line by line


def check_name(encoding: str) -> None:
    """Refuse a name that is no text encoding.

    Raises:
        InputError: Python knows no text encoding of this name.
    """
    try:
        " ".encode(encoding)
    except (LookupError, UnicodeError, ValueError) as error:
        raise InputError(
            f"--encoding {encoding!r} is not a text encoding; take a name such as cp1252, iso-8859-1 or utf-16"
        ) from error


def detect(head: bytes, named: str | None) -> tuple[str, int]:
    """The encoding of data that starts like this, and the length of its byte order mark (0: it has none).

    A mark wins over the encoding that was named: a folder may hold files that say for themselves what they are.

    Raises:
        InputError: this is no text.
    """
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding, len(mark)
    for magic, what in _MAGIC:
        if head.startswith(magic):
            raise InputError(f"is {what}, not text: save its text as .txt or .html")
    if named is None and b"\x00" in head:
        raise InputError("is binary (it holds NUL bytes), not text; if it is UTF-16 without a mark, use --encoding")
    return named or "utf-8", 0


def decode(data: bytes, named: str | None) -> str:
    """All of a file as text, without its byte order mark and otherwise exactly as it is.

    Raises:
        InputError: it is binary, or a byte does not fit the encoding.
    """
    encoding, mark = detect(data, named)
    return decode_as(data[mark:], encoding, mark)


def decode_as(data: bytes, encoding: str, offset: int = 0) -> str:
    """Decode strictly.

    Args:
        data: the bytes.
        encoding: their encoding.
        offset: what to add to positions in messages.

    Raises:
        InputError: a byte does not fit the encoding; the message holds the byte's offset.
    """
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"byte 0x{data[error.start]:02x} at offset {error.start + offset} is not {encoding}; "
            "name the right encoding with --encoding, for example --encoding cp1252"
        ) from error
    except UnicodeError as error:  # codecs such as idna or undefined give no position
        raise InputError(f"cannot be decoded as {encoding}: {error}") from error
