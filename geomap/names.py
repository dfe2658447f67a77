"""Name keys: one spelling for the many ways in which a place's name is written.

A key folds case, diacritics, apostrophes, hyphens, full stops and the short forms of Saint, Mount and Fort. Both sides
of a look-up go through `key`, so nothing here needs to be right in any language, only the same on both sides.
"""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from zlib import crc32

# Letters that Unicode does not decompose, as news agencies write them in plain Latin.
_LETTERS = str.maketrans(
    {
        "ł": "l",
        "Ł": "l",
        "ø": "o",
        "Ø": "o",
        "đ": "d",
        "Đ": "d",
        "ð": "d",
        "Ð": "d",
        "þ": "th",
        "Þ": "th",
        "æ": "ae",
        "Æ": "ae",
        "œ": "oe",
        "Œ": "oe",
        "ı": "i",
        "ə": "a",
        "Ə": "a",
        "ħ": "h",
        "Ħ": "h",
        "ŋ": "n",
    }
)
_DROPPED = dict.fromkeys(map(ord, ".'`´‘’‛ʻʼʽʾʿˈ\"“”"))  # U.S., Sana'a, Hawaiʻi
_SPACED = dict.fromkeys(map(ord, "-‐‑‒–—/,_()"), " ")  # Deir-ez-Zor, Washington, D.C.
_PUNCTUATION = {**_DROPPED, **_SPACED, ord("&"): " and "}
_SHORT = re.compile(r"\b(ste?|mt|mts|ft)(?= \w)")
_LONG = {"st": "saint", "ste": "sainte", "mt": "mount", "mts": "mountains", "ft": "fort"}

# Leading articles: English, and Arabic in its assimilated spellings (Ar Raqqah, Ash Shaddadi, An Nasiriyah).
_ARTICLE = re.compile(r"(?:the|al|el|ar|as|ash|ad|az|an|at)\s+(?=\S{2})")


def key(name: str) -> str:
    """The folded spelling under which a name is stored and looked up; "" when nothing is left of it.

    >>> key("Deir ez-Zor"), key("Sana'a"), key("St. Louis"), key("São Tomé"), key("U.S.")
    ('deir ez zor', 'sanaa', 'saint louis', 'sao tome', 'us')
    """
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name.translate(_LETTERS))
        name = "".join(letter for letter in name if not unicodedata.combining(letter))
    folded = " ".join(name.casefold().translate(_PUNCTUATION).split())
    if "t " in folded or "ts " in folded or "te " in folded:
        folded = _SHORT.sub(lambda short: _LONG[short[1]], folded)
    return folded


cached_key = lru_cache(maxsize=65_536)(key)  # texts repeat their names; tables do not


def without_article(folded: str) -> str | None:
    """A key without its leading "the", "al" or "el"; None when it has none.

    >>> without_article("al bab"), without_article("the hague"), without_article("bab")
    ('bab', 'hague', None)
    """
    article = _ARTICLE.match(folded)
    return folded[article.end() :] if article else None


_BITS_A_KEY = 32  # of a filter: at most one unknown key in 32 passes it


def key_filter(keys: Collection[str]) -> bytes:
    """A table of bits that tells most keys that are not among these: a Bloom filter with one hash.

    Most of what a text asks a gazetteer for is in none, and a look at a byte costs less than one into a file.
    """
    bits = bytearray(1 << max(0, (_BITS_A_KEY * len(keys) // 8 - 1).bit_length()))
    last = 8 * len(bits) - 1
    for each in keys:
        slot = crc32(each.encode()) & last
        bits[slot >> 3] |= 1 << (slot & 7)
    return bytes(bits)


def may_be_key(folded: str, bits: bytes) -> bool:
    """Whether a key can be among those that a filter was made of; False is certain.

    >>> bits = key_filter(["paris"])
    >>> may_be_key("paris", bits)
    True
    """
    try:
        slot = crc32(folded.encode()) & (8 * len(bits) - 1)
    except UnicodeEncodeError:
        return False  # half a character is in no name
    return bits[slot >> 3] >> (slot & 7) & 1 == 1
