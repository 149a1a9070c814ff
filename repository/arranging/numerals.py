"""Numbers as books have them: Roman, Cyrillic, Eastern Arabic, letters, leaves."""

from collections.abc import Callable, Mapping

MOST = 99_999

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_UNITS = ("", "а", "в", "г", "д", "є", "ѕ", "з", "и", "ѳ")
_TENS = ("", "і", "к", "л", "м", "н", "ѯ", "о", "п", "ч")
_HUNDREDS = ("", "р", "с", "т", "у", "ф", "х", "ѱ", "ѡ", "ц")
_TITLO = "\u0483"
_THOUSANDS = "\u0482"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
# Without the letters that no printer numbers with: ё, й, ъ, ы, ь.
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"
_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def roman(number: int) -> str:
    """i, ii, iii, iv, …; thousands are as many m."""
    letters = []
    for value, letter in _ROMAN:
        letters.append(letter * (number // value))
        number %= value
    return "".join(letters)


def cyrillic(number: int) -> str:
    """а҃, в҃, г҃, …: Church Slavonic letters under a titlo; 11 to 19 have the unit first.

    The titlo stands on the last letter but one, as printers set it, or on the only one.
    """
    thousands, rest = divmod(number, 1000)
    hundred, below = divmod(rest, 100)
    ten, unit = divmod(below, 10)
    tail = _UNITS[unit] + _TENS[1] if ten == 1 else _TENS[ten] + _UNITS[unit]
    letters = _HUNDREDS[hundred] + tail
    head = "".join(_THOUSANDS + letter for letter in _letters(thousands)) if thousands else ""
    if not letters:
        return head + _TITLO
    at = max(1, len(letters) - 1)
    return head + letters[:at] + _TITLO + letters[at:]


def _letters(number: int) -> str:
    return cyrillic(number).replace(_TITLO, "").replace(_THOUSANDS, "")


def alphabet(letters: str) -> Callable[[int], str]:
    """Letters as spreadsheets count columns: a, b, …, z, aa, ab, and on."""

    def lettered(number: int) -> str:
        found = ""
        while number:
            number, place = divmod(number - 1, len(letters))
            found = letters[place] + found
        return found

    return lettered


def indic(number: int) -> str:
    """The digits of Arabic: ١, ٢, ٣, and on."""
    return str(number).translate(_INDIC)


def persian(number: int) -> str:
    """The digits of Persian and of Kazakh in Arabic letters: ۱, ۲, ۳, and on."""
    return str(number).translate(_PERSIAN)


NUMERALS: Mapping[str, Callable[[int], str]] = {
    "arabic": str,
    "roman": roman,
    "roman-upper": lambda number: roman(number).upper(),
    "cyrillic": cyrillic,
    "cyrillic-letters": alphabet(_CYRILLIC),
    "latin-letters": alphabet(_LATIN),
    "arabic-indic": indic,
    "persian": persian,
}
"""How a number is written, by the name of the style."""
