"""Lengths as texts tell them: "30 km", "ten miles", "a few hundred metres"."""

import re

from geomap.units import DIGITS, parse_number

_MILE, _FOOT = 1609.344, 0.3048  # the international mile and foot of 1959
_METRES = {"km": 1000.0, "kilometre": 1000.0, "kilometer": 1000.0, "mile": _MILE, "mi": _MILE, "nautical mile": 1852.0}
_METRES |= {"m": 1.0, "metre": 1.0, "meter": 1.0, "yard": 3 * _FOOT, "foot": _FOOT, "feet": _FOOT, "ft": _FOOT}
_LOOSE = {
    "a few": 5.0,
    "few": 5.0,
    "several": 5.0,
    "a": 1.0,
    "an": 1.0,
    "a couple of": 2.0,
}
_LOOSE |= {"a few hundred": 500.0, "several hundred": 500.0, "a few dozen": 50.0, "half a": 0.5}
_LARGEST_M = 2.0e6

UNITS = r"nautical[\s-]miles?|kilomet(?:re|er)s?|kms?|miles?|mi|met(?:re|er)s?|m|yards?|feet|foot|ft"
NUMBERS = (
    rf"{DIGITS}|(?:(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|"
    r"seventy|eighty|ninety|hundred|hundreds|dozen|half|few|several|couple|of)[\s-]){1,4}?"
)


def metres(number: str, unit: str) -> float | None:
    """The length in metres; None where the words are no length, or one that no place is at."""
    plain = " ".join(re.split(r"[\s-]+", number.casefold().strip()))
    value = parse_number(plain.split() if plain[:1].isalpha() else [plain])
    value = _LOOSE.get(plain) if value is None else value
    spelled = " ".join(re.split(r"[\s-]+", unit.casefold()))
    scale = _METRES.get(spelled) or _METRES.get(spelled.rstrip("s"))
    if value is None or scale is None or not 0 < value * scale <= _LARGEST_M:
        return None
    return value * scale
