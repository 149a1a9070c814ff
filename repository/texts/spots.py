"""Where on the page a part of its text stands."""

from bisect import bisect_right
from dataclasses import dataclass

from repository.texts.transcript import Box, Line, Transcript, Word, around


@dataclass(frozen=True, slots=True)
class Spot:
    """Words of one line: the line's and the words' numbers, counted from 1, and their place."""

    line: int
    first: int
    last: int
    text: str
    box: Box


class Spots:
    """The places of a transcript's words, by where they stand in its plain text."""

    def __init__(self, transcript: Transcript) -> None:
        self._starts: list[int] = []
        self._words: list[tuple[int, int, Word]] = []
        at = 0
        for number, line in enumerate(transcript.lines, start=1):
            at = self._add(line, number, at)

    def of(self, start: int, end: int) -> list[Spot]:
        """The words that text[start:end] touches, those of each line together."""
        by_line: dict[int, list[tuple[int, Word]]] = {}
        for number in range(max(0, bisect_right(self._starts, start) - 1), len(self._starts)):
            if self._starts[number] >= end:
                break
            line, word, found = self._words[number]
            by_line.setdefault(line, []).append((word, found))
        return [_spot(line, words) for line, words in by_line.items()]

    def _add(self, line: Line, number: int, at: int) -> int:
        """Note a line's words; returns where the text of the next line begins."""
        if not line.words:
            return at
        for place, word in enumerate(line.words, start=1):
            self._starts.append(at)
            self._words.append((number, place, word))
            at += len(word.text) + 1
        return at


def _spot(line: int, words: list[tuple[int, Word]]) -> Spot:
    text = " ".join(word.text for _, word in words)
    return Spot(line, words[0][0], words[-1][0], text, around(word.box for _, word in words))
