"""The punctuation of ISBD, which records carry between and after their parts."""

import re

_AFTER = re.compile(r"[\s:;/,=+]+$")
_LAST_WORD = re.compile(r"(\w+)\.$")


def bare(text: str) -> str:
    """A text without the punctuation that leads over to the next part."""
    return _AFTER.sub("", " ".join(text.split()))


def ended(text: str) -> str:
    """The same without a full stop that ends no abbreviation: `Вып. 13.` but `Сб.`."""
    plain = bare(text)
    last = _LAST_WORD.search(plain)
    if last and (len(last[1]) > 3 or last[1].isdigit()) and not plain.endswith(".."):
        return plain[:-1]
    return plain


def joined(head: str, parts: list[str], sign: str) -> str:
    """A text with further parts after a sign; the sign is not doubled."""
    return sign.join([ended(head), *(ended(part) for part in parts if part.strip())])


def named(text: str) -> str:
    """A name without a full stop that ends no initial: `Bunce, Tim.` but `Барсуков, В. Н.`."""
    plain = bare(text)
    last = _LAST_WORD.search(plain)
    return plain[:-1] if last and len(last[1]) > 2 else plain


def published(text: str) -> str:
    """A place or a publisher: whole square brackets around it say only that it was supplied."""
    plain = bare(text)
    if plain.count("[") == plain.count("]"):
        return plain[1:-1] if plain.startswith("[") and plain.endswith("]") else plain
    return plain.strip("[ ") if "]" not in plain else plain.strip("] ")
