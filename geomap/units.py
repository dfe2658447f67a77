"""Units of area, and numbers as texts write them: "4,000", "½", "2.5 million", "twenty-five", "half a dozen".

Everything here is about single numbers; the grammar that finds them in sentences is `geomap.areas.grammar`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from geomap.errors import RecordError


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaUnit:
    """A unit of area.

    Attributes:
        name: "square kilometre", as it stands in `QuotedArea.unit`.
        m2: its value in square metres; of one that has several, the least.
        m2_high: the largest value; equal to `m2` for nearly all units.
        spellings: how texts write it; a space stands for a space, a line break or a hyphen.
        strict: counts only straight after digits and in the letter case of its spellings ("ha", "mu", "m2").
        sized: counts only where the words say that a size is told: "the size of 40 football fields".
        source: where the value comes from.
    """

    name: str
    m2: float
    m2_high: float
    spellings: tuple[str, ...]
    strict: bool = False
    sized: bool = False
    source: str = ""


def area_units(rows: Iterable[Mapping[str, str]]) -> tuple[AreaUnit, ...]:
    """Units from the rows of `areas_units.tsv`.

    Raises:
        RecordError: a row has no positive value or no spelling.
    """
    units = []
    for row in rows:
        low, _, high = row["m2"].partition("..")
        value, most = float(low), float(high or low)
        spellings = tuple(part for part in row["spellings"].split("|") if part)
        if not 0 < value <= most or not spellings:
            raise RecordError(f"areas_units: {row['unit']!r} needs a value above 0 and a spelling; mend its line")
        units.append(
            AreaUnit(
                name=row["unit"],
                m2=value,
                m2_high=most,
                spellings=spellings,
                strict=row["strict"] == "yes",
                sized=row["strict"] == "size",
                source=row["source"],
            )
        )
    return tuple(units)


SMALL: Mapping[str, float] = {
    "zero": 0.0,
    "one": 1.0,
    "two": 2.0,
    "three": 3.0,
    "four": 4.0,
    "five": 5.0,
    "six": 6.0,
    "seven": 7.0,
    "eight": 8.0,
    "nine": 9.0,
    "ten": 10.0,
    "eleven": 11.0,
    "twelve": 12.0,
    "thirteen": 13.0,
    "fourteen": 14.0,
    "fifteen": 15.0,
    "sixteen": 16.0,
    "seventeen": 17.0,
    "eighteen": 18.0,
    "nineteen": 19.0,
}
TENS: Mapping[str, float] = {
    "twenty": 20.0,
    "thirty": 30.0,
    "forty": 40.0,
    "fifty": 50.0,
    "sixty": 60.0,
    "seventy": 70.0,
    "eighty": 80.0,
    "ninety": 90.0,
}
MAGNITUDES: Mapping[str, float] = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "lakh": 1e5,
    "crore": 1e7,
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "bn": 1e9,
    "dozen": 12.0,
}
FRACTIONS: Mapping[str, float] = {
    "half": 1 / 2,
    "halves": 1 / 2,
    "third": 1 / 3,
    "thirds": 1 / 3,
    "quarter": 1 / 4,
    "quarters": 1 / 4,
    "fourth": 1 / 4,
    "fourths": 1 / 4,
    "fifth": 1 / 5,
    "fifths": 1 / 5,
    "sixth": 1 / 6,
    "sixths": 1 / 6,
    "seventh": 1 / 7,
    "sevenths": 1 / 7,
    "eighth": 1 / 8,
    "eighths": 1 / 8,
    "ninth": 1 / 9,
    "ninths": 1 / 9,
    "tenth": 1 / 10,
    "tenths": 1 / 10,
}
VULGAR: Mapping[str, float] = {
    "½": 1 / 2,
    "⅓": 1 / 3,
    "⅔": 2 / 3,
    "¼": 1 / 4,
    "¾": 3 / 4,
    "⅕": 1 / 5,
    "⅖": 2 / 5,
    "⅗": 3 / 5,
    "⅘": 4 / 5,
    "⅙": 1 / 6,
    "⅚": 5 / 6,
    "⅛": 1 / 8,
    "⅜": 3 / 8,
    "⅝": 5 / 8,
    "⅞": 7 / 8,
}
NUMBER_WORDS = frozenset(SMALL) | frozenset(TENS) | frozenset(MAGNITUDES) | frozenset(FRACTIONS) | {"a", "an"}

_VULGAR = "".join(VULGAR)
_GAP = "[ \u00a0\u2009\u202f]"  # the spaces that group digits: plain, no-break, thin, narrow no-break
#: One number in digits, with its own fraction: "1,234.5", "1.234.567,8", "1 234", "7,5", "2 1/2", "2½", ".5".
DIGITS = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?![\d,])|\d{{1,3}}(?:\.\d{{3}})+,\d{{1,2}}(?!\d)|\d{{1,3}}(?:\.\d{{3}}){{2,}}(?!\d)"
    rf"|\d{{1,3}}(?:{_GAP}\d{{3}})+(?:[.,]\d{{1,2}})?(?!\d)|\d{{1,12}}(?:\.\d{{1,9}})?[ -]?[{_VULGAR}]"
    rf"|\d{{1,4}}[ -]\d/\d(?!\d)|\d/\d(?!\d)|\d+\.\d+|\d+,\d{{1,2}}(?!\d)|\d+|(?<!\d)\.\d+|[{_VULGAR}])"
)
_DIGITS = re.compile(DIGITS)
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")


def parse_digits(text: str) -> float | None:
    """The value of one number in digits, None when it is not one.

    >>> parse_digits("1,234.5"), parse_digits("1.234,5"), parse_digits("1 234"), parse_digits("2½")
    (1234.5, 1234.5, 1234.0, 2.5)
    """
    if not _DIGITS.fullmatch(text):
        return None
    vulgar = VULGAR.get(text[-1])
    if vulgar is not None:
        whole = text[:-1].strip(" -")
        return (float(whole) if whole else 0.0) + vulgar
    if "/" in text:
        *whole_part, share = re.split("[ -]", text)
        above, below = share.split("/")
        return None if below == "0" else float(whole_part[0] if whole_part else 0) + int(above) / int(below)
    plain = re.sub(_GAP, "", text)
    if _ENGLISH.fullmatch(plain):
        plain = plain.replace(",", "")
    elif "," in plain:  # the comma is the decimal mark: 7,5 and 1.234,5
        plain = plain.replace(".", "").replace(",", ".")
    elif plain.count(".") > 1:
        plain = plain.replace(".", "")
    return float(plain)


def parse_number(tokens: Sequence[str]) -> float | None:
    """The value of number words and digits in a row, lower case; None when they make no single number.

    >>> parse_number(["half", "a", "million"]), parse_number(["twenty", "five"]), parse_number(["2.5", "m"])
    (500000.0, 25.0, 2500000.0)
    >>> parse_number(["three", "quarters", "of", "an"]), parse_number(["two", "and", "a", "half"])
    (0.75, 2.5)
    """
    words = list(tokens)
    while words and words[-1] in {"of", "a", "an"} and len(words) > 1:  # "half an (acre)", "a quarter of a (mile)"
        words.pop()
    if not words or (len(words) != len(tokens) and words[-1] not in FRACTIONS):  # "four a" is no number
        return None
    extra = 0.0
    if len(words) > 3 and words[-3] == "and" and words[-2] in {"a", "one"} and words[-1] in FRACTIONS:
        extra, words = FRACTIONS[words[-1]], words[:-3]  # "two and a half"
        if words[-1] in MAGNITUDES:  # "a million and a half"
            extra *= MAGNITUDES[words[-1]]
    elif len(words) > 4 and words[-4] == "and" and words[-1] in MAGNITUDES and words[-2] in FRACTIONS:
        scale = MAGNITUDES[words[-1]]  # "one and a half million"
        whole = _whole(words[:-4])
        return None if whole is None else (whole + FRACTIONS[words[-2]]) * scale
    share = 1.0
    if not extra and any(word in FRACTIONS for word in words):
        at = next(index for index, word in enumerate(words) if word in FRACTIONS)
        share, before, after = FRACTIONS[words[at]], words[:at], words[at + 1 :]
        while after and after[0] in {"of", "a", "an"}:
            after = after[1:]
        times = _whole(before) if before and before not in (["a"], ["an"]) else 1.0
        rest = _whole(["a", *after]) if after else 1.0
        return None if times is None or rest is None else times * share * rest
    whole = _whole(words)
    return None if whole is None else whole + extra


def _whole(words: Sequence[str]) -> float | None:
    """A number without fractions of its own: "one hundred and four", "2.5 million", "a dozen", "two dozen"."""
    total, current, last = 0.0, None, ""
    for position, word in enumerate(words):
        digits = parse_digits(word)
        if word == "and":
            if last not in MAGNITUDES or position == len(words) - 1 or last == "dozen":
                return None
        elif word in {"a", "an"}:
            if position or len(words) == 1:
                return None
            current = 1.0
        elif digits is not None or word in SMALL or word in TENS:
            value = digits if digits is not None else SMALL.get(word, TENS.get(word, 0.0))
            follows = word in SMALL and last in TENS and 0 < value < 10
            if current is not None and not follows and last not in {"hundred", "and"}:
                return None
            current = (current or 0.0) + value
        elif word in MAGNITUDES:
            if current is None:
                return None
            scale = MAGNITUDES[word]
            current *= scale
            if scale >= 1e3:
                total, current = total + current, None
        else:
            return None
        last = word if word != "and" else "and"
    return total + (current or 0.0) if last != "and" and (total or current is not None) else None
