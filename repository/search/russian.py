"""Russian words: spelling before 1918, and stems by Snowball."""

import re

import snowballstemmer

_OLD_LETTERS = re.compile("[ѣѳѵ]|і(?=[аеиоуыэюяй])|.ъ$")
_LETTERS = str.maketrans({"ѣ": "е", "ѳ": "ф", "ѵ": "и", "і": "и"})
# In words of any spelling: none of today begins or ends like this but for a few names.
_SPELLINGS = (
    (re.compile("^(бе|ра|во|в|и|ни|чре|чере)зс"), r"\1сс"),
    (re.compile("(?<=..[жчшщ])аго$"), "его"),
    (re.compile("(?<=...)аго$"), "ого"),
    (re.compile("(?<=..)яго$"), "его"),
    (re.compile("(?<=..)ыя$"), "ые"),
)
_WORDS = {"ея": "ее", "нея": "нее", "онѣ": "они", "однѣ": "одни"}
_stemmer = snowballstemmer.stemmer("russian")


def is_old(word: str) -> bool:
    """Whether a word, in small letters, shows the spelling before 1918."""
    return _OLD_LETTERS.search(word) is not None


def modern(word: str) -> str:
    """A word, in small letters, as it has been spelt since 1918."""
    if word in _WORDS:
        return _WORDS[word]
    word = word.translate(_LETTERS).removesuffix("ъ")
    for pattern, spelling in _SPELLINGS:
        word = pattern.sub(spelling, word)
    return word


def stem(word: str) -> str:
    """The stem of a word in small letters."""
    found: str = _stemmer.stemWord(modern(word))
    return found
