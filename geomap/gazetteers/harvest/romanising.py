"""Names in Cyrillic letters as English news writes them.

Ukrainian by the resolution of its Cabinet of Ministers of 2010 (No. 55), and by the older manner that differs in the
letters that it writes with y. Russian by the simplified manner of news agencies (BGN/PCGN without its signs).
"""

_SHARED = {
    "а": "a", "б": "b", "в": "v", "д": "d", "ж": "zh", "з": "z", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ь": "", "ъ": "", "'": "", "’": "", "ʼ": "",
}  # fmt: skip
_UKRAINIAN = _SHARED | {
    "г": "h", "ґ": "g", "е": "e", "є": "ie", "и": "y", "і": "i", "ї": "i", "й": "i", "ю": "iu", "я": "ia",
}  # fmt: skip
_UKRAINIAN_INITIAL = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}  # also the older manner, everywhere
_RUSSIAN = _SHARED | {
    "г": "g", "е": "e", "ё": "yo", "и": "i", "й": "y", "ы": "y", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
_VOWELS = set("аеёиоуыэюяь")


def from_ukrainian(name: str) -> tuple[str, str]:
    """The name in today's official manner and in the older one; the same twice where they do not differ.

    >>> from_ukrainian("Часів Яр"), from_ukrainian("Кліщіївка")
    (('Chasiv Yar', 'Chasiv Yar'), ('Klishchiivka', 'Klishchiyivka'))
    """
    return _spelt(name, _UKRAINIAN, _UKRAINIAN_INITIAL), _spelt(name, _UKRAINIAN | _UKRAINIAN_INITIAL, {})


def from_russian(name: str) -> str:
    """The name in the manner of news agencies.

    >>> from_russian("Новый Оскол"), from_russian("Енакиево")
    ('Novy Oskol', 'Yenakiyevo')
    """
    letters: list[str] = []
    for word in name.split(" "):
        stem = word[:-2] + "ы" if word.casefold().endswith(("ый", "ий")) else word
        before = "ь"
        for letter in stem:
            small = letter.casefold()
            spelt = "ye" if small == "е" and before in _VOWELS else _RUSSIAN.get(small, small)
            letters.append(_cased(letter, spelt))
            before = small if small.isalpha() else "ь"
        letters.append(" ")
    return "".join(letters).strip()


def _spelt(name: str, table: dict[str, str], initial: dict[str, str]) -> str:
    letters: list[str] = []
    at_start = True
    for letter, after in zip(name, name[1:] + " ", strict=True):
        small = letter.casefold()
        spelt = initial.get(small) if at_start else None
        spelt = table.get(small, small) if spelt is None else spelt
        if small == "з" and after.casefold() == "г":
            spelt = "zgh"
        elif small == "г" and letters and letters[-1].casefold() == "zgh":
            spelt = ""
        letters.append(_cased(letter, spelt))
        at_start = not letter.isalpha() and letter not in "'’ʼ"
    return "".join(letters)


def _cased(letter: str, spelt: str) -> str:
    return spelt[:1].upper() + spelt[1:] if letter.isupper() else spelt
