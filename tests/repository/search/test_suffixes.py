"""Suffixes spelt out are those that the same pattern finds as a regular expression."""

import random
import re

import pytest

from repository.search.suffixes import Suffixes

PATTERNS = [
    "ab|b",
    "(?<=[ab])(?:c|ca)",
    "(?:a?b)?c",
    "(?:(?<=[ac])b|[bc])?a",
    "(?<=[ab][bc])(?:a|bb)",
    "(?:(?:(?<=[bc])a?|(?<=a)b)c)?(?:ab|b)",
    "(?<=[ab])(?:(?<=[bc])a|c)",
]


def found_by_expression(patterns: list[str], word: str, shortest: int) -> list[int]:
    return [
        at
        for at in range(shortest, len(word))
        if any(re.compile(f"(?:{each})$").match(word, at) for each in patterns)
    ]


@pytest.mark.parametrize("patterns", [[each] for each in PATTERNS] + [PATTERNS])
def test_it_finds_what_a_regular_expression_finds(patterns: list[str]) -> None:
    suffixes, chance = Suffixes(patterns), random.Random(3)
    words = ["".join(chance.choices("abc", k=chance.randrange(2, 9))) for _ in range(500)]
    expected = [found_by_expression(patterns, word, 2) for word in words]
    assert [sorted({*suffixes.starts(word, 2)}) for word in words] == expected
    assert any(expected)


def test_nothing_is_cut_from_short_words() -> None:
    assert Suffixes(["a"]).starts("ba", 2) == []
    assert Suffixes(["a"]).starts("", 2) == []
