"""What is written on a page and where: blocks of lines of words, in the page's pixels."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle of a page in its pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first column to the right of it."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """The first row below it."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is written, punctuation and a hyphen at the end of its line included.

    `confidence` is what the recogniser thinks of it, from 0 to 1.
    """

    text: str
    box: Box
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words; `corrected` when a person has set it right, even by leaving no word."""

    words: tuple[Word, ...]
    box: Box
    corrected: bool = False

    @property
    def text(self) -> str:
        """The words with spaces between them."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together: a paragraph, a column, a caption."""

    lines: tuple[Line, ...]
    box: Box


@dataclass(frozen=True, slots=True)
class Transcript:
    """All that is written on a page of `width` by `height` pixels.

    `languages` are codes of ISO 639-2, the one that prevails first; empty when unknown.
    """

    width: int
    height: int
    blocks: tuple[Block, ...]
    languages: tuple[str, ...] = ()

    @property
    def lines(self) -> Iterator[Line]:
        """Every line in reading order."""
        for block in self.blocks:
            yield from block.lines

    @property
    def text(self) -> str:
        """The lines, each on a line of its own; those without words are left out."""
        return "\n".join(line.text for line in self.lines if line.words)

    @property
    def confidence(self) -> float | None:
        """The mean of the words' confidence; None when nothing tells."""
        known = [
            w.confidence for line in self.lines for w in line.words if w.confidence is not None
        ]
        return round(sum(known) / len(known), 4) if known else None


def around(boxes: Iterable[Box]) -> Box:
    """The smallest rectangle that holds all of them, of which there is at least one."""
    found = list(boxes)
    x, y = min(box.x for box in found), min(box.y for box in found)
    return Box(x, y, max(box.right for box in found) - x, max(box.bottom for box in found) - y)


def moved(
    transcript: Transcript, x: int, y: int, width: int, height: int, languages: tuple[str, ...]
) -> Transcript:
    """What was read of a part of a page that begins at (x, y), on the whole page."""

    def box(old: Box) -> Box:
        return Box(old.x + x, old.y + y, old.width, old.height)

    def line(old: Line) -> Line:
        words = tuple(replace(word, box=box(word.box)) for word in old.words)
        return replace(old, words=words, box=box(old.box))

    blocks = tuple(
        Block(tuple(line(each) for each in block.lines), box(block.box))
        for block in transcript.blocks
    )
    return Transcript(width, height, blocks, languages)
