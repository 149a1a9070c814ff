"""The names that an authority is found by."""

import re
from collections.abc import Iterator, Mapping, Sequence

from repository.models import Authority
from repository.search.folding import fold

LONGEST = 120
_MOST_WORDS = 8
_SIGNS = re.compile(r"[^\w]+")


def folded(text: str) -> str:
    """A name as it is looked for: in the letters of one alphabet, without signs."""
    return " ".join(_SIGNS.sub(" ", fold(text)).split())[:LONGEST]


def beginnings(authority: Authority) -> set[str]:
    """Every name of the authority, from each of its words on."""
    found: set[str] = set()
    for name in _names(authority.label, authority.variants):
        words = folded(name).split()
        found.update(" ".join(words[number:]) for number in range(min(len(words), _MOST_WORDS)))
    return {text for text in found if text}


def sort_key(label: Mapping[str, Sequence[str]]) -> str:
    """What lists are put in order by: the Kazakh name, or else that of the next language."""
    languages = [*(each for each in ("kk", "ru", "en") if each in label), *label]
    return next((folded(label[each][0]) for each in languages if label[each]), "")


def _names(label: Mapping[str, Sequence[str]], variants: Sequence[str]) -> Iterator[str]:
    for texts in label.values():
        yield from texts
    yield from variants
