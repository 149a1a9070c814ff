"""Suffixes written as patterns, spelt out: whether a word ends in one is a look into a table.

A pattern is a small part of what regular expressions are: letters, `[...]`, `(?:...|...)`, `?`
behind any of these, and `(?<=[...])`, which says what has to stand before.
"""

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

_ANYTHING = frozenset({""})


class _Spelt(NamedTuple):
    """A suffix, or what of it has been read; one of `before`, all equally long, stands before."""

    text: str
    before: frozenset[str]


class Suffixes:
    """All suffixes of some patterns."""

    def __init__(self, patterns: Sequence[str]) -> None:
        # By suffix and by the length of what has to stand before it.
        found: dict[str, dict[int, frozenset[str]]] = {}
        for pattern in patterns:
            for text, before in _Reader(pattern).spelt():
                known, length = found.setdefault(text, {}), len(next(iter(before)))
                known[length] = known.get(length, frozenset()) | before
        self._before = {text: tuple(known.items()) for text, known in found.items()}
        self._longest = max(map(len, found))
        self._last = frozenset(text[-1] for text in found)

    def starts(self, word: str, shortest: int) -> list[int]:
        """Where suffixes of a word begin that leave so many letters of it, the longest first."""
        size = len(word)
        if size <= shortest or word[-1] not in self._last:
            return []
        known = self._before.get
        return [
            at
            for at in range(max(shortest, size - self._longest), size)
            for length, before in known(word[at:], ())
            if word[at - length : at] in before
        ]


class _Reader:
    """Spells a pattern out, from left to right."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0

    def spelt(self) -> list[_Spelt]:
        """Every suffix of the pattern but the empty one."""
        found = self._choices([_Spelt("", _ANYTHING)])
        assert self._at == len(self._pattern), self._pattern
        return [each for each in found if each.text]

    def _choices(self, heads: list[_Spelt]) -> list[_Spelt]:
        """What alternatives make of what stands before them."""
        found = self._row(heads)
        while self._taken("|"):
            found += self._row(heads)
        return found

    def _row(self, heads: list[_Spelt]) -> list[_Spelt]:
        while self._at < len(self._pattern) and self._pattern[self._at] not in "|)":
            without, heads = heads, self._piece(heads)
            if self._taken("?"):
                heads = [*without, *heads]
        return list(dict.fromkeys(heads))

    def _piece(self, heads: list[_Spelt]) -> list[_Spelt]:
        if self._taken("(?<="):
            wanted = [self._letters()]
            while not self._taken(")"):
                wanted.append(self._letters())
            before = frozenset(map("".join, product(*wanted)))
            return [kept for head in heads if (kept := _behind(head, before))]
        if self._taken("(?:"):
            found = self._choices(heads)
            assert self._taken(")"), self._pattern
            return found
        letters = self._letters()
        return [_Spelt(head.text + letter, head.before) for head in heads for letter in letters]

    def _letters(self) -> str:
        """The letters of a class, or the one that stands here."""
        start = self._at
        if not self._taken("["):
            self._at += 1
            return self._pattern[start]
        self._at = self._pattern.index("]", start) + 1
        return self._pattern[start + 1 : self._at - 1]

    def _taken(self, sign: str) -> bool:
        taken = self._pattern.startswith(sign, self._at)
        self._at += len(sign) if taken else 0
        return taken


def _behind(head: _Spelt, before: frozenset[str]) -> _Spelt | None:
    """What is left of a suffix when one of these has to stand before this place of it."""
    if head.text:
        return head if head.text.endswith(tuple(before)) else None
    both = before if head.before == _ANYTHING else head.before & before
    return _Spelt("", both) if both else None
