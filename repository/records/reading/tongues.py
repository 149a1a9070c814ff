"""Languages and scripts of what records say."""

import re
from collections.abc import Sequence

from babel.core import get_global

_KAZAKH = re.compile("[әғқңөұүһӘҒҚҢӨҰҮҺ]")
_CYRILLIC = re.compile("[Ѐ-ӿ]")
_LATIN = re.compile("[A-Za-z]")
_IN_CYRILLIC = frozenset(
    {"kk", "ru", "uk", "be", "ky", "tg", "tt", "ba", "mn", "bg", "sr", "mk", "ab", "os", "ce", "cv",
     "kv", "udm", "mhr", "sah"}
)  # fmt: skip
_CODE = re.compile(r"[a-z]{2,3}")
_NOTHING = frozenset({"und", "zxx", "mul", "mis", "|||"})


def tag_of(code: str) -> str:
    """The BCP 47 tag of a code of ISO 639-2 (`kaz`) or a tag, "" when it is neither."""
    bare = code.strip().lower()
    if bare in _NOTHING:
        return ""
    primary = bare.replace("_", "-").split("-")[0]
    if not _CODE.fullmatch(primary):
        return ""
    return str(get_global("language_aliases").get(primary, primary))


def tags_of(codes: Sequence[str]) -> list[str]:
    """The tags of codes that may be written together (`engfre`), each once."""
    found: dict[str, None] = {}
    for code in codes:
        bare = code.strip()
        together = len(bare) > 3 and len(bare) % 3 == 0 and bare.isalpha()
        parts = [bare[at : at + 3] for at in range(0, len(bare), 3)] if together else [bare]
        found.update((tag, None) for part in parts if (tag := tag_of(part)))
    return list(found)


def is_cyrillic(text: str) -> bool:
    """Whether most letters are Cyrillic."""
    return len(_CYRILLIC.findall(text)) * 2 > sum(letter.isalpha() for letter in text)


def written_in(text: str, spoken: Sequence[str], taken: Sequence[str] = ()) -> str:
    """The language a title is in, by its letters, from the languages of the work; else a guess.

    `taken` are languages that other titles are in already. "none" for other scripts.
    """
    if _KAZAKH.search(text):
        return next((tag for tag in spoken if tag in ("kk", "ky", "tt", "ba")), "kk")
    free = [tag for tag in spoken if tag not in taken]
    if is_cyrillic(text):
        return next((tag for tag in free if tag in _IN_CYRILLIC), "ru" if spoken else "none")
    letters = "".join(letter for letter in text if letter.isalpha())
    if letters and letters.isascii():
        return next((tag for tag in free if tag not in _IN_CYRILLIC), "en" if spoken else "none")
    return next((tag for tag in free if tag not in _IN_CYRILLIC), "none")


def in_own_script(text: str, tag: str) -> bool:
    """Whether a text is in the script its language is written in, as far as we can tell."""
    return tag not in _IN_CYRILLIC or is_cyrillic(text) or not _LATIN.search(text)
