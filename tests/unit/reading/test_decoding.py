import pytest

from geomap.errors import InputError
from geomap.reading.decoding import check_name, decode


@pytest.mark.parametrize(
    ("data", "named"),
    [
        ("Żabno naïve\r\n".encode(), None),
        ("Żabno naïve\r\n".encode("utf-8-sig"), None),
        ("Żabno naïve\r\n".encode("utf-16"), None),
        (b"\xfe\xff" + "Żabno naïve\r\n".encode("utf-16-be"), None),
        ("Żabno naïve\r\n".encode("utf-32"), None),
        ("Żabno naïve\r\n".encode("iso-8859-2", "replace").replace(b"?", b"\xef"), "iso-8859-15"),
        ("Żabno naïve\r\n".encode("utf-16-le"), "utf-16-le"),
        ("Żabno naïve\r\n".encode("utf-8-sig"), "cp1252"),
    ],
)
def test_line_ends_and_letters_come_back_as_they_are(data: bytes, named: str | None) -> None:
    text = decode(data, named)
    assert text.endswith("bno naïve\r\n")
    assert not text.startswith("\ufeff")


def test_an_undecodable_byte_is_named_with_its_offset_in_the_file() -> None:
    with pytest.raises(InputError, match=r"byte 0xe9 at offset 6 is not utf-8.*--encoding"):
        decode(b"\xef\xbb\xbfcaf\xe9 Baghuz", None)


def test_a_named_encoding_is_taken_strictly_too() -> None:
    assert decode(b"caf\xe9", "cp1252") == "café"
    with pytest.raises(InputError, match="0x81 at offset 1"):
        decode(b"a\x81", "cp1252")


def test_half_a_utf16_character_is_refused() -> None:
    with pytest.raises(InputError, match="offset 4"):
        decode(b"\xff\xfe" + b"a\x00" + b"\x00\xd8", None)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04...", "zip"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"plain\x00text", "NUL"),
    ],
)
def test_binary_content_is_refused(data: bytes, what: str) -> None:
    with pytest.raises(InputError, match=what):
        decode(data, None)


@pytest.mark.parametrize("name", ["klingon", "hex", "zlib", "undefined", ""])
def test_what_is_no_text_encoding_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="is not a text encoding"):
        check_name(name)


def test_known_names_pass() -> None:
    check_name("cp1252")
    check_name("UTF-16")
