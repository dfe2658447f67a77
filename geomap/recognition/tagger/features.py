"""What the network is told about a word form: rows of one hashed table of embeddings.

>>> shape_of("McDonald's")
"XxXxxx'x"
"""

import re
from zlib import crc32

_FIRST, _LAST = 20, 4  # characters at either end of a long form that are looked at
_DIGIT = re.compile(r"\d")
_RUN = re.compile(r"(.)\1{3,}")


class _Shapes(dict[int, str]):
    """What each character looks like, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character.isdigit():
            shape = "d"
        elif character.isalpha():
            shape = "X" if character != character.lower() else "x"
        else:
            shape = character
        if len(self) < 10_000:  # more than the characters of all alphabets
            self[code] = shape
        return shape


_SHAPES = _Shapes()


def shape_of(form: str) -> str:
    """The form with X for a capital, x for another letter and d for a digit, runs cut to three."""
    return _RUN.sub(_three, form.translate(_SHAPES))


def _three(run: re.Match[str]) -> str:
    return run[1] * 3


def features_of(form: str, sizes: tuple[int, int, int], buckets: int) -> list[int]:
    """The table's rows that a form's embedding is the sum of: 11 for the form and two for each of its bytes but one.

    Args:
        sizes: of the places called so, starting so and going on so, from `PlaceWords`.
        form: a token's text without white space around it; line ends as they come from `tokens.form_of`.
        buckets: how many rows the table has.
    """
    if len(form) > _FIRST + _LAST:
        form = form[:_FIRST] + form[-_LAST:]
    lower = form.lower() if form.isalpha() else _DIGIT.sub("0", form.lower())
    # crc32's second argument sets the kinds of features apart.
    named = (lower, lower, form[:1], lower[:3], lower[-2:], lower[-3:], lower[-4:], shape_of(form))
    found = [crc32(part.encode(errors="surrogatepass"), kind) % buckets for kind, part in enumerate(named, 1)]
    framed = f"<{lower}>".encode(errors="surrogatepass")
    found += [crc32(framed[at : at + 3], 9) % buckets for at in range(len(framed) - 2)]
    found += [(kind * 7 + size) * 7919 % buckets for kind, size in enumerate(sizes, 1)]
    found += [crc32(framed[at : at + 4], 10) % buckets for at in range(len(framed) - 3)]
    return found
