"""One skeleton for a word in all its alphabets: what a search in any of them comes down to.

The skeleton is written in the letters of a Russian keyboard, less those that stand for the sound
of another. Kazakh letters become the Russian ones that people type in their place, letters gone
since 1918 those that took theirs, Latin letters (the alphabets of 2017, 2018 and 2021 and what
people type on an English keyboard) and Arabic ones the Cyrillic letters of the same sound.
"""

import re
import unicodedata
from functools import lru_cache

from repository.search.tokens import normal

_CYRILLIC = str.maketrans(
    {"ә": "а", "ғ": "г", "қ": "к", "ң": "н", "ө": "о", "ұ": "у", "ү": "у", "һ": "х", "і": "и"}
    | {"ѣ": "е", "ѳ": "ф", "ѵ": "и", "ѕ": "з", "ѡ": "о", "ѧ": "я", "ѫ": "у", "ѹ": "у"}
    | {"ё": "е", "э": "е", "й": "и", "щ": "ш", "ц": "тс", "ъ": "", "ь": "", "'": ""}
    | {"є": "е", "ї": "и", "ґ": "г", "ў": "у", "җ": "ж", "ҷ": "ч", "ҳ": "х", "љ": "л"}
)
_SOFT_VOWELS = (re.compile("и?я"), "иа"), (re.compile("и?ю"), "иу")

_APOSTROPHES = re.compile("([aoginusyc])'")
_APOSTROPHE_LETTERS = {
    "a": "а",
    "o": "о",
    "g": "г",
    "i": "и",
    "n": "н",
    "u": "у",
    "s": "ш",
    "y": "у",
    "c": "ч",
}
_MARKED = str.maketrans(
    {"ə": "а", "ğ": "г", "ģ": "г", "ǵ": "г", "ñ": "н", "ŋ": "н", "ń": "н", "ı": "и", "ý": "у"}
    | {"š": "ш", "ş": "ш", "ș": "ш", "ç": "ч", "č": "ч", "ž": "ж", "ż": "ж", "ł": "л", "ø": "о"}
    | {"æ": "ае", "œ": "ое", "đ": "д", "ð": "д", "þ": "т"}
)
_VOWEL = "[aeiouаеиоу]"
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("shch|şş|sch|sh", "ш"),
        ("ch", "ч"),
        ("zh", "ж"),
        ("kh", "х"),
        ("gh", "г"),
        (f"(?<=[iи])y(?={_VOWEL})", ""),
        (f"y(?={_VOWEL})|(?<=[aeouаеоу])y", "и"),
    )
)
_LATIN = str.maketrans(
    dict(zip("abcdefghijklmnopqrstuvwyz", "абкдефгхижклмнопкрстувуыз", strict=True)) | {"x": "кс"}
)
_HAS_LATIN = re.compile("[a-zà-ɏə]")

# What may stand behind a first letter and change how it is read: ch, sh, ye, a', كى.
_BEHIND = ("", "h", "ch", "a", "i", "o", "'", "ك")
_SKELETON = "абвгджзиклмнопрстуфхчшыея"
_HARD = {"б": "п", "г": "к"}
_UNVOICED = str.maketrans(_HARD | {"з": "с"})

_ARABIC_WORD = re.compile("[\u0621-\u06ff]+")
_FRONT = re.compile("[\u0621\u0654\u0655\u0674-\u0678كگکە]")
_ARABIC = str.maketrans(
    {"ا": "а", "أ": "а", "آ": "а", "ٵ": "а", "ب": "б", "پ": "п", "ت": "т", "ج": "ж", "چ": "ч"}
    | {"ح": "х", "خ": "х", "د": "д", "ر": "р", "ز": "з", "س": "с", "ش": "ш", "ع": "г", "غ": "г"}
    | {"ف": "ф", "ق": "к", "ك": "к", "ک": "к", "گ": "г", "ڭ": "н", "ل": "л", "م": "м", "ن": "н"}
    | {"ه": "х", "ھ": "х", "ہ": "х", "ە": "е", "و": "о", "ٶ": "о", "ۇ": "у", "ٷ": "у", "ۋ": "у"}
    | {"ۆ": "в", "ي": "и", "ی": "и", "ئ": "и", "ٸ": "и", "ط": "т", "ظ": "з", "ص": "с", "ض": "з"}
    | {"ذ": "з", "ث": "с", "ة": "е", "ژ": "ж", "ې": "е", "ۈ": "у"}
    | dict.fromkeys("\u0621\u0654\u0655\u0674\u0640\u200c", "")
)


def fold(text: str) -> str:
    """A text in the letters of the skeleton, its other signs as they are."""
    return _folded(normal(text))


@lru_cache(maxsize=2000)
def starts_of(letter: str) -> frozenset[str]:
    """The letters of the skeleton that words may begin with which begin with this letter."""
    found = {letter, *(fold(letter + behind)[:1] for behind in _BEHIND)}
    # A letter that stands alone is a stem, and hardened like the last of any.
    found |= {_HARD[voiced] for voiced in _HARD.keys() & found}
    return frozenset(_SKELETON) if "" in found else frozenset(found)


def head(folded: str, most: int = 3) -> str:
    """The first letters of a word, folded, that are those of its stem in any language.

    Voiced letters count as those that they become: at the end of a stem, and in изъ- before 1918.
    """
    return folded[:most].translate(_UNVOICED)


@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    if _HAS_LATIN.search(text):
        text = _from_latin(text)
    text = _ARABIC_WORD.sub(_from_arabic, text).translate(_CYRILLIC)
    for pattern, sound in _SOFT_VOWELS:
        text = pattern.sub(sound, text)
    return text


def _from_latin(text: str) -> str:
    text = _APOSTROPHES.sub(lambda match: _APOSTROPHE_LETTERS[match[1]], text)
    text = text.translate(_MARKED)
    if not text.isascii():
        text = "".join(_bare(letter) for letter in text)
    for pattern, sound in _SOUNDS:
        text = pattern.sub(sound, text)
    return text.translate(_LATIN)


def _bare(letter: str) -> str:
    """A Latin letter without its mark; others keep theirs, which make й of и."""
    bare = unicodedata.normalize("NFD", letter)[0]
    return bare if bare.isascii() else letter


def _from_arabic(match: re.Match[str]) -> str:
    word = match.group()
    # ى is ы, or і in a word of front vowels: one with a hamza, or with a letter that needs none.
    return word.replace("ى", "и" if _FRONT.search(word) else "ы").translate(_ARABIC)
